//! Progress: a fold over the ledger. The same entries in any order, any number of times, give the same result.

use crate::{
    challenge::{Challenge, CountFrom, Goal, Unit},
    day::Day,
    entry::Entry,
    id::Id,
};
use std::collections::{BTreeMap, BTreeSet};

/// Where a challenge stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Its first day is still to come.
    Before,
    /// It runs.
    Running,
    /// Its last day has passed, and entries for its days may still be written down.
    Grace,
    /// It is over.
    Ended,
}

/// Where a challenge stands on a day of its own zone.
pub fn phase(challenge: &Challenge, today: Day) -> Phase {
    if today < challenge.starts {
        Phase::Before
    } else if today <= challenge.ends {
        Phase::Running
    } else if challenge.log_until.is_some_and(|until| today <= until) {
        Phase::Grace
    } else {
        Phase::Ended
    }
}

/// Why an entry does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It was voided.
    Voided,
    /// Another entry takes its place.
    Corrected,
    /// It happened before the challenge's first day.
    TooEarly,
    /// It happened before the reader joined, and the challenge counts from then.
    BeforeJoining,
    /// It happened after the challenge's last day.
    TooLate,
    /// It is in another unit.
    OtherUnit,
    /// It names a thing that is not on the list, or none.
    NotOnTheList,
    /// The same thing was ticked, or the same work read, before.
    Again,
    /// Its day does not reach what a day must have.
    DayTooShort,
}

/// What became of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It counts so much, in the unit it was logged in.
    Counted(u32),
    /// It does not count.
    Not(Reason),
}

/// A milestone that was reached, and on which day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    /// The milestone.
    pub id: Id,
    /// The day whose entries reached it.
    pub on: Day,
}

/// How far a reader has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The unit of `amount` and `target`.
    pub unit: Unit,
    /// How much.
    pub amount: u64,
    /// Of how much.
    pub target: u64,
    /// The goal is reached.
    pub done: bool,
    /// The milestones that were reached, by day.
    pub reached: Vec<Reached>,
    /// The days on which something counted.
    pub days: BTreeSet<Day>,
    /// The things of a checklist that are done.
    pub ticked: BTreeSet<Id>,
    /// What became of each entry, by its id.
    pub verdicts: BTreeMap<String, Verdict>,
}

impl Progress {
    /// Thousandths of the goal, at most 1000. Never 1000 before it is reached.
    pub fn permille(&self) -> u32 {
        if self.done {
            return 1000;
        }
        let thousandths = self.amount.saturating_mul(1000).checked_div(self.target).unwrap_or(0);
        u32::try_from(thousandths.min(999)).unwrap_or(999)
    }
}

/// Folds one reader's entries for one challenge. Entries of other readers or challenges must not be among them.
pub fn progress(challenge: &Challenge, enrolled_on: Option<Day>, entries: &[Entry]) -> Progress {
    let entries = once_each(entries);
    let corrected: BTreeSet<&str> = entries.iter().filter_map(|entry| entry.corrects.as_deref()).collect();
    let mut fold = Fold { challenge, enrolled_on, verdicts: BTreeMap::new(), counted: Vec::new() };
    for entry in &entries {
        let verdict = fold.judge(entry, corrected.contains(entry.id.as_str()));
        fold.verdicts.insert(entry.id.clone(), verdict);
        if matches!(verdict, Verdict::Counted(_)) {
            fold.counted.push(entry);
        }
    }
    fold.finish()
}

/// Each entry once, in the order of the days: the order that decides which of two is "again".
fn once_each(entries: &[Entry]) -> Vec<&Entry> {
    let mut by_id: BTreeMap<&str, &Entry> = BTreeMap::new();
    for entry in entries {
        let kept = by_id.entry(&entry.id).or_insert(entry);
        if precedes(entry, kept) {
            *kept = entry;
        }
    }
    let mut list: Vec<&Entry> = by_id.into_values().collect();
    list.sort_by(|one, other| {
        (one.occurred_on, one.recorded_at.ms, &one.id).cmp(&(other.occurred_on, other.recorded_at.ms, &other.id))
    });
    list
}

/// Of two copies of an entry, whether the first is to be kept: the voided one, then the one voided earlier, then by content.
/// Any total order would do; what matters is that every device takes the same.
fn precedes(one: &Entry, other: &Entry) -> bool {
    match (&one.voided_at, &other.voided_at) {
        (Some(_), None) => true,
        (None, Some(_)) => false,
        (Some(earlier), Some(later)) if earlier != later => earlier < later,
        _ => one.to_json() < other.to_json(),
    }
}

struct Fold<'f> {
    challenge: &'f Challenge,
    enrolled_on: Option<Day>,
    verdicts: BTreeMap<String, Verdict>,
    counted: Vec<&'f Entry>,
}

