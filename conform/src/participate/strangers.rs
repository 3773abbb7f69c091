//! What one account may do with another's things: nothing.

use serde_json::{Value, json};

use super::enrolments::{of, reader};
use super::entries::id;
use super::errors::put_in;
use super::{Field, Patron, Site, carries, changes};
use crate::checks::participate::{STRANGER_CHANGED, STRANGER_READ, STRANGER_TOLD, STRANGER_WRITE};

/// Tries each thing of the first account as the second.
pub fn all(site: &mut Site, one: &Patron, two: &Patron, field: &Field) {
    if one.account == two.account {
        return;
    }
    let profile = reader(site, one, "Not yours");
    let theirs = reader(site, two, "Mine");
    let mut entry = site.maker.entry(&field.key, &profile, field.today, &field.amount());
    field.ticks(&mut entry);
    put_in(&mut entry, "note", json!("conform-secret-of-one"));
    let at = site.at("entry", &id(&entry));
    site.put(one, &at, &entry);

    reads(site, one, two, field, &profile, &at);
    writes(site, two, field, &profile, &theirs, &entry);
    told(site, two, &[one.account.as_str(), one.device.as_str(), &profile, &id(&entry), "conform-secret-of-one"]);
    let kept = site.get(one, &at);
    site.run.holds(
        &STRANGER_CHANGED,
        &kept,
        kept.is(200) && carries(&kept.json, &entry) && kept.json.get("voidedAt").is_none_or(Value::is_null),
        "200 with the entry as it was",
    );
    let mine = changes::all_of(site, one);
    let nickname =
        mine.thing("profiles", &profile).and_then(|thing| thing.get("nickname")).cloned().unwrap_or_default();
    site.run.that(
        &STRANGER_CHANGED,
        &mine.last,
        nickname == json!("Not yours"),
        "the reader as they were",
        nickname.to_string(),
    );
    for (who, profile) in [(one, &profile), (two, &theirs)] {
        let url = site.at("profile", profile);
        site.delete(who, &url);
    }
}

fn reads(site: &mut Site, one: &Patron, two: &Patron, field: &Field, profile: &str, entry: &url::Url) {
    let standing = site.fill("standing", &[("challenge", &field.id), ("profile", profile)]);
    for url in [entry.clone(), standing] {
        let answer = site.get(two, &url);
        site.run.problem(&STRANGER_READ, &answer, 404, "not-found");
    }
    let mut urls = vec![site.at("profile", profile)];
    if !one.device.is_empty() {
        urls.push(site.at("device", &one.device));
    }
    for url in urls {
        let answer = site.delete(two, &url);
        site.run.problem(&STRANGER_READ, &answer, 404, "not-found");
    }
    let account = site.href("account");
    let answer = site.get(one, &account);
    site.run.status(&STRANGER_CHANGED, &answer, &[200]);
}

fn writes(site: &mut Site, two: &Patron, field: &Field, profile: &str, theirs: &str, entry: &Value) {
    // The same content as well as another: neither may tell whether it fits.
    let mut stolen = entry.clone();
    put_in(&mut stolen, "profile", json!(theirs));
    let mut voided = stolen.clone();
    put_in(&mut voided, "voidedAt", json!(crate::time::instant(crate::time::now())));
    let url = site.at("entry", &id(entry));
    for body in [&stolen, &voided] {
        let answer = site.put(two, &url, body);
        site.run.problem(&STRANGER_WRITE, &answer, 409, "id-taken");
        let silent = !String::from_utf8_lossy(&answer.body).contains("conform-secret-of-one");
        site.run.holds(&STRANGER_TOLD, &answer, silent, "nothing about the other's entry");
    }
    let url = site.href("entries");
    let answer = site.put(two, &url, &json!({ "entries": [voided] }));
    let result = answer.json.pointer("/results/0/problem/type").cloned().unwrap_or_default();
    site.run.that(
        &STRANGER_WRITE,
        &answer,
        result == json!("urn:atrium:problem:id-taken"),
        "id-taken in a batch too",
        answer.came(),
    );
    let mut mine = site.maker.profile("Taken over");
    put_in(&mut mine, "id", json!(profile));
    put_in(&mut mine, "changedAt", json!(crate::time::instant(crate::time::now() + 60_000)));
    let url = site.at("profile", profile);
    let answer = site.put(two, &url, &mine);
    site.run.problem(&STRANGER_WRITE, &answer, 409, "id-taken");
    let foreign = site.maker.entry(&field.key, profile, field.today, &field.amount());
    let url = site.at("entry", &id(&foreign));
    let answer = site.put(two, &url, &foreign);
    site.run.problem(&STRANGER_WRITE, &answer, 422, "profile-unknown");
    let url = site.fill("enrolment", &[("challenge", &field.id), ("profile", profile)]);
    let answer = site.put(two, &url, &of(field, profile));
    site.run.problem(&STRANGER_WRITE, &answer, 422, "profile-unknown");
}

fn told(site: &mut Site, two: &Patron, secrets: &[&str]) {
    for name in ["account", "export", "awards", "changes"] {
        let url = site.href(name);
        let ask = site.ask(Some(two), "GET", &url).most(crate::http::EXPORT);
        let answer = site.send(&ask);
        let body = String::from_utf8_lossy(&answer.body).into_owned();
        let leaked: Vec<&&str> =
            secrets.iter().filter(|secret| !secret.is_empty() && body.contains(**secret)).collect();
        site.run.that(
            &STRANGER_TOLD,
            &answer,
            answer.is(200) && leaked.is_empty(),
            "200 with nothing of another account",
            format!("{} with {leaked:?} of another account", answer.status),
        );
    }
}
