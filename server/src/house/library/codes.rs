//! What the ledger asks of the library: the versions of a challenge, and what a code stands for; and what the library asks of
//! the ledger before a running challenge is changed.

use super::{Library, PutError};
use crate::house::draft::{Asked, Means, key};
use sqlx::Row as _;

/// A version of a challenge that is or was in force.
#[derive(Clone, Debug)]
pub struct InForce {
    /// Its number in the history.
    pub number: i64,
    /// Since when, in milliseconds since 1970.
    pub since_ms: i64,
    /// The document as JSON.
    pub document: String,
}

const VERSIONS: &str = "SELECT version, since_ms, document FROM house_versions \
    WHERE collection = 'challenges' AND id = $1 AND state = 'published' AND since_ms <= $2 ORDER BY version";

impl Library {
    /// The versions of a challenge that are or were in force, the first first. One that was overtaken before its moment came never was.
    pub async fn versions(&self, challenge: &str, now: i64) -> Result<Vec<InForce>, sqlx::Error> {
        let mut kept: Vec<InForce> = Vec::new();
        for row in sqlx::query(VERSIONS).bind(challenge).bind(now).fetch_all(self.store().read()).await? {
            let version = InForce { number: row.try_get(0)?, since_ms: row.try_get(1)?, document: row.try_get(2)? };
            kept.retain(|before| before.since_ms < version.since_ms);
            kept.push(version);
        }
        Ok(kept)
    }

    /// The challenge a code is for, and what it stands for.
    pub async fn code(&self, code: &str) -> Result<Option<(String, Means)>, sqlx::Error> {
        let row = sqlx::query("SELECT challenge, item, amount, unit FROM house_codes WHERE code_key = $1");
        let Some(row) = row.bind(key(code)).fetch_optional(self.store().read()).await? else { return Ok(None) };
        let (item, amount, unit): (Option<String>, Option<i64>, Option<String>) =
            (row.try_get(1)?, row.try_get(2)?, row.try_get(3)?);
        let means = match (item, amount, unit) {
            (Some(item), _, _) => Some(Means::Item(item)),
            (None, Some(amount), Some(unit)) => u32::try_from(amount).ok().map(|amount| Means::Amount(amount, unit)),
            _ => None,
        };
        let challenge: String = row.try_get(0)?;
        Ok(means.map(|means| (challenge, means)))
    }

    /// Whether entries stand against a change of a challenge.
    pub async fn may_change(&self, _challenge: &str, _asked: &Asked) -> Result<(), PutError> {
        Ok(())
    }
}
