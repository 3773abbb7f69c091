//! Readers.

use super::fold::kept;
use super::ledger::Ledger;
use crate::http::{Answer, Named, Patron, Sent};
use crate::problem::{Answered, Kind, Problem};
use crate::state::Shared;
use atrium_contract::entry::Profile;
use atrium_contract::merge;
use atrium_contract::uuid::is_uuid;
use axum::extract::State;

/// Readers of one account.
const MOST: i64 = 50;

/// An id as it is kept: in small letters.
pub fn small(id: &str) -> String {
    id.to_ascii_lowercase()
}

/// The id of an address, if it can be the id of anything.
///
/// # Errors
/// `invalid`: such a thing cannot be made.
pub fn named(id: &str) -> Answered<String> {
    if is_uuid(id) { Ok(small(id)) } else { Err(Problem::field("/id", "the address should end with a UUID")) }
}

/// Refuses a body that names another thing than its address.
///
/// # Errors
/// `invalid`.
pub fn same(pointer: &str, address: &str, body: &str) -> Answered<()> {
    if address == body {
        Ok(())
    } else {
        Err(Problem::field(pointer, &format!("{pointer} is not the id of the address")))
    }
}

/// `PUT profile`.
pub async fn put(
    State(app): State<Shared>,
    Patron(who): Patron,
    Named(id): Named<String>,
    sent: Sent,
) -> Answered<Answer> {
    let mut sent: Profile = sent.read()?;
    sent.id = small(&sent.id);
    same("/id", &small(&id), &sent.id)?;
    let mut ledger = Ledger::open(&app, &who.account).await?;
    let gone: Option<String> = sqlx::query_scalar("SELECT account FROM gone WHERE id = $1")
        .bind(&sent.id)
        .fetch_optional(&mut *ledger.writing)
        .await?;
    if let Some(account) = gone {
        return Err(if account == who.account { Kind::NotFound } else { Kind::IdTaken }.into());
    }
    let found: Option<(String, String)> = sqlx::query_as("SELECT account, json FROM profiles WHERE id = $1")
        .bind(&sent.id)
        .fetch_optional(&mut *ledger.writing)
        .await?;
    let Some((account, json)) = found else {
        let many: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM profiles WHERE account = $1")
            .bind(&who.account)
            .fetch_one(&mut *ledger.writing)
            .await?;
        if many >= MOST {
            return Err(Kind::TooMany.into());
        }
        let (seq, json) = (ledger.number(), sent.to_json());
        let made = sqlx::query(
            "INSERT INTO profiles (id, account, seq, json) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING",
        )
        .bind(&sent.id)
        .bind(&who.account)
        .bind(seq)
        .bind(&json)
        .execute(&mut *ledger.writing)
        .await?;
        if made.rows_affected() == 0 {
            // Another account made it since we looked.
            return Err(Kind::IdTaken.into());
        }
        ledger.keep().await?;
        return Ok(Answer::kept(true, json));
    };
    if account != who.account {
        return Err(Kind::IdTaken.into());
    }
    let here: Profile = kept(&json)?;
    let merged = merge::profile(&here, &sent);
    if merged != here {
        let seq = ledger.number();
        sqlx::query("UPDATE profiles SET seq = $1, json = $2 WHERE id = $3")
            .bind(seq)
            .bind(merged.to_json())
            .bind(&merged.id)
            .execute(&mut *ledger.writing)
            .await?;
        ledger.keep().await?;
    }
    Ok(Answer::ok(merged.to_json()))
}

/// `DELETE profile`: the reader and everything of theirs.
pub async fn delete(State(app): State<Shared>, Patron(who): Patron, Named(id): Named<String>) -> Answered<Answer> {
    let id = small(&id);
    let mut ledger = Ledger::open(&app, &who.account).await?;
    if ledger.owns(&id).await.is_err() {
        return Err(Kind::NotFound.into());
    }
    let entries = sqlx::query("DELETE FROM entries WHERE profile = $1").bind(&id).execute(&mut *ledger.writing).await?;
    ledger.entries -= i64::try_from(entries.rows_affected()).unwrap_or_default();
    ledger.bytes =
        sqlx::query_scalar("SELECT CAST(COALESCE(SUM(LENGTH(json)), 0) AS BIGINT) FROM entries WHERE account = $1")
            .bind(&who.account)
            .fetch_one(&mut *ledger.writing)
            .await?;
    for statement in [
        "DELETE FROM awards WHERE profile = $1",
        "DELETE FROM folds WHERE profile = $1",
        "DELETE FROM redemptions WHERE profile = $1",
        "DELETE FROM enrolments WHERE profile = $1",
        "DELETE FROM profiles WHERE id = $1",
    ] {
        sqlx::query(statement).bind(&id).execute(&mut *ledger.writing).await?;
    }
    let seq = ledger.number();
    sqlx::query("INSERT INTO gone (id, account, seq) VALUES ($1, $2, $3)")
        .bind(&id)
        .bind(&who.account)
        .bind(seq)
        .execute(&mut *ledger.writing)
        .await?;
    ledger.keep().await?;
    app.store.forget_traces().await;
    app.hands.forget(|(account, profile, _)| *account == who.account && *profile == id);
    Ok(Answer::done())
}
