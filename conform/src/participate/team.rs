//! Teams, where a backend has them.

use serde_json::{Value, json};

use super::enrolments::{of, reader};
use super::errors::put_in;
use super::{Field, Patron, Site};
use crate::checks::participate::{STRANGER_WRITE, TEAM, TEAM_JOIN, TEAM_STRANGER};
use crate::time;

/// Makes a team, joins it, and tries to without being asked.
pub fn all(site: &mut Site, one: &Patron, two: &Patron, field: &Field) {
    if site.links.template("team").is_none() {
        site.run.report.skip(&TEAM, "the backend has no teams");
        return;
    }
    let id = site.maker.id();
    let team =
        json!({ "id": id, "challenge": field.id, "name": "Lamplighters", "createdAt": time::instant(time::now()) });
    let url = site.at("team", &id);
    let answer = site.put(one, &url, &team);
    let whole = |json: &Value| {
        let invitation = json.get("invitation").and_then(Value::as_str).is_some_and(|text| text.chars().count() == 12);
        json.get("name") == Some(&json!("Lamplighters"))
            && invitation
            && json.get("readers").is_some_and(Value::is_number)
    };
    site.run.holds(
        &TEAM,
        &answer,
        answer.is(201) && whole(&answer.json),
        "201 with an invitation of 12 characters and readers",
    );
    let mut renamed = team.clone();
    put_in(&mut renamed, "name", json!("Others"));
    for body in [&team, &renamed] {
        let again = site.put(one, &url, body);
        site.run.holds(
            &TEAM,
            &again,
            again.is(200) && whole(&again.json),
            "200 with what is kept: it is never changed",
        );
    }
    let got = site.get(one, &url);
    site.run.holds(&TEAM, &got, got.is(200) && whole(&got.json), "200 with the team");
    let invitation = got.text("/invitation").unwrap_or_default().to_owned();
    if one.account == two.account {
        return;
    }
    let answer = site.get(two, &url);
    site.run.problem(&TEAM_STRANGER, &answer, 404, "not-found");
    let answer = site.put(two, &url, &team);
    site.run.problem(&STRANGER_WRITE, &answer, 409, "id-taken");
    let profile = reader(site, two, "Asked in");
    let at = site.fill("enrolment", &[("challenge", &field.id), ("profile", &profile)]);
    let mut joins = of(field, &profile);
    put_in(&mut joins, "team", json!(id));
    let without = site.put(two, &at, &joins);
    site.run.problem(&TEAM_JOIN, &without, 422, "team-unknown");
    put_in(&mut joins, "invitation", json!("conform-0000"));
    let wrong = site.put(two, &at, &joins);
    site.run.problem(&TEAM_JOIN, &wrong, 422, "team-unknown");
    put_in(&mut joins, "invitation", json!(invitation));
    let right = site.put(two, &at, &joins);
    let kept = right.json.get("team") == Some(&json!(id)) && right.json.get("invitation").is_none_or(Value::is_null);
    site.run.holds(
        &TEAM_JOIN,
        &right,
        right.is(201) && kept,
        "201 with the team, and without the invitation, which is not kept",
    );
    let inside = site.get(two, &url);
    site.run.same(&TEAM_JOIN, &inside, "/readers", &json!(1));
    let at = site.at("profile", &profile);
    site.delete(two, &at);
}
