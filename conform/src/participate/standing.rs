//! The standing: what the backend's rules make of entries, against what the contract's make of the same.

use atrium_contract::{
    day::Day,
    decode::record,
    entry::Entry,
    progress::{Dates, Progress, progress},
};
use serde_json::{Value, json};

use super::agreement::agrees;
use super::enrolments::{of, reader};
use super::entries::id;
use super::errors::put_in;
use super::{Field, Patron, Site, access};
use crate::checks::participate::{STANDING, STANDING_UNKNOWN};
use crate::time;

/// A handful of entries, each judged in another way.
pub fn all(site: &mut Site, one: &Patron, field: &Field) {
    let profile = reader(site, one, "Stands");
    let at = site.fill("enrolment", &[("challenge", &field.id), ("profile", &profile)]);
    site.put(one, &at, &of(field, &profile));
    let url = site.fill("standing", &[("challenge", &field.id), ("profile", &profile)]);
    let empty = site.get(one, &url);
    let joined = field.challenge.starts;
    agrees(site, &STANDING, field, (&profile, joined), &empty, &[]);
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
    agrees(site, &STANDING, field, (&profile, joined), &answer, &kept);
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

/// What the contract's rules make of entries as they are kept, of a reader who joined on a day.
pub fn judged(field: &Field, joined: Day, kept: &[Value]) -> Progress {
    let entries: Vec<Entry> = kept.iter().filter_map(|entry| record::<Entry>(&entry.to_string())).collect();
    let received = |entry: &Entry, zone: &str| entry.received_at.as_ref().and_then(|at| time::day(zone, at.ms));
    let dates = Dates { today: field.today, received: &received };
    progress(&field.challenge, Some(joined), &entries, &dates)
}
