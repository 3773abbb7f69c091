//! Cases of boards: who stands where.

use super::{
    expect::{Wrong, only},
    ledger::challenge,
};
use atrium_contract::{
    board::Board,
    challenge::Unit,
    decode::{Count, document},
    instant::Instant,
    ranking::{BoardReader, boards, rows},
};
use serde_json::{Value, json};

pub fn run(case: &Value, wrong: &Wrong) {
    only(case, &["name", "rule", "boards", "audience", "readers", "teams", "expect"], "case");
    let expect = &case["expect"];
    only(expect, &["none", "hidden", "readers", "teams", "house"], "expect");
    let mut said = json!({ "goal": { "kind": "total", "unit": "minutes", "target": 100 },
        "starts": "2026-06-01", "ends": "2026-06-30", "zone": "Europe/Lisbon" });
    for name in ["boards", "audience"] {
        if let Some(value) = case.get(name) {
            said[name] = value.clone();
        }
    }
    if let Some(boards) = case.get("boards") {
        only(boards, &["kinds", "by", "minimum", "children"], "boards");
    }
    let challenge = challenge(&said);
    let of = boards(&challenge);
    wrong.judge("none", expect.get("none").map(|none| none == true), of.is_none());
    let Some(of) = of else { return };
    let readers: Vec<BoardReader<'_>> = case["readers"].as_array().unwrap().iter().map(reader).collect();
    let teams = case.get("teams").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let teams: Vec<(&str, &str)> =
        teams.iter().map(|team| (team["id"].as_str().unwrap(), team["name"].as_str().unwrap())).collect();
    let board = Board {
        challenge: challenge.id.clone(),
        unit: Unit::Minutes,
        as_of: Instant::parse("2026-06-30T12:00:00Z").unwrap(),
        minimum: Count(of.minimum()),
        rows: rows(of, &readers, &teams),
    };
    let text = board.to_json();
    let again = document::<Board>(&text, "Board").unwrap();
    assert_eq!((again.value, again.problems.len()), (board, 0), "what is written is read again");
    let came: Value = serde_json::from_str(&text).unwrap();
    wrong.judge("hidden", expect.get("hidden").map(|hidden| hidden == true), came.get("hidden") == Some(&json!(true)));
    for name in ["readers", "teams", "house"] {
        wrong.judge(name, expect.get(name), came.get(name).unwrap_or(&Value::Null));
    }
}

fn reader(said: &Value) -> BoardReader<'_> {
    only(said, &["nickname", "amount", "team", "board"], "reader");
    BoardReader {
        nickname: said.get("nickname").map(|name| name.as_str().unwrap()),
        amount: said["amount"].as_u64().unwrap(),
        team: said.get("team").map(|team| team.as_str().unwrap()),
        board: said["board"].as_bool().unwrap(),
    }
}
