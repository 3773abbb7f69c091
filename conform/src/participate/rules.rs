//! The rules on every challenge that runs, as far as a patron may try them: many entries, sent, sent again and voided.

use atrium_contract::{day::Day, progress::Progress};
use serde_json::{Value, json};

use super::agreement::agrees;
use super::deal::deal;
use super::enrolments::{of, reader};
use super::entries::id;
use super::errors::put_in;
use super::standing::judged;
use super::tried::Tried;
use super::{Field, Patron, Site};
use crate::checks::participate::{AWARD, RULES};
use crate::time;

/// Challenges that are played.
const MOST: usize = 8;

/// Plays them, and says which rules nothing there turned on.
pub fn all(site: &mut Site, one: &Patron, fields: &[Field]) {
    let mut tried = Tried::default();
    for field in fields.iter().take(MOST) {
        play(site, one, field, &mut tried);
    }
    let (played, there) = (fields.len().min(MOST), fields.len());
    let note = format!("{}: the rules were held against {played} of {there} challenges that run. {tried}", site.member);
    site.run.report.notes.push(note);
}

fn play(site: &mut Site, one: &Patron, field: &Field, tried: &mut Tried) {
    let profile = reader(site, one, "Plays by the rules");
    // In the middle of it, so that some days are before the day of joining.
    let lived = field.today.since(field.challenge.starts).max(0);
    let joined = field.challenge.starts.plus(lived / 2);
    let mut enrolment = of(field, &profile);
    put_in(&mut enrolment, "on", json!(joined.to_string()));
    let at = site.fill("enrolment", &[("challenge", &field.id), ("profile", &profile)]);
    site.put(one, &at, &enrolment);

    let mut kept: Vec<Value> = Vec::new();
    let dealt = deal(site, field, &profile);
    let (first, second) = dealt.split_at(dealt.len() / 2);
    // Some of the first come again with the second: they count once all the same.
    let again: Vec<Value> = second.iter().chain(first.iter().take(5)).cloned().collect();
    let voided: Vec<Value> = dealt
        .iter()
        .step_by(4)
        .map(|entry| {
            let mut voided = entry.clone();
            put_in(&mut voided, "voidedAt", json!(time::instant(time::now())));
            voided
        })
        .collect();
    for sent in [first, again.as_slice(), voided.as_slice()] {
        if !send(site, one, sent, &mut kept) {
            break;
        }
        let url = site.fill("standing", &[("challenge", &field.id), ("profile", &profile)]);
        let answer = site.get(one, &url);
        agrees(site, &RULES, field, (&profile, joined), &answer, &kept);
        let wanted = judged(field, joined, &kept);
        earned(site, one, field, &profile, &wanted);
        tried.with(&field.challenge, &wanted, &kept);
    }
    let url = site.at("profile", &profile);
    site.delete(one, &url);
}

/// Sends entries at once; what the backend has of each takes its place among those that are kept.
fn send(site: &mut Site, one: &Patron, entries: &[Value], kept: &mut Vec<Value>) -> bool {
    let url = site.href("entries");
    let answer = site.put(one, &url, &json!({ "entries": entries }));
    let results = answer.items("/results");
    for (sent, result) in entries.iter().zip(results) {
        let mut entry = sent.clone();
        if let Some(received) = result.pointer("/entry/receivedAt") {
            put_in(&mut entry, "receivedAt", received.clone());
        }
        kept.retain(|other| id(other) != id(sent));
        kept.push(entry);
    }
    let taken = |result: &Value| result.get("status").and_then(Value::as_u64).is_some_and(|status| status < 300);
    let all = answer.is(200) && results.len() == entries.len() && results.iter().all(taken);
    site.run.holds(&RULES, &answer, all, "200, every entry is kept")
}

/// What was reached is an award, and nothing else is.
fn earned(site: &mut Site, one: &Patron, field: &Field, profile: &str, wanted: &Progress) {
    let url = site.href("awards");
    let answer = site.get(one, &url);
    let line = |milestone: &str, on: &Day| format!("{milestone} on {on}");
    let mut right: Vec<String> = wanted.reached.iter().map(|it| line(it.id.as_str(), &it.on)).collect();
    right.extend(wanted.done_on.iter().map(|on| line("the goal", on)));
    let text = |award: &Value, name: &str| award.get(name).and_then(Value::as_str).map(ToOwned::to_owned);
    let stands = |award: &&Value| {
        text(award, "challenge").as_deref() == Some(&field.id)
            && text(award, "profile").as_deref() == Some(profile)
            && award.get("withdrawnAt").is_none_or(Value::is_null)
    };
    let said = |award: &Value| {
        let milestone = text(award, "milestone").unwrap_or_else(|| "the goal".into());
        format!("{milestone} on {}", text(award, "on").unwrap_or_default())
    };
    let mut found: Vec<String> = answer.items("/items").iter().filter(stands).map(said).collect();
    right.sort();
    found.sort();
    let expected = format!("{}: awards {}", field.id, right.join(", "));
    site.run.that(&AWARD, &answer, right == found, &expected, found.join(", "));
}
