//! Devices: phrases, recovery keys, revocation, signing out.

use serde_json::{Value, json};

use super::account::{cookie, is_recovery};
use super::enrolments::reader;
use super::{Patron, Site, changes};
use crate::checks::participate::{
    ACCOUNT_READ, CHANGES_ALL, PAIRED, PHRASE, PHRASE_LAST, PHRASE_ONCE, PHRASE_WRONG, RECOVERY, RECOVERY_LOST,
    RECOVERY_NEW, RECOVERY_ONCE, REVOKED, SESSION_BODY, SIGNED_OUT,
};
use crate::http::Answer;
use crate::time;

/// Tries them all.
pub fn all(site: &mut Site, one: &Patron) {
    if !one.ours {
        site.run.report.skip(&PAIRED, "the account is the caller's (--cookie): no device is added to it");
        return;
    }
    let read = reader(site, one, "On both");
    let Some(phrase) = phrase(site, one) else { return };
    let digits: String = phrase.chars().filter(char::is_ascii_digit).collect();
    let spaced = format!("{}-{} ", digits.get(..5).unwrap_or_default(), digits.get(5..).unwrap_or_default());
    let answer = sign_in(site, &json!({ "phrase": spaced, "device": "Second" }));
    if held_off(site, &answer) {
        return;
    }
    let fits = answer.is(201)
        && answer.text("/account") == Some(&one.account)
        && answer.text("/device").is_some_and(|id| id != one.device);
    site.run.holds(&PAIRED, &answer, fits, "201 with the same account and a device of its own");
    let second = if answer.is(201) { cookie(site, &answer, None) } else { None };
    let again = sign_in(site, &json!({ "phrase": phrase }));
    site.run.problem(&PHRASE_ONCE, &again, 404, "phrase-unknown");
    if let Some(second) = &second {
        let seen = changes::all_of(site, second);
        site.run.that(
            &CHANGES_ALL,
            &seen.last,
            seen.ids("profiles").contains(&read),
            "what the first device wrote",
            "none of it",
        );
        listed(site, second, one);
    }
    replaced(site, one);
    wrong(site);
    recovery(site, one);
    if let Some(second) = second {
        ended(site, one, &second);
    }
    let url = site.at("profile", &read);
    site.delete(one, &url);
}

/// Whether guessing is held off just now. A walk makes some wrong tries itself, so that two of them in ten minutes are too many.
fn held_off(site: &mut Site, answer: &Answer) -> bool {
    let held = answer.status == 429;
    if held {
        let wait = answer.header("retry-after").unwrap_or("some").to_owned();
        let why = "wrong phrases came from here lately (each walk tries six), and guessing is held off";
        site.run.report.skip(&PAIRED, format!("{why}: again in {wait} seconds"));
    }
    held
}

/// Signs in with what a body says.
pub fn sign_in(site: &mut Site, body: &Value) -> Answer {
    let url = site.href("session");
    let answer = site.post(None, &url, body);
    site.wrong += usize::from(answer.status == 404);
    answer
}

fn phrase(site: &mut Site, one: &Patron) -> Option<String> {
    let url = site.href("pairings");
    let answer = site.post(Some(one), &url, &json!({}));
    let phrase = answer.text("/phrase").unwrap_or_default().to_owned();
    let digits = phrase.chars().filter(char::is_ascii_digit).count() == 12 && phrase.len() == 14;
    site.run.holds(&PHRASE, &answer, answer.is(201) && digits, "201 with a phrase such as 4829 1305 7642");
    let until = answer.text("/expiresAt").and_then(atrium_contract::instant::Instant::parse).map(|at| at.ms);
    let now = answer.header("date").and_then(time::of_header).unwrap_or_else(time::now);
    let soon = until.is_some_and(|until| (480_000..=630_000).contains(&(until - now)));
    let came = answer.text("/expiresAt").unwrap_or("none").to_owned();
    site.run.that(&PHRASE, &answer, soon, "expiresAt in ten minutes", came);
    answer.is(201).then_some(phrase)
}

fn listed(site: &mut Site, second: &Patron, one: &Patron) {
    let url = site.href("account");
    let answer = site.get(second, &url);
    let this = |device: &&Value| device.get("this") == Some(&json!(true));
    let devices = answer.items("/devices");
    let has = |id: &str| devices.iter().any(|device| device.get("id").and_then(Value::as_str) == Some(id));
    let mine = devices.iter().filter(this).all(|device| device.get("id") == Some(&json!(second.device)));
    let named = devices.iter().any(|device| device.get("name").and_then(Value::as_str) == Some("Second"));
    let fits = mine && named && has(&one.device) && has(&second.device);
    site.run.holds(&ACCOUNT_READ, &answer, fits, "both devices, by their names, this one marked");
}

