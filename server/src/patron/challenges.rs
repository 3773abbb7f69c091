//! What the member has published, as far as a patron's entries are judged by it.

use crate::clock::{Zone, instant};
use crate::problem::{Answered, Problem};
use atrium_contract::challenge::Challenge;
use atrium_contract::day::Day;
use atrium_contract::decode::document;
use atrium_contract::instant::Instant;
use sqlx::AnyConnection;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Challenges are read again when there are more than this.
const MOST_KEPT: usize = 2_000;

/// A version of a challenge that is or was in force.
#[derive(Debug)]
pub struct Version {
    /// Its number.
    pub number: i64,
    /// Since when.
    pub since: Instant,
    /// What it says.
    pub challenge: Challenge,
}

/// All versions of a challenge that are or were in force, the first first. None: the public never saw it.
pub type Versions = Arc<Vec<Version>>;

/// Number, since when, and when it was written.
type Stamp = (i64, i64, i64);

/// Challenges that were read already, by what they were read from.
#[derive(Default)]
pub struct Challenges {
    read: Mutex<HashMap<String, (Vec<Stamp>, Versions)>>,
}

impl Challenges {
    /// The versions of a challenge.
    ///
    /// # Errors
    /// The database's.
    pub async fn versions(&self, connection: &mut AnyConnection, id: &str, now: i64) -> Answered<Versions> {
        let all: Vec<(i64, i64, i64, String)> = sqlx::query_as(
            "SELECT version, since_ms, changed_ms, state FROM house_versions
             WHERE collection = 'challenges' AND id = $1 AND state <> 'draft' AND since_ms <= $2 ORDER BY version",
        )
        .bind(id)
        .bind(now)
        .fetch_all(&mut *connection)
        .await?;
        let mut stamps: Vec<Stamp> = Vec::new();
        for (version, since, changed, state) in all {
            // What was overtaken, or taken down, before its moment came was never in force.
            stamps.retain(|before| before.1 < since);
            if state == "published" {
                stamps.push((version, since, changed));
            }
        }
        if let Some((_, versions)) = self.kept().get(id).filter(|(kept, _)| *kept == stamps) {
            return Ok(versions.clone());
        }
        let mut versions = Vec::new();
        for (number, since, _) in &stamps {
            let text: String = sqlx::query_scalar(
                "SELECT document FROM house_versions WHERE collection = 'challenges' AND id = $1 AND version = $2",
            )
            .bind(id)
            .bind(number)
            .fetch_one(&mut *connection)
            .await?;
            let read = document::<Challenge>(&text, "Challenge")
                .map_err(|refused| Problem::internal(format!("challenge {id}: {}", refused.sentences().join("; "))))?;
            versions.push(Version { number: *number, since: instant(*since), challenge: read.value });
        }
        let versions = Arc::new(versions);
        let mut kept = self.kept();
        if kept.len() >= MOST_KEPT {
            kept.clear();
        }
        kept.insert(id.to_owned(), (stamps, versions.clone()));
        Ok(versions)
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, HashMap<String, (Vec<Stamp>, Versions)>> {
        self.read.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The challenge as the public reads it now, with its versions. `None` when it is not public.
///
/// # Errors
/// The database's.
pub async fn public(
    challenges: &Challenges,
    connection: &mut AnyConnection,
    id: &str,
    now: i64,
) -> Answered<Option<Versions>> {
    let state: Option<String> = sqlx::query_scalar(
        "SELECT state FROM house_versions WHERE collection = 'challenges' AND id = $1
         AND (state = 'unpublished' OR (state = 'published' AND since_ms <= $2)) ORDER BY version DESC LIMIT 1",
    )
    .bind(id)
    .bind(now)
    .fetch_optional(&mut *connection)
    .await?;
    if state.as_deref() != Some("published") {
        return Ok(None);
    }
    Ok(Some(challenges.versions(connection, id, now).await?))
}

/// Whether a challenge takes what is new on a day: from its first day until entries may no longer arrive.
pub fn runs(challenge: &Challenge, now: i64) -> bool {
    let today: Day = Zone::new(&challenge.zone).day(now);
    let until = challenge.log_until.map_or(challenge.ends, |until| until.max(challenge.ends));
    challenge.starts <= today && today <= until
}
