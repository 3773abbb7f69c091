//! The amount a goal is told in, while the days that count come in.

use crate::{
    challenge::{Challenge, Goal, Unit},
    credit::Rate,
    day::Day,
    run::{Longest, Stretch},
};

/// Sums of one unit, and what they are worth.
struct Lane {
    unit: Unit,
    from: u64,
    to: u64,
    sum: u64,
}

impl Lane {
    /// What the sum is worth, rounded down once: `sum × to ÷ from` without ever being larger than it must.
    fn worth(&self) -> u64 {
        let whole = self.sum.checked_div(self.from).unwrap_or(0);
        let rest = self.sum.checked_rem(self.from).unwrap_or(0).saturating_mul(self.to);
        whole.saturating_mul(self.to).saturating_add(rest.checked_div(self.from).unwrap_or(0))
    }
}

enum Kind {
    Sum(Vec<Lane>),
    Days,
    Most(Longest),
    Things(u64),
}

/// How far a reader has come, day by day.
pub(crate) struct Measure {
    kind: Kind,
    days: Vec<Day>,
    amount: u64,
}

impl Measure {
    pub fn new(challenge: &Challenge) -> Measure {
        let kind = match &challenge.goal {
            Goal::Total { unit: Unit::Days, .. } | Goal::Days { within: None, .. } => Kind::Days,
            Goal::Days { within: Some(within), .. } => Kind::Most(Longest::new(Stretch::Dates(*within))),
            Goal::Streak { freezes, .. } => Kind::Most(Longest::new(Stretch::Missed(*freezes))),
            Goal::Checklist { .. } => Kind::Things(0),
            Goal::Total { unit, .. } => {
                let own = Lane { unit: *unit, from: 1, to: 1, sum: 0 };
                let other = |unit: &Unit| {
                    let rate = challenge.rate_from(*unit)?;
                    Some(Lane { unit: *unit, from: rate.from.amount.0.into(), to: rate.to.amount.0.into(), sum: 0 })
                };
                Kind::Sum(std::iter::once(own).chain(Unit::ALL.iter().filter_map(other)).collect())
            }
        };
        Measure { kind, days: Vec::new(), amount: 0 }
    }

    /// Takes in a day that counts, later than those before, with what is credited on it; the amount after it.
    pub fn with(&mut self, day: Day, credits: &mut dyn Iterator<Item = (Unit, u64)>) -> u64 {
        self.days.push(day);
        self.amount = match &mut self.kind {
            Kind::Days => self.days.len() as u64,
            Kind::Most(longest) => longest.with(&self.days) as u64,
            Kind::Things(things) => {
                *things = things.saturating_add(credits.filter(|(_, credited)| *credited > 0).count() as u64);
                *things
            }
            Kind::Sum(lanes) => {
                for (unit, credited) in credits {
                    for lane in lanes.iter_mut().filter(|lane| lane.unit == unit) {
                        lane.sum = lane.sum.saturating_add(credited);
                    }
                }
                lanes.iter().fold(0, |sum: u64, lane| sum.saturating_add(lane.worth()))
            }
        };
        self.amount
    }

    /// The amount, and the days that count.
    pub fn done(self) -> (u64, Vec<Day>) {
        (self.amount, self.days)
    }
}

impl Challenge {
    /// The rate by which what is logged in a unit counts: the first into the goal's, where the goal is a sum of another.
    pub(crate) fn rate_from(&self, unit: Unit) -> Option<&Rate> {
        let Goal::Total { unit: goal, .. } = &self.goal else { return None };
        let sum = *goal != Unit::Days && unit != *goal;
        self.rates.iter().find(|rate| sum && rate.to.unit == *goal && rate.from.unit == unit)
    }
}
