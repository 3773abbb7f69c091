//! The tree of the page: nodes made, filled, replaced and listened to. Text is always text: nothing here reads HTML.
//!
//! Everything here exists once in the program, whatever is shown: see `src/view`.

use super::{dom::document, focus::Way};
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

/// Puts nodes into an element in this order, and takes out all others. One that stands right already is not moved: the
/// focus does not survive a move. Where the focus goes with what is taken out, what stands there afterwards has it.
pub fn arrange(parent: &Node, nodes: &[Node]) {
    let (mut place, mut lost) = (0, None);
    let mut next = parent.first_child();
    while let Some(old) = next {
        next = old.next_sibling();
        if nodes.contains(&old) {
            place += 1;
        } else {
            lost = lost.or_else(|| Way::down(&old).map(|way| (place, way)));
            let _ = parent.remove_child(&old);
        }
    }
    let mut next = parent.first_child();
    for node in nodes {
        if next.as_ref() == Some(node) {
            next = node.next_sibling();
        } else {
            let _ = parent.insert_before(node, next.as_ref());
        }
    }
    if let Some((place, way)) = lost
        && let Some(node) = nodes.get(place).or(nodes.last())
    {
        way.again(node);
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
        if let Some((place, way)) = focus
            && let Some(node) = self.inside().nth(place)
        {
            way.again(&node);
        }
    }

    /// The text that is all of the content.
    fn only_text(&self) -> Option<Text> {
        let only = self.from.next_sibling()?;
        if only.next_sibling()? == self.to { only.dyn_into().ok() } else { None }
    }

    /// The nodes between the marks.
    fn inside(&self) -> impl Iterator<Item = Node> {
        std::iter::successors(self.from.next_sibling(), Node::next_sibling).take_while(|node| *node != self.to)
    }

    /// Which of the nodes between the marks holds the focus, and where.
    fn focused(&self) -> Option<(usize, Way)> {
        let active = document()?.active_element()?;
        let parent = self.from.parent_node()?;
        if !parent.contains(Some(&active)) {
            return None;
        }
        self.inside().enumerate().find_map(|(place, node)| Some((place, Way::down(&node)?)))
    }
}
