//! Recovery keys: what a patron's sheet says, for when no device is left.
//!
//! A key that lets a device in is replaced by a new one, which stands in the answer. That answer may be lost on its way, and
//! the key with it; so the one that was used stays good until the device it let in makes its first request, by which it shows
//! that it heard.

use crate::http::{Answer, Patron};
use crate::problem::{Answered, Kind};
use crate::secret;
use crate::state::Shared;
use crate::store::Writing;
use atrium_contract::account::RecoveryKey;
use axum::extract::State;

/// `POST recovery`: a new sheet. Every key before it is worth nothing from then on.
pub async fn post(State(app): State<Shared>, Patron(who): Patron) -> Answered<Answer> {
    let (key, hash) = made()?;
    let mut writing = app.store.begin().await?;
    let changed = sqlx::query("UPDATE accounts SET recovery = $1 WHERE id = $2")
        .bind(hash)
        .bind(&who.account)
        .execute(&mut *writing)
        .await?;
    if changed.rows_affected() == 0 {
        return Err(Kind::SignInNeeded.into());
    }
    sqlx::query("UPDATE devices SET recovery = NULL WHERE account = $1")
        .bind(&who.account)
        .execute(&mut *writing)
        .await?;
    writing.commit().await?;
    Ok(Answer::kept(true, RecoveryKey { recovery: key }.to_json()))
}

/// A key, and what is kept of it.
///
/// # Errors
/// As [`secret::random`].
pub fn made() -> Answered<(String, String)> {
    let key = secret::base32::<32>()?;
    let hash = secret::hashed(&secret::meant(&key));
    Ok((key, hash))
}

/// The account of a key, which is locked: of two that use one key at once, one comes after the other. A device that was let in
/// by the same key and has not been heard of since is gone.
///
/// # Errors
/// The database's.
pub async fn redeem(writing: &mut Writing, key: &str) -> Answered<Option<String>> {
    let hash = secret::hashed(&secret::meant(key));
    let account: Option<String> =
        sqlx::query_scalar("UPDATE accounts SET recovery = recovery WHERE recovery = $1 RETURNING id")
            .bind(&hash)
            .fetch_optional(&mut **writing)
            .await?;
    if let Some(account) = account {
        sqlx::query("DELETE FROM devices WHERE account = $1 AND recovery IS NOT NULL")
            .bind(&account)
            .execute(&mut **writing)
            .await?;
        return Ok(Some(account));
    }
    // The new key is good at once: who has it has heard the answer, so the one before is used up.
    let account: Option<String> =
        sqlx::query_scalar("UPDATE devices SET recovery = NULL WHERE recovery = $1 RETURNING account")
            .bind(&hash)
            .fetch_optional(&mut **writing)
            .await?;
    if let Some(account) = &account {
        renew(writing, account, &hash).await?;
    }
    Ok(account)
}

/// A key takes the place of the one before.
///
/// # Errors
/// The database's.
pub async fn renew(writing: &mut Writing, account: &str, hash: &str) -> Answered<()> {
    sqlx::query("UPDATE accounts SET recovery = $1 WHERE id = $2")
        .bind(hash)
        .bind(account)
        .execute(&mut **writing)
        .await?;
    Ok(())
}

/// Notes that a device waits to be heard of before its key takes the place of the one before.
///
/// # Errors
/// The database's.
pub async fn waits(writing: &mut Writing, device: &str, hash: &str) -> Answered<()> {
    sqlx::query("UPDATE devices SET recovery = $1 WHERE id = $2")
        .bind(hash)
        .bind(device)
        .execute(&mut **writing)
        .await?;
    Ok(())
}
