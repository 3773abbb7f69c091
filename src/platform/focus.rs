//! Where the focus is below a node, so that what takes the node's place can be given it.

use super::dom::document;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

/// The way from a node down to the focused element in it: places among siblings, innermost first.
pub struct Way(Vec<u32>);

impl Way {
    /// `None` where the focus is not in the node.
    pub fn down(top: &Node) -> Option<Way> {
        let mut here: Node = document()?.active_element()?.into();
        // Most of what is replaced does not hold the focus, and is done here.
        if !top.contains(Some(&here)) {
            return None;
        }
        let mut way = Vec::new();
        while here != *top {
            let (mut place, mut before) = (0, here.clone());
            while let Some(sibling) = before.previous_sibling() {
                before = sibling;
                place += 1;
            }
            way.push(place);
            here = here.parent_node()?;
        }
        Some(Way(way))
    }

    /// Gives the focus to what stands in the same place below another node.
    pub fn again(&self, top: &Node) {
        let mut here = top.clone();
        for place in self.0.iter().rev() {
            let Some(mut next) = here.first_child() else { return };
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
