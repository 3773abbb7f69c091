//! The end: everything in one document, and then nothing at all.

use atrium_contract::{decode::document, entry::Ledger};
use serde_json::{Value, json};

use super::devices::sign_in;
use super::enrolments::reader;
use super::{Patron, Site, limits};
use crate::checks::participate::{DELETED, EXPORT};

/// Exports, deletes, and looks whether anything is left.
pub fn all(site: &mut Site, one: Patron, two: Patron) {
    let profile = reader(site, &one, "Last");
    let url = site.href("export");
    let ask = site.ask(Some(&one), "GET", &url).most(crate::http::EXPORT);
    let answer = site.send(&ask);
    let text = String::from_utf8_lossy(&answer.body).into_owned();
    match document::<Ledger>(&text, "Ledger") {
        Ok(ledger) => {
            let problems: Vec<String> = ledger.problems.iter().map(ToString::to_string).collect();
            site.run.that(&EXPORT, &answer, problems.is_empty(), "a Ledger without problems", problems.join("; "));
            let there = ledger.value.profiles.iter().any(|other| other.id == profile);
            site.run.that(&EXPORT, &answer, there, "the reader who was added last", "no such reader");
        }
        Err(refused) => {
            site.run.that(&EXPORT, &answer, false, "a document of type Ledger", refused.sentences().join("; "));
        }
    }
    let beside = ["awards", "redemptions"].iter().all(|name| answer.json.get(name).is_some_and(Value::is_array));
    site.run.holds(&EXPORT, &answer, beside, "awards and redemptions beside the Ledger's lists");
    if one.ours {
        deleted(site, &one);
    } else {
        let url = site.at("profile", &profile);
        site.delete(&one, &url);
        site.run.report.skip(&DELETED, "the account is the caller's (--cookie): it is not deleted");
    }
    drop(two);
    limits::all(site);
}

fn deleted(site: &mut Site, one: &Patron) {
    let account = site.href("account");
    let answer = site.delete(one, &account);
    site.run.status(&DELETED, &answer, &[204]);
    for name in ["account", "export", "changes"] {
        let url = site.href(name);
        let answer = site.get(one, &url);
        site.run.problem(&DELETED, &answer, 401, "sign-in-needed");
    }
    let key = site.made.iter().find(|made| made.account == one.account).and_then(|made| made.recovery.clone());
    if let Some(key) = key {
        let answer = sign_in(site, &json!({ "recovery": key }));
        // Held off, it tells nothing either way.
        if answer.status != 429 {
            site.run.problem(&DELETED, &answer, 404, "phrase-unknown");
        }
    }
}
