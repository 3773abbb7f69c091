//! A phrase that lets one more device in.

use crate::clock::{MINUTE, written};
use crate::http::{Answer, Patron};
use crate::problem::Answered;
use crate::secret;
use crate::state::{App, Shared};
use crate::store::Writing;
use atrium_contract::json::Record;
use axum::extract::State;

/// A phrase is good for ten minutes.
const GOOD_FOR: i64 = 10 * MINUTE;

/// `POST pairings`. A new phrase ends the one before.
pub async fn post(State(app): State<Shared>, Patron(who): Patron) -> Answered<Answer> {
    let (phrase, expires_at) = (secret::phrase()?, app.clock.now() + GOOD_FOR);
    let mut writing = app.store.begin().await?;
    sqlx::query(
        "INSERT INTO pairings (account, phrase, expires_at, device) VALUES ($1, $2, $3, $4)
         ON CONFLICT (account) DO UPDATE SET phrase = excluded.phrase, expires_at = excluded.expires_at, device = excluded.device",
    )
    .bind(&who.account)
    .bind(kept(&app, &phrase))
    .bind(expires_at)
    .bind(&who.device)
    .execute(&mut *writing)
    .await?;
    writing.commit().await?;
    let body = Record::new().text("phrase", &phrase).text("expiresAt", &written(expires_at)).done();
    Ok(Answer::kept(true, body))
}

/// Twelve digits could be tried one after the other against a plain hash, so it has the installation's key in it.
fn kept(app: &App, phrase: &str) -> String {
    let digits: String = phrase
        .chars()
        .filter_map(|it| it.to_digit(10).or_else(|| eastern(it)))
        .map(|it| char::from(b'0' + it as u8))
        .collect();
    secret::keyed(&app.key, &["phrase", &digits])
}

/// Digits as Arabic and Persian keyboards write them.
fn eastern(digit: char) -> Option<u32> {
    match digit {
        '\u{660}'..='\u{669}' => Some(u32::from(digit) - 0x660),
        '\u{6f0}'..='\u{6f9}' => Some(u32::from(digit) - 0x6f0),
        _ => None,
    }
}

/// Uses a phrase up. `None` when it is wrong or too old.
///
/// # Errors
/// The database's.
pub async fn redeem(app: &App, writing: &mut Writing, phrase: &str) -> Answered<Option<String>> {
    let found: Option<(String, i64)> =
        sqlx::query_as("DELETE FROM pairings WHERE phrase = $1 RETURNING account, expires_at")
            .bind(kept(app, phrase))
            .fetch_optional(&mut **writing)
            .await?;
    Ok(found.filter(|(_, expires_at)| *expires_at >= app.clock.now()).map(|(account, _)| account))
}
