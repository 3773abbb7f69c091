//! How far a reader has come.

use super::fold::Hand;
use super::hands::Entries;
use super::profiles::small;
use crate::http::{Answer, Named, Patron};
use crate::problem::{Answered, Kind};
use crate::state::Shared;
use atrium_contract::decode::Count;
use atrium_contract::standing::Standing;
use axum::extract::State;

/// `GET standing`.
pub async fn get(
    State(app): State<Shared>,
    Patron(who): Patron,
    Named((challenge, profile)): Named<(String, String)>,
) -> Answered<Answer> {
    let (profile, now) = (small(&profile), app.clock.now());
    let mut connection = app.store.read().acquire().await?;
    let mine: Option<String> = sqlx::query_scalar("SELECT id FROM profiles WHERE id = $1 AND account = $2")
        .bind(&profile)
        .bind(&who.account)
        .fetch_optional(&mut *connection)
        .await?;
    mine.ok_or(Kind::NotFound)?;
    let versions = app.challenges.versions(&mut connection, &challenge, now).await?;
    let hand = Hand::read(&mut connection, versions, &profile, &challenge, Entries::default()).await?;
    let (Some(version), Some((progress, today))) = (hand.in_force(), hand.progress(now)) else {
        return Err(Kind::NotFound.into());
    };
    let number = Count(u32::try_from(version.number).unwrap_or_default());
    let standing = Standing::new(&version.challenge, number, &profile, hand.enrolled_on, today, progress);
    Ok(Answer::ok(standing.to_json()))
}
