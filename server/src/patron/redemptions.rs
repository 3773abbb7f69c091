//! Codes that were found.

use super::guesses::{self, Guess};
use super::ledger::Ledger;
use super::profiles::{same, small};
use super::{challenges, entries, fold};
use crate::http::{Answer, Named, Patron, Sent};
use crate::problem::{Answered, Kind, Problem};
use crate::state::{App, Shared};
use atrium_contract::challenge::{Amount, Unit};
use atrium_contract::decode::Count;
use atrium_contract::entry::{Entry, Source};
use atrium_contract::id::{Id, Key};
use atrium_contract::instant::Instant;
use atrium_contract::redemption::{Redeemed, Redemption, plain};
use axum::Extension;
use axum::extract::{ConnectInfo, State};
use axum::http::HeaderMap;
use std::net::SocketAddr;

/// `PUT redemption`.
pub async fn put(
    State(app): State<Shared>,
    Patron(who): Patron,
    from: Option<Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
    Named(id): Named<String>,
    sent: Sent,
) -> Answered<Answer> {
    let mut sent: Redemption = sent.read()?;
    (sent.id, sent.profile) = (small(&sent.id), small(&sent.profile));
    same("/id", &small(&id), &sent.id)?;
    let address = guesses::address(&app, from.map(|it| it.0.0), &headers);
    let here = Guess::begin(&app, &guesses::CODES_HERE, &address, Some(&who.account)).await?;
    let guess = match Guess::begin(&app, &guesses::CODES, &who.account, Some(&who.account)).await {
        Ok(guess) => guess,
        Err(problem) => {
            here.was_right(&app).await?;
            return Err(problem);
        }
    };
    let mut ledger = Ledger::open(&app, &who.account).await?;
    let done = redeem(&app, &mut ledger, sent).await;
    match done {
        Ok((new, redeemed)) => {
            ledger.keep().await?;
            guess.was_right(&app).await?;
            here.was_right(&app).await?;
            Ok(Answer::kept(new, redeemed.to_json()))
        }
        Err(Refused { problem, wrong }) => {
            ledger.writing.rollback().await?;
            if !wrong {
                guess.was_right(&app).await?;
                here.was_right(&app).await?;
            }
            Err(problem)
        }
    }
}

/// Why not, and whether a code was guessed wrong.
struct Refused {
    problem: Problem,
    wrong: bool,
}

impl<P: Into<Problem>> From<P> for Refused {
    fn from(problem: P) -> Refused {
        Refused { problem: problem.into(), wrong: false }
    }
}

async fn redeem(app: &App, ledger: &mut Ledger, sent: Redemption) -> Result<(bool, Redeemed), Refused> {
    let key = plain(&sent.code);
    let found: Option<(String, String)> = sqlx::query_as("SELECT account, json FROM redemptions WHERE id = $1")
        .bind(&sent.id)
        .fetch_optional(&mut *ledger.writing)
        .await?;
    if let Some((account, json)) = found {
        if account != ledger.account {
            return Err(Kind::IdTaken.into());
        }
        let here: Redemption = fold::kept(&json)?;
        if (plain(&here.code), &here.profile, here.on) != (key, &sent.profile, sent.on) {
            return Err(Kind::EntryDiffers.into());
        }
        let json: String = sqlx::query_scalar("SELECT json FROM entries WHERE id = $1")
            .bind(&here.id)
            .fetch_one(&mut *ledger.writing)
            .await?;
        return Ok((false, Redeemed { redemption: here, entry: fold::kept(&json)? }));
    }
    let owner: Option<String> = sqlx::query_scalar("SELECT account FROM entries WHERE id = $1")
        .bind(&sent.id)
        .fetch_optional(&mut *ledger.writing)
        .await?;
    if let Some(owner) = owner {
        return Err(if owner == ledger.account { Kind::EntryDiffers } else { Kind::IdTaken }.into());
    }
    ledger.owns(&sent.profile).await?;
    let Some(entry) = made(app, ledger, &sent, &key).await? else {
        return Err(Refused { problem: Kind::CodeUnknown.into(), wrong: true });
    };
    if entry.item.is_none() && used(ledger, &sent.profile, &key).await? {
        return Err(Kind::CodeUnknown.into());
    }
    let (_, entry) =
        entries::keep(app, ledger, vec![Ok(entry)]).await?.pop().unwrap_or_else(|| Err(Kind::Internal.into()))?;
    sqlx::query("INSERT INTO redemptions (id, account, profile, code_key, json) VALUES ($1, $2, $3, $4, $5)")
        .bind(&sent.id)
        .bind(&ledger.account)
        .bind(&sent.profile)
        .bind(key)
        .bind(sent.to_json())
        .execute(&mut *ledger.writing)
        .await?;
    Ok((true, Redeemed { redemption: sent, entry }))
}

/// Challenge, item, amount and unit of a code.
type CodeRow = (String, Option<String>, Option<i64>, Option<String>);

/// The entry that a code makes, if it is one of a challenge that runs.
async fn made(app: &App, ledger: &mut Ledger, sent: &Redemption, key: &str) -> Answered<Option<Entry>> {
    let found: Option<CodeRow> =
        sqlx::query_as("SELECT challenge, item, amount, unit FROM house_codes WHERE code_key = $1")
            .bind(key)
            .fetch_optional(&mut *ledger.writing)
            .await?;
    let Some((challenge, item, amount, unit)) = found else { return Ok(None) };
    let versions = challenges::public(&app.challenges, &mut ledger.writing, &challenge, ledger.now).await?;
    let running = versions.as_ref().and_then(|versions| versions.last()).map(|version| &version.challenge);
    let Some(running) = running.filter(|challenge| challenges::runs(challenge, ledger.now)) else { return Ok(None) };
    let (Some(member), Some(recorded_at)) = (Id::new(&app.config.member.id), Instant::parse(&sent.at)) else {
        return Ok(None);
    };
    let unit = unit.and_then(|word| Unit::ALL.into_iter().find(|unit| unit.word() == word)).unwrap_or(Unit::Activities);
    let amount = amount.and_then(|amount| u32::try_from(amount).ok()).unwrap_or(1);
    Ok(Some(Entry {
        id: sent.id.clone(),
        challenge: Key { member, id: running.id.clone() },
        profile: sent.profile.clone(),
        occurred_on: sent.on,
        zone: Some(running.zone.clone()),
        recorded_at,
        amount: Amount { amount: Count(amount), unit },
        work: None,
        item: item.as_deref().and_then(Id::new),
        note: None,
        corrects: None,
        voided_at: None,
        received_at: None,
        source: Some(Source::Code),
    }))
}

/// Whether the reader has an entry by this code that was not voided.
async fn used(ledger: &mut Ledger, profile: &str, key: &str) -> Answered<bool> {
    let many: i64 = sqlx::query_scalar(
        "SELECT COUNT(*) FROM redemptions r JOIN entries e ON e.id = r.id WHERE r.profile = $1 AND r.code_key = $2 AND e.voided = 0",
    )
    .bind(profile)
    .bind(key)
    .fetch_one(&mut *ledger.writing)
    .await?;
    Ok(many > 0)
}
