//! A case of a board: readers with amounts, teams, and the rows that come of them.

use serde_json::{Value, json};

use super::super::Desk;
use super::{Played, id_of};
use crate::checks::publish::{BOARDS, VECTORS};
use crate::http::Ask;
use crate::participate::{Patron, board_shown, reader};
use crate::time;

/// Readers that one account may have, less those that are there for other things.
const MOST_READERS: usize = 45;

/// Plays a case.
pub fn play(desk: &mut Desk, patron: &Patron, name: &str, case: &Value) -> Played {
    let readers = case.get("readers").and_then(Value::as_array).cloned().unwrap_or_default();
    if readers.len() > MOST_READERS {
        return Played::No("more readers than an account may have");
    }
    if desk.site.links.template("board").is_none() {
        return Played::No("the backend has no boards");
    }
    let Some(today) = super::case::now(desk, "UTC") else { return Played::No("no today") };
    let id = id_of(name);
    let goal = json!({ "kind": "total", "unit": "minutes", "target": 1_000_000 });
    let mut document =
        super::super::challenge::document(&id, &goal, &today.plus(-3).to_string(), &today.plus(3).to_string());
    if let Some(map) = document.as_object_mut() {
        map.remove("milestones");
        for name in ["boards", "audience"] {
            map.extend(case.get(name).map(|value| (name.to_owned(), value.clone())));
        }
    }
    let answer = desk.keep("challenges", &id, &json!({ "state": "published", "document": document }));
    if !desk.site.run.holds(
        &VECTORS,
        &answer,
        matches!(answer.status, 200 | 201),
        &format!("{name}: 200 or 201, the challenge is published"),
    ) {
        return Played::Yes;
    }
    let teams = teams(desk, patron, &id, case);
    let mut profiles = Vec::new();
    for line in &readers {
        profiles.push(join(desk, patron, &id, line, &teams, today));
    }
    let url = desk.site.fill("board", &[("challenge", &id)]);
    let answer = desk.site.run.client.send(&Ask::get(&url));
    let expect = case.get("expect").and_then(Value::as_object).cloned().unwrap_or_default();
    if answer.is(200) {
        board_shown(desk.site, &answer, &id);
    }
    for (field, wanted) in &expect {
        if field == "none" {
            let none = answer.is(404);
            desk.site.run.that(
                &BOARDS,
                &answer,
                json!(none) == *wanted,
                &format!("{name}: none {wanted}"),
                answer.came(),
            );
            continue;
        }
        let found = answer.json.get(field).cloned().unwrap_or_default();
        let same = covers(&found, wanted);
        desk.site.run.that(&BOARDS, &answer, same, &format!("{name}: {field} {wanted}"), format!("{field} {found}"));
    }
    for profile in profiles {
        let url = desk.site.at("profile", &profile);
        desk.site.delete(patron, &url);
    }
    Played::Yes
}

/// Whether what came has what is named, and no rows more.
fn covers(found: &Value, wanted: &Value) -> bool {
    match (found, wanted) {
        (Value::Object(found), Value::Object(wanted)) => {
            wanted.iter().all(|(name, wanted)| found.get(name).is_some_and(|found| covers(found, wanted)))
        }
        (Value::Array(found), Value::Array(wanted)) => {
            found.len() == wanted.len() && found.iter().zip(wanted).all(|(found, wanted)| covers(found, wanted))
        }
        (Value::Number(found), Value::Number(wanted)) => found.as_f64() == wanted.as_f64(),
        // A board that is not hidden need not say so.
        (Value::Null, Value::Bool(false)) => true,
        (found, wanted) => found == wanted,
    }
}

/// The teams of a case: its name for each, the id it is played with, and the invitation.
fn teams(desk: &mut Desk, patron: &Patron, challenge: &str, case: &Value) -> Vec<(String, String, String)> {
    let mut made = Vec::new();
    for team in case.get("teams").and_then(Value::as_array).into_iter().flatten() {
        let text = |name: &str| team.get(name).and_then(Value::as_str);
        let short = text("id").or_else(|| text("name")).or_else(|| team.as_str()).unwrap_or_default().to_owned();
        let name = text("name").unwrap_or(&short).to_owned();
        let id = desk.site.maker.id();
        let url = desk.site.at("team", &id);
        let answer = desk.site.put(
            patron,
            &url,
            &json!({ "id": id, "challenge": challenge, "name": name, "createdAt": time::instant(time::now()) }),
        );
        made.push((short, id, answer.text("/invitation").unwrap_or_default().to_owned()));
    }
    made
}

fn join(
    desk: &mut Desk,
    patron: &Patron,
    challenge: &str,
    line: &Value,
    teams: &[(String, String, String)],
    today: atrium_contract::day::Day,
) -> String {
    let nickname = line.get("nickname").and_then(Value::as_str).unwrap_or("Reader");
    let profile = reader(desk.site, patron, nickname);
    let key = json!({ "member": desk.site.member, "id": challenge });
    let mut enrolment = json!({
        "challenge": key, "profile": profile, "on": today.to_string(), "at": time::instant(time::now()),
        "board": line.get("board").cloned().unwrap_or(json!(true)), "nickname": line.get("nickname"),
    });
    let team =
        line.get("team").and_then(Value::as_str).and_then(|short| teams.iter().find(|(other, ..)| other == short));
    if let (Some((_, id, invitation)), Some(map)) = (team, enrolment.as_object_mut()) {
        map.insert("team".into(), json!(id));
        map.insert("invitation".into(), json!(invitation));
    }
    let url = desk.site.fill("enrolment", &[("challenge", challenge), ("profile", &profile)]);
    desk.site.put(patron, &url, &enrolment);
    if let Some(amount) = line.get("amount").and_then(Value::as_u64).filter(|amount| *amount > 0) {
        let entry = desk.site.maker.entry(&key, &profile, today, &json!({ "amount": amount, "unit": "minutes" }));
        let url = desk.site.at("entry", entry.get("id").and_then(Value::as_str).unwrap_or_default());
        desk.site.put(patron, &url, &entry);
    }
    profile
}
