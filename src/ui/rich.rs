//! Rich text, rebuilt element by element from the allow list. No stranger's HTML ever reaches the page as HTML.

use super::text;
use crate::view::prelude::*;
use crate::{
    i18n,
    platform::{
        html::{self, Allowed, Piece},
        url,
    },
};
use atrium_contract::text::Rich;

/// Shows a rich text; `base` is the address of the document it stands in.
pub fn rich(rich: &Rich, base: &str) -> View {
    let picked = rich.0.pick(i18n::language());
    let lang = picked.lang.filter(|lang| *lang != i18n::language()).map(ToOwned::to_owned);
    let dir = lang.as_deref().map(i18n::languages::direction);
    let blocks: Vec<View> = picked
        .paragraphs
        .iter()
        .map(|paragraph| {
            let pieces = html::parse(paragraph);
            let inline = !pieces.iter().any(is_block);
            let children = build(pieces, base);
            // A string without blocks is a paragraph.
            if inline {
                view! { <p>{children}</p> }
            } else {
                children
            }
        })
        .collect();
    view! { <div class="rich" lang=lang dir=dir>{blocks}</div> }
}

fn is_block(piece: &Piece) -> bool {
    matches!(piece, Piece::Element(element) if matches!(element.name, "p" | "h3" | "h4" | "ul" | "ol" | "blockquote"))
}

fn build(pieces: Vec<Piece>, base: &str) -> View {
    View::together(pieces.into_iter().map(|piece| match piece {
        Piece::Text(words) => text::bounded(words).into_view(),
        Piece::Element(element) => one(element, base),
    }))
}

fn one(allowed: Allowed, base: &str) -> View {
    let Allowed { name, href, lang, dir, children } = allowed;
    let address = href.and_then(|href| url::resolve_link(&href, base));
    // A link that leads nowhere is words.
    let name = if name == "a" && address.is_none() { "span" } else { name };
    let rel = address.is_some().then_some("external noopener");
    let view = View::element(name);
    for (attribute, value) in [("href", address.as_deref()), ("rel", rel), ("lang", lang.as_deref()), ("dir", dir)] {
        view.set(attribute, value);
    }
    view.holding(build(children, base))
}
