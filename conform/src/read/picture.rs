//! Pictures: the file, its sizes, the part to show, and its image service.

use atrium_contract::picture::Picture;
use serde_json::Value;
use url::Url;

use super::document::each;
use super::{Doc, Walk, iiif};
use crate::checks::read::{ALT, LINKS, PICTURE, PICTURE_SIZE, REGION};
use crate::http::{Ask, resolve};
use crate::run::Run;

/// What a file should measure.
#[derive(Clone, Copy)]
pub enum Measure {
    /// Exactly so.
    Exact(u32, u32),
    /// Of this width, whatever the height.
    Width(u32),
    /// Of this shape.
    Shape(u32, u32),
}

/// Looks at every picture of a document.
pub fn all(run: &mut Run, walk: &mut Walk, doc: &Doc) {
    let mut found: Vec<(String, Value)> = Vec::new();
    each(&doc.answer.json, String::new(), &mut |pointer, name, value| {
        if name == "picture" && value.is_object() {
            found.push((pointer.to_owned(), value.clone()));
        }
    });
    for (pointer, value) in found {
        // The picture on a card of another member's document is that member's to serve.
        let card = pointer.strip_suffix("/picture").and_then(|card| doc.answer.json.pointer(card));
        if card.and_then(|card| card.get("member")?.as_str()).is_some_and(|member| member != walk.owner) {
            continue;
        }
        // What does not decode was told with the document.
        if let Some(picture) = atrium_contract::decode::record::<Picture>(&value.to_string()) {
            one(run, walk, doc, &pointer, &picture);
        }
    }
}

fn one(run: &mut Run, walk: &mut Walk, doc: &Doc, pointer: &str, picture: &Picture) {
    let (width, height) = (picture.width(), picture.height());
    if pointer == "/picture" {
        run.better(&ALT, &doc.answer, picture.alt.is_some(), "an alt text", format!("none at {pointer}"));
    }
    if let Some(region) = &picture.region {
        let inside = u64::from(region.x.0) + u64::from(region.w.0) <= u64::from(width)
            && u64::from(region.y.0) + u64::from(region.h.0) <= u64::from(height);
        let came = format!("{},{} with {} × {}", region.x.0, region.y.0, region.w.0, region.h.0);
        run.that(
            &REGION,
            &doc.answer,
            inside,
            &format!("a region inside of {width} × {height}"),
            format!("{came} at {pointer}/region"),
        );
    }
    if let Some(url) = address(run, doc, &format!("{pointer}/src"), picture.src.as_str()) {
        image(run, walk, &url, Measure::Shape(width, height));
    }
    for (index, size) in picture.sizes.iter().enumerate() {
        let measure = size.height.map_or(Measure::Width(size.width.0), |height| Measure::Exact(size.width.0, height.0));
        if let Some(url) = address(run, doc, &format!("{pointer}/sizes/{index}/src"), size.src.as_str()) {
            image(run, walk, &url, measure);
        }
    }
    if let Some(service) = &picture.service
        && let Some(url) = address(run, doc, &format!("{pointer}/service/id"), service.id.as_str())
    {
        iiif::service(run, walk, &url, picture, service);
    }
}

fn address(run: &mut Run, doc: &Doc, pointer: &str, href: &str) -> Option<Url> {
    let url = resolve(&doc.url, href);
    match url {
        Some(_) => run.report.pass(&LINKS),
        None => run.fail(&LINKS, &doc.at(pointer), "an http or https address", href),
    }
    url
}

/// Asks for an image, once, and measures it.
pub fn image(run: &mut Run, walk: &mut Walk, url: &Url, measure: Measure) {
    if !walk.pictures.insert(url.clone()) {
        return;
    }
    let answer = run.client.follow(&Ask::get(url).most(crate::http::PICTURE).with("Accept", "image/*"));
    let kind = answer.media_type();
    if !run.holds(&PICTURE, &answer, answer.is(200) && kind.starts_with("image/"), "200 and an image") {
        return;
    }
    let Ok(size) = imagesize::blob_size(&answer.body) else {
        // Drawings have no pixels of their own.
        if kind != "image/svg+xml" {
            run.fail(
                &PICTURE,
                &answer.request,
                "an image",
                format!("{} bytes of {kind} that are no image", answer.body.len()),
            );
        }
        return;
    };
    let (wide, high) = (size.width as f64, size.height as f64);
    let near = |one: f64, other: f64| (one - other).abs() <= 1.0;
    let (fits, expected) = match measure {
        Measure::Exact(width, height) => {
            (near(wide, width.into()) && near(high, height.into()), format!("{width} × {height}"))
        }
        Measure::Width(width) => (near(wide, width.into()), format!("{width} wide")),
        Measure::Shape(width, height) => {
            let should = wide * f64::from(height) / f64::from(width);
            ((high - should).abs() <= 1.0 + should * 0.01, format!("the shape of {width} × {height}"))
        }
    };
    run.that(&PICTURE_SIZE, &answer, fits, &expected, format!("{wide} × {high}"));
}
