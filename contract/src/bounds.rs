//! What caps leave of what was logged.

use crate::{
    challenge::{Challenge, Goal, Unit},
    credit::CapPer,
    day::Day,
    progress::Reason,
};

/// A cap, and how much of it was used.
struct Bound {
    per: CapPer,
    unit: Unit,
    most: u64,
    used: u64,
}

/// The caps of a challenge while its entries come in the order of the days.
pub(crate) struct Bounds {
    bounds: Vec<Bound>,
    day: Option<Day>,
}

impl Bounds {
    pub fn new(challenge: &Challenge) -> Bounds {
        let mut bounds: Vec<Bound> = Vec::new();
        let ticked = matches!(challenge.goal, Goal::Checklist { .. });
        for cap in challenge.caps.iter().filter(|cap| cap.unit != Unit::Days && !ticked) {
            let most = u64::from(cap.amount.0);
            match bounds.iter_mut().find(|bound| bound.per == cap.per && bound.unit == cap.unit) {
                Some(bound) => bound.most = bound.most.min(most),
                None => bounds.push(Bound { per: cap.per, unit: cap.unit, most, used: 0 }),
            }
        }
        Bounds { bounds, day: None }
    }

    /// What is credited of so much, and the last cap that left less of it.
    pub fn credit(&mut self, day: Day, unit: Unit, logged: u64) -> (u64, Option<Reason>) {
        if self.day.replace(day) != Some(day) {
            self.bounds.iter_mut().filter(|bound| bound.per == CapPer::Day).for_each(|bound| bound.used = 0);
        }
        let (mut credited, mut reason) = (logged, None);
        for per in CapPer::ALL {
            for bound in self.bounds.iter().filter(|bound| bound.per == *per && bound.unit == unit) {
                let left = bound.most.saturating_sub(bound.used);
                if credited > left {
                    credited = left;
                    reason = Some(match per {
                        CapPer::Entry => Reason::CapPerEntry,
                        CapPer::Day => Reason::CapPerDay,
                        CapPer::All => Reason::CapInAll,
                    });
                }
            }
        }
        for bound in self.bounds.iter_mut().filter(|bound| bound.unit == unit && bound.per != CapPer::Entry) {
            bound.used = bound.used.saturating_add(credited);
        }
        (credited, reason)
    }
}
