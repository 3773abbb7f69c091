//! Codes: one that the caller gave, and some that are none.

use serde_json::{Value, json};

use super::enrolments::reader;
use super::errors::put_in;
use super::{Patron, Site};
use crate::checks::participate::{CODE, CODE_AGAIN, CODE_WRONG};
use crate::time;

/// A redemption by a reader.
pub fn of(id: &str, profile: &str, code: &str, on: &str) -> Value {
    json!({ "id": id, "profile": profile, "code": code, "on": on, "at": time::instant(time::now()) })
}

/// Tries a wrong one, and the one that was given.
pub fn all(site: &mut Site, one: &Patron) {
    let profile = reader(site, one, "Finds");
    let id = site.maker.id();
    let url = site.at("redemption", &id);
    let today = time::instant(time::now()).split('T').next().unwrap_or_default().to_owned();
    let answer = site.put(one, &url, &of(&id, &profile, "CONFORM NO SUCH CODE", &today));
    site.run.problem(&CODE_WRONG, &answer, 422, "code-unknown");
    match site.run.options.code.clone() {
        Some(code) => right(site, one, &profile, &code, &today),
        None => site.run.report.skip(&CODE, "give --code, a code of a challenge that runs"),
    }
    let url = site.at("profile", &profile);
    site.delete(one, &url);
}

/// Redeems a code that is right.
pub fn right(site: &mut Site, who: &Patron, profile: &str, code: &str, on: &str) {
    let id = site.maker.id();
    let url = site.at("redemption", &id);
    let plain: String = code.chars().filter(|c| !c.is_whitespace() && *c != '-').collect::<String>().to_lowercase();
    let spaced: String =
        plain.chars().enumerate().flat_map(|(index, c)| if index == 2 { vec![' ', '-', c] } else { vec![c] }).collect();
    let first = of(&id, profile, &spaced, on);
    let answer = site.put(who, &url, &first);
    let entry = answer.json.get("entry").cloned().unwrap_or_default();
    let fits = entry.get("id") == Some(&json!(id))
        && entry.get("source") == Some(&json!("code"))
        && entry.get("profile") == Some(&json!(profile));
    site.run.holds(&CODE, &answer, answer.is(201) && fits, "201 with an entry of the same id and \"source\": \"code\"");
    let again = site.put(who, &url, &first);
    site.run.status(&CODE_AGAIN, &again, &[200]);
    let mut other = first;
    put_in(&mut other, "code", json!("CONFORM NO SUCH CODE"));
    let answer = site.put(who, &url, &other);
    site.run.problem(&CODE_AGAIN, &answer, 409, "entry-differs");
    let at = site.at("entry", &id);
    let kept = site.get(who, &at);
    site.run.holds(&CODE, &kept, kept.is(200) && kept.json.get("source") == Some(&json!("code")), "200 with the entry");
}
