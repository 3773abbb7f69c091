//! Entries one by one: new, again, different, voided, wrong.

use serde_json::{Value, json};

use super::enrolments::reader;
use super::errors::put_in;
use super::{Field, Patron, Site, access, carries, order};
use crate::checks::participate::{
    ENTRY, ENTRY_ADDED, ENTRY_AGAIN, ENTRY_DIFFERS, ENTRY_ID, ENTRY_UNKNOWN, ENTRY_VOID, ENTRY_VOID_STAYS, INVALID,
};
use crate::http::Answer;
use crate::time;

/// Tries them all.
pub fn all(site: &mut Site, one: &Patron, field: &Field) {
    let profile = reader(site, one, "Logs");
    let mut entry = site.maker.entry(&field.key, &profile, field.today, &field.amount());
    field.ticks(&mut entry);
    put_in(&mut entry, "note", json!("«Nota» 灯 — one line"));
    put_in(&mut entry, "work", json!({ "title": "The Lantern", "author": "Ibn 灯" }));
    let url = site.at("entry", &id(&entry));
    let mut claimed = entry.clone();
    put_in(&mut claimed, "receivedAt", json!("2001-01-01T00:00:00Z"));
    put_in(&mut claimed, "source", json!("code"));
    let answer = site.put(one, &url, &claimed);
    site.run.holds(&ENTRY, &answer, answer.is(201) && carries(&answer.json, &entry), "201 with the entry");
    added(site, &answer);
    let again = site.put(one, &url, &entry);
    site.run.holds(&ENTRY_AGAIN, &again, again.is(200) && carries(&again.json, &entry), "200 with the entry");
    let mut elsewhere = entry.clone();
    let moment = entry
        .get("recordedAt")
        .and_then(Value::as_str)
        .and_then(|text| text.strip_suffix('Z'))
        .map(|text| format!("{text}+00:00"));
    put_in(&mut elsewhere, "recordedAt", json!(moment));
    let again = site.put(one, &url, &elsewhere);
    site.run.status(&ENTRY_AGAIN, &again, &[200]);
    access::known(site, one, &url);

    for (name, value) in [
        ("amount", json!({ "amount": 2, "unit": "pages" })),
        ("note", json!("other")),
        ("occurredOn", json!(field.today.plus(-1).to_string())),
    ] {
        let mut other = entry.clone();
        put_in(&mut other, name, value);
        let answer = site.put(one, &url, &other);
        site.run.problem(&ENTRY_DIFFERS, &answer, 409, "entry-differs");
    }
    let kept = site.get(one, &url);
    site.run.holds(&ENTRY_DIFFERS, &kept, kept.is(200) && carries(&kept.json, &entry), "200 with the entry as it was");
    voided(site, one, &entry);
    order::fields(site, one, field, &profile);
    wrong(site, one, field, &profile);
    let url = site.at("profile", &profile);
    site.delete(one, &url);
}

/// An entry's id.
pub fn id(entry: &Value) -> String {
    entry.get("id").and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn added(site: &mut Site, answer: &Answer) {
    let received = answer.text("/receivedAt").and_then(atrium_contract::instant::Instant::parse).map(|at| at.ms);
    // An hour of difference between two clocks is not the matter here.
    let now = received.is_some_and(|at| (at - time::now()).abs() < 3_600_000);
    let came = answer.json.get("receivedAt").map_or_else(|| "none".into(), Value::to_string);
    site.run.that(&ENTRY_ADDED, answer, now, "receivedAt of now", came);
    let source = answer.json.get("source").cloned().unwrap_or_default();
    site.run.that(&ENTRY_ADDED, answer, source.is_null(), "no source: no code made it", source.to_string());
}

fn voided(site: &mut Site, one: &Patron, entry: &Value) {
    let url = site.at("entry", &id(entry));
    let now = time::now();
    let with = |ms: i64| {
        let mut voided = entry.clone();
        put_in(&mut voided, "voidedAt", json!(time::instant(ms)));
        voided
    };
    let (first, earlier, later) = (with(now), with(now - 60_000), with(now + 60_000));
    let answer = site.put(one, &url, &first);
    site.run.holds(&ENTRY_VOID, &answer, answer.is(200) && carries(&answer.json, &first), "200 with voidedAt");
    for (sent, expected, words) in [
        (entry, &first, "voidedAt as before: an unvoided copy changes nothing"),
        (&later, &first, "voidedAt as before: a later one changes nothing"),
        (&earlier, &earlier, "the earlier voidedAt"),
        (&first, &earlier, "the earlier voidedAt still"),
    ] {
        let answer = site.put(one, &url, sent);
        site.run.holds(&ENTRY_VOID_STAYS, &answer, answer.is(200) && carries(&answer.json, expected), words);
    }
    let kept = site.get(one, &url);
    site.run.holds(
        &ENTRY_VOID_STAYS,
        &kept,
        kept.is(200) && carries(&kept.json, &earlier),
        "200 with the earlier voidedAt",
    );
}

fn wrong(site: &mut Site, one: &Patron, field: &Field, profile: &str) {
    let unit = field.challenge.goal.logged_unit().word();
    for (name, value, pointer) in [
        ("amount", json!({ "amount": 0, "unit": unit }), "/amount/amount"),
        ("amount", json!({ "amount": 1.5, "unit": unit }), "/amount/amount"),
        ("amount", json!({ "amount": 1, "unit": "miles" }), "/amount/unit"),
        ("amount", Value::Null, "/amount"),
        ("occurredOn", json!("2026-02-30"), "/occurredOn"),
        ("recordedAt", json!("then"), "/recordedAt"),
        ("note", json!("x".repeat(2_001)), "/note"),
        ("corrects", json!("no uuid"), "/corrects"),
    ] {
        let mut entry = site.maker.entry(&field.key, profile, field.today, &field.amount());
        put_in(&mut entry, name, value);
        let url = site.at("entry", &id(&entry));
        let answer = site.put(one, &url, &entry);
        site.run.invalid(&INVALID, &answer, pointer);
    }
    for challenge in [
        json!({ "member": site.member, "id": "conform-no-such-challenge" }),
        json!({ "member": "conform-no-such-member", "id": field.id }),
    ] {
        let entry = site.maker.entry(&challenge, profile, field.today, &field.amount());
        let url = site.at("entry", &id(&entry));
        let answer = site.put(one, &url, &entry);
        site.run.problem(&ENTRY_UNKNOWN, &answer, 422, "challenge-unknown");
    }
    let nobody = site.maker.id();
    let entry = site.maker.entry(&field.key, &nobody, field.today, &field.amount());
    let url = site.at("entry", &id(&entry));
    let answer = site.put(one, &url, &entry);
    site.run.problem(&ENTRY_UNKNOWN, &answer, 422, "profile-unknown");
    let entry = site.maker.entry(&field.key, profile, field.today, &field.amount());
    let other = site.maker.id();
    let url = site.at("entry", &other);
    let answer = site.put(one, &url, &entry);
    site.run.invalid(&ENTRY_ID, &answer, "/id");
}
