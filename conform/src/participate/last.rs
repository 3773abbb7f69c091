//! What is given last: readers who join, on the board and in a team, and entries, one of them voided.

use atrium_contract::{challenge::Unit, goal::Goal, ranking};
use serde_json::{Value, json};

use super::enrolments::of;
use super::entries::id;
use super::errors::put_in;
use super::standing::judged;
use super::{Field, Patron, Site};
use crate::checks::participate::{ENROLMENT, ENTRY, PROFILE, TEAM, TEAM_JOIN};
use crate::time;

/// Readers that are made at most, so that a board shows its rows: an account may have 50.
const MOST: u32 = 30;

/// What was given.
#[derive(Default)]
pub struct Last {
    /// The readers, as they were sent.
    pub profiles: Vec<Value>,
    /// What they joined.
    pub enrolments: Vec<Value>,
    /// What they read.
    pub entries: Vec<Value>,
    /// The team they are in.
    pub team: Option<Value>,
}

impl Last {
    /// What they are called on a board.
    pub fn names(&self) -> Vec<String> {
        self.profiles.iter().filter_map(|it| it.get("nickname")?.as_str().map(ToOwned::to_owned)).collect()
    }
}

/// The challenge to give it for: one with boards on which an entry shows, where there is one.
pub fn field<'f>(site: &mut Site, fields: &'f [Field]) -> Option<&'f Field> {
    let mut shows = |field: &&Field| {
        let entry = read(site, field, "nobody");
        field.boards && judged(field, field.challenge.starts, &[entry]).amount > 0
    };
    fields.iter().find(&mut shows).or_else(|| fields.first())
}

/// Gives it, as one account.
pub fn give(site: &mut Site, one: &Patron, field: Option<&Field>) -> Last {
    let mut last = Last::default();
    let Some(field) = field else {
        joins(site, one, None, &mut last, None);
        return last;
    };
    let invitation = team(site, one, field, &mut last);
    let minimum = ranking::boards(&field.challenge).filter(|_| field.boards).map_or(1, |boards| boards.minimum());
    for _ in 0..minimum.min(MOST) {
        joins(site, one, Some(field), &mut last, invitation.as_deref());
    }
    if let Some(profile) = last.profiles.first().map(id) {
        let mut voided = read(site, field, &profile);
        put_in(&mut voided, "voidedAt", json!(time::instant(time::now())));
        logs(site, one, voided, &mut last);
    }
    last
}

/// An entry that counts, if anything does, and is enough for an award, if one entry can be.
fn read(site: &mut Site, field: &Field, profile: &str) -> Value {
    let challenge = &field.challenge;
    let amount = match (&challenge.goal, challenge.goal.at_least()) {
        (Goal::Total { unit, target }, _) if *unit != Unit::Days => {
            let enough = challenge.milestones.iter().map(|it| it.at.0).min().map_or(*target, |at| at.min(*target));
            json!({ "amount": enough, "unit": unit.word() })
        }
        (_, Some(least)) => json!({ "amount": least.amount.0, "unit": least.unit.word() }),
        _ => field.amount(),
    };
    let mut entry = site.maker.entry(&field.key, profile, field.today, &amount);
    field.ticks(&mut entry);
    entry
}

/// The team, and what lets a reader in.
fn team(site: &mut Site, one: &Patron, field: &Field, last: &mut Last) -> Option<String> {
    site.links.template("team")?;
    let id = site.maker.id();
    let name = format!("Stars {}", tail(&id));
    let team = json!({ "id": id, "challenge": field.id, "name": name, "createdAt": time::instant(time::now()) });
    let url = site.at("team", &id);
    let answer = site.put(one, &url, &team);
    site.run.status(&TEAM, &answer, &[201]);
    last.team = Some(team);
    answer.text("/invitation").map(ToOwned::to_owned)
}

/// A reader whose name nobody else has joins, and reads.
fn joins(site: &mut Site, one: &Patron, field: Option<&Field>, last: &mut Last, invitation: Option<&str>) {
    let mut profile = site.maker.profile("");
    let id = id(&profile);
    let nickname = format!("Last {}", tail(&id));
    put_in(&mut profile, "nickname", json!(nickname));
    let url = site.at("profile", &id);
    let answer = site.put(one, &url, &profile);
    site.run.status(&PROFILE, &answer, &[201]);
    last.profiles.push(profile);
    let Some(field) = field else { return };
    let mut enrolment = of(field, &id);
    put_in(&mut enrolment, "board", json!(true));
    put_in(&mut enrolment, "nickname", json!(nickname));
    let team = last.team.as_ref().and_then(|team| team.get("id")).cloned().filter(|_| invitation.is_some());
    let mut sent = enrolment.clone();
    if let Some(team) = team {
        put_in(&mut enrolment, "team", team.clone());
        put_in(&mut sent, "team", team);
        put_in(&mut sent, "invitation", json!(invitation));
    }
    let url = site.fill("enrolment", &[("challenge", &field.id), ("profile", &id)]);
    let answer = site.put(one, &url, &sent);
    let check = if invitation.is_some() { &TEAM_JOIN } else { &ENROLMENT };
    site.run.status(check, &answer, &[201]);
    last.enrolments.push(enrolment);
    let entry = read(site, field, &id);
    logs(site, one, entry, last);
}

fn logs(site: &mut Site, one: &Patron, entry: Value, last: &mut Last) {
    let url = site.at("entry", &id(&entry));
    let answer = site.put(one, &url, &entry);
    site.run.status(&ENTRY, &answer, &[201]);
    last.entries.push(entry);
}

/// The end of an id, that no other has.
fn tail(id: &str) -> &str {
    id.rsplit('-').next().unwrap_or(id)
}
