//! The end: everything in one document, and then nothing at all, for others neither.

use serde_json::{Value, json};

use super::devices::sign_in;
use super::enrolments::{of, reader};
use super::entries::id;
use super::errors::put_in;
use super::last::{self, Last};
use super::{Field, Patron, Site, export, limits, shown};
use crate::checks::participate::{DELETED, TEAM_JOIN};

/// Gives once more, exports, deletes, and looks whether anything is left.
pub fn all(site: &mut Site, one: Patron, two: Patron, fields: &[Field]) {
    let field = last::field(site, fields);
    let given = last::give(site, &one, field);
    export::whole(site, &one, &given);
    let other = one.account != two.account;
    if one.ours {
        let board = field.and_then(|field| shown::before(site, field, &given));
        if other {
            beside(site, &one, &two, field, &given);
        }
        deleted(site, &one);
        if let (Some(field), Some(board)) = (field, board) {
            shown::after(site, field, &given, &board);
        }
        if other {
            gone(site, &two, &given);
        }
    } else {
        for profile in &given.profiles {
            let url = site.at("profile", &id(profile));
            site.delete(&one, &url);
        }
        site.run.report.skip(&DELETED, "the account is the caller's (--cookie): it is not deleted");
    }
    limits::all(site, Some(&two).filter(|two| two.ours && other));
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

/// Another account has a reader in the team.
fn beside(site: &mut Site, one: &Patron, two: &Patron, field: Option<&Field>, given: &Last) {
    let (Some(field), Some(team)) = (field, &given.team) else { return };
    let url = site.at("team", &id(team));
    let invitation = site.get(one, &url).json.get("invitation").cloned().unwrap_or_default();
    let profile = reader(site, two, "Stays");
    let mut enrolment = of(field, &profile);
    put_in(&mut enrolment, "team", json!(id(team)));
    put_in(&mut enrolment, "invitation", invitation);
    let at = site.fill("enrolment", &[("challenge", &field.id), ("profile", &profile)]);
    site.put(two, &at, &enrolment);
    let inside = site.get(two, &url);
    site.run.same(&TEAM_JOIN, &inside, "/readers", &json!(given.profiles.len() + 1));
}

/// What the other account sees: no team, and ids that are free again.
fn gone(site: &mut Site, two: &Patron, given: &Last) {
    if let Some(team) = &given.team {
        let url = site.at("team", &id(team));
        let answer = site.get(two, &url);
        site.run.problem(&DELETED, &answer, 404, "not-found");
    }
    let Some(profile) = given.profiles.first() else { return };
    let mine = |thing: &Value, list: &str| (list.to_owned(), thing.clone());
    let entry = given.entries.iter().find(|entry| entry.get("profile") == profile.get("id"));
    for (name, body) in [mine(profile, "profile")].into_iter().chain(entry.map(|entry| mine(entry, "entry"))) {
        let url = site.at(&name, &id(&body));
        let answer = site.put(two, &url, &body);
        site.run.holds(&DELETED, &answer, answer.is(201), "201: nothing is left that has this id");
    }
    let url = site.at("profile", &id(profile));
    site.delete(two, &url);
}
