//! What was earned.

use super::fold::{self, kept};
use super::ledger::Ledger;
use crate::clock::instant;
use crate::http::{Answer, Patron};
use crate::problem::{Answered, Kind};
use crate::state::{App, Shared};
use atrium_contract::award::Award;
use atrium_contract::json::Record;
use axum::extract::State;

/// `GET awards`.
pub async fn get(State(app): State<Shared>, Patron(who): Patron) -> Answered<Answer> {
    fold::refresh(&app, &who.account).await?;
    let items: Vec<String> = sqlx::query_scalar("SELECT json FROM awards WHERE account = $1 ORDER BY seq")
        .bind(&who.account)
        .fetch_all(app.store.read())
        .await?;
    let body = Record::new().text("atrium", "1").text("type", "Awards").list("items", &mut items.into_iter());
    Ok(Answer::ok(body.done()))
}

/// Writes down that a prize was handed out; the first moment stays. An empty milestone is the goal.
///
/// # Errors
/// `not-found`, where there is none or it is withdrawn.
pub async fn redeem(app: &App, challenge: &str, profile: &str, milestone: &str, at: i64) -> Answered<Award> {
    let account: Option<String> = sqlx::query_scalar("SELECT account FROM profiles WHERE id = $1")
        .bind(profile)
        .fetch_optional(app.store.read())
        .await?;
    let account = account.ok_or(Kind::NotFound)?;
    fold::refresh(app, &account).await?;
    let mut ledger = Ledger::open(app, &account).await?;
    let json: Option<String> =
        sqlx::query_scalar("SELECT json FROM awards WHERE profile = $1 AND challenge = $2 AND milestone = $3")
            .bind(profile)
            .bind(challenge)
            .bind(milestone)
            .fetch_optional(&mut *ledger.writing)
            .await?;
    let mut award: Award = kept(&json.ok_or(Kind::NotFound)?)?;
    if award.withdrawn_at.is_some() {
        return Err(Kind::NotFound.into());
    }
    if award.redeemed_at.is_none() {
        award.redeemed_at = Some(instant(at));
        fold::write(&mut ledger, &award).await?;
    }
    ledger.keep().await?;
    Ok(award)
}
