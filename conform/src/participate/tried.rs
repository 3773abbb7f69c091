//! Which rules something turned on while challenges were played, and which nothing did.

use std::collections::BTreeSet;
use std::fmt;

use atrium_contract::{
    challenge::Challenge,
    goal::Goal,
    progress::{Progress, Reason},
};
use serde_json::Value;

const GOALS: [&str; 4] = ["total", "days", "streak", "checklist"];
const MORE: [&str; 5] = ["freezes", "days within days", "rates", "milestones", "a goal reached"];
const REASONS: [Reason; 13] = [
    Reason::Voided,
    Reason::Corrected,
    Reason::TooEarly,
    Reason::TooLate,
    Reason::BeforeJoining,
    Reason::ArrivedLate,
    Reason::NotOnTheList,
    Reason::Again,
    Reason::OtherUnit,
    Reason::CapPerEntry,
    Reason::CapPerDay,
    Reason::CapInAll,
    Reason::DayTooShort,
];

/// The rules that something turned on.
#[derive(Default)]
pub struct Tried(BTreeSet<&'static str>);

impl Tried {
    /// Adds what a reader's entries for a challenge turned on.
    pub fn with(&mut self, challenge: &Challenge, progress: &Progress, kept: &[Value]) {
        self.0.insert(challenge.goal.kind());
        self.0.extend(progress.verdicts.iter().filter_map(|verdict| verdict.reason).map(Reason::word));
        let within = matches!(challenge.goal, Goal::Days { within: Some(_), .. });
        let converted = |entry: &Value| {
            let unit = entry.pointer("/amount/unit").and_then(Value::as_str);
            let credited = entry.get("id").and_then(Value::as_str).and_then(|id| progress.verdict(id));
            credited.is_some_and(|verdict| verdict.credited > 0)
                && unit != Some(progress.unit.word())
                && challenge.rates.iter().any(|rate| unit == Some(rate.from.unit.word()))
        };
        let met = [
            progress.run.is_some_and(|run| run.frozen > 0),
            within,
            kept.iter().any(converted),
            !progress.reached.is_empty(),
            progress.done,
        ];
        self.0.extend(MORE.into_iter().zip(met).filter(|(_, met)| *met).map(|(name, _)| name));
    }
}

impl fmt::Display for Tried {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = GOALS.into_iter().chain(REASONS.map(Reason::word)).chain(MORE);
        let missing: Vec<&str> = all.filter(|name| !self.0.contains(name)).collect();
        if missing.is_empty() {
            f.write_str("Every rule was tried.")
        } else {
            write!(f, "Not tried, because nothing there turns on them: {}.", missing.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_tried_is_said() {
        let mut tried = Tried(GOALS.into_iter().chain(MORE).collect());
        tried.0.extend(REASONS.into_iter().filter(|reason| *reason != Reason::ArrivedLate).map(Reason::word));
        assert_eq!(tried.to_string(), "Not tried, because nothing there turns on them: arrived-late.");
        assert!(Tried::default().to_string().contains("total, days, streak"));
    }
}
