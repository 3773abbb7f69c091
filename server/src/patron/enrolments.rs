//! Who takes part in what.

use super::fold::{self, kept};
use super::ledger::Ledger;
use super::profiles::{same, small};
use crate::http::{Answer, Named, Patron, Sent};
use crate::problem::{Answered, Kind};
use crate::state::Shared;
use atrium_contract::entry::Enrolment;
use atrium_contract::merge;
use axum::extract::State;
use subtle::ConstantTimeEq;

/// `PUT enrolment`.
pub async fn put(
    State(app): State<Shared>,
    Patron(who): Patron,
    Named((challenge, profile)): Named<(String, String)>,
    sent: Sent,
) -> Answered<Answer> {
    let mut sent: Enrolment = sent.read()?;
    sent.profile = small(&sent.profile);
    sent.team = sent.team.as_deref().map(small);
    same("/challenge/id", &challenge, sent.challenge.id.as_str())?;
    same("/profile", &small(&profile), &sent.profile)?;
    let mut ledger = Ledger::open(&app, &who.account).await?;
    ledger.owns(&sent.profile).await?;
    let known = sent.challenge.member.as_str() == app.config.member.id
        && !app.challenges.versions(&mut ledger.writing, &challenge, ledger.now).await?.is_empty();
    if !known {
        return Err(Kind::ChallengeUnknown.into());
    }
    let found: Option<String> = sqlx::query_scalar("SELECT json FROM enrolments WHERE profile = $1 AND challenge = $2")
        .bind(&sent.profile)
        .bind(&challenge)
        .fetch_optional(&mut *ledger.writing)
        .await?;
    let here: Option<Enrolment> = found.as_deref().map(kept).transpose()?;
    let invitation = sent.invitation.take();
    let merged = here.as_ref().map_or_else(|| sent.clone(), |here| merge::enrolment(here, &sent));
    if here.as_ref() == Some(&merged) {
        return Ok(Answer::ok(merged.to_json()));
    }
    let team_before = here.as_ref().and_then(|here| here.team.as_ref());
    if let Some(team) = merged.team.as_ref().filter(|team| Some(*team) != team_before) {
        let asked: Option<String> = sqlx::query_scalar("SELECT invitation FROM teams WHERE id = $1 AND challenge = $2")
            .bind(team)
            .bind(&challenge)
            .fetch_optional(&mut *ledger.writing)
            .await?;
        let said = crate::secret::meant(invitation.as_deref().unwrap_or_default());
        if !asked.is_some_and(|asked| bool::from(crate::secret::meant(&asked).as_bytes().ct_eq(said.as_bytes()))) {
            return Err(Kind::TeamUnknown.into());
        }
    }
    let (seq, json) = (ledger.number(), merged.to_json());
    let active = merged.left_at.is_none();
    sqlx::query(
        "INSERT INTO enrolments (profile, challenge, account, seq, on_day, active, board, team, json) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (profile, challenge) DO UPDATE SET seq = excluded.seq, on_day = excluded.on_day, active = excluded.active,
         board = excluded.board, team = excluded.team, json = excluded.json",
    )
    .bind(&merged.profile)
    .bind(&challenge)
    .bind(&who.account)
    .bind(seq)
    .bind(merged.on.to_string())
    .bind(i64::from(active))
    .bind(merged.nickname.as_deref().filter(|_| active && merged.board == Some(true)))
    .bind(merged.team.as_deref())
    .bind(&json)
    .execute(&mut *ledger.writing)
    .await?;
    // From when on entries count may be the day of joining.
    fold::settle(&app, &mut ledger, &merged.profile, &challenge).await?;
    ledger.keep().await?;
    Ok(Answer::kept(here.is_none(), json))
}
