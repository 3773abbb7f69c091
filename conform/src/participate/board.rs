//! Boards, where a backend has them.

use serde_json::{Value, json};

use super::access::STRANGER;
use super::{Field, Patron, Site};
use crate::checks::participate::{BOARD, BOARD_NONE, BOARD_ORIGIN};
use crate::http::{Answer, Ask};

/// Looks at the board of the challenge, as anybody may.
pub fn all(site: &mut Site, one: &Patron, field: &Field) {
    if site.links.template("board").is_none() {
        site.run.report.skip(&BOARD, "the backend has no boards");
        return;
    }
    let nowhere = site.fill("board", &[("challenge", "conform-no-such-challenge")]);
    let answer = site.run.client.send(&Ask::get(&nowhere));
    site.run.problem(&BOARD_NONE, &answer, 404, "not-found");
    let url = site.fill("board", &[("challenge", &field.id)]);
    let answer = site.run.client.send(&Ask::get(&url).with("Origin", STRANGER));
    if !field.boards {
        site.run.problem(&BOARD_NONE, &answer, 404, "not-found");
        return;
    }
    shown(site, &answer, &field.id);
    let leaks = String::from_utf8_lossy(&answer.body).contains(&one.account);
    site.run.holds(&BOARD, &answer, !leaks, "nothing that leads to an account");
}

/// Whether a board has what it must.
pub fn shown(site: &mut Site, answer: &Answer, challenge: &str) {
    let run = &mut *site.run;
    let top = answer.is(200) && answer.text("/type") == Some("Board") && answer.text("/challenge") == Some(challenge);
    run.holds(&BOARD, answer, top, "200 with \"type\": \"Board\" and its challenge");
    let minute =
        answer.text("/asOf").and_then(atrium_contract::instant::Instant::parse).is_some_and(|at| at.ms % 60_000 == 0);
    run.holds(&BOARD, answer, minute, "asOf: a whole minute");
    let minimum = answer.json.get("minimum").and_then(Value::as_u64);
    run.holds(&BOARD, answer, minimum.is_some_and(|minimum| minimum >= 2), "minimum: at least 2");
    let rows =
        ["readers", "teams", "house"].iter().any(|name| answer.json.get(name).is_some_and(|rows| !rows.is_null()));
    let hidden = answer.json.get("hidden") == Some(&json!(true));
    run.holds(&BOARD, answer, hidden != rows, "either hidden, or what its challenge says");
    let allowed = answer.header("access-control-allow-origin").unwrap_or("none").to_owned();
    run.that(&BOARD_ORIGIN, answer, allowed == "*", "Access-Control-Allow-Origin: *", allowed);
}
