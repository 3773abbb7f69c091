//! A theme put on: its tokens become custom properties of an element. Values only, written by us; a token cannot carry CSS.

use super::appearance::{Appearance, use_appearance};
use crate::{
    data::{
        document::{Document, Opened},
        federation::use_federation,
    },
    platform::{dom, url},
    view::prelude::*,
};
use atrium_contract::theme::{Theme, tokens::Token};
use std::sync::Arc;

/// What the page wears: the theme of what is open, else the alliance's own. Copy it freely.
#[derive(Clone, Copy)]
pub struct Wardrobe(RwSignal<Option<Arc<Document<Theme>>>>);

impl Wardrobe {
    /// Dresses the page whenever its theme, the alliance's, or light and dark change.
    pub fn start() -> Wardrobe {
        let page: RwSignal<Option<Arc<Document<Theme>>>> = RwSignal::new(None);
        let (federation, appearance) = (use_federation(), use_appearance());
        let house = Opened::<Theme>::open(move || {
            Ok(federation
                .alliance
                .ready()
                .and_then(|alliance| url::resolve(alliance.value.theme.as_ref()?.as_str(), &alliance.address)))
        });
        effect(move || {
            let theme = page.get().or_else(|| house.ready());
            if let Some(root) = dom::root() {
                dress(&root, theme.as_ref().map(|theme| &theme.value), appearance.get());
            }
        });
        Wardrobe(page)
    }

    /// Puts on a theme; `None` takes it off.
    pub fn wear(self, theme: Option<Arc<Document<Theme>>>) {
        self.0.set(theme);
    }
}

/// The wardrobe of this page.
pub fn use_wardrobe() -> Wardrobe {
    use_context::<Wardrobe>().unwrap_or_else(Wardrobe::start)
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
