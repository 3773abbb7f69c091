//! Who is let in, and what is told to whom.

use std::sync::Mutex;

use serde_json::json;

use crate::common::backend::FRONT_DOOR;
use crate::common::{Fault, fault};
use crate::{asked, found, kept, problem, told};

/// A fault in the cookie.
fn cookie(name: &'static str, check: &'static str, how: fn(String) -> String) -> Fault {
    told(name, check, move |_, told| {
        let line = told.header("set-cookie");
        if !line.is_empty() {
            told.set("set-cookie", &how(line));
        }
    })
}

fn without(line: &str, attribute: &str) -> String {
    line.split(';').filter(|part| !part.trim().to_lowercase().starts_with(attribute)).collect::<Vec<_>>().join(";")
}

#[test]
fn every_fault_of_who_is_let_in_is_found() {
    let first = Mutex::new(None::<String>);
    let one = Mutex::new(None::<String>);
    found(
        vec![
            told("JSON is read before its media type", "participate.first", |asked, told| {
                if told.status == 415 && asked.text() == "no JSON" {
                    *told = problem(400, "malformed");
                }
            }),
            told("who is not signed in is told so before anything", "participate.first", |asked, told| {
                if told.status == 413 && !asked.headers.contains_key("cookie") {
                    *told = problem(401, "sign-in-needed");
                }
            }),
            told("what the thing forbids before its fields", "participate.first", |asked, told| {
                if told.status == 422 && asked.text().contains("conform-no-such-challenge") {
                    *told = problem(422, "challenge-unknown");
                }
            }),
            cookie("a cookie that scripts read", "participate.cookie-http-only", |line| without(&line, "httponly")),
            cookie("a cookie without Secure", "participate.cookie-secure", |line| without(&line, "secure")),
            cookie("a cookie for every site's links", "participate.cookie-same-site", |line| {
                format!("{}; SameSite=Lax", without(&line, "samesite"))
            }),
            cookie("a cookie of an hour", "participate.cookie-life", |line| {
                format!("{}; Max-Age=3600", without(&without(&line, "max-age"), "expires"))
            }),
            told("a link that leads to another origin", "participate.same-origin", |asked, told| {
                if asked.is("GET", "/atrium/participate.json") {
                    // This very backend by its other name: everything works there, but for a cookie of this one.
                    let other = asked.header("host").unwrap_or_default().replace("127.0.0.1", "localhost");
                    told.change(|it| it["board"] = json!(format!("http://{other}/atrium/patron/boards/{{challenge}}")));
                }
            }),
            told("the token in the body too", "participate.cookie-token", |_, told| {
                let line = told.header("set-cookie");
                let token = line.split([';', '=']).nth(1).unwrap_or_default().to_owned();
                if !line.is_empty() {
                    told.change(|it| it["token"] = json!(token));
                }
            }),
            asked("requests may be forged", "participate.client-header", |asked| asked.set("atrium-client", "1")),
            fault("any origin may write", "participate.origin-unknown", |asked, pass| {
                if asked.header("origin").is_some_and(|origin| origin != FRONT_DOOR) && asked.method != "OPTIONS" {
                    asked.headers.remove("origin");
                }
                pass(asked)
            }),
            fault("any origin may read what is private", "participate.cors-stranger", |asked, pass| {
                let mut told = pass(asked);
                if let Some(origin) = asked.header("origin").filter(|_| asked.is("GET", "/account")) {
                    told.set("access-control-allow-origin", &origin);
                }
                told
            }),
            fault("a preflight for everybody", "participate.preflight-stranger", |asked, pass| {
                let mut told = pass(asked);
                if asked.method == "OPTIONS" {
                    told.status = 204;
                    told.set("access-control-allow-origin", &asked.header("origin").unwrap_or_default());
                }
                told
            }),
            told("a preflight without its headers", "participate.preflight", |asked, told| {
                if asked.method == "OPTIONS" {
                    told.headers.remove("access-control-allow-headers");
                }
            }),
            told("answers that no page can read", "participate.cors-known", |_, told| {
                drop(told.headers.remove("access-control-allow-credentials"))
            }),
            told("404 in the place of 401", "participate.sign-in-needed", |_, told| {
                if told.status == 401 {
                    *told = problem(404, "not-found");
                }
            }),
            told("private answers in caches", "participate.private", |_, told| {
                if told.header("cache-control").contains("no-store") {
                    told.set("cache-control", "public, max-age=60");
                }
            }),
            told("no ETag on what is private", "participate.etag", |asked, told| {
                if asked.path.contains("/patron/") {
                    told.headers.remove("etag");
                }
            }),
            fault("everybody's export is the first one's", "participate.stranger-told", move |asked, pass| {
                if let Some(cookie) = asked.header("cookie").filter(|_| asked.is("GET", "/export")) {
                    let mine = first.lock().unwrap().get_or_insert_with(|| cookie.clone()).clone();
                    // As if the query lacked its account: whoever asks is given all.
                    if asked.headers.contains_key("cookie") && one.lock().unwrap().is_some() {
                        let other = one.lock().unwrap().clone().unwrap();
                        asked.set("cookie", &other);
                    } else {
                        asked.set("cookie", &mine);
                    }
                }
                if asked.is("PUT", "/patron/entries/") && one.lock().unwrap().is_none() {
                    *one.lock().unwrap() = asked.header("cookie");
                }
                pass(asked)
            }),
            {
                let owner = Mutex::new(None::<String>);
                fault("anybody's entry is read by its id", "participate.stranger-read", move |asked, pass| {
                    if asked.is("PUT", "/patron/entries/")
                        && asked.text().contains("conform-secret-of-one")
                        && owner.lock().unwrap().is_none()
                    {
                        *owner.lock().unwrap() = asked.header("cookie");
                    }
                    let told = pass(asked);
                    let other = owner.lock().unwrap().clone();
                    match other.filter(|_| told.status == 404 && asked.is("GET", "/patron/entries/")) {
                        Some(other) => {
                            asked.set("cookie", &other);
                            pass(asked)
                        }
                        None => told,
                    }
                })
            },
            told("another's id is said to be free", "participate.stranger-write", |_, told| {
                if told.status == 409 && told.json()["type"] == "urn:atrium:problem:id-taken" {
                    *told = kept(200, &json!({}));
                }
            }),
        ],
        "let-in",
    );
}
