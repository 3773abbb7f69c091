//! The goal in words.

use crate::{i18n::formats, t, t_count, ui::amount::amount};
use atrium_contract::challenge::Goal;

/// What is to be reached, as a sentence.
pub(super) fn goal(goal: &Goal) -> String {
    match goal {
        Goal::Total { unit, target } => t!("goal.total", amount = amount(*unit, u64::from(*target))),
        Goal::Days { target, at_least: Some(least), .. } => {
            t_count!("goal.days-at-least", u64::from(*target), amount = amount(least.unit, u64::from(least.amount.0)))
        }
        Goal::Days { target, at_least: None, .. } => t_count!("goal.days", u64::from(*target)),
        Goal::Streak { target, at_least: Some(least), .. } => {
            t_count!("goal.streak-at-least", u64::from(*target), amount = amount(least.unit, u64::from(least.amount.0)))
        }
        Goal::Streak { target, at_least: None, .. } => t_count!("goal.streak", u64::from(*target)),
        Goal::Checklist { target, items } if usize::try_from(*target) == Ok(items.len()) => {
            t_count!("goal.all", u64::from(*target))
        }
        Goal::Checklist { target, items } => {
            t_count!("goal.some", items.len() as u64, target = formats::number(u64::from(*target)))
        }
    }
}
