//! The board before and after an account is deleted: whoever asks is told of everything that was kept before, and of no more.

use std::cmp::Reverse;

use atrium_contract::{board::BoardKind, ranking};
use serde_json::Value;

use super::last::Last;
use super::{Field, Site};
use crate::checks::participate::{BOARD, DELETED};
use crate::http::{Answer, Ask};

/// The kinds of rows, and where a board has them.
const KINDS: [(BoardKind, &str); 3] =
    [(BoardKind::Readers, "readers"), (BoardKind::Teams, "teams"), (BoardKind::House, "house")];

fn board(site: &mut Site, field: &Field) -> Answer {
    let url = site.fill("board", &[("challenge", &field.id)]);
    site.run.client.send(&Ask::get(&url))
}

fn readers(answer: &Answer) -> u64 {
    answer.json.pointer("/house/readers").and_then(Value::as_u64).unwrap_or_default()
}

/// Whether rows are in their order, each with the rank that follows from the amounts above it.
fn ranked(rows: &[Value]) -> bool {
    let number = |row: &Value, name: &str| row.get(name).and_then(Value::as_u64).unwrap_or_default();
    let name = |row: &Value| row.get("nickname").and_then(Value::as_str).unwrap_or_default().to_owned();
    let above =
        |row: &Value| rows.iter().filter(|other| number(other, "amount") > number(row, "amount")).count() as u64;
    rows.is_sorted_by_key(|row| (Reverse(number(row, "amount")), name(row)))
        && rows.iter().all(|row| number(row, "amount") > 0 && number(row, "rank") == above(row) + 1)
}

/// Looks whether everyone is on it who was put there before it was asked for; the board, if there is one that shows them.
pub fn before(site: &mut Site, field: &Field, given: &Last) -> Option<Answer> {
    site.links.template("board")?;
    let boards = ranking::boards(&field.challenge).filter(|_| field.boards)?;
    let names = given.names();
    if names.len() < usize::try_from(boards.minimum()).unwrap_or(usize::MAX) {
        site.run.report.skip(&BOARD, format!("the board of {} needs more readers than an account may have", field.id));
        return None;
    }
    let answer = board(site, field);
    let listed = |list: &str, name: &str| {
        let column = if list == "teams" { "name" } else { "nickname" };
        answer.items(&format!("/{list}")).iter().any(|row| row.get(column).and_then(Value::as_str) == Some(name))
    };
    let team = given.team.as_ref().and_then(|team| team.get("name")?.as_str().map(ToOwned::to_owned));
    let rows = |name: &str| answer.json.get(name).is_some_and(|rows| !rows.is_null());
    for (kind, name) in KINDS {
        let there = match kind {
            BoardKind::Readers => names.iter().all(|name| listed("readers", name)),
            BoardKind::Teams => team.iter().all(|name| listed("teams", name)),
            BoardKind::House => readers(&answer) >= names.len() as u64,
        };
        let says = boards.kinds.contains(&kind);
        let fits = answer.is(200) && rows(name) == says && (there || !says);
        let given = names.join(", ");
        let with = format!("{name}, with all who were there before it was asked for: {given}");
        let expected = if says { with } else { format!("no {name}: the challenge does not have them") };
        site.run.holds(&BOARD, &answer, fits, &expected);
    }
    let fits = ranked(answer.items("/readers"));
    site.run.holds(&BOARD, &answer, fits, "readers by amount, then by name; ties share a rank; nobody with 0");
    let silent = given
        .profiles
        .iter()
        .chain(&given.entries)
        .chain(&given.team)
        .all(|thing| !String::from_utf8_lossy(&answer.body).contains(&super::entries::id(thing)));
    site.run.holds(&BOARD, &answer, silent, "no id of a reader, an entry or a team");
    Some(answer)
}

/// Looks whether anything of them is left.
pub fn after(site: &mut Site, field: &Field, given: &Last, before: &Answer) {
    let answer = board(site, field);
    let text = String::from_utf8_lossy(&answer.body).into_owned();
    let team = given.team.as_ref().and_then(|team| team.get("name")?.as_str().map(ToOwned::to_owned));
    let left: Vec<String> = given.names().into_iter().chain(team).filter(|name| text.contains(name)).collect();
    let expected = "200 without the readers and the team of the account that was deleted just before";
    site.run.that(
        &DELETED,
        &answer,
        answer.is(200) && left.is_empty(),
        expected,
        format!("{} with {left:?}", answer.status),
    );
    let most = readers(before).saturating_sub(given.profiles.len() as u64);
    let house = format!("at most {most} readers in house");
    site.run.that(&DELETED, &answer, readers(&answer) <= most, &house, readers(&answer).to_string());
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn ties_share_a_rank_and_the_next_counts_them() {
        let rows = |ranks: [u64; 3]| {
            let rows = [("Ada", 5), ("Bo", 5), ("Cy", 2)].into_iter().zip(ranks);
            rows.map(|((name, amount), rank)| json!({ "rank": rank, "nickname": name, "amount": amount }))
                .collect::<Vec<_>>()
        };
        assert!(ranked(&rows([1, 1, 3])) && ranked(&[]));
        assert!(!ranked(&rows([1, 2, 3])) && !ranked(&rows([1, 1, 2])));
    }
}
