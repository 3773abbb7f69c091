//! A picture, or the part of it a scene looks at: from an image service that cuts on demand, from tiles, or cut by CSS.

use super::tiles::{Area, Cut, within};
use crate::view::prelude::*;
use crate::{
    platform::url,
    ui::{
        picture::{Show, img, srcset},
        text,
    },
};
use atrium_contract::picture::{Picture, Service};

/// How wide a part will be.
#[derive(Clone, Copy)]
pub(super) struct Size {
    /// In pixels of the screen.
    pub pixels: u64,
    /// As a `sizes` attribute, for a picture that is all there.
    pub sizes: &'static str,
}

/// Widths asked of a service that makes any.
const WIDTHS: [u64; 5] = [400, 800, 1200, 2000, 3000];

/// The whole picture.
pub(super) fn whole(picture: &Picture) -> Area {
    Area { x: 0, y: 0, w: u64::from(picture.width()), h: u64::from(picture.height()) }
}

/// The part a scene looks at; the whole picture where none is named.
pub(super) fn looked_at(picture: &Picture) -> Area {
    let (x, y, w, h) = picture.view();
    Area { x: x.into(), y: y.into(), w: w.into(), h: h.into() }
}

/// Shows a part of a picture. It fills the box it is put into, which has the part's proportions.
pub(super) fn show(picture: &Picture, base: &str, part: Area, size: Size) -> View {
    let all = part == whole(picture);
    // Ready-made sizes of the whole serve best, as far as they go.
    let largest = picture
        .service
        .iter()
        .flat_map(|service| service.sizes.iter().map(|size| size.width.0))
        .chain(picture.sizes.iter().map(|size| size.width.0))
        .max()
        .map_or(0, u64::from);
    if let Some(service) = picture.service.as_ref().filter(|_| !all || size.pixels > largest) {
        if service.on_demand() {
            return on_demand(picture, service, base, part, size);
        }
        if let Some(view) = mosaic(picture, service, base, part, size) {
            return view;
        }
    }
    if all {
        return img(picture, base, Show { sizes: size.sizes, first: false });
    }
    crop(picture, base, part, size)
}

/// The service cuts: one `<img>` in the widths that make sense.
fn on_demand(picture: &Picture, service: &Service, base: &str, part: Area, size: Size) -> View {
    let id = service.id.as_str().trim_end_matches('/');
    let Area { x, y, w, h } = part;
    // A service never has to make more pixels than there are.
    let widths = WIDTHS.into_iter().filter(|wide| *wide < w).chain((w <= 3000).then_some(w));
    let candidates: Vec<String> = widths
        .filter_map(|wide| {
            let address = url::resolve(&format!("{id}/{x},{y},{w},{h}/{wide},/0/default.jpg"), base)?;
            // A comma in an address would end its candidate early.
            Some(format!("{} {wide}w", address.replace(',', "%2C").replace(' ', "%20")))
        })
        .collect();
    let alt = picture.alt.as_ref().map(text::say);
    let lang = alt.as_ref().and_then(|alt| alt.lang.clone());
    view! {
        <img
            sizes=size.sizes
            srcset=candidates.join(", ")
            width=w.to_string()
            height=h.to_string()
            alt=alt.map(|alt| alt.words).unwrap_or_default()
            lang=lang
            loading="lazy"
            decoding="async"
        />
    }
}

/// The tiles that cover the part, over a blurred version of the whole until they are there.
fn mosaic(picture: &Picture, service: &Service, base: &str, part: Area, size: Size) -> Option<View> {
    let tiling = service.tiles.first()?;
    let factors: Vec<u64> = tiling.scale_factors.iter().map(|factor| factor.0.into()).collect();
    let cut = Cut {
        whole: whole(picture),
        tile_width: tiling.width.0.into(),
        tile_height: tiling.height.unwrap_or(tiling.width).0.into(),
        factors: &factors,
    };
    let id = service.id.as_str().trim_end_matches('/');
    // Without the tiles, the picture below them is what there is: then it is shown as sharp as it can be.
    let missing = RwSignal::new(false);
    let tiles: Vec<View> = cut
        .cover(part, size.pixels)
        .into_iter()
        .filter_map(|tile| {
            let address = url::resolve(&[id, "/", &tile.path()].concat(), base)?;
            let [left, top, width, height] = within(tile.area, part);
            let view = view! {
                <img
                    class="part__piece"
                    alt=""
                    loading="lazy"
                    decoding="async"
                    src=address
                    style:left=left
                    style:top=top
                    style:width=width
                    style:height=height
                    on:error=move |_| missing.set(true)
                />
            };
            Some(view.into_view())
        })
        .collect();
    if tiles.is_empty() {
        return None;
    }
    let below = piece(picture, base, part, None);
    let inside =
        view! { <div class="part__below" class:part__below--sharp=move || missing.get()>{below}</div> {tiles} };
    Some(boxed(picture, inside.into_view()))
}

/// The whole picture, cut by its box.
fn crop(picture: &Picture, base: &str, part: Area, size: Size) -> View {
    // The whole is wider than its box by as much as it is wider than the part.
    let pixels = size.pixels * u64::from(picture.width()) / part.w.max(1);
    boxed(picture, piece(picture, base, part, Some(format!("{pixels}px"))))
}

/// The whole picture, placed so that the part fills the box; with `sizes`, in the best size there is.
fn piece(picture: &Picture, base: &str, part: Area, sizes: Option<String>) -> View {
    let Some(source) = url::resolve(picture.src.as_str(), base) else { return ().into_view() };
    let candidates = sizes.as_ref().map(|_| srcset(picture, base)).filter(|candidates| !candidates.is_empty());
    let [left, top, width, height] = within(whole(picture), part);
    view! {
        <img
            class="part__piece"
            alt=""
            loading="lazy"
            decoding="async"
            sizes=sizes
            srcset=candidates
            src=source
            style:left=left
            style:top=top
            style:width=width
            style:height=height
        />
    }
}

/// Pieces that are one picture to whoever cannot see them. Its geometry does not turn with the reading direction.
fn boxed(picture: &Picture, inside: View) -> View {
    let alt = picture.alt.as_ref().map(text::say).filter(|alt| !alt.words.is_empty());
    let lang = alt.as_ref().and_then(|alt| alt.lang.clone());
    let role = if alt.is_some() { "img" } else { "presentation" };
    view! { <div class="part" role=role aria-label=alt.map(|alt| alt.words) lang=lang>{inside}</div> }
}
