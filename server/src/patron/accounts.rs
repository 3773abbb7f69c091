//! Accounts: made without a word about whoever has them, seen, and forgotten.

use super::guesses::{self, Guess};
use super::ledger::FORGOTTEN;
use super::{recovery, session};
use crate::clock;
use crate::http::{Answer, Patron, Sent};
use crate::problem::{Answered, Kind};
use crate::secret;
use crate::state::Shared;
use crate::store::Writing;
use atrium_contract::account::NewAccount;
use atrium_contract::json::Record;
use axum::Extension;
use axum::extract::{ConnectInfo, State};
use axum::http::HeaderMap;
use std::net::SocketAddr;

/// Makes an account, and gives its id and its recovery key.
///
/// # Errors
/// The database's.
pub async fn make(writing: &mut Writing, now: i64, identity: Option<&str>) -> Answered<(String, String)> {
    let (id, (recovery, hash)) = (secret::name()?, recovery::made()?);
    sqlx::query(
        "INSERT INTO accounts (id, created_at, seq, entries, recovery, identity) VALUES ($1, $2, 0, 0, $3, $4)",
    )
    .bind(&id)
    .bind(now)
    .bind(hash)
    .bind(identity)
    .execute(&mut **writing)
    .await?;
    Ok((id, recovery))
}

/// `POST accounts`.
pub async fn post(
    State(app): State<Shared>,
    from: Option<Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
    sent: Sent,
) -> Answered<Answer> {
    let new: NewAccount = sent.read()?;
    // Written down and never struck out: what counts is that one was made.
    let address = guesses::address(&app, from.map(|it| it.0.0), &headers);
    Guess::begin(&app, &guesses::accounts(&app), &address, None).await?;
    let mut writing = app.store.begin().await?;
    let (account, recovery) = make(&mut writing, app.clock.now(), None).await?;
    let (device, token) = session::device(&app, &mut writing, &account, new.device.as_deref()).await?;
    writing.commit().await?;
    session::welcome(&app, &headers, &account, (&device, &token), Some(&recovery))
}

/// `GET account`.
pub async fn get(State(app): State<Shared>, Patron(who): Patron) -> Answered<Answer> {
    let made: Option<i64> = sqlx::query_scalar("SELECT created_at FROM accounts WHERE id = $1")
        .bind(&who.account)
        .fetch_optional(app.store.read())
        .await?;
    let made = made.ok_or(Kind::SignInNeeded)?;
    let devices: Vec<(String, Option<String>, i64, String)> =
        sqlx::query_as("SELECT id, name, created_at, seen_on FROM devices WHERE account = $1 ORDER BY created_at, id")
            .bind(&who.account)
            .fetch_all(app.store.read())
            .await?;
    let mut devices = devices.into_iter().map(|(id, name, created_at, seen_on)| {
        Record::new()
            .text("id", &id)
            .maybe("name", name.as_deref())
            .text("createdAt", &clock::written(created_at))
            .text("seenOn", &seen_on)
            .json("this", if id == who.device { "true" } else { "false" })
            .done()
    });
    let body = Record::new()
        .text("atrium", "1")
        .text("type", "Account")
        .text("id", &who.account)
        .text("createdAt", &clock::written(made))
        .list("devices", &mut devices);
    Ok(Answer::ok(body.done()))
}

/// `DELETE account`: gone from every table.
pub async fn delete(State(app): State<Shared>, Patron(who): Patron, headers: HeaderMap) -> Answered<Answer> {
    let mut writing = app.store.begin().await?;
    // Whoever writes for this account has ended, or will find it gone.
    sqlx::query("UPDATE accounts SET seq = seq WHERE id = $1").bind(&who.account).execute(&mut *writing).await?;
    sqlx::query("DELETE FROM oidc_codes WHERE identity IN (SELECT identity FROM accounts WHERE id = $1)")
        .bind(&who.account)
        .execute(&mut *writing)
        .await?;
    for statement in FORGOTTEN {
        sqlx::query(*statement).bind(&who.account).execute(&mut *writing).await?;
    }
    writing.commit().await?;
    app.boards.changed();
    app.store.forget_traces().await;
    // Nor in the memory of this process.
    app.hands.forget(|(account, ..)| *account == who.account);
    Ok(session::forgotten(&app, &headers))
}
