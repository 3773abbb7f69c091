//! A theme put on: its tokens become custom properties of an element. Values only, written by us; a token cannot carry CSS.

use super::appearance::Appearance;
use crate::{platform::dom, view::NodeRef};
use atrium_contract::theme::{Theme, tokens::Token};

/// Puts a theme on the whole page; `None` takes it off.
pub fn dress_page(theme: Option<&Theme>, appearance: Appearance) {
    if let Some(root) = dom::root() {
        dress(&root, theme, appearance);
    }
}

/// Puts a theme on one element and what is inside it.
pub fn dress_node(node: NodeRef, theme: Option<&Theme>, appearance: Appearance) {
    if let Some(element) = node.get().and_then(dom::styled) {
        dress(&element, theme, appearance);
    }
}

fn dress(element: &dom::Styled, theme: Option<&Theme>, appearance: Appearance) {
    let look = theme.map(|theme| theme.look(appearance.scheme, appearance.contrast));
    for token in Token::ALL {
        let value = look.as_ref().and_then(|look| look.get(token));
        match value {
            Some(value) => dom::set_property(element, token.property(), &value.css()),
            None => dom::remove_property(element, token.property()),
        }
    }
}
