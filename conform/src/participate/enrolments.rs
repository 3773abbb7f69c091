//! Enrolments: kept, merged by their last change, left.

use serde_json::{Value, json};

use super::errors::put_in;
use super::{Field, Patron, Site, carries};
use crate::checks::participate::{ENROLMENT, ENROLMENT_LATER, ENROLMENT_UNKNOWN};
use crate::time;

/// An enrolment from the challenge's first day.
pub fn of(field: &Field, profile: &str) -> Value {
    json!({
        "challenge": field.key, "profile": profile, "on": field.challenge.starts.to_string(), "at": time::instant(time::now()),
    })
}

/// A new reader of an account, and their id.
pub fn reader(site: &mut Site, who: &Patron, nickname: &str) -> String {
    let profile = site.maker.profile(nickname);
    let id = profile.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
    let url = site.at("profile", &id);
    site.put(who, &url, &profile);
    id
}

/// Tries them all.
pub fn all(site: &mut Site, one: &Patron, field: &Field) {
    let id = reader(site, one, "Joins");
    let url = site.fill("enrolment", &[("challenge", &field.id), ("profile", &id)]);
    let first = of(field, &id);
    let answer = site.put(one, &url, &first);
    site.run.holds(&ENROLMENT, &answer, answer.is(201) && carries(&answer.json, &first), "201 with the enrolment");
    let answer = site.put(one, &url, &first);
    site.run.holds(&ENROLMENT, &answer, answer.is(200) && carries(&answer.json, &first), "200 with the enrolment");

    let mut left = first.clone();
    put_in(&mut left, "leftAt", json!(time::instant(time::now() + 2_000)));
    let answer = site.put(one, &url, &left);
    site.run.holds(
        &ENROLMENT_LATER,
        &answer,
        answer.is(200) && carries(&answer.json, &left),
        "200 with leftAt, which is later",
    );
    let answer = site.put(one, &url, &first);
    site.run.holds(
        &ENROLMENT_LATER,
        &answer,
        answer.is(200) && carries(&answer.json, &left),
        "200 with leftAt still: the copy without it is older",
    );
    let mut back = first.clone();
    put_in(&mut back, "changedAt", json!(time::instant(time::now() + 9_000)));
    let answer = site.put(one, &url, &back);
    let stays = answer.json.get("leftAt").is_none_or(Value::is_null);
    site.run.holds(&ENROLMENT_LATER, &answer, answer.is(200) && stays, "200 without leftAt: they came back");

    let nowhere = site.fill("enrolment", &[("challenge", "conform-no-such-challenge"), ("profile", &id)]);
    let mut unknown = first.clone();
    put_in(&mut unknown, "challenge", json!({ "member": site.member, "id": "conform-no-such-challenge" }));
    let answer = site.put(one, &nowhere, &unknown);
    site.run.problem(&ENROLMENT_UNKNOWN, &answer, 422, "challenge-unknown");
    let nobody = site.maker.id();
    let url = site.fill("enrolment", &[("challenge", &field.id), ("profile", &nobody)]);
    let answer = site.put(one, &url, &of(field, &nobody));
    site.run.problem(&ENROLMENT_UNKNOWN, &answer, 422, "profile-unknown");
    let mut wrong = first;
    put_in(&mut wrong, "on", json!("2026-02-30"));
    let url = site.fill("enrolment", &[("challenge", &field.id), ("profile", &id)]);
    let answer = site.put(one, &url, &wrong);
    site.run.invalid(&crate::checks::participate::INVALID, &answer, "/on");
    let url = site.at("profile", &id);
    site.delete(one, &url);
}
