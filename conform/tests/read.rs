//! Class Read: the demo alliance passes, and each way of being bad is found.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod common;

use std::sync::Mutex;

use common::{Fault, Told, all_found, fault, walk};
use serde_json::{Value, json};

const START: &str = ".well-known/cultural-alliance.json";
const CHALLENGE: &str = "challenges/twenty-minutes.json";

fn from(url: &str) -> atrium_conform::report::Report {
    walk(&format!("{url}/{START}"), |_| {})
}

#[test]
fn the_demo_alliance_passes() {
    let upstream = common::still::start(&common::demo::folder());
    let report = from(&upstream);
    assert!(report.fine(), "{}", report.words(false));
    assert_eq!(report.warned(), Vec::<&str>::new(), "{}", report.words(false));
    assert!(report.passes_in_all() > 1_500, "{}", report.passes_in_all());
}

/// A fault in one document.
fn in_document(name: &'static str, check: &'static str, path: &'static str, how: fn(&mut Value)) -> Fault {
    fault(name, check, move |asked, pass| {
        let mut told = pass(asked);
        if asked.path.ends_with(path) && told.status == 200 && told.header("content-encoding").is_empty() {
            told.change(how);
        }
        told
    })
}

fn put(value: &mut Value, pointer: &str, new: Value) {
    *value.pointer_mut(pointer).unwrap_or_else(|| panic!("no {pointer}")) = new;
}

fn carried() -> Vec<Fault> {
    let count = Mutex::new(0);
    vec![
        fault("another ETag each time", "read.etag-stable", move |asked, pass| {
            let mut told = pass(asked);
            *count.lock().unwrap() += 1;
            told.set("etag", &format!("\"{}\"", count.lock().unwrap()));
            told
        }),
        fault("no 304", "read.not-modified", |asked, pass| {
            asked.headers.remove("if-none-match");
            pass(asked)
        }),
        fault("304 whatever is known", "read.modified", |asked, pass| {
            if asked.headers.contains_key("if-none-match") { Told::new(304, "", "") } else { pass(asked) }
        }),
        fault("no CORS", "read.cors", |asked, pass| {
            let mut told = pass(asked);
            told.headers.remove("access-control-allow-origin");
            told
        }),
        fault("no CORS for pages without an origin", "read.cors-null", |asked, pass| {
            let mut told = pass(asked);
            if asked.header("origin").as_deref() == Some("null") {
                told.headers.remove("access-control-allow-origin");
            }
            told
        }),
        fault("documents as text/plain", "read.content-type", |asked, pass| {
            let mut told = pass(asked);
            if asked.path.ends_with(".json") {
                told.set("content-type", "text/plain");
            }
            told
        }),
        fault("a page with 200 for what is not there", "read.missing", |asked, pass| {
            let told = pass(asked);
            if told.status == 404 { Told::new(200, "text/html", "<!doctype html><title>Sorry</title>") } else { told }
        }),
        fault("HEAD is not allowed", "read.head", |asked, pass| {
            if asked.method == "HEAD" { Told::new(405, "text/plain", "") } else { pass(asked) }
        }),
        fault("gzip that is none", "read.encoding", |asked, pass| {
            let mut told = pass(asked);
            if !told.header("content-encoding").is_empty() {
                told.headers.remove("vary");
            }
            told
        }),
        fault("warned: no Cache-Control", "read.cache-control", |asked, pass| {
            let mut told = pass(asked);
            told.headers.remove("cache-control");
            told
        }),
        fault("warned: no compression", "read.compressed", |asked, pass| {
            asked.headers.remove("accept-encoding");
            pass(asked)
        }),
        fault("warned: weak ETags", "read.etag-strong", |asked, pass| {
            if let Some(known) = asked.header("if-none-match") {
                asked.set("if-none-match", known.trim_start_matches("W/"));
            }
            let mut told = pass(asked);
            let tag = told.header("etag");
            told.set("etag", &format!("W/{tag}"));
            told
        }),
    ]
}

