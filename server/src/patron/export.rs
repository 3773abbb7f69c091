//! Everything the backend has of a patron.

use super::fold;
use crate::clock::written;
use crate::http::{Answer, Patron};
use crate::problem::{Answered, Kind};
use crate::state::Shared;
use atrium_contract::json::Record;
use axum::extract::State;

/// `GET export`.
pub async fn get(State(app): State<Shared>, Patron(who): Patron) -> Answered<Answer> {
    fold::refresh(&app, &who.account).await?;
    let mut record =
        Record::new().text("atrium", "1").text("type", "Ledger").text("exportedAt", &written(app.clock.now()));
    // All of one moment.
    let mut reading = app.store.snapshot().await?;
    let devices: Vec<(Option<String>, i64, String)> =
        sqlx::query_as("SELECT name, created_at, seen_on FROM devices WHERE account = $1 ORDER BY created_at, id")
            .bind(&who.account)
            .fetch_all(&mut *reading)
            .await?;
    let mut devices = devices.into_iter().map(|(name, created_at, seen_on)| {
        Record::new()
            .maybe("name", name.as_deref())
            .text("createdAt", &written(created_at))
            .text("seenOn", &seen_on)
            .done()
    });
    record = record.list("devices", &mut devices);
    let made: Option<i64> = sqlx::query_scalar("SELECT created_at FROM accounts WHERE id = $1")
        .bind(&who.account)
        .fetch_optional(&mut *reading)
        .await?;
    let account = Record::new().text("id", &who.account).text("createdAt", &written(made.ok_or(Kind::SignInNeeded)?));
    record = record.json("account", &account.done());
    // One after the other: a ledger of years is large, and is held once.
    for (name, statement) in [
        ("profiles", "SELECT json FROM profiles WHERE account = $1 ORDER BY seq"),
        ("enrolments", "SELECT json FROM enrolments WHERE account = $1 ORDER BY seq"),
        ("entries", "SELECT json FROM entries WHERE account = $1 ORDER BY seq"),
        ("awards", "SELECT json FROM awards WHERE account = $1 ORDER BY seq"),
        ("redemptions", "SELECT json FROM redemptions WHERE account = $1 ORDER BY id"),
        ("teams", "SELECT json FROM teams WHERE account = $1 ORDER BY id"),
    ] {
        let items: Vec<String> = sqlx::query_scalar(statement).bind(&who.account).fetch_all(&mut *reading).await?;
        record = record.list(name, &mut items.into_iter());
    }
    Ok(Answer::ok(record.done()))
}
