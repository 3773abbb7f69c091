//! The export: everything that was given is in it, and everything the changes tell.

use std::collections::BTreeSet;

use atrium_contract::{decode::document, entry::Ledger};
use serde_json::{Value, json};

use super::entries::id;
use super::last::Last;
use super::{Patron, Site, carries, changes};
use crate::checks::participate::EXPORT;
use crate::http::Answer;

/// Compares it with what was given last, with the awards, and with the changes.
pub fn whole(site: &mut Site, one: &Patron, last: &Last) {
    let url = site.href("awards");
    let awards = site.get(one, &url);
    let changes = changes::all_of(site, one);
    let url = site.href("export");
    let ask = site.ask(Some(one), "GET", &url).most(crate::http::EXPORT);
    let answer = site.send(&ask);
    let text = String::from_utf8_lossy(&answer.body).into_owned();
    let problems: Vec<String> = match document::<Ledger>(&text, "Ledger") {
        Ok(ledger) => ledger.problems.iter().map(ToString::to_string).collect(),
        Err(refused) => refused.sentences(),
    };
    let fits = answer.is(200) && problems.is_empty();
    site.run.that(&EXPORT, &answer, fits, "200 with a Ledger without problems", problems.join("; "));
    let named = |thing: &Value| (id(thing), thing.get("profile").cloned(), thing.pointer("/challenge/id").cloned());
    let teams: Vec<Value> = last.team.iter().cloned().collect();
    for (list, given) in
        [("profiles", &last.profiles), ("enrolments", &last.enrolments), ("entries", &last.entries), ("teams", &teams)]
    {
        let told = answer.items(&format!("/{list}"));
        for sent in given {
            let kept = told.iter().find(|kept| named(kept) == named(sent));
            let same =
                kept.is_some_and(|kept| carries(kept, sent) && kept.get("invitation").is_none_or(Value::is_null));
            let came = kept.map_or_else(|| "none".into(), |kept| crate::http::short(&kept.to_string()));
            site.run.that(&EXPORT, &answer, same, &format!("in {list}: {sent}"), came);
        }
    }
    for list in ["profiles", "entries"] {
        let told: BTreeSet<String> = answer.items(&format!("/{list}")).iter().map(id).collect();
        let there: BTreeSet<String> = changes.ids(list).into_iter().collect();
        let expected = format!("the {} {list} that the changes tell", there.len());
        site.run.that(&EXPORT, &answer, told == there, &expected, format!("{} {list}", told.len()));
    }
    beside(site, one, &answer, &awards);
}

/// What stands beside a ledger's own lists.
fn beside(site: &mut Site, one: &Patron, answer: &Answer, awards: &Answer) {
    let (told, there) = (answer.items("/awards"), awards.items("/items"));
    let same = told.len() == there.len() && there.iter().all(|award| told.iter().any(|told| carries(told, award)));
    let lists = ["awards", "redemptions"].iter().all(|name| answer.json.get(name).is_some_and(Value::is_array));
    site.run.that(
        &EXPORT,
        answer,
        same && lists,
        &format!("redemptions, and the {} awards that GET awards tells", there.len()),
        format!("{} awards", told.len()),
    );
    let devices = answer.items("/devices");
    let formed =
        |device: &Value| ["createdAt", "seenOn"].iter().all(|name| device.get(name).is_some_and(Value::is_string));
    let listed = !devices.is_empty() && devices.iter().all(formed);
    let came = answer.json.get("devices").cloned().unwrap_or(json!("none")).to_string();
    site.run.that(&EXPORT, answer, listed, "devices, each with createdAt and seenOn", came);
    let account = answer.json.get("account");
    let id = account.and_then(|it| it.get("id")).and_then(Value::as_str) == Some(&one.account);
    let made = account.and_then(|it| it.get("createdAt")).is_some_and(Value::is_string);
    let came = account.cloned().unwrap_or(json!("none")).to_string();
    site.run.that(&EXPORT, answer, id && made, "account, with its id and createdAt", came);
}
