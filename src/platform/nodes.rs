//! Elements made by hand, for a page too small to carry a framework. Text is always text: nothing here reads HTML.

use web_sys::Element;

/// An element being made. Where the browser refuses, nothing is made, and nothing breaks.
pub struct Node(Option<Element>);

/// A new element.
pub fn node(tag: &str) -> Node {
    Node(super::dom::document().and_then(|document| document.create_element(tag).ok()))
}

impl Node {
    /// With an attribute.
    #[must_use]
    pub fn with(self, name: &str, value: &str) -> Node {
        if let Some(element) = &self.0 {
            let _ = element.set_attribute(name, value);
        }
        self
    }

    /// With a text, in place of what was in it.
    #[must_use]
    pub fn text(self, words: &str) -> Node {
        if let Some(element) = &self.0 {
            element.set_text_content(Some(words));
        }
        self
    }

    /// With a child, after those it has.
    #[must_use]
    pub fn child(self, child: Node) -> Node {
        if let (Some(element), Some(child)) = (&self.0, child.0) {
            let _ = element.append_child(&child);
        }
        self
    }

    /// Puts it in the place of everything inside the element that a selector finds.
    pub fn fill(self, selector: &str) {
        if let (Some(place), Some(element)) = (super::dom::find(selector), self.0) {
            place.set_text_content(None);
            let _ = place.append_child(&element);
        }
    }
}
