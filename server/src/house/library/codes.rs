//! What the ledger has to say before a challenge is changed.

use super::{Library, PutError};
use crate::house::draft::{Asked, State};
use crate::patron::entries::first_day;
use atrium_contract::day::Day;
use atrium_contract::json::{Value, parse};

impl Library {
    /// Whether entries stand against a change of a challenge: what is counted stays, and so does every day that was logged.
    ///
    /// # Errors
    /// [`PutError::GoalFixed`].
    pub async fn may_change(&self, challenge: &str, asked: &Asked) -> Result<(), PutError> {
        if asked.state != State::Published {
            return Ok(());
        }
        let before = self.history(crate::house::collection::Collection::Challenges, challenge).await?;
        let Some(before) = before.iter().rfind(|version| version.state == State::Published) else { return Ok(()) };
        let mut connection = self.store().read().acquire().await?;
        let Some(first) = first_day(&mut connection, challenge).await? else { return Ok(()) };
        let before = parse(&before.document).unwrap_or_default();
        let goal = |document: &Value, field: &str| document.get("goal").and_then(|goal| goal.get(field)).cloned();
        if goal(&before, "kind") != goal(&asked.document, "kind")
            || goal(&before, "unit") != goal(&asked.document, "unit")
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
}
