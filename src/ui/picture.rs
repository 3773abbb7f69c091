//! A picture as wide as its place: `srcset` from ready-made sizes or from an IIIF image service, no viewer code.

use super::text;
use crate::platform::url;
use crate::view::prelude::*;
use atrium_contract::picture::Picture;

/// How a picture is shown.
#[derive(Clone, Copy)]
pub struct Show {
    /// The `sizes` attribute: how wide it will be.
    pub sizes: &'static str,
    /// The picture the page leads with: loaded first.
    pub first: bool,
}

impl Default for Show {
    fn default() -> Self {
        Show { sizes: "(min-width: 60rem) 30rem, 92vw", first: false }
    }
}

/// An `<img>` for a whole picture; `base` is the address of the document it stands in.
pub fn img(picture: &Picture, base: &str, show: Show) -> View {
    let Some(source) = url::resolve(picture.src.as_str(), base) else { return ().into_view() };
    let candidates = srcset(picture, base);
    let alt = picture.alt.as_ref().map(text::say);
    let lang = alt.as_ref().and_then(|alt| alt.lang.clone());
    // How it is loaded is said before what: an engine may ask as soon as it knows an address.
    view! {
        <img
            loading=if show.first { "eager" } else { "lazy" }
            fetchpriority=show.first.then_some("high")
            decoding="async"
            width=picture.width().to_string()
            height=picture.height().to_string()
            alt=alt.map(|alt| alt.words).unwrap_or_default()
            lang=lang
            sizes=(!candidates.is_empty()).then_some(show.sizes)
            srcset=(!candidates.is_empty()).then_some(candidates)
            src=source
        />
    }
}

/// The candidates of a `srcset`: the document's own sizes, else those of its image service.
pub fn srcset(picture: &Picture, base: &str) -> String {
    let own = picture.sizes.iter().filter_map(|size| candidate(size.src.as_str(), base, size.width.0));
    let made: Vec<String> = match &picture.service {
        Some(service) if picture.sizes.is_empty() => service
            .full_sizes(picture.width())
            .into_iter()
            .filter_map(|(path, width)| candidate(&path, base, width))
            .collect(),
        _ => Vec::new(),
    };
    own.chain(made).collect::<Vec<_>>().join(", ")
}

/// One candidate. A comma or a space in an address would end it early: both are encoded.
fn candidate(href: &str, base: &str, width: u32) -> Option<String> {
    let address = url::resolve(href, base)?;
    Some(format!("{} {width}w", address.replace(',', "%2C").replace(' ', "%20")))
}
