//! Teams.

use super::ledger::Ledger;
use super::profiles::{named, same, small};
use crate::http::{Answer, Named, Patron, Sent};
use crate::problem::{Answered, Kind};
use crate::secret;
use crate::state::{App, Shared};
use atrium_contract::team::Team;
use axum::extract::State;

/// Teams of one account.
const MOST: i64 = 100;

/// `PUT team`: it is made, and never changed.
pub async fn put(
    State(app): State<Shared>,
    Patron(who): Patron,
    Named(id): Named<String>,
    sent: Sent,
) -> Answered<Answer> {
    let mut sent: Team = sent.read()?;
    sent.id = small(&sent.id);
    same("/id", &named(&id)?, &sent.id)?;
    let mut ledger = Ledger::open(&app, &who.account).await?;
    let owner: Option<String> = sqlx::query_scalar("SELECT account FROM teams WHERE id = $1")
        .bind(&sent.id)
        .fetch_optional(&mut *ledger.writing)
        .await?;
    let new = owner.is_none();
    match owner {
        Some(owner) if owner != who.account => return Err(Kind::IdTaken.into()),
        Some(_) => {}
        None => {
            // Of a team that is gone with its maker: its readers would stand on the board under another name.
            let gone = sqlx::query("SELECT 1 FROM enrolments WHERE team = $1 LIMIT 1").bind(&sent.id);
            if gone.fetch_optional(&mut *ledger.writing).await?.is_some() {
                return Err(Kind::IdTaken.into());
            }
            let challenge = sent.challenge.as_str();
            if app.challenges.versions(&mut ledger.writing, challenge, ledger.now).await?.is_empty() {
                return Err(Kind::ChallengeUnknown.into());
            }
            let many: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM teams WHERE account = $1")
                .bind(&who.account)
                .fetch_one(&mut *ledger.writing)
                .await?;
            if many >= MOST {
                return Err(Kind::TooMany.into());
            }
            // Twelve letters of five bits each.
            let invitation: String = secret::base32::<12>()?.replace('-', "");
            let kept = Team { invitation: None, readers: None, ..sent.clone() };
            let made = sqlx::query(
                "INSERT INTO teams (id, account, challenge, name, invitation, json) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING",
            )
            .bind(&sent.id)
            .bind(&who.account)
            .bind(challenge)
            .bind(&sent.name)
            .bind(invitation)
            .bind(kept.to_json())
            .execute(&mut *ledger.writing)
            .await?;
            if made.rows_affected() == 0 {
                return Err(Kind::IdTaken.into());
            }
        }
    }
    ledger.keep().await?;
    Ok(Answer::kept(new, told(&app, &sent.id, &who.account).await?))
}

/// `GET team`: for its maker and for accounts with a reader in it.
pub async fn get(State(app): State<Shared>, Patron(who): Patron, Named(id): Named<String>) -> Answered<Answer> {
    Ok(Answer::ok(told(&app, &small(&id), &who.account).await?))
}

async fn told(app: &App, id: &str, account: &str) -> Answered<String> {
    let row: Option<(String, String)> = sqlx::query_as(
        "SELECT t.json, t.invitation FROM teams t WHERE t.id = $1 AND (t.account = $2 OR EXISTS
         (SELECT 1 FROM enrolments e WHERE e.team = t.id AND e.account = $3 AND e.challenge = t.challenge AND e.active = 1))",
    )
    .bind(id)
    .bind(account)
    .bind(account)
    .fetch_optional(app.store.read())
    .await?;
    let (json, invitation) = row.ok_or(Kind::NotFound)?;
    let readers: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM enrolments WHERE team = $1 AND active = 1")
        .bind(id)
        .fetch_one(app.store.read())
        .await?;
    let team: Team = super::fold::kept(&json)?;
    Ok(Team { invitation: Some(invitation), readers: u64::try_from(readers).ok(), ..team }.to_json())
}
