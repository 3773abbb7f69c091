//! Boards: public, by nicknames that were given for them, and with nothing in them that leads to an account.

use super::{challenges, fold};
use crate::clock::{MINUTE, instant};
use crate::http::{Answer, Named};
use crate::problem::{Answered, Kind};
use crate::state::{App, Shared};
use atrium_contract::board::{Board, Boards};
use atrium_contract::challenge::Challenge;
use atrium_contract::decode::Count;
use atrium_contract::ranking::{self, BoardReader};
use axum::extract::State;

/// `GET board`.
pub async fn get(State(app): State<Shared>, Named(id): Named<String>) -> Answered<Answer> {
    let mut connection = app.store.read().acquire().await?;
    let now = app.clock.now();
    let versions = challenges::public(&app.challenges, &mut connection, &id, now).await?.ok_or(Kind::NotFound)?;
    drop(connection);
    let version = versions.last().ok_or(Kind::NotFound)?;
    let boards = ranking::boards(&version.challenge).ok_or(Kind::NotFound)?;
    let work = || work(&app, &id, &version.challenge, boards);
    let board = app.boards.get(&id, version.number, work).await?;
    Ok(Answer::ok(board.as_ref().to_owned()).public())
}

/// Looks at everyone who takes part.
async fn work(app: &App, id: &str, challenge: &Challenge, boards: &Boards) -> Answered<String> {
    fold::refresh_all(app, id).await?;
    let now = app.clock.now();
    // All of one moment: a team that is deleted meanwhile leaves no reader without a name for it.
    let mut reading = app.store.snapshot().await?;
    let readers: Vec<(Option<String>, Option<String>, i64)> = sqlx::query_as(
        "SELECT e.board, e.team, COALESCE(f.amount, 0) FROM enrolments e
         LEFT JOIN folds f ON f.profile = e.profile AND f.challenge = e.challenge WHERE e.challenge = $1 AND e.active = 1",
    )
    .bind(id)
    .fetch_all(&mut *reading)
    .await?;
    let teams: Vec<(String, String)> =
        sqlx::query_as("SELECT id, name FROM teams WHERE challenge = $1").bind(id).fetch_all(&mut *reading).await?;
    drop(reading);
    let readers: Vec<BoardReader<'_>> = readers
        .iter()
        .map(|(nickname, team, amount)| BoardReader {
            nickname: nickname.as_deref(),
            amount: amount.unsigned_abs(),
            team: team.as_deref(),
            board: nickname.is_some(),
        })
        .collect();
    let teams: Vec<(&str, &str)> = teams.iter().map(|(id, name)| (id.as_str(), name.as_str())).collect();
    let board = Board {
        challenge: challenge.id.clone(),
        unit: challenge.goal.unit(),
        as_of: instant(now - now.rem_euclid(MINUTE)),
        minimum: Count(boards.minimum()),
        rows: ranking::rows(boards, &readers, &teams),
    };
    Ok(board.to_json())
}
