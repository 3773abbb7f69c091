//! The standing: what the backend's rules make of entries, against what the contract's make of the same.

use atrium_contract::{
    decode::{document, record},
    entry::Entry,
    progress::{Dates, Progress, progress},
    standing::Standing,
};
use serde_json::{Value, json};

use super::enrolments::{of, reader};
use super::entries::id;
use super::errors::put_in;
use super::{Field, Patron, Site, access};
use crate::checks::Check;
use crate::checks::participate::{STANDING, STANDING_UNKNOWN};
use crate::http::Answer;
use crate::time;

/// A handful of entries, each judged in another way.
pub fn all(site: &mut Site, one: &Patron, field: &Field) {
    let profile = reader(site, one, "Stands");
    let at = site.fill("enrolment", &[("challenge", &field.id), ("profile", &profile)]);
    site.put(one, &at, &of(field, &profile));
    let url = site.fill("standing", &[("challenge", &field.id), ("profile", &profile)]);
    let empty = site.get(one, &url);
    agrees(site, &STANDING, field, &profile, &empty, &[]);
    let sent = made(site, field, &profile);
    let all = site.href("entries");
    site.put(one, &all, &json!({ "entries": sent }));
    let kept: Vec<Value> = sent
        .iter()
        .map(|entry| {
            let url = site.at("entry", &id(entry));
            site.get(one, &url).json
        })
        .collect();
    let answer = site.get(one, &url);
    agrees(site, &STANDING, field, &profile, &answer, &kept);
    access::known(site, one, &url);
    for (challenge, profile) in [("conform-no-such-challenge", profile.clone()), (field.id.as_str(), site.maker.id())] {
        let nowhere = site.fill("standing", &[("challenge", challenge), ("profile", &profile)]);
        let answer = site.get(one, &nowhere);
        site.run.problem(&STANDING_UNKNOWN, &answer, 404, "not-found");
    }
    let url = site.at("profile", &profile);
    site.delete(one, &url);
}

/// Today, yesterday, before it began, voided, in another unit.
fn made(site: &mut Site, field: &Field, profile: &str) -> Vec<Value> {
    let days = [field.today, field.today, field.today.plus(-1), field.challenge.starts.plus(-1)];
    let mut entries: Vec<Value> = days
        .into_iter()
        .map(|day| {
            let mut entry = site.maker.entry(&field.key, profile, day, &field.amount());
            field.ticks(&mut entry);
            entry
        })
        .collect();
    let mut voided = site.maker.entry(&field.key, profile, field.today, &field.amount());
    field.ticks(&mut voided);
    put_in(&mut voided, "voidedAt", json!(time::instant(time::now())));
    let unit = if field.challenge.goal.logged_unit().word() == "pages" { "books" } else { "pages" };
    let other = site.maker.entry(&field.key, profile, field.today, &json!({ "amount": 3, "unit": unit }));
    entries.extend([voided, other]);
    entries
}

/// What the contract's rules make of entries as they are kept.
pub fn judged(field: &Field, kept: &[Value]) -> Progress {
    let entries: Vec<Entry> = kept.iter().filter_map(|entry| record::<Entry>(&entry.to_string())).collect();
    let received = |entry: &Entry, zone: &str| entry.received_at.as_ref().and_then(|at| time::day(zone, at.ms));
    progress(
        &field.challenge,
        Some(field.challenge.starts),
        &entries,
        &Dates { today: field.today, received: &received },
    )
}

/// Whether a standing says what the rules say.
pub fn agrees(site: &mut Site, check: &'static Check, field: &Field, profile: &str, answer: &Answer, kept: &[Value]) {
    let text = String::from_utf8_lossy(&answer.body).into_owned();
    let standing = match document::<Standing>(&text, "Standing") {
        Ok(decoded) if answer.is(200) => decoded.value,
        Ok(_) => {
            site.run.status(check, answer, &[200]);
            return;
        }
        Err(refused) => {
            let came = format!("{} {}", answer.status, refused.sentences().join("; "));
            site.run.that(check, answer, false, "200 with a Standing", came);
            return;
        }
    };
    let wanted = judged(field, kept);
    let found = &standing.progress;
    let run = &mut *site.run;
    let named = standing.challenge.as_str() == field.id
        && standing.profile == profile
        && standing.enrolled_on == Some(field.challenge.starts);
    run.holds(check, answer, named, "its challenge, its reader, and enrolledOn");
    run.that(
        check,
        answer,
        standing.today == field.today,
        &format!("today {}", field.today),
        standing.today.to_string(),
    );
    let sum = |it: &Progress| {
        format!("{} of {} {}, {}", it.amount, it.target, it.unit.word(), if it.done { "done" } else { "not done" })
    };
    run.that(check, answer, sum(&wanted) == sum(found), &sum(&wanted), sum(found));
    let days = |it: &Progress| it.days.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    run.that(check, answer, days(&wanted) == days(found), &format!("days {}", days(&wanted)), days(found));
    run.that(check, answer, wanted.run == found.run, &format!("run {:?}", wanted.run), format!("{:?}", found.run));
    let (mut mine, mut theirs) = (verdicts(&wanted), verdicts(found));
    mine.sort();
    theirs.sort();
    run.that(check, answer, mine == theirs, &format!("verdicts {}", mine.join(", ")), theirs.join(", "));
}

fn verdicts(of: &Progress) -> Vec<String> {
    let reason = |reason: &Option<_>| {
        reason.map_or_else(String::new, |reason: atrium_contract::progress::Reason| format!(" {}", reason.word()))
    };
    of.verdicts
        .iter()
        .map(|verdict| format!("{}: {}{}", verdict.entry, verdict.credited, reason(&verdict.reason)))
        .collect()
}
