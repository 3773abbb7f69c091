//! What a document is served like: caches, other origins, compression, HEAD.

use url::Url;

use super::Doc;
use super::document::STRANGER;
use crate::checks::Check;
use crate::checks::read::{
    CACHE_CONTROL, COMPRESSED, CORS_EXPOSED, CORS_NULL, ENCODING, ETAG, ETAG_STABLE, ETAG_STRONG, HEAD, MISSING,
    MODIFIED, NOT_MODIFIED,
};
use crate::http::{Answer, Ask};
use crate::report::Weight;
use crate::run::Run;

/// A document smaller than this is hardly smaller when compressed.
const WORTH: usize = 2_000;
/// A change is seen within so many seconds.
const DAY: u64 = 86_400;

/// Asks for a document in all the ways a browser may. What a folder on a web host may lack weighs as much as is said.
pub fn transport(run: &mut Run, doc: &Doc, weight: Weight) {
    let first = &doc.answer;
    let ask = Ask::get(&doc.url);
    let again = run.client.send(&ask.clone().with("Origin", "null"));
    let allowed = again.header("access-control-allow-origin").unwrap_or("no such header").to_owned();
    run.that(
        &CORS_NULL,
        &again,
        again.is(200) && allowed == "*",
        "200 and Access-Control-Allow-Origin: *",
        format!("{} and {allowed}", again.status),
    );
    let exposed = first.list("access-control-expose-headers");
    let has = |name: &str| exposed.iter().any(|other| other == name || other == "*");
    weigh(
        run,
        weight,
        &CORS_EXPOSED,
        first,
        has("etag") && has("link"),
        "Access-Control-Expose-Headers: ETag, Link",
        format!("`{}`", exposed.join(", ")),
    );
    caching(run, doc, &again, weight);
    kept(run, first);
    head(run, doc);
    compression(run, doc);
}

fn weigh(
    run: &mut Run,
    weight: Weight,
    check: &'static Check,
    answer: &Answer,
    holds: bool,
    expected: &str,
    came: String,
) -> bool {
    match weight {
        Weight::Failed => run.that(check, answer, holds, expected, came),
        Weight::Warning => run.better(check, answer, holds, expected, came),
    }
}

fn caching(run: &mut Run, doc: &Doc, again: &Answer, weight: Weight) {
    let first = &doc.answer;
    let tag = first.header("etag").map(ToOwned::to_owned);
    if !weigh(run, weight, &ETAG, first, tag.is_some(), "an ETag", "none".into()) {
        return;
    }
    let tag = tag.unwrap_or_default();
    let strong = tag.starts_with('"') && tag.ends_with('"') && tag.len() > 2;
    weigh(run, weight, &ETAG_STRONG, first, strong, "a strong ETag such as \"5f2c\"", tag.clone());
    let other = again.header("etag").unwrap_or("none").to_owned();
    let stable = other == tag || again.body != first.body;
    run.that(&ETAG_STABLE, again, stable, &format!("ETag: {tag}, as before"), other);
    let known = run.client.send(&Ask::get(&doc.url).with("Origin", STRANGER).with("If-None-Match", tag));
    run.holds(&NOT_MODIFIED, &known, known.status == 304 && known.raw.is_empty(), "304 without a body");
    let strange = run.client.send(&Ask::get(&doc.url).with("If-None-Match", "\"conform-knows-something-else\""));
    run.that(
        &MODIFIED,
        &strange,
        strange.is(200) && !strange.body.is_empty(),
        "200 with the document",
        strange.status.to_string(),
    );
}

fn kept(run: &mut Run, first: &Answer) {
    let said = first.list("cache-control");
    let age = said.iter().filter_map(|word| word.split_once('=').filter(|(name, _)| *name == "max-age"));
    let age = age.filter_map(|(_, seconds)| seconds.parse::<u64>().ok()).next().unwrap_or_default();
    let revalidated = said.iter().any(|word| word == "no-cache");
    let stale = !revalidated && (age > DAY || said.iter().any(|word| word == "immutable"));
    let fine = !said.is_empty() && !said.iter().any(|word| word == "no-store") && !stale;
    let came = if said.is_empty() { "no Cache-Control".into() } else { said.join(", ") };
    run.better(&CACHE_CONTROL, first, fine, "Cache-Control: no-cache, or max-age of at most a day", came);
}

fn head(run: &mut Run, doc: &Doc) {
    let head = run.client.send(&Ask::new("HEAD", &doc.url).with("Origin", STRANGER));
    let alike = |name: &str| head.header(name) == doc.answer.header(name);
    let fits = head.is(200) && head.raw.is_empty() && alike("content-type") && alike("etag");
    run.holds(&HEAD, &head, fits, "200, the same Content-Type and ETag, no body");
}

fn compression(run: &mut Run, doc: &Doc) {
    let small = run.client.send(&Ask::get(&doc.url).with("Accept-Encoding", "gzip, br"));
    let Some(encoding) = small.header("content-encoding").filter(|name| *name != "identity").map(ToOwned::to_owned)
    else {
        if doc.answer.body.len() >= WORTH {
            run.better(&COMPRESSED, &small, false, "Content-Encoding: gzip or br", "no compression");
        }
        return;
    };
    run.report.pass(&COMPRESSED);
    let varies = small.list("vary").iter().any(|name| name == "accept-encoding" || name == "*");
    let same = small.body == doc.answer.body;
    let came = format!(
        "{encoding}, {}, {}",
        if same { "the same" } else { "another body" },
        if varies { "Vary is there" } else { "no Vary" }
    );
    run.that(&ENCODING, &small, same && varies, "the same document, and Vary: Accept-Encoding", came);
}

/// What is not there, beside what is.
pub fn missing(run: &mut Run, beside: &Url) {
    let Ok(nothing) = beside.join("conform-there-is-nothing-here.json") else { return };
    let answer = run.client.send(&Ask::get(&nothing).with("Accept", "application/json"));
    run.status(&MISSING, &answer, &[404]);
}
