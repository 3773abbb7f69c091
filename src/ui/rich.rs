//! Rich text, rebuilt element by element from the allow list. No stranger's HTML ever reaches the page as HTML.

use crate::{
    i18n,
    platform::{
        html::{self, Allowed, Piece},
        url,
    },
};
use atrium_contract::text::Rich;
use leptos::{html as h, prelude::*};

/// Shows a rich text; `base` is the address of the document it stands in.
pub fn rich(text: &Rich, base: &str) -> AnyView {
    let picked = text.0.pick(i18n::language());
    let lang = picked.lang.filter(|lang| *lang != i18n::language()).map(ToOwned::to_owned);
    let dir = lang.as_deref().map(i18n::languages::direction);
    let blocks: Vec<AnyView> = picked
        .paragraphs
        .iter()
        .map(|paragraph| {
            let pieces = html::parse(paragraph);
            let inline = !pieces.iter().any(is_block);
            let children = build(pieces, base);
            // A string without blocks is a paragraph.
            if inline { view! { <p>{children}</p> }.into_any() } else { children }
        })
        .collect();
    view! { <div class="rich" lang=lang dir=dir>{blocks}</div> }.into_any()
}

fn is_block(piece: &Piece) -> bool {
    matches!(piece, Piece::Element(element) if matches!(element.name, "p" | "h3" | "h4" | "ul" | "ol" | "blockquote"))
}

fn build(pieces: Vec<Piece>, base: &str) -> AnyView {
    pieces
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(words) => words.into_any(),
            Piece::Element(element) => one(element, base),
        })
        .collect::<Vec<_>>()
        .into_any()
}

fn one(element: Allowed, base: &str) -> AnyView {
    let Allowed { name, href, lang, dir, children } = element;
    let inner = build(children, base);
    macro_rules! plain {
        ($tag:ident) => {
            h::$tag().lang(lang).dir(dir).child(inner).into_any()
        };
    }
    match name {
        "a" => match href.and_then(|href| url::resolve_link(&href, base)) {
            Some(address) => h::a().href(address).rel("external noopener").lang(lang).dir(dir).child(inner).into_any(),
            None => plain!(span),
        },
        "br" => h::br().into_any(),
        "b" | "strong" => plain!(strong),
        "i" | "em" => plain!(em),
        "p" => plain!(p),
        "small" => plain!(small),
        "sub" => plain!(sub),
        "sup" => plain!(sup),
        "h3" => plain!(h3),
        "h4" => plain!(h4),
        "ul" => plain!(ul),
        "ol" => plain!(ol),
        "li" => plain!(li),
        "blockquote" => plain!(blockquote),
        _ => plain!(span),
    }
}