fn hostile() -> Vec<Fault> {
    let only = |name, check, how: fn(&mut Told)| {
        fault(name, check, move |asked, pass| {
            let mut told = pass(asked);
            if asked.path.ends_with(CHALLENGE) && asked.method == "GET" {
                how(&mut told);
            }
            told
        })
    };
    vec![
        only("a body without end", "read.size", |told| told.body.extend(vec![b' '; 3_000_000])),
        only("a document cut in the middle", "read.json", |told| told.body.truncate(700)),
        only("JSON nested beyond reason", "read.json", |told| {
            told.body = [vec![b'['; 100_000], vec![b']'; 100_000]].concat()
        }),
        only("another encoding than UTF-8", "read.utf-8", |told| told.body.extend([b' ', 0xe9, 0xff])),
        fault("redirects in a circle", "read.redirects", |asked, pass| {
            if !asked.path.contains(CHALLENGE) {
                return pass(asked);
            }
            let mut told = Told::new(302, "", "");
            told.set(
                "location",
                if asked.path.contains('?') { "twenty-minutes.json" } else { "twenty-minutes.json?round" },
            );
            told
        }),
        fault("a document that is not there", "read.answers", |asked, pass| {
            if asked.path.ends_with(CHALLENGE) { Told::new(404, "text/plain", "gone") } else { pass(asked) }
        }),
        fault("a page in the place of a picture", "read.picture", |asked, pass| {
            if asked.path.contains("/full/") { Told::new(200, "text/html", "<p>no") } else { pass(asked) }
        }),
        fault("smaller pictures than said", "read.picture-size", |asked, pass| {
            asked.path = asked.path.replace("/full/800,450/", "/full/400,225/");
            pass(asked)
        }),
        fault("no tiles", "read.picture", |asked, pass| {
            if asked.path.contains("/0,0,") { Told::new(404, "text/plain", "gone") } else { pass(asked) }
        }),
    ]
}

fn written() -> Vec<Fault> {
    vec![
        in_document("a title that is missing", "read.decodes", CHALLENGE, |it| put(it, "/title", Value::Null)),
        in_document("an ISBN that is none", "read.decodes", "lists/lantern.json", |it| {
            let works = it.pointer_mut("/works").and_then(Value::as_array_mut).unwrap();
            works.iter_mut().for_each(|work| work["isbn"] = json!("9780000000001"));
        }),
        in_document("a type nobody knows", "read.top", CHALLENGE, |it| put(it, "/type", json!("Chalenge"))),
        in_document("another version", "read.top", CHALLENGE, |it| put(it, "/atrium", json!("2"))),
        in_document("another title than its card's", "read.card", CHALLENGE, |it| {
            put(it, "/title/en", json!("Another"))
        }),
        in_document("another id than its card's", "read.card", CHALLENGE, |it| put(it, "/id", json!("another"))),
        in_document("other days than its card's", "read.card", CHALLENGE, |it| put(it, "/ends", json!("2099-01-01"))),
        in_document("a host of no alliance", "read.hosts", CHALLENGE, |it| put(it, "/hosts/0", json!("nobody"))),
        in_document("a zone of no planet", "read.zones", CHALLENGE, |it| put(it, "/zone", json!("Mars/Olympus"))),
        in_document("an alliance without members", "read.members", START, |it| put(it, "/members", json!([]))),
        in_document("another kind than the alliance says", "read.members", "city-library/member.json", |it| {
            put(it, "/kind", json!("theatre"))
        }),
        in_document(
            "an image service of another size",
            "read.iiif",
            "city-library/pictures/city-library/info.json",
            |it| put(it, "/width", json!(1)),
        ),
        in_document("text that cannot be read on its ground", "read.theme", "themes/house.json", |it| {
            let text = it
                .to_string()
                .replace("on-surface", "unused-name")
                .replace("\"surface\"", "\"on-surface\":{\"$value\":\"#777777\"},\"surface\"");
            *it = serde_json::from_str(&text).unwrap();
        }),
        in_document("a region outside of its picture", "read.region", CHALLENGE, |it| {
            put(
                it,
                "/picture",
                json!({ "src": it["picture"]["src"], "width": 1800, "height": 1800, "region": { "x": 1700, "y": 0, "w": 900, "h": 10 } }),
            )
        }),
        in_document("a promise without a link", "read.offers", "city-library/member.json", |it| {
            put(it, "/offers", json!(["read", "participate"]))
        }),
        in_document("warned: a language that others have", "read.languages", CHALLENGE, |it| {
            it["title"].as_object_mut().unwrap().remove("ar");
        }),
    ]
}

#[test]
fn every_fault_of_what_carries_documents_is_found() {
    let upstream = common::still::start(&common::demo::folder());
    all_found(carried(), &upstream, |proxy| from(&proxy.url));
}

#[test]
fn every_hostile_answer_is_told_and_not_followed() {
    let upstream = common::still::start(&common::demo::folder());
    all_found(hostile(), &upstream, |proxy| from(&proxy.url));
}

#[test]
fn every_fault_in_a_document_is_found() {
    let upstream = common::still::start(&common::demo::folder());
    all_found(written(), &upstream, |proxy| from(&proxy.url));
}

#[test]
fn nothing_to_begin_with_is_one_sentence() {
    let upstream = common::still::start(&common::demo::folder());
    for path in ["nothing.json", "city-library/challenges/twenty-minutes.json"] {
        let options = atrium_conform::options::Options::new(url::Url::parse(&format!("{upstream}/{path}")).unwrap());
        let said = atrium_conform::walk(&options, &mut |_| {});
        assert!(said.is_err_and(|why| why.contains(path)), "{path}");
    }
}
