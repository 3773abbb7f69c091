//! Who is let in: cookies, the client header, origins.

use serde_json::json;
use url::Url;

use super::{Patron, Site, order};
use crate::checks::participate::{
    CLIENT_HEADER, CORS_KNOWN, CORS_STRANGER, ETAG, ORIGIN_UNKNOWN, PREFLIGHT, PREFLIGHT_STRANGER, SIGN_IN_NEEDED,
};
use crate::http::{Answer, Ask};

/// An origin that no backend knows.
pub const STRANGER: &str = "https://conform.example";
const ALLOWED: [&str; 4] = ["content-type", "if-match", "if-none-match", "atrium-client"];
const EXPOSED: [&str; 4] = ["etag", "link", "location", "retry-after"];

/// What is closed to whoever is not signed in.
pub fn closed(site: &mut Site) {
    let id = site.maker.id();
    let pair = [("challenge", "any"), ("profile", id.as_str())];
    let private: Vec<(&'static str, Url)> = vec![
        ("GET", site.href("account")),
        ("GET", site.href("export")),
        ("GET", site.href("awards")),
        ("GET", site.href("changes")),
        ("GET", site.at("entry", &id)),
        ("GET", site.fill("standing", &pair)),
        ("PUT", site.at("profile", &id)),
        ("PUT", site.fill("enrolment", &pair)),
        ("PUT", site.at("entry", &id)),
        ("PUT", site.href("entries")),
        ("PUT", site.at("redemption", &id)),
        ("POST", site.href("pairings")),
        ("DELETE", site.href("account")),
        ("DELETE", site.at("profile", &id)),
        ("DELETE", site.at("device", "any")),
    ];
    let nobody = Patron {
        cookie: "atrium=conform-0000000000000000000000000000".into(),
        account: String::new(),
        device: String::new(),
        recovery: None,
        ours: false,
    };
    for (index, (method, url)) in private.iter().enumerate() {
        let mut ask = site.ask(None, method, url);
        if *method == "PUT" {
            ask = ask.json(&json!({}));
        }
        let answer = site.send(&ask);
        site.run.problem(&SIGN_IN_NEEDED, &answer, 401, "sign-in-needed");
        if index == 0 {
            let answer = site.send(&ask.with("Cookie", nobody.cookie.clone()));
            site.run.problem(&SIGN_IN_NEEDED, &answer, 401, "sign-in-needed");
        }
    }
}

/// What is open to a patron, and from where.
pub fn open(site: &mut Site, one: &Patron) {
    forged(site, one);
    strangers(site, one);
    order::all(site, one);
    match site.run.options.origin.clone() {
        Some(origin) => front_door(site, one, &origin),
        None => site.run.report.skip(&CORS_KNOWN, "give --origin, the origin of a front door that the backend knows"),
    }
    let account = site.href("account");
    known(site, one, &account);
}

/// A strong ETag, and 304 for whoever has it.
pub fn known(site: &mut Site, who: &Patron, url: &Url) {
    let first = site.get(who, url);
    let tag = first.header("etag").unwrap_or("none").to_owned();
    let strong = tag.starts_with('"') && tag.len() > 2;
    if !site.run.that(
        &ETAG,
        &first,
        first.is(200) && strong,
        "200 with a strong ETag",
        format!("{}, ETag {tag}", first.status),
    ) {
        return;
    }
    let ask = site.ask(Some(who), "GET", url).with("If-None-Match", tag);
    let again = site.send(&ask);
    site.run.holds(&ETAG, &again, again.is(304) && again.raw.is_empty(), "304 without a body");
    let ask = ask.with("If-None-Match", "\"conform-knows-something-else\"");
    let other = site.send(&ask);
    site.run.status(&ETAG, &other, &[200]);
}

/// Requests that a page could send without asking.
fn forged(site: &mut Site, one: &Patron) {
    let profile = site.maker.profile("Forged");
    let url = site.at("profile", profile.get("id").and_then(|id| id.as_str()).unwrap_or_default());
    let bare = site.ask(Some(one), "PUT", &url).json(&profile).without("Atrium-Client");
    let answer = site.send(&bare);
    site.run.problem(&CLIENT_HEADER, &answer, 403, "client-header-missing");
    for (method, name) in
        [("POST", "pairings"), ("POST", "accounts"), ("POST", "session"), ("DELETE", "session"), ("DELETE", "account")]
    {
        let ask = site.ask(Some(one), method, &site.href(name)).without("Atrium-Client");
        let ask = if method == "POST" { ask.json(&json!({})) } else { ask };
        let answer = site.send(&ask);
        site.run.problem(&CLIENT_HEADER, &answer, 403, "client-header-missing");
    }
    let changed = changed(site, one, &profile);
    site.run.that(&CLIENT_HEADER, &answer, !changed, "nothing is kept of it", "the reader is in the changes");
}

