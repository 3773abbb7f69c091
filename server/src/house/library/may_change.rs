//! What the ledger has to say before a challenge is changed.

use super::PutError;
use crate::house::draft::{Asked, State};
use crate::patron::entries::first_day;
use crate::store::Writing;
use atrium_contract::day::Day;
use atrium_contract::json::{Value, parse};

const PUBLISHED: &str = "SELECT document FROM house_versions \
    WHERE collection = 'challenges' AND id = $1 AND state = 'published' ORDER BY version DESC LIMIT 1";

/// Whether entries stand against a change of a challenge: what is counted stays, and so does every day that was logged.
///
/// # Errors
/// [`PutError::GoalFixed`].
pub(super) async fn ask(
    writing: &mut Writing,
    challenge: &str,
    asked: &Asked,
    ahead: bool,
    now: i64,
) -> Result<(), PutError> {
    if asked.state != State::Published {
        return Ok(());
    }
    let before: Option<String> = sqlx::query_scalar(PUBLISHED).bind(challenge).fetch_optional(&mut **writing).await?;
    let Some(before) = before else { return Ok(()) };
    let before = parse(&before).unwrap_or_default();
    let first = first_day(&mut *writing, challenge).await?;
    if first.is_none() && ahead && in_force(writing, challenge, now).await? && differs(&before, &asked.document) {
        return Err(PutError::GoalFixed(
            "entries may come until then, so the goal's kind and unit cannot change at a later moment; they can now",
        ));
    }
    let Some(first) = first else { return Ok(()) };
    if differs(&before, &asked.document) {
        return Err(PutError::GoalFixed("there are entries, so the goal's kind and unit cannot change"));
    }
    let starts = |document: &Value| document.get("starts").and_then(Value::as_str).and_then(Day::parse);
    let counted = starts(&before).is_none_or(|starts| starts <= first);
    if counted && starts(&asked.document).is_some_and(|starts| starts > first) {
        return Err(PutError::GoalFixed("there are entries that count, so the challenge cannot start after them"));
    }
    Ok(())
}

/// Whether two versions count different things.
fn differs(before: &Value, after: &Value) -> bool {
    let goal = |document: &Value, field: &str| document.get("goal").and_then(|goal| goal.get(field)).cloned();
    ["kind", "unit"].iter().any(|field| goal(before, field) != goal(after, field))
}

/// Whether the public sees the challenge already, or did.
async fn in_force(writing: &mut Writing, challenge: &str, now: i64) -> Result<bool, PutError> {
    let found = sqlx::query(
        "SELECT 1 FROM house_versions WHERE collection = 'challenges' AND id = $1 AND state = 'published' AND since_ms <= $2 LIMIT 1",
    );
    Ok(found.bind(challenge).bind(now).fetch_optional(&mut **writing).await?.is_some())
}
