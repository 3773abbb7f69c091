//! Where the facts and the pictures are from, and under which licence.

use crate::view::prelude::*;
use crate::{platform::url, t, ui::text};
use atrium_contract::{exhibit::Source, href::Href};

/// The sources of an exhibit; nothing where it names none.
pub(super) fn sources(sources: &[Source], base: &str) -> View {
    if sources.is_empty() {
        return ().into_view();
    }
    let items: Vec<View> = sources.iter().map(|source| one(source, base)).collect();
    view! {
        <section class="sources" aria-labelledby="sources-title">
            <h2 id="sources-title">{t!("exhibit.sources")}</h2>
            <ul class="sources__list">{items}</ul>
        </section>
    }
}

fn one(source: &Source, base: &str) -> View {
    let title = linked(source.href.as_ref(), base, text::inline(&source.title));
    let licence = match (&source.licence, &source.licence_href) {
        (Some(words), href) => Some(linked(href.as_ref(), base, text::inline(words))),
        (None, Some(href)) => licence(href, base),
        (None, None) => None,
    };
    let licence = licence.map(|licence| view! { <span class="quiet">" · " {licence}</span> });
    view! { <li>{title} {licence}</li> }
}

/// A link to a licence, under its name where it is one of the usual ones.
pub(super) fn licence(href: &Href, base: &str) -> Option<View> {
    let address = url::resolve(href.as_str(), base)?;
    let name = name(&address).unwrap_or_else(|| t!("exhibit.licence"));
    Some(link(address, name.into_view(), true))
}

fn linked(href: Option<&Href>, base: &str, words: View) -> View {
    match href.and_then(|href| url::resolve_link(href.as_str(), base)) {
        Some(address) => link(address, words, false),
        None => words,
    }
}

fn link(address: String, words: View, licence: bool) -> View {
    let rel = if licence { "external noopener license" } else { "external noopener" };
    view! { <a href=address rel=rel>{words}</a> }
}

/// The usual short name of a Creative Commons licence: `…/licenses/by-sa/4.0/` is "CC BY-SA 4.0".
fn name(address: &str) -> Option<String> {
    let (_, rest) = address.split_once("creativecommons.org/")?;
    let mut parts = rest.split(['/', '?', '#']).filter(|part| !part.is_empty());
    match (parts.next()?, parts.next()?, parts.next()?) {
        ("licenses", kind, version) => Some(format!("CC {} {version}", kind.to_ascii_uppercase())),
        ("publicdomain", "zero", version) => Some(format!("CC0 {version}")),
        ("publicdomain", "mark", version) => Some(format!("Public Domain Mark {version}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn usual_licences_have_their_usual_names() {
        for (address, wanted) in [
            ("https://creativecommons.org/licenses/by-sa/4.0/", Some("CC BY-SA 4.0")),
            ("http://creativecommons.org/licenses/by/3.0/deed.de", Some("CC BY 3.0")),
            ("https://creativecommons.org/publicdomain/zero/1.0/", Some("CC0 1.0")),
            ("https://creativecommons.org/publicdomain/mark/1.0/", Some("Public Domain Mark 1.0")),
            ("https://creativecommons.org/about", None),
            ("https://example.org/licenses/by/4.0/", None),
        ] {
            assert_eq!(name(address).as_deref(), wanted, "{address}");
        }
    }
}