impl Fold<'_> {
    fn judge(&self, entry: &Entry, corrected: bool) -> Verdict {
        let joined = self.enrolled_on.filter(|_| self.challenge.count_from == Some(CountFrom::Enrolment));
        let reason = if entry.voided_at.is_some() {
            Some(Reason::Voided)
        } else if corrected {
            Some(Reason::Corrected)
        } else if entry.occurred_on < self.challenge.starts {
            Some(Reason::TooEarly)
        } else if entry.occurred_on > self.challenge.ends {
            Some(Reason::TooLate)
        } else if joined.is_some_and(|joined| entry.occurred_on < joined) {
            Some(Reason::BeforeJoining)
        } else {
            self.against_the_goal(entry)
        };
        reason.map_or(Verdict::Counted(entry.amount.amount.0), Verdict::Not)
    }

    fn against_the_goal(&self, entry: &Entry) -> Option<Reason> {
        match &self.challenge.goal {
            Goal::Checklist { items, .. } => {
                let listed = entry.item.as_ref().filter(|item| items.iter().any(|it| &it.id == *item));
                match listed {
                    None => Some(Reason::NotOnTheList),
                    Some(item) => {
                        self.counted.iter().any(|other| other.item.as_ref() == Some(item)).then_some(Reason::Again)
                    }
                }
            }
            Goal::Days { at_least: None, .. } | Goal::Total { unit: Unit::Days, .. } => None,
            goal => {
                if entry.amount.unit != goal.logged_unit() {
                    return Some(Reason::OtherUnit);
                }
                // A book is read over many evenings: only where works are counted can one be counted twice.
                let of_works = matches!(goal, Goal::Total { unit: Unit::Books | Unit::Activities, .. });
                let again = of_works
                    && self.challenge.distinct == Some(true)
                    && self.counted.iter().any(|other| same_work(other, entry));
                again.then_some(Reason::Again)
            }
        }
    }

    fn finish(mut self) -> Progress {
        let goal = &self.challenge.goal;
        let mut by_day: BTreeMap<Day, u64> = BTreeMap::new();
        for entry in &self.counted {
            let worth = if matches!(goal, Goal::Checklist { .. }) { 1 } else { u64::from(entry.amount.amount.0) };
            let sum = by_day.entry(entry.occurred_on).or_default();
            *sum = sum.saturating_add(worth);
        }
        if let Goal::Days { at_least: Some(least), .. } = goal {
            by_day.retain(|_, sum| *sum >= u64::from(least.amount.0));
            for entry in &self.counted {
                if !by_day.contains_key(&entry.occurred_on) {
                    self.verdicts.insert(entry.id.clone(), Verdict::Not(Reason::DayTooShort));
                }
            }
        }
        // Two entries on one day are one day.
        let in_days = goal.unit() == Unit::Days;
        let (mut amount, mut reached): (u64, Vec<Reached>) = (0, Vec::new());
        for (day, sum) in &by_day {
            amount = amount.saturating_add(if in_days { 1 } else { *sum });
            for milestone in &self.challenge.milestones {
                let there = amount >= u64::from(milestone.at.0);
                if there && !reached.iter().any(|it| it.id == milestone.id) {
                    reached.push(Reached { id: milestone.id.clone(), on: *day });
                }
            }
        }
        let ticked = match goal {
            Goal::Checklist { .. } => self.counted.iter().filter_map(|entry| entry.item.clone()).collect(),
            _ => BTreeSet::new(),
        };
        let target = u64::from(goal.target());
        Progress {
            unit: goal.unit(),
            amount,
            target,
            done: amount >= target,
            reached,
            days: by_day.keys().copied().collect(),
            ticked,
            verdicts: self.verdicts,
        }
    }
}

/// Whether two entries are of the same work: the same ISBN, else the same title and author, however they are spelt.
fn same_work(one: &Entry, other: &Entry) -> bool {
    let (Some(one), Some(other)) = (&one.work, &other.work) else { return false };
    if let (Some(one), Some(other)) = (&one.isbn, &other.isbn) {
        return one == other;
    }
    let name = |text: &Option<String>| text.as_deref().unwrap_or_default().trim().to_lowercase();
    !name(&one.title).is_empty()
        && name(&one.title) == name(&other.title)
        && (name(&one.author) == name(&other.author) || one.author.is_none() || other.author.is_none())
}

/// All entries of two ledgers, each once.
pub fn union(one: Vec<Entry>, other: Vec<Entry>) -> Vec<Entry> {
    let mut merged: BTreeMap<String, Entry> = BTreeMap::new();
    for entry in one.into_iter().chain(other) {
        match merged.get(&entry.id) {
            Some(kept) if !precedes(&entry, kept) => {}
            _ => {
                merged.insert(entry.id.clone(), entry);
            }
        }
    }
    merged.into_values().collect()
}

#[cfg(test)]
#[path = "progress_tests.rs"]
mod tests;
