//! Progress: a fold over the ledger. The same entries in any order, any number of times, give the same result.

use crate::{
    challenge::{Challenge, CountFrom, Goal, Unit},
    day::Day,
    entry::{Entry, ReadWork},
    fold::folded,
    id::Id,
    sort,
};

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
    /// The days on which something counted, in their order.
    pub days: Vec<Day>,
    /// The things of a checklist that are done, each once.
    pub ticked: Vec<Id>,
    /// What became of each entry, by its id; in the order of the days.
    pub verdicts: Vec<(String, Verdict)>,
}

impl Progress {
    /// What became of an entry.
    pub fn verdict(&self, id: &str) -> Option<Verdict> {
        self.verdicts.iter().find(|(other, _)| other == id).map(|(_, verdict)| *verdict)
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

/// Folds one reader's entries for one challenge. Entries of other readers or challenges must not be among them.
pub fn progress(challenge: &Challenge, enrolled_on: Option<Day>, entries: &[Entry]) -> Progress {
    let mut fold = Fold { challenge, enrolled_on, read: Vec::new(), ticked: Vec::new() };
    let mut judged: Vec<(&Entry, Verdict)> = Vec::new();
    for (entry, corrected) in once_each(entries) {
        judged.push((entry, fold.judge(entry, corrected)));
    }
    fold.finish(judged)
}

/// Each entry once, and whether another corrects it, in the order of the days: the order that decides which of two is "again".
fn once_each(entries: &[Entry]) -> Vec<(&Entry, bool)> {
    let mut list: Vec<(&Entry, bool)> = entries.iter().map(|entry| (entry, false)).collect();
    sort::by(&mut list, &|(one, _), (other, _)| comes_first(one, other));
    list.dedup_by(|(again, _), (kept, _)| again.id == kept.id);
    for place in 0..list.len() {
        let corrects = list.get(place).and_then(|(entry, _)| entry.corrects.as_deref());
        let found = corrects.and_then(|id| list.binary_search_by(|(other, _)| other.id.as_str().cmp(id)).ok());
        if let Some((_, corrected)) = found.and_then(|found| list.get_mut(found)) {
            *corrected = true;
        }
    }
    sort::by(&mut list, &|(one, _), (other, _)| {
        (one.occurred_on, one.recorded_at.ms, &one.id) < (other.occurred_on, other.recorded_at.ms, &other.id)
    });
    list
}

/// By id, and of copies of an entry the one to be kept first.
fn comes_first(one: &Entry, other: &Entry) -> bool {
    one.id < other.id || (one.id == other.id && precedes(one, other))
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
    /// The works that counted, where each may count once.
    read: Vec<Spelt>,
    /// The things of a checklist that counted.
    ticked: Vec<Id>,
}

impl Fold<'_> {
    fn judge(&mut self, entry: &Entry, corrected: bool) -> Verdict {
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

    fn against_the_goal(&mut self, entry: &Entry) -> Option<Reason> {
        match &self.challenge.goal {
            Goal::Checklist { items, .. } => {
                match entry.item.as_ref().filter(|item| items.iter().any(|it| &it.id == *item)) {
                    None => Some(Reason::NotOnTheList),
                    Some(item) if self.ticked.contains(item) => Some(Reason::Again),
                    Some(item) => {
                        self.ticked.push(item.clone());
                        None
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
                let work = entry
                    .work
                    .as_ref()
                    .filter(|_| of_works && self.challenge.distinct == Some(true))
                    .map(Spelt::new)?;
                let again = self.read.iter().any(|other| other.same(&work));
                if !again {
                    self.read.push(work);
                }
                again.then_some(Reason::Again)
            }
        }
    }

    fn finish(self, mut judged: Vec<(&Entry, Verdict)>) -> Progress {
        let goal = &self.challenge.goal;
        // They come in the order of the days.
        let mut by_day: Vec<(Day, u64)> = Vec::new();
        for (entry, verdict) in &judged {
            let Verdict::Counted(amount) = verdict else { continue };
            let worth = if matches!(goal, Goal::Checklist { .. }) { 1 } else { u64::from(*amount) };
            match by_day.last_mut() {
                Some((day, sum)) if *day == entry.occurred_on => *sum = sum.saturating_add(worth),
                _ => by_day.push((entry.occurred_on, worth)),
            }
        }
        if let Goal::Days { at_least: Some(least), .. } = goal {
            by_day.retain(|(_, sum)| *sum >= u64::from(least.amount.0));
            for (entry, verdict) in &mut judged {
                let short = by_day.binary_search_by(|(day, _)| day.cmp(&entry.occurred_on)).is_err();
                if short && matches!(verdict, Verdict::Counted(_)) {
                    *verdict = Verdict::Not(Reason::DayTooShort);
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
        let target = u64::from(goal.target());
        Progress {
            unit: goal.unit(),
            amount,
            target,
            done: amount >= target,
            reached,
            days: by_day.iter().map(|(day, _)| *day).collect(),
            ticked: self.ticked,
            verdicts: judged.into_iter().map(|(entry, verdict)| (entry.id.clone(), verdict)).collect(),
        }
    }
}

/// A work with its names in small letters.
struct Spelt {
    isbn: Option<String>,
    title: String,
    author: Option<String>,
}

impl Spelt {
    fn new(work: &ReadWork) -> Spelt {
        Spelt {
            isbn: work.isbn.clone(),
            title: folded(work.title.as_deref().unwrap_or_default()),
            author: work.author.as_deref().map(folded),
        }
    }

    /// Whether two are the same work: the same ISBN, else the same title and author, however they are spelt.
    fn same(&self, other: &Spelt) -> bool {
        if let (Some(one), Some(other)) = (&self.isbn, &other.isbn) {
            return one == other;
        }
        let author = self.author.is_none() || other.author.is_none() || self.author == other.author;
        !self.title.is_empty() && self.title == other.title && author
    }
}

/// All entries of two ledgers, each once, by their ids.
pub fn union(mut one: Vec<Entry>, other: Vec<Entry>) -> Vec<Entry> {
    one.extend(other);
    sort::by(&mut one, &comes_first);
    one.dedup_by(|again, kept| again.id == kept.id);
    one
}

#[cfg(test)]
#[path = "progress_tests.rs"]
mod tests;
