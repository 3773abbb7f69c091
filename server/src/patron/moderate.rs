//! What an operator takes off a board: a name that offends, or that is a person's own.

use super::fold::kept;
use super::ledger::Ledger;
use crate::clock::instant;
use crate::problem::Answered;
use crate::state::App;
use atrium_contract::entry::Enrolment;
use atrium_contract::instant::Instant;

/// A name that others see.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shown {
    /// The name.
    pub name: String,
    /// Whether it is a team's.
    pub team: bool,
}

/// All names of readers and teams in a challenge.
///
/// # Errors
/// The database's.
pub async fn names(app: &App, challenge: &str) -> Answered<Vec<Shown>> {
    let mut shown = Vec::new();
    for (team, statement) in [
        (false, "SELECT board FROM enrolments WHERE challenge = $1 AND active = 1 AND board IS NOT NULL"),
        (true, "SELECT name FROM teams WHERE challenge = $1"),
    ] {
        let names: Vec<String> = sqlx::query_scalar(statement).bind(challenge).fetch_all(app.store.read()).await?;
        shown.extend(names.into_iter().map(|name| Shown { name, team }));
    }
    shown.sort();
    Ok(shown)
}

/// Takes everyone of this name off the board. The reader keeps everything, is told by their own devices, and may come back by
/// another name; a team of this name is gone as with its maker. Says how many readers and how many teams that were.
///
/// # Errors
/// The database's.
pub async fn hide(app: &App, challenge: &str, name: &str) -> Answered<(usize, u64)> {
    let found: Vec<(String, String)> =
        sqlx::query_as("SELECT account, profile FROM enrolments WHERE challenge = $1 AND board = $2")
            .bind(challenge)
            .bind(name)
            .fetch_all(app.store.read())
            .await?;
    let mut readers = 0;
    for (account, profile) in found {
        let mut ledger = Ledger::open(app, &account).await?;
        let json: Option<String> =
            sqlx::query_scalar("SELECT json FROM enrolments WHERE profile = $1 AND challenge = $2 AND board = $3")
                .bind(&profile)
                .bind(challenge)
                .bind(name)
                .fetch_optional(&mut *ledger.writing)
                .await?;
        // They may have left it by themselves since.
        let Some(json) = json else { continue };
        let before: Enrolment = kept(&json)?;
        // Later than what the reader's devices have, so that they take it.
        let last = before.changed_at.as_deref().and_then(Instant::parse).map_or(0, |at| at.ms.saturating_add(1));
        let changed_at = Some(instant(ledger.now.max(last)).text);
        let after = Enrolment { board: Some(false), nickname: None, changed_at, ..before };
        let seq = ledger.number();
        sqlx::query("UPDATE enrolments SET seq = $1, board = NULL, json = $2 WHERE profile = $3 AND challenge = $4")
            .bind(seq)
            .bind(after.to_json())
            .bind(&profile)
            .bind(challenge)
            .execute(&mut *ledger.writing)
            .await?;
        ledger.keep().await?;
        readers += 1;
    }
    let mut writing = app.store.begin().await?;
    let teams = sqlx::query("DELETE FROM teams WHERE challenge = $1 AND name = $2")
        .bind(challenge)
        .bind(name)
        .execute(&mut *writing)
        .await?;
    writing.commit().await?;
    app.boards.changed();
    Ok((readers, teams.rows_affected()))
}