fn replaced(site: &mut Site, one: &Patron) {
    let (Some(before), Some(after)) = (phrase(site, one), phrase(site, one)) else { return };
    let answer = sign_in(site, &json!({ "phrase": before }));
    site.run.problem(&PHRASE_LAST, &answer, 404, "phrase-unknown");
    let answer = sign_in(site, &json!({ "phrase": after }));
    site.run.status(&PHRASE_LAST, &answer, &[201]);
}

fn wrong(site: &mut Site) {
    for body in
        [json!({ "phrase": "0000 0000 0000" }), json!({ "recovery": "0000-0000-0000-0000-0000-0000-0000-0000" })]
    {
        let answer = sign_in(site, &body);
        site.run.problem(&PHRASE_WRONG, &answer, 404, "phrase-unknown");
    }
    for body in
        [json!({}), json!({ "phrase": "0000 0000 0000", "recovery": "0000-0000-0000-0000-0000-0000-0000-0000" })]
    {
        let answer = sign_in(site, &body);
        let fits = answer.is(422) && answer.problem() == Some("invalid");
        site.run.holds(&SESSION_BODY, &answer, fits, "422 invalid");
    }
}

fn recovery(site: &mut Site, one: &Patron) {
    let Some(key) = one.recovery.clone() else { return };
    // As a person types it from a sheet.
    let typed = key.to_ascii_lowercase().replace('-', " ");
    let answer = sign_in(site, &json!({ "recovery": typed }));
    let new = answer.text("/recovery").unwrap_or_default().to_owned();
    let fits = answer.is(201) && answer.text("/account") == Some(&one.account) && is_recovery(&new) && new != key;
    site.run.holds(&RECOVERY, &answer, fits, "201 with the same account and a new recovery key");
    // As if that answer had been lost on its way: the key lets in once more, and who was let in before is not.
    let lost = cookie(site, &answer, None);
    let answer = sign_in(site, &json!({ "recovery": key }));
    site.run.holds(&RECOVERY_LOST, &answer, answer.is(201), "201 once more, before the device it let in was heard of");
    let new = answer.text("/recovery").unwrap_or(&new).to_owned();
    let url = site.href("account");
    if let Some(lost) = lost {
        let gone = site.get(&lost, &url);
        site.run.status(&RECOVERY_LOST, &gone, &[401]);
    }
    // This one shows that it heard the new key; from then on the one before is used up.
    if let Some(heard) = cookie(site, &answer, None) {
        let heard = site.get(&heard, &url);
        site.run.status(&RECOVERY, &heard, &[200]);
    }
    let again = sign_in(site, &json!({ "recovery": key }));
    site.run.problem(&RECOVERY_ONCE, &again, 404, "phrase-unknown");
    let new = renewed(site, one, new);
    for patron in site.made.iter_mut().filter(|patron| patron.account == one.account) {
        patron.recovery = Some(new.clone());
    }
}

/// A new sheet, where the backend makes one for who is signed in. The last key.
fn renewed(site: &mut Site, one: &Patron, key: String) -> String {
    if site.links.href("recovery").is_none() {
        site.run.report.skip(&RECOVERY_NEW, "a recovery key is made at a sign-in only");
        return key;
    }
    let url = site.href("recovery");
    let answer = site.post(Some(one), &url, &json!({}));
    let new = answer.text("/recovery").unwrap_or_default().to_owned();
    site.run.holds(
        &RECOVERY_NEW,
        &answer,
        answer.is(201) && is_recovery(&new) && new != key,
        "201 with a new recovery key",
    );
    let old = sign_in(site, &json!({ "recovery": key }));
    site.run.problem(&RECOVERY_NEW, &old, 404, "phrase-unknown");
    new
}

/// A device is revoked by another, and one signs itself out.
fn ended(site: &mut Site, one: &Patron, second: &Patron) {
    let account = site.href("account");
    if let Some(phrase) = phrase(site, one) {
        let answer = sign_in(site, &json!({ "phrase": phrase }));
        if let Some(third) = cookie(site, &answer, None) {
            let session = site.href("session");
            let out = site.delete(&third, &session);
            site.run.status(&SIGNED_OUT, &out, &[204]);
            let answer = site.get(&third, &account);
            site.run.problem(&SIGNED_OUT, &answer, 401, "sign-in-needed");
            let answer = site.get(second, &account);
            site.run.status(&SIGNED_OUT, &answer, &[200]);
        }
    }
    let url = site.at("device", &second.device);
    let answer = site.delete(one, &url);
    site.run.status(&REVOKED, &answer, &[204]);
    let answer = site.get(second, &account);
    site.run.problem(&REVOKED, &answer, 401, "sign-in-needed");
    let answer = site.get(one, &account);
    let gone = !answer.items("/devices").iter().any(|device| device.get("id") == Some(&json!(second.device)));
    site.run.holds(&REVOKED, &answer, answer.is(200) && gone, "200 without the device that was revoked");
}
