//! Who is staff, and who is not.

use serde_json::json;

use super::{Desk, Pre};
use crate::checks::participate::FIRST;
use crate::checks::publish::{MEMBER, STAFF_ONLY};
use crate::participate::Patron;

/// Tries it as nobody, with a wrong token, and as a patron.
pub fn all(desk: &mut Desk, patron: Option<&Patron>) {
    let item = desk.at("challenges", "conform-draft");
    let list = desk.pubs.href("collections/challenges").unwrap_or_else(|| item.clone());
    let member = desk.pubs.href("member").unwrap_or_else(|| item.clone());
    for (method, url) in
        [("GET", &list), ("GET", &item), ("PUT", &item), ("DELETE", &item), ("GET", &member), ("PUT", &member)]
    {
        let body = json!({ "state": "draft", "document": {} });
        let asked = |desk: &Desk, who: Option<&Patron>| {
            let ask = desk.site.ask(who, method, url).with("If-None-Match", "*");
            if method == "PUT" { ask.json(&body) } else { ask.without("If-None-Match") }
        };
        let ask = asked(desk, None);
        let answer = desk.send(&ask);
        desk.site.run.problem(&STAFF_ONLY, &answer, 401, "sign-in-needed");
        let answer = desk.send(&ask.with("Authorization", "Bearer conform-is-no-token-of-this-installation"));
        desk.site.run.problem(&STAFF_ONLY, &answer, 401, "sign-in-needed");
        if let Some(patron) = patron {
            let ask = asked(desk, Some(patron));
            let answer = desk.send(&ask);
            desk.site.run.problem(&STAFF_ONLY, &answer, 403, "not-staff");
        }
    }
    order(desk, &item);
    own(desk);
}

/// A precondition that is missing or not met goes before a media type that is wrong; after it comes what is no JSON.
fn order(desk: &mut Desk, item: &url::Url) {
    let ask = desk.ask("PUT", item).bytes("text/plain", b"no JSON".to_vec());
    let unmet = ask.clone().with("If-Match", "\"conform-knows-something-else\"");
    let met = ask.clone().with("If-None-Match", "*");
    for (ask, status, kind) in [
        (ask, 428, "precondition-required"),
        (unmet, 412, "precondition-failed"),
        (met.clone(), 415, "media-type"),
        (met.bytes("application/json", b"no JSON".to_vec()), 400, "malformed"),
    ] {
        let answer = desk.send(&ask);
        desk.site.run.problem(&FIRST, &answer, status, kind);
    }
}

/// The member's own document, as far as it can be looked at without changing it.
fn own(desk: &mut Desk) {
    let Some(url) = desk.pubs.href("member") else { return };
    let ask = desk.ask("GET", &url);
    let answer = desk.send(&ask);
    let strong = answer.header("etag").is_some_and(|tag| tag.starts_with('"'));
    let fits = answer.is(200) && answer.text("/type") == Some("Member") && strong;
    desk.site.run.holds(&MEMBER, &answer, fits, "200 with the Member document and a strong ETag");
    let ask = desk.ask("PUT", &url).json(&answer.json);
    for (pre, status, kind) in [
        (Pre::None, 428, "precondition-required"),
        (Pre::Tag("\"conform-knows-something-else\""), 412, "precondition-failed"),
    ] {
        let ask = match pre {
            Pre::Tag(tag) => ask.clone().with("If-Match", tag),
            _ => ask.clone(),
        };
        let answer = desk.send(&ask);
        desk.site.run.problem(&MEMBER, &answer, status, kind);
    }
}
