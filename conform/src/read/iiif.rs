//! An IIIF image service: its description, one of its sizes, and a tile in a corner.

use atrium_contract::picture::{Picture, Service};
use url::Url;

use super::document::STRANGER;
use super::picture::{Measure, image};
use super::{Walk, resolve};
use crate::checks::read::IIIF;
use crate::http::Ask;
use crate::run::Run;

/// Looks at a service as far as the document says something about it.
pub fn service(run: &mut Run, walk: &mut Walk, id: &Url, picture: &Picture, service: &Service) {
    let base = id.as_str().trim_end_matches('/').to_owned();
    let Ok(info) = Url::parse(&format!("{base}/info.json")) else { return };
    if walk.pictures.insert(info.clone()) {
        described(run, &info, picture);
    }
    // The first and the last: a service of level 0 has each of them as a file.
    let sizes = service.full_sizes(picture.width());
    for (path, wide) in sizes.first().into_iter().chain(sizes.last().filter(|_| sizes.len() > 1)) {
        let tail = path.strip_prefix(service.id.as_str().trim_end_matches('/')).unwrap_or(path);
        if let Some(url) = resolve(id, &format!("{base}{tail}")) {
            image(run, walk, &url, Measure::Width(*wide));
        }
    }
    let Some(tiles) = service.tiles.first() else { return };
    let (width, height) = (picture.width(), picture.height());
    for factor in tiles.scale_factors.iter().map(|factor| factor.0) {
        let (tile_wide, tile_high) = (tiles.width.0, tiles.height.unwrap_or(tiles.width).0);
        let (wide, high) = (width.min(tile_wide.saturating_mul(factor)), height.min(tile_high.saturating_mul(factor)));
        let (shown_wide, shown_high) = (wide.div_ceil(factor), high.div_ceil(factor));
        // The region of the whole picture is called `full` in canonical form.
        let region = if (wide, high) == (width, height) { "full".into() } else { format!("0,0,{wide},{high}") };
        if let Some(url) = resolve(id, &format!("{base}/{region}/{shown_wide},{shown_high}/0/default.jpg")) {
            image(run, walk, &url, Measure::Exact(shown_wide, shown_high));
        }
    }
}

fn described(run: &mut Run, info: &Url, picture: &Picture) {
    let answer = run.client.follow(&Ask::get(info).with("Origin", STRANGER));
    if !run.holds(&IIIF, &answer, answer.is(200) && answer.json.is_object(), "200 and info.json") {
        return;
    }
    let number = |name: &str| answer.json.get(name).and_then(serde_json::Value::as_u64);
    let size = (number("width"), number("height"));
    let fits = size == (Some(picture.width().into()), Some(picture.height().into()));
    let wanted = format!("width {} and height {}", picture.width(), picture.height());
    run.that(&IIIF, &answer, fits, &wanted, format!("{} and {}", said(size.0), said(size.1)));
    let protocol = answer.text("/protocol").unwrap_or("nothing").to_owned();
    run.that(
        &IIIF,
        &answer,
        protocol == "http://iiif.io/api/image",
        "\"protocol\": \"http://iiif.io/api/image\"",
        protocol,
    );
    let shared = answer.header("access-control-allow-origin") == Some("*");
    run.that(&IIIF, &answer, shared, "Access-Control-Allow-Origin: *", "another, or none");
}

fn said(number: Option<u64>) -> String {
    number.map_or_else(|| "nothing".into(), |number| number.to_string())
}
