//! Boards: public, by nicknames that were given for them, and with nothing in them that leads to an account.

use super::{challenges, fold};
use crate::clock::{MINUTE, instant};
use crate::http::{Answer, Named};
use crate::problem::{Answered, Kind};
use crate::state::Shared;
use atrium_contract::board::Board;
use atrium_contract::decode::Count;
use atrium_contract::ranking::{self, BoardReader};
use axum::extract::State;

/// `GET board`.
pub async fn get(State(app): State<Shared>, Named(id): Named<String>) -> Answered<Answer> {
    let now = app.clock.now();
    let mut connection = app.store.read().acquire().await?;
    let versions = challenges::public(&app.challenges, &mut connection, &id, now).await?.ok_or(Kind::NotFound)?;
    drop(connection);
    let challenge = versions.last().map(|version| &version.challenge).ok_or(Kind::NotFound)?;
    let boards = ranking::boards(challenge).ok_or(Kind::NotFound)?;
    fold::refresh_all(&app, &id).await?;
    let readers: Vec<(Option<String>, Option<String>, i64)> = sqlx::query_as(
        "SELECT e.board, e.team, COALESCE(f.amount, 0) FROM enrolments e
         LEFT JOIN folds f ON f.profile = e.profile AND f.challenge = e.challenge WHERE e.challenge = $1 AND e.active = 1",
    )
    .bind(&id)
    .fetch_all(app.store.read())
    .await?;
    let teams: Vec<(String, String)> =
        sqlx::query_as("SELECT id, name FROM teams WHERE challenge = $1").bind(&id).fetch_all(app.store.read()).await?;
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
    Ok(Answer::ok(board.to_json()).public())
}
