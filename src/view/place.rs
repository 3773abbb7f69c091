//! A reference to an element of a view.

use crate::platform::tree::Element;
use leptos::prelude::*;

/// Holds an element once it was made. Reading it follows it.
#[derive(Clone, Copy)]
pub struct NodeRef(RwSignal<Option<Element>, LocalStorage>);

impl NodeRef {
    /// Without an element yet.
    pub fn new() -> NodeRef {
        NodeRef(RwSignal::new_local(None))
    }

    /// The element, if it was made.
    pub fn get(self) -> Option<Element> {
        self.0.get()
    }

    pub(super) fn set(self, element: Element) {
        self.0.set(Some(element));
    }
}

impl Default for NodeRef {
    fn default() -> NodeRef {
        NodeRef::new()
    }
}
