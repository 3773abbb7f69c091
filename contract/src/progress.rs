//! Progress: what the rules of `RULES.md` make of a reader's entries for a challenge. The fold itself is in [`judge`](crate::judge).

use crate::{
    challenge::{Challenge, Unit},
    day::Day,
    entry::Entry,
    id::Id,
    judge,
};
use std::collections::HashMap;

pub use crate::merge::union;

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

words! {
    /// Why an entry does not count, or not in full.
    pub enum Reason expected "a reason such as too-late" {
        /// It was voided.
        Voided = "voided",
        /// Another entry takes its place.
        Corrected = "corrected",
        /// It happened before the challenge's first day.
        TooEarly = "too-early",
        /// It happened after the challenge's last day.
        TooLate = "too-late",
        /// It happened before the reader joined, and the challenge counts from then.
        BeforeJoining = "before-joining",
        /// It came when entries were no longer taken.
        ArrivedLate = "arrived-late",
        /// It names a thing that is not on the list, or none, or one that only a code ticks.
        NotOnTheList = "not-on-the-list",
        /// The same thing was ticked, or the same work read, before.
        Again = "again",
        /// It is in another unit.
        OtherUnit = "other-unit",
        /// An entry counts for no more.
        CapPerEntry = "cap-per-entry",
        /// A day counts for no more.
        CapPerDay = "cap-per-day",
        /// All entries together count for no more.
        CapInAll = "cap-in-all",
        /// Its day does not reach what a day must have.
        DayTooShort = "day-too-short",
    }
}

impl Reason {
    /// Whether a cap left less than was logged.
    pub fn is_a_cap(self) -> bool {
        matches!(self, Reason::CapPerEntry | Reason::CapPerDay | Reason::CapInAll)
    }
}

record! {
    /// What became of an entry.
    #[derive(Eq)]
    pub struct Verdict {
        /// The entry's id.
        pub entry: String = "entry",
        /// It counts for so much, in the unit it was logged in.
        pub credited: u64 = "credited",
        /// Why not for all that was logged.
        pub reason: Option<Reason> = "reason",
    }
}

record! {
    /// A milestone that was reached, and on which day.
    #[derive(Eq)]
    pub struct Reached {
        /// The milestone.
        pub id: Id = "id",
        /// The day whose entries reached it.
        pub on: Day = "on",
    }
}

record! {
    /// The runs of a streak.
    #[derive(Copy, Eq)]
    pub struct Run {
        /// The active days of the longest.
        pub longest: u64 = "longest",
        /// The active days of the one that still goes on.
        pub current: u64 = "current",
        /// The days that one has missed.
        pub frozen: u64 = "frozen",
    }
}

record! {
    /// How far a reader has come.
    #[derive(Eq)]
    pub struct Progress {
        /// The unit of `amount` and `target`.
        pub unit: Unit = "unit",
        /// How much.
        pub amount: u64 = "amount",
        /// Of how much.
        pub target: u64 = "target",
        /// The goal is reached.
        pub done: bool = "done",
        /// The day whose entries reached it.
        pub done_on: Option<Day> = "doneOn",
        /// Its runs, of a streak.
        pub run: Option<Run> = "run",
        /// The milestones that were reached, by day.
        pub reached: Vec<Reached> = "reached",
        /// The days on which something counted, in their order.
        pub days: Vec<Day> = "days",
        /// The things of a checklist that are done, each once.
        pub ticked: Vec<Id> = "ticked",
        /// What became of each entry; in the order of the days.
        pub verdicts: Vec<Verdict> = "verdicts",
    }
}

impl Progress {
    /// What became of an entry.
    pub fn verdict(&self, id: &str) -> Option<&Verdict> {
        self.verdicts.iter().find(|verdict| verdict.entry == id)
    }

    /// What became of each entry by its id, for whoever asks for many.
    pub fn by_entry(&self) -> HashMap<&str, &Verdict> {
        self.verdicts.iter().map(|verdict| (verdict.entry.as_str(), verdict)).collect()
    }

    /// Thousandths of the goal, at most 1000. Never 1000 before it is reached.
    pub fn permille(&self) -> u32 {
        if self.done {
            return 1000;
        }
        let thousandths = self.amount.saturating_mul(1000).checked_div(self.target).unwrap_or(0);
        u32::try_from(thousandths.min(999)).unwrap_or(999)
    }
}

/// The dates that no entry says of itself: this crate has neither a clock nor zones.
#[derive(Clone, Copy)]
pub struct Dates<'d> {
    /// Today, in the zone of the version in force.
    pub today: Day,
    /// When an entry was received, in a version's own zone; `None` for one that was not yet, which is judged as if it were received
    /// today.
    pub received: &'d dyn Fn(&Entry, &str) -> Option<Day>,
}

/// Folds one reader's entries for one challenge. Entries of other readers or challenges must not be among them.
pub fn progress(challenge: &Challenge, enrolled_on: Option<Day>, entries: &[Entry], dates: &Dates<'_>) -> Progress {
    judge::once_each(Some(challenge), entries, dates, &|list| judge::fold(challenge, enrolled_on, list, dates))
}

/// As [`progress`], where nobody but this device keeps the entries: each was received when it was written down, in time.
pub fn in_time(challenge: &Challenge, enrolled_on: Option<Day>, entries: &[Entry], today: Day) -> Progress {
    let received = |_: &Entry, _: &str| Some(challenge.starts);
    progress(challenge, enrolled_on, entries, &Dates { today, received: &received })
}

#[cfg(test)]
#[path = "progress_tests.rs"]
mod tests;