/// Whether a reader is among the changes.
fn changed(site: &mut Site, one: &Patron, profile: &serde_json::Value) -> bool {
    let url = site.href("changes");
    let answer = site.get(one, &url);
    answer.items("/profiles").iter().any(|kept| kept.get("id") == profile.get("id"))
}

fn strangers(site: &mut Site, one: &Patron) {
    let profile = site.maker.profile("Strange");
    let url = site.at("profile", profile.get("id").and_then(|id| id.as_str()).unwrap_or_default());
    for origin in [STRANGER, "null"] {
        let ask = site.ask(Some(one), "PUT", &url).json(&profile).with("Origin", origin);
        let answer = site.send(&ask);
        site.run.problem(&ORIGIN_UNKNOWN, &answer, 403, "origin-unknown");
        let ask = site.ask(None, "POST", &site.href("accounts")).json(&json!({})).with("Origin", origin);
        let answer = site.send(&ask);
        site.run.problem(&ORIGIN_UNKNOWN, &answer, 403, "origin-unknown");
        let ask = site.ask(Some(one), "GET", &site.href("account")).with("Origin", origin);
        let answer = site.send(&ask);
        no_cors(site, &CORS_STRANGER, &answer);
        let preflight = preflight(&url, origin);
        let answer = site.run.client.send(&preflight);
        no_cors(site, &PREFLIGHT_STRANGER, &answer);
        site.run.status(&PREFLIGHT_STRANGER, &answer, &[403]);
    }
    let answer = site.get(one, &url.clone());
    let changed = changed(site, one, &profile);
    site.run.that(&ORIGIN_UNKNOWN, &answer, !changed, "nothing is kept of it", "the reader is in the changes");
}

fn no_cors(site: &mut Site, check: &'static crate::checks::Check, answer: &Answer) {
    let allowed = answer.header("access-control-allow-origin").map(ToOwned::to_owned);
    let came = allowed.clone().unwrap_or_default();
    site.run.that(check, answer, allowed.is_none(), "no Access-Control-Allow-Origin", came);
}

fn preflight(url: &Url, origin: &str) -> Ask {
    Ask::new("OPTIONS", url)
        .with("Origin", origin)
        .with("Access-Control-Request-Method", "PUT")
        .with("Access-Control-Request-Headers", "atrium-client,content-type")
}

fn front_door(site: &mut Site, one: &Patron, origin: &str) {
    let url = site.href("entries");
    let answer = site.run.client.send(&preflight(&url, origin));
    let methods = answer.list("access-control-allow-methods");
    let headers = answer.list("access-control-allow-headers");
    let all = |wanted: &[&str], found: &[String]| wanted.iter().all(|name| found.iter().any(|other| other == name));
    let run = &mut *site.run;
    run.holds(&PREFLIGHT, &answer, (200..300).contains(&answer.status), "200 or 204");
    named(run, &PREFLIGHT, &answer, origin);
    run.that(
        &PREFLIGHT,
        &answer,
        all(&["get", "put", "post", "delete"], &methods),
        "Access-Control-Allow-Methods: GET, PUT, POST, DELETE",
        methods.join(", "),
    );
    run.that(
        &PREFLIGHT,
        &answer,
        all(&ALLOWED, &headers),
        "Access-Control-Allow-Headers: Content-Type, If-Match, If-None-Match, Atrium-Client",
        headers.join(", "),
    );
    for url in [site.href("account"), site.href("changes")] {
        let answer = site.get(one, &url);
        named(site.run, &CORS_KNOWN, &answer, origin);
        let varies = answer.list("vary");
        site.run.that(
            &CORS_KNOWN,
            &answer,
            varies.iter().any(|name| name == "origin"),
            "Vary: Origin",
            varies.join(", "),
        );
        let exposed = answer.list("access-control-expose-headers");
        site.run.that(
            &CORS_KNOWN,
            &answer,
            all(&EXPOSED, &exposed),
            "Access-Control-Expose-Headers: ETag, Link, Location, Retry-After",
            exposed.join(", "),
        );
    }
    // An error that a page cannot read is no error it can tell its reader of.
    let ask = site.ask(None, "GET", &site.href("account"));
    let answer = site.send(&ask);
    named(site.run, &CORS_KNOWN, &answer, origin);
}

fn named(run: &mut crate::run::Run, check: &'static crate::checks::Check, answer: &Answer, origin: &str) {
    let allowed = answer.header("access-control-allow-origin").unwrap_or("none").to_owned();
    let cookies = answer.header("access-control-allow-credentials").unwrap_or("none").to_owned();
    let expected = format!("Access-Control-Allow-Origin: {origin} and Access-Control-Allow-Credentials: true");
    run.that(check, answer, allowed == origin && cookies == "true", &expected, format!("{allowed} and {cookies}"));
}
