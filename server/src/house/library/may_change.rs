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
pub(super) async fn ask(writing: &mut Writing, challenge: &str, asked: &Asked) -> Result<(), PutError> {
    if asked.state != State::Published {
        return Ok(());
    }
    let before: Option<String> = sqlx::query_scalar(PUBLISHED).bind(challenge).fetch_optional(&mut **writing).await?;
    let Some(before) = before else { return Ok(()) };
    let Some(first) = first_day(&mut *writing, challenge).await? else { return Ok(()) };
    let before = parse(&before).unwrap_or_default();
    let goal = |document: &Value, field: &str| document.get("goal").and_then(|goal| goal.get(field)).cloned();
    if goal(&before, "kind") != goal(&asked.document, "kind") || goal(&before, "unit") != goal(&asked.document, "unit")
    {
        return Err(PutError::GoalFixed("there are entries, so the goal's kind and unit cannot change"));
    }
    let starts = |document: &Value| document.get("starts").and_then(Value::as_str).and_then(Day::parse);
    let counted = starts(&before).is_none_or(|starts| starts <= first);
    if counted && starts(&asked.document).is_some_and(|starts| starts > first) {
        return Err(PutError::GoalFixed("there are entries that count, so the challenge cannot start after them"));
    }
    Ok(())
}
