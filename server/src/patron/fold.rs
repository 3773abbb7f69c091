//! Where the contract judges: a reader's entries for a challenge, and the awards that follow from them.

use super::challenges::{Version, Versions};
use super::hands::Entries;
use super::ledger::Ledger;
use crate::clock::{Zone, day_in, instant};
use crate::problem::{Answered, Kind, Problem};
use crate::state::App;
use atrium_contract::award::Award;
use atrium_contract::awarding::{self, Earned};
use atrium_contract::day::Day;
use atrium_contract::decode::record;
use atrium_contract::entry::Entry;
use atrium_contract::id::Id;
use atrium_contract::progress::{Dates, Progress, progress};
use sqlx::AnyConnection;

/// What is folded.
pub struct Hand {
    /// The versions of the challenge.
    pub versions: Versions,
    /// The day of joining.
    pub enrolled_on: Option<Day>,
    entries: Entries,
}

impl Hand {
    /// Reads a reader's entries for a challenge, those that came to be since some were read before.
    ///
    /// # Errors
    /// The database's.
    pub async fn read(
        connection: &mut AnyConnection,
        versions: Versions,
        profile: &str,
        challenge: &str,
        mut entries: Entries,
    ) -> Answered<Hand> {
        let on: Option<String> =
            sqlx::query_scalar("SELECT on_day FROM enrolments WHERE profile = $1 AND challenge = $2")
                .bind(profile)
                .bind(challenge)
                .fetch_optional(&mut *connection)
                .await?;
        let since: Vec<(i64, String)> =
            sqlx::query_as("SELECT seq, json FROM entries WHERE profile = $1 AND challenge = $2 AND seq > $3")
                .bind(profile)
                .bind(challenge)
                .bind(entries.seq)
                .fetch_all(&mut *connection)
                .await?;
        let bytes = since.iter().map(|(_, json)| json.len()).sum();
        let since = since.into_iter().map(|(seq, json)| Ok((seq, kept(&json)?))).collect::<Answered<Vec<_>>>()?;
        entries.extend(since, bytes);
        Ok(Hand { versions, enrolled_on: on.as_deref().and_then(Day::parse), entries })
    }

    /// The version in force.
    pub fn in_force(&self) -> Option<&Version> {
        self.versions.last()
    }

    /// How far the reader has come, and what day it is.
    pub fn progress(&self, now: i64) -> Option<(Progress, Day)> {
        let challenge = &self.in_force()?.challenge;
        let zone = Zone::new(&challenge.zone);
        let received = |entry: &Entry, _: &str| entry.received_at.as_ref().map(|at| zone.day(at.ms));
        let today = zone.day(now);
        Some((progress(challenge, self.enrolled_on, self.entries.list(), &Dates { today, received: &received }), today))
    }

    fn earned(&self, now: i64) -> Vec<Earned> {
        let Some(last) = self.in_force() else { return Vec::new() };
        // Each version is judged in its own zone.
        let zones: Vec<(&str, Zone)> =
            self.versions.iter().map(|it| (it.challenge.zone.as_str(), Zone::new(&it.challenge.zone))).collect();
        let received = |entry: &Entry, name: &str| {
            let (_, zone) = zones.iter().find(|(zone, _)| *zone == name)?;
            entry.received_at.as_ref().map(|at| zone.day(at.ms))
        };
        let dates = Dates { today: day_in(&last.challenge.zone, now), received: &received };
        let versions: Vec<awarding::Version<'_>> = self
            .versions
            .iter()
            .map(|version| awarding::Version { since: &version.since, challenge: &version.challenge })
            .collect();
        let mut earned = awarding::awards(&versions, self.enrolled_on, self.entries.list(), &dates);
        for it in &mut earned {
            // The contract counts versions from 1; the house's numbers grow with every PUT.
            let version = usize::try_from(it.version).ok().and_then(|place| self.versions.get(place.checked_sub(1)?));
            it.version = version.and_then(|version| u32::try_from(version.number).ok()).unwrap_or(it.version);
        }
        earned
    }
}

