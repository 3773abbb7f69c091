//! Codes of challenges: those of the version in force, and those of versions whose turn is ahead.
//!
//! What is public stays until the next is published in its turn, and so do its codes: a poster with a code hangs until then.

use super::{Item, Library, PutError};
use crate::house::draft::{Asked, Means, State};
use crate::store::Writing;

const TAKEN: &str = "SELECT 1 FROM house_codes WHERE code_key = $1 AND challenge <> $2 \
    UNION ALL SELECT 1 FROM house_codes_ahead WHERE code_key = $1 AND challenge <> $2 LIMIT 1";
const CODE: &str = "INSERT INTO house_codes (code_key, challenge, item, amount, unit) VALUES ($1, $2, $3, $4, $5) \
    ON CONFLICT (code_key) DO NOTHING";
const AHEAD: &str = "INSERT INTO house_codes_ahead (code_key, challenge, item, amount, unit, version) \
    VALUES ($1, $2, $3, $4, $5, $6)";
const TURN: &str = "INSERT INTO house_turns (challenge, version, since_ms) VALUES ($1, $2, $3)";
const LATER: &str = "SELECT version FROM house_turns WHERE challenge = $1 AND since_ms >= $2";
const ALL_AHEAD: &str = "SELECT version FROM house_turns WHERE challenge = $1";
const DUE: &str = "SELECT challenge, version FROM house_turns WHERE since_ms <= $1 ORDER BY challenge, version";
const TAKE: &str = "INSERT INTO house_codes (code_key, challenge, item, amount, unit) \
    SELECT code_key, challenge, item, amount, unit FROM house_codes_ahead WHERE challenge = $1 AND version = $2";
/// Changes nothing: whoever writes here waits for whoever else does.
const WAIT: &str = "UPDATE house_revision SET revision = revision WHERE one = 1";

impl Library {
    /// Puts the codes of versions in force whose turn has come.
    pub(super) async fn take_turns(&self, now: i64) -> Result<(), sqlx::Error> {
        // Most often there is nothing to do, and nobody has to wait for it.
        if sqlx::query(DUE).bind(now).fetch_optional(self.store().read()).await?.is_none() {
            return Ok(());
        }
        let mut writing = self.store().begin().await?;
        sqlx::query(WAIT).execute(&mut *writing).await?;
        due(&mut writing, now).await?;
        writing.commit().await
    }
}

/// What came due until now, in the order of its versions.
pub(super) async fn due(writing: &mut Writing, now: i64) -> Result<(), sqlx::Error> {
    let turns: Vec<(String, i64)> = sqlx::query_as(DUE).bind(now).fetch_all(&mut **writing).await?;
    for (challenge, version) in turns {
        clear(writing, &challenge).await?;
        sqlx::query(TAKE).bind(&challenge).bind(version).execute(&mut **writing).await?;
        forget(writing, &challenge, version).await?;
    }
    Ok(())
}

/// Keeps the codes of a version that was put: now, or for its turn. A draft's are only looked at.
pub(super) async fn keep(writing: &mut Writing, item: &Item, asked: &Asked, now: i64) -> Result<(), PutError> {
    for (index, code) in asked.codes.iter().enumerate() {
        let taken = sqlx::query(TAKEN).bind(code.key.as_str()).bind(&item.id).fetch_optional(&mut **writing).await?;
        if taken.is_some() {
            return Err(PutError::CodeTaken(index));
        }
    }
    let ahead = item.scheduled(now);
    if item.state == State::Draft {
        return Ok(());
    }
    // A later version outranks every earlier one from its turn on.
    let outranked: Vec<i64> = if ahead {
        sqlx::query_scalar(LATER).bind(&item.id).bind(item.since_ms).fetch_all(&mut **writing).await?
    } else {
        clear(writing, &item.id).await?;
        sqlx::query_scalar(ALL_AHEAD).bind(&item.id).fetch_all(&mut **writing).await?
    };
    for version in outranked {
        forget(writing, &item.id, version).await?;
    }
    if ahead {
        sqlx::query(TURN).bind(&item.id).bind(item.version).bind(item.since_ms).execute(&mut **writing).await?;
    }
    for (index, code) in asked.codes.iter().enumerate() {
        let (thing, amount, unit) = match &code.means {
            Means::Item(thing) => (Some(thing.clone()), None, None),
            Means::Amount(amount, unit) => (None, Some(i64::from(*amount)), Some(unit.clone())),
        };
        let kept = sqlx::query(if ahead { AHEAD } else { CODE });
        let kept = kept.bind(code.key.as_str()).bind(&item.id).bind(thing).bind(amount).bind(unit);
        let kept = if ahead { kept.bind(item.version) } else { kept };
        if kept.execute(&mut **writing).await?.rows_affected() != 1 {
            return Err(PutError::CodeTaken(index));
        }
    }
    Ok(())
}

/// Frees all codes of a challenge that is deleted.
pub(super) async fn free(writing: &mut Writing, challenge: &str) -> Result<(), sqlx::Error> {
    clear(writing, challenge).await?;
    let ahead: Vec<i64> = sqlx::query_scalar(ALL_AHEAD).bind(challenge).fetch_all(&mut **writing).await?;
    for version in ahead {
        forget(writing, challenge, version).await?;
    }
    Ok(())
}

/// Takes away the codes in force.
async fn clear(writing: &mut Writing, challenge: &str) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM house_codes WHERE challenge = $1").bind(challenge).execute(&mut **writing).await.map(drop)
}

/// Forgets a turn, because it came or never will.
async fn forget(writing: &mut Writing, challenge: &str, version: i64) -> Result<(), sqlx::Error> {
    for sql in [
        "DELETE FROM house_codes_ahead WHERE challenge = $1 AND version = $2",
        "DELETE FROM house_turns WHERE challenge = $1 AND version = $2",
    ] {
        sqlx::query(sql).bind(challenge).bind(version).execute(&mut **writing).await?;
    }
    Ok(())
}
