//! The board before and after an account is deleted: whoever asks is told of everything that was kept before, and of no more.

use atrium_contract::{board::BoardKind, ranking};
use serde_json::Value;

use super::last::Last;
use super::{Field, Site};
use crate::checks::participate::{BOARD, DELETED};
use crate::http::{Answer, Ask};

fn board(site: &mut Site, field: &Field) -> Answer {
    let url = site.fill("board", &[("challenge", &field.id)]);
    site.run.client.send(&Ask::get(&url))
}

fn readers(answer: &Answer) -> u64 {
    answer.json.pointer("/house/readers").and_then(Value::as_u64).unwrap_or_default()
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
    for kind in &boards.kinds {
        let (there, what) = match kind {
            BoardKind::Readers => (names.iter().all(|name| listed("readers", name)), "every reader"),
            BoardKind::Teams => (team.iter().all(|name| listed("teams", name)), "the team"),
            BoardKind::House => (readers(&answer) >= names.len() as u64, "every reader in house"),
        };
        let expected = format!("{what} who was there before it was asked for: {}", names.join(", "));
        site.run.holds(&BOARD, &answer, answer.is(200) && there, &expected);
    }
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
