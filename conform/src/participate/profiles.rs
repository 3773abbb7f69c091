//! Readers: kept, merged by their last change, deleted for good.

use serde_json::{Value, json};

use super::errors::put_in;
use super::{Patron, Site, carries};
use crate::checks::participate::{CHANGES_GONE, PROFILE, PROFILE_GONE, PROFILE_LATER, PROFILE_TIE};
use crate::time;

/// Tries them all.
pub fn all(site: &mut Site, one: &Patron) {
    let profile = site.maker.profile("Ada \"7\" 天文");
    let (id, url) = address(site, &profile);
    let answer = site.put(one, &url, &profile);
    site.run.holds(&PROFILE, &answer, answer.is(201) && carries(&answer.json, &profile), "201 with the reader");
    let again = site.put(one, &url, &profile);
    site.run.holds(&PROFILE, &again, again.is(200) && carries(&again.json, &profile), "200 with the reader");
    later(site, one, &profile);
    tie(site, one);
    gone(site, one, &id, &profile);
}

fn address(site: &Site, profile: &Value) -> (String, url::Url) {
    let id = profile.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
    let url = site.at("profile", &id);
    (id, url)
}

fn changed(profile: &Value, nickname: &str, at: &str) -> Value {
    let mut changed = profile.clone();
    put_in(&mut changed, "nickname", json!(nickname));
    put_in(&mut changed, "changedAt", json!(at));
    changed
}

fn later(site: &mut Site, one: &Patron, profile: &Value) {
    let (_, url) = address(site, profile);
    let now = time::now();
    let new = changed(profile, "Later", &time::instant(now + 5_000));
    let old = changed(profile, "Earlier", &time::instant(now + 2_000));
    let answer = site.put(one, &url, &new);
    site.run.holds(
        &PROFILE_LATER,
        &answer,
        answer.is(200) && carries(&answer.json, &new),
        "200 with the later version",
    );
    let answer = site.put(one, &url, &old);
    site.run.holds(
        &PROFILE_LATER,
        &answer,
        answer.is(200) && carries(&answer.json, &new),
        "200 with the later version, which was there already",
    );
    // The same moment less a second, written with another offset: as text it would come later.
    let shifted = time::instant(now + 4_000 + 3_600_000).replace('Z', "+01:00");
    let answer = site.put(one, &url, &changed(profile, "Elsewhere", &shifted));
    site.run.holds(
        &PROFILE_LATER,
        &answer,
        answer.is(200) && carries(&answer.json, &new),
        "200 with the later version: moments are compared, not texts",
    );
}

/// Two versions that were changed at the same moment, in both orders.
fn tie(site: &mut Site, one: &Patron) {
    let at = time::instant(time::now() + 1_000);
    let mut kept = Vec::new();
    let mut last = None;
    for order in [["Beta", "Alpha"], ["Alpha", "Beta"]] {
        let profile = site.maker.profile("Tie");
        let (_, url) = address(site, &profile);
        for nickname in order {
            last = Some(site.put(one, &url, &changed(&profile, nickname, &at)));
        }
        let told = last.as_ref().and_then(|answer| answer.text("/nickname")).unwrap_or_default().to_owned();
        kept.push(told);
        site.delete(one, &url);
    }
    if let Some(answer) = last {
        let came = format!("{} after Beta, Alpha and {} after Alpha, Beta", kept[0], kept[1]);
        site.run.that(
            &PROFILE_TIE,
            &answer,
            kept.iter().all(|name| name == "Beta"),
            "Beta both times, whose JSON comes later",
            came,
        );
    }
}

fn gone(site: &mut Site, one: &Patron, id: &str, profile: &Value) {
    let (_, url) = address(site, profile);
    let answer = site.delete(one, &url);
    site.run.status(&PROFILE_GONE, &answer, &[204]);
    let again = site.delete(one, &url);
    site.run.problem(&PROFILE_GONE, &again, 404, "not-found");
    let back = site.put(one, &url, profile);
    site.run.problem(&PROFILE_GONE, &back, 404, "not-found");
    let changes = super::changes::all_of(site, one);
    let named = changes.gone.iter().any(|other| other == id);
    site.run.that(&CHANGES_GONE, &changes.last, named, &format!("{id} in gone"), format!("{:?}", changes.gone));
    let listed = changes.ids("profiles").iter().any(|other| other == id);
    site.run.that(&CHANGES_GONE, &changes.last, !listed, "the reader in gone alone", "in profiles too");
}
