//! Of several things that are wrong at once the first of the page is told: each is tried with all that come after it.

use serde_json::json;
use url::Url;

use super::access::STRANGER;
use super::entries::id;
use super::errors::{large, put_in};
use super::{Field, Patron, Site};
use crate::checks::participate::FIRST;
use crate::http::Ask;

/// Each of them but what needs a challenge.
pub fn all(site: &mut Site, one: &Patron) {
    let url = site.href("entries");
    let nowhere = site.href("account").join("conform-there-is-nothing-here").unwrap_or_else(|_| url.clone());
    // Neither signed in nor JSON.
    let bare = |method: &'static str, url: &Url| Ask::new(method, url).bytes("text/plain", b"no JSON".to_vec());
    let app = |ask: Ask| ask.with("Atrium-Client", "1");
    let big = |ask: Ask| ask.bytes("text/plain", large());
    let signed = |ask: Ask| app(ask).with("Cookie", one.cookie.clone());
    for (ask, status, kind) in [
        (bare("DELETE", &nowhere), 404, "not-found"),
        (bare("DELETE", &url), 405, "method-not-allowed"),
        (big(bare("PUT", &url)).with("Origin", STRANGER), 403, "origin-unknown"),
        (big(bare("PUT", &url)), 403, "client-header-missing"),
        (app(big(bare("PUT", &url))), 413, "too-large"),
        (app(bare("PUT", &url)), 401, "sign-in-needed"),
        (signed(bare("PUT", &url)), 415, "media-type"),
        (signed(bare("PUT", &url)).bytes("application/json", b"{\"entries\": 7".to_vec()), 400, "malformed"),
    ] {
        let mut answer = site.send_any(&ask);
        if answer.status == 0 {
            // Refused and closed while it was being sent: whoever waits before sending hears why.
            answer = site.send_any(&ask.with("Expect", "100-continue"));
        }
        site.run.problem(&FIRST, &answer, status, kind);
    }
}

/// A field that is wrong goes before a challenge that is not here, and before an entry that is here with another content.
pub fn fields(site: &mut Site, one: &Patron, field: &Field, profile: &str) {
    let unknown = json!({ "member": site.member, "id": "conform-no-such-challenge" });
    let entry = site.maker.entry(&unknown, profile, field.today, &json!({ "amount": 0, "unit": "pages" }));
    let mut other = site.maker.entry(&field.key, profile, field.today, &field.amount());
    let url = site.at("entry", &id(&other));
    site.put(one, &url, &other);
    put_in(&mut other, "amount", json!({ "amount": 0, "unit": "pages" }));
    for wrong in [entry, other] {
        let url = site.at("entry", &id(&wrong));
        let answer = site.put(one, &url, &wrong);
        site.run.invalid(&FIRST, &answer, "/amount/amount");
    }
}