/// Brings the awards of a reader in a challenge to what follows from the entries, in the transaction that changed them.
///
/// # Errors
/// The database's.
pub async fn settle(app: &App, ledger: &mut Ledger, profile: &str, challenge: &str) -> Answered<()> {
    let now = ledger.now;
    let versions = app.challenges.versions(&mut ledger.writing, challenge, now).await?;
    let of = (ledger.account.clone(), profile.to_owned(), challenge.to_owned());
    let before = ledger.take(&of);
    let hand = Hand::read(&mut ledger.writing, versions, profile, challenge, before).await?;
    let (Some(version), Some((progress, _))) = (hand.in_force().map(|version| version.number), hand.progress(now))
    else {
        return Ok(());
    };
    let before: Vec<(String, String)> =
        sqlx::query_as("SELECT milestone, json FROM awards WHERE profile = $1 AND challenge = $2")
            .bind(profile)
            .bind(challenge)
            .fetch_all(&mut *ledger.writing)
            .await?;
    let before: Vec<Award> = before.iter().map(|(_, json)| kept(json)).collect::<Answered<_>>()?;
    let id = Id::new(challenge).ok_or_else(|| Problem::internal("an id that is none"))?;
    let after = awarding::settle(&before, &hand.earned(now), &id, profile, &instant(now));
    for award in after.iter().filter(|award| !before.contains(award)) {
        write(ledger, award).await?;
    }
    sqlx::query(
        "INSERT INTO folds (profile, challenge, account, version, amount) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (profile, challenge) DO UPDATE SET version = excluded.version, amount = excluded.amount",
    )
    .bind(profile)
    .bind(challenge)
    .bind(&ledger.account)
    .bind(version)
    .bind(i64::try_from(progress.amount).unwrap_or(i64::MAX))
    .execute(&mut *ledger.writing)
    .await?;
    ledger.hold(of, hand.entries);
    Ok(())
}

/// Writes an award as it is now.
///
/// # Errors
/// The database's.
pub async fn write(ledger: &mut Ledger, award: &Award) -> Answered<()> {
    let seq = ledger.number();
    sqlx::query(
        "INSERT INTO awards (profile, challenge, milestone, account, seq, json) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (profile, challenge, milestone) DO UPDATE SET seq = excluded.seq, json = excluded.json",
    )
    .bind(&award.profile)
    .bind(award.challenge.as_str())
    .bind(award.milestone.as_ref().map_or("", Id::as_str))
    .bind(&ledger.account)
    .bind(seq)
    .bind(award.to_json())
    .execute(&mut *ledger.writing)
    .await?;
    Ok(())
}

const STALE: &str = "SELECT f.account, f.profile, f.challenge FROM folds f WHERE f.version <> (SELECT COALESCE(MAX(v.version), f.version) \
    FROM house_versions v WHERE v.collection = 'challenges' AND v.id = f.challenge AND v.state = 'published' AND v.since_ms <= $1)";

/// Settles what was folded under a version that is no longer in force, of one account.
///
/// # Errors
/// The database's.
pub async fn refresh(app: &App, account: &str) -> Answered<()> {
    let stale = sqlx::query_as(crate::store::sql(format!("{STALE} AND f.account = $2")));
    let stale: Vec<(String, String, String)> =
        stale.bind(app.clock.now()).bind(account).fetch_all(app.store.read()).await?;
    anew(app, stale).await
}

/// The same, of everyone in a challenge.
///
/// # Errors
/// The database's.
pub async fn refresh_all(app: &App, challenge: &str) -> Answered<()> {
    let stale = sqlx::query_as(crate::store::sql(format!("{STALE} AND f.challenge = $2 ORDER BY f.account")));
    let stale: Vec<(String, String, String)> =
        stale.bind(app.clock.now()).bind(challenge).fetch_all(app.store.read()).await?;
    anew(app, stale).await
}

async fn anew(app: &App, stale: Vec<(String, String, String)>) -> Answered<()> {
    for (account, profile, challenge) in stale {
        let mut ledger = match Ledger::open(app, &account).await {
            Ok(ledger) => ledger,
            // It is gone since it was asked for.
            Err(problem) if problem.kind == Kind::SignInNeeded => continue,
            Err(problem) => return Err(problem),
        };
        // Somebody else may have settled it, or deleted the reader.
        let still = sqlx::query(crate::store::sql(format!("{STALE} AND f.profile = $2 AND f.challenge = $3")));
        let still = still.bind(ledger.now).bind(&profile).bind(&challenge).fetch_optional(&mut *ledger.writing).await?;
        if still.is_some() {
            settle(app, &mut ledger, &profile, &challenge).await?;
            ledger.keep().await?;
        }
    }
    Ok(())
}

/// A record this server wrote.
///
/// # Errors
/// `internal`, when it is damaged.
pub fn kept<T: atrium_contract::decode::Decode>(json: &str) -> Answered<T> {
    record(json).ok_or_else(|| Problem::internal("a kept record is damaged"))
}
