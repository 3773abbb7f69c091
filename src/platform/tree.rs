//! The tree of the page: nodes made, filled, replaced and listened to. Text is always text: nothing here reads HTML.
//!
//! Everything here exists once in the program, whatever is shown: see `src/view`.

use super::dom::document;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
pub use web_sys::{Element, Event, KeyboardEvent, MouseEvent, Node, PointerEvent};
use web_sys::{HtmlElement, Text};

const SVG: &str = "http://www.w3.org/2000/svg";

/// No node. Where the browser refuses to make one, this stands for it, and what is done with it is without effect:
/// every function here that calls the browser catches what it throws.
pub fn nothing() -> Node {
    JsValue::UNDEFINED.unchecked_into()
}

/// A new element of HTML.
pub fn element(name: &str) -> Node {
    made(document().and_then(|document| document.create_element(name).ok()))
}

/// A new element of SVG.
pub fn drawing(name: &str) -> Node {
    made(document().and_then(|document| document.create_element_ns(Some(SVG), name).ok()))
}

/// A new text.
pub fn text(words: &str) -> Node {
    made(document().map(|document| document.create_text_node(words)))
}

/// Several nodes side by side, to be put somewhere together.
pub fn fragment() -> Node {
    made(document().map(|document| document.create_document_fragment()))
}

fn made<T: Into<Node>>(node: Option<T>) -> Node {
    node.map_or_else(nothing, T::into)
}

/// Puts a node after the last child.
pub fn append(parent: &Node, child: &Node) {
    if !child.is_undefined() {
        let _ = parent.append_child(child);
    }
}

/// Sets an attribute, or takes it away.
pub fn set_attribute(element: &Element, name: &str, value: Option<&str>) {
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

/// Sets a property of the object itself, where the attribute is only its first value.
pub fn set_property(element: &Element, name: &str, value: &JsValue) {
    let _ = js_sys::Reflect::set(element, &JsValue::from_str(name), value);
}

/// Adds a class, or takes it away.
pub fn set_class(element: &Element, name: &str, on: bool) {
    let _ = element.class_list().toggle_with_force(name, on);
}

/// Sets a style by CSSOM, so that it works under a policy without inline style.
pub fn set_style(element: &Element, name: &str, value: &str) {
    let _ = element.unchecked_ref::<HtmlElement>().style().set_property(name, value);
}

/// Listens to an event for as long as the element lives; the browser frees the closure with it.
pub fn listen(element: &Element, event: &str, then: Box<dyn FnMut(Event)>) {
    let then = Closure::wrap(then).into_js_value();
    let _ = element.add_event_listener_with_callback(event, then.unchecked_ref());
}

/// A stretch of siblings between two marks, whose content can be replaced wherever it stands by then.
pub struct Stretch {
    from: Node,
    to: Node,
}

impl Stretch {
    /// An empty stretch, and the node to put into the page for it.
    pub fn new() -> (Stretch, Node) {
        let whole = fragment();
        let stretch = Stretch { from: text(""), to: text("") };
        append(&whole, &stretch.from);
        append(&whole, &stretch.to);
        (stretch, whole)
    }

    /// Replaces the content. A focus inside moves to the element that stands in the same place afterwards: a button
    /// that changes its own words would otherwise lose whoever pressed it by keyboard.
    pub fn fill(&self, content: &Node) {
        let Some(parent) = self.to.parent_node() else { return };
        if let (Some(old), Some(new)) = (self.only_text(), content.dyn_ref::<Text>()) {
            old.set_data(&new.data());
            return;
        }
        let focus = self.focused();
        while let Some(old) = self.from.next_sibling()
            && old != self.to
        {
            let _ = parent.remove_child(&old);
        }
        if !content.is_undefined() {
            let _ = parent.insert_before(content, Some(&self.to));
        }
        if let Some(way) = focus {
            self.focus_again(&way);
        }
    }

    /// The text that is all of the content.
    fn only_text(&self) -> Option<Text> {
        let only = self.from.next_sibling()?;
        if only.next_sibling()? == self.to { only.dyn_into().ok() } else { None }
    }

    /// The way from this stretch down to the focused element: places among siblings, innermost first.
    fn focused(&self) -> Option<Vec<u32>> {
        let parent = self.from.parent_node()?;
        let mut here: Node = document()?.active_element()?.into();
        // Most of what is replaced does not hold the focus, and is done here.
        if here == parent || !parent.contains(Some(&here)) {
            return None;
        }
        let mut way = Vec::new();
        loop {
            let mut place = 0;
            let mut before = here.clone();
            while let Some(sibling) = before.previous_sibling() {
                if sibling == self.from {
                    way.push(place);
                    return Some(way);
                }
                before = sibling;
                place += 1;
            }
            way.push(place);
            here = here.parent_node()?;
            if here == parent {
                return None;
            }
        }
    }

    fn focus_again(&self, way: &[u32]) {
        let mut here = self.from.clone();
        for (depth, place) in way.iter().rev().enumerate() {
            let first = if depth == 0 { here.next_sibling() } else { here.first_child() };
            let Some(mut next) = first else { return };
            for _ in 0..*place {
                let Some(sibling) = next.next_sibling() else { return };
                next = sibling;
            }
            here = next;
        }
        if let Some(element) = here.dyn_ref::<HtmlElement>() {
            let _ = element.focus();
        }
    }
}
