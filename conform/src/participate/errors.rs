//! Bodies and addresses that are wrong, each in its own way.

use serde_json::{Value, json};

use super::{Patron, Site};
use crate::checks::participate::{
    BODY_LIMIT, BODY_TYPE, INVALID, LANGUAGE, MALFORMED, METHOD, NOT_FOUND, UNKNOWN_FIELD,
};
use crate::http::Ask;

/// A body may have so many bytes.
const MOST: usize = 1_000_000;

/// Tries them all.
pub fn all(site: &mut Site, one: &Patron) {
    let profile = site.maker.profile("Errors");
    let id = profile.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
    let url = site.at("profile", &id);
    let put = |site: &Site, kind: &str, body: Vec<u8>| site.ask(Some(one), "PUT", &url).bytes(kind, body);

    let ask = put(site, "text/plain", profile.to_string().into_bytes());
    let answer = site.send(&ask);
    site.run.problem(&BODY_TYPE, &answer, 415, "media-type");

    let deep = format!("{}{}", "[".repeat(2_000), "]".repeat(2_000));
    let nested = format!("{{\"x\":{deep}}}");
    for body in ["{\"id\":", "", "{} {}", nested.as_str()] {
        // No body at all is as {}: then fields are missing.
        let ask = put(site, "application/json", body.as_bytes().to_vec());
        let answer = site.send(&ask);
        if body.is_empty() {
            site.run.holds(&MALFORMED, &answer, matches!(answer.status, 400 | 415 | 422), "400, 415 or 422");
        } else {
            site.run.problem(&MALFORMED, &answer, 400, "malformed");
        }
    }

    let mut large = profile.clone();
    put_in(&mut large, "padding", json!("x".repeat(MOST)));
    let ask = put(site, "application/json", large.to_string().into_bytes());
    let mut answer = site.send(&ask);
    if answer.status == 0 {
        // Refused and closed while it was being sent: whoever waits before sending hears why.
        let came = answer.came();
        answer = site.send(&ask.with("Expect", "100-continue"));
        let expected = "413 also to whoever sends on: a browser whose connection is closed does not see the answer";
        site.run.warn(&BODY_LIMIT, &answer.request, expected, came);
    }
    site.run.problem(&BODY_LIMIT, &answer, 413, "too-large");

    for (name, value) in [
        ("nickname", Value::Null),
        ("nickname", json!(7)),
        ("nickname", json!("x".repeat(61))),
        ("nickname", json!("  ")),
        ("createdAt", json!("yesterday")),
    ] {
        let mut wrong = profile.clone();
        put_in(&mut wrong, name, value);
        let answer = site.put(one, &url, &wrong);
        site.run.invalid(&INVALID, &answer, &format!("/{name}"));
    }

    let mut unknown = profile.clone();
    put_in(&mut unknown, "conformUnknown", json!({ "a": [1] }));
    let answer = site.put(one, &url, &unknown);
    site.run.status(&UNKNOWN_FIELD, &answer, &[201]);
    let answer = site.put(one, &url, &profile);
    site.run.status(&UNKNOWN_FIELD, &answer, &[200]);
    site.delete(one, &url);

    methods(site, one);
    let missing = site.maker.id();
    let missing = site.at("entry", &missing);
    let answer = site.get(one, &missing);
    site.run.problem(&NOT_FOUND, &answer, 404, "not-found");
    let missing = site.href("account").join("conform-there-is-nothing-here").unwrap_or(missing);
    let answer = site.get(one, &missing);
    site.run.problem(&NOT_FOUND, &answer, 404, "not-found");
    languages(site);
}

/// A body of more bytes than one may have.
pub fn large() -> Vec<u8> {
    vec![b' '; MOST + 1]
}

/// Sets a field of an object.
pub fn put_in(thing: &mut Value, name: &str, value: Value) {
    if let Value::Object(map) = thing {
        map.insert(name.to_owned(), value);
    }
}

fn methods(site: &mut Site, one: &Patron) {
    for (method, name) in [("PUT", "account"), ("POST", "entries"), ("DELETE", "changes")] {
        let url = site.href(name);
        let ask = site.ask(Some(one), method, &url);
        let ask: Ask = if method == "DELETE" { ask } else { ask.json(&json!({})) };
        let answer = site.send(&ask);
        site.run.problem(&METHOD, &answer, 405, "method-not-allowed");
        let allow = answer.list("allow");
        site.run.that(
            &METHOD,
            &answer,
            !allow.is_empty() && !allow.contains(&method.to_ascii_lowercase()),
            "Allow: what is",
            format!("`{}`", allow.join(", ")),
        );
    }
}

fn languages(site: &mut Site) {
    let url = site.href("account");
    for language in ["es", "zh-Hans, en;q=0.5", "ar", "xx"] {
        let ask = site.ask(None, "GET", &url).with("Accept-Language", language);
        let answer = site.send(&ask);
        let said = answer.header("content-language").unwrap_or_default().to_owned();
        site.run.that(&LANGUAGE, &answer, !said.is_empty(), "Content-Language", "none");
    }
}
