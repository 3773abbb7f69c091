//! The milestones on the way, while the amount grows.

use crate::{challenge::Challenge, day::Day, progress::Reached, sort};

/// The milestones of a challenge that are still ahead. Each is looked at once when it is reached, however many days there are.
pub(crate) struct Milestones<'c> {
    challenge: &'c Challenge,
    /// Their places, the farthest first.
    ahead: Vec<usize>,
}

impl Milestones<'_> {
    pub fn of(challenge: &Challenge) -> Milestones<'_> {
        let at = |place: usize| challenge.milestones.get(place).map(|it| it.at.0);
        let ahead = sort::order(challenge.milestones.len(), &|one, other| at(one) > at(other));
        Milestones { challenge, ahead }
    }

    /// Adds those that an amount has reached, in the order of the document. Amounts only grow.
    pub fn pass(&mut self, amount: u64, on: Day, reached: &mut Vec<Reached>) {
        let milestone = |place: usize| self.challenge.milestones.get(place);
        let mut passed = Vec::new();
        while let Some(place) = self.ahead.last().copied() {
            if milestone(place).is_some_and(|it| amount < u64::from(it.at.0)) {
                break;
            }
            passed.push(place);
            self.ahead.pop();
        }
        sort::by(&mut passed, &|one, other| one < other);
        reached.extend(passed.into_iter().filter_map(milestone).map(|it| Reached { id: it.id.clone(), on }));
    }
}
