//! The fold: each entry is judged in the order of the days, and the days make the amount.

use crate::{
    bounds::Bounds,
    challenge::{Challenge, CountFrom, Goal, Unit},
    corrections::corrected,
    day::Day,
    entry::{Entry, Source},
    id::Id,
    measure::Measure,
    merge,
    milestones::Milestones,
    progress::{Dates, Progress, Reached, Reason, Verdict},
    run::run,
    same_work::Works,
    sort,
};

/// An entry, and whether another stands in its place.
pub(crate) type Listed<'e> = (&'e Entry, bool);

/// Goes on with each entry once, in the order of the days: the order that decides which of two is "again". What is corrected is so
/// by the version in force.
pub(crate) fn once_each<T>(
    in_force: Option<&Challenge>,
    entries: &[Entry],
    dates: &Dates<'_>,
    then: &dyn Fn(&[Listed<'_>]) -> T,
) -> T {
    let mut list: Vec<&Entry> = entries.iter().collect();
    sort::by(&mut list, &|one, other| one.id < other.id);
    let twice = list.windows(2).any(|pair| matches!(pair, [one, other] if one.id == other.id));
    if twice {
        return once_each(in_force, &merge::union(entries.to_vec(), Vec::new()), dates, then);
    }
    let late = |entry: &Entry| in_force.is_some_and(|challenge| is_late(challenge, entry, dates));
    let corrected = corrected(&list, &late);
    let mut list: Vec<Listed<'_>> = list.into_iter().zip(corrected).collect();
    sort::by(&mut list, &|(one, _), (other, _)| {
        (one.occurred_on, one.recorded_at.ms, &one.id) < (other.occurred_on, other.recorded_at.ms, &other.id)
    });
    then(&list)
}

/// Whether an entry came when a challenge no longer took any.
fn is_late(challenge: &Challenge, entry: &Entry, dates: &Dates<'_>) -> bool {
    // Whoever lets entries come until a day before the end means the end.
    let until = challenge.log_until.map_or(challenge.ends, |until| until.max(challenge.ends));
    (dates.received)(entry, &challenge.zone).unwrap_or(dates.today) > until
}

/// Folds entries that come in the order of the days.
pub(crate) fn fold(
    challenge: &Challenge,
    enrolled_on: Option<Day>,
    list: &[Listed<'_>],
    dates: &Dates<'_>,
) -> Progress {
    let mut judge = Judge {
        challenge,
        joined: enrolled_on.filter(|_| challenge.count_from == Some(CountFrom::Enrolment)),
        dates,
        bounds: Bounds::new(challenge),
        read: Works::default(),
        ticked: Vec::new(),
    };
    let mut judged: Vec<(Day, Verdict)> = Vec::new();
    for (entry, corrected) in list {
        let (credited, reason) = judge.verdict(entry, *corrected);
        judged.push((entry.occurred_on, Verdict { entry: entry.id.clone(), credited, reason }));
    }
    let goal = &challenge.goal;
    let mut measure = Measure::new(challenge);
    let mut milestones = Milestones::of(challenge);
    let (mut reached, mut done_on): (Vec<Reached>, Option<Day>) = (Vec::new(), None);
    let target = u64::from(goal.target());
    let mut rest = list;
    for day in judged.chunk_by_mut(|(one, _), (other, _)| one == other) {
        let (entries, after) = rest.split_at(day.len().min(rest.len()));
        rest = after;
        let sum = day.iter().fold(0u64, |sum, (_, verdict)| sum.saturating_add(verdict.credited));
        if goal.at_least().is_some_and(|least| sum < u64::from(least.amount.0)) {
            // What a cap left of an entry is nothing on a day that does not count.
            for (_, verdict) in day.iter_mut().filter(|(_, it)| it.reason.is_none_or(Reason::is_a_cap)) {
                (verdict.credited, verdict.reason) = (0, Some(Reason::DayTooShort));
            }
            continue;
        }
        let Some((on, _)) = day.first().filter(|_| sum > 0) else { continue };
        let credits = entries.iter().zip(day.iter()).map(|((entry, _), (_, it))| (entry.amount.unit, it.credited));
        let amount = measure.with(*on, &mut { credits });
        milestones.pass(amount, *on, &mut reached);
        done_on = done_on.or(Some(*on).filter(|_| amount >= target));
    }
    let (amount, days) = measure.done();
    Progress {
        unit: goal.unit(),
        amount,
        target,
        done: done_on.is_some(),
        done_on,
        run: match goal {
            Goal::Streak { freezes, .. } => Some(run(&days, *freezes, dates.today)),
            _ => None,
        },
        reached,
        days,
        ticked: judge.ticked,
        verdicts: judged.into_iter().map(|(_, verdict)| verdict).collect(),
    }
}

struct Judge<'f> {
    challenge: &'f Challenge,
    /// The day from which on it counts, where that is the day of joining.
    joined: Option<Day>,
    dates: &'f Dates<'f>,
    bounds: Bounds,
    /// The works that counted, where each may count once.
    read: Works,
    /// The things of a checklist that counted.
    ticked: Vec<Id>,
}

impl Judge<'_> {
    /// What is credited, and why not all of it.
    fn verdict(&mut self, entry: &Entry, corrected: bool) -> (u64, Option<Reason>) {
        let day = entry.occurred_on;
        let reason = if entry.voided_at.is_some() {
            Reason::Voided
        } else if corrected {
            Reason::Corrected
        } else if day < self.challenge.starts {
            Reason::TooEarly
        } else if day > self.challenge.ends {
            Reason::TooLate
        } else if self.joined.is_some_and(|joined| day < joined) {
            Reason::BeforeJoining
        } else if is_late(self.challenge, entry, self.dates) {
            Reason::ArrivedLate
        } else {
            return self.against_the_goal(entry);
        };
        (0, Some(reason))
    }

    fn against_the_goal(&mut self, entry: &Entry) -> (u64, Option<Reason>) {
        let (goal, unit) = (&self.challenge.goal, entry.amount.unit);
        let logged = u64::from(entry.amount.amount.0);
        if let Goal::Checklist { items, .. } = goal {
            let by_code = entry.source == Some(Source::Code);
            let fits = |item: &&Id| items.iter().any(|it| it.id == **item && (by_code || it.code != Some(true)));
            let Some(item) = entry.item.as_ref().filter(fits) else { return (0, Some(Reason::NotOnTheList)) };
            if self.ticked.contains(item) {
                return (0, Some(Reason::Again));
            }
            self.ticked.push(item.clone());
            return (logged, None);
        }
        // A book is read over many evenings: only where works are counted can one be counted twice.
        let of_works = matches!(goal, Goal::Total { unit: Unit::Books | Unit::Activities, .. });
        let distinct = of_works && self.challenge.distinct == Some(true) && unit == goal.unit();
        let work = entry.work.as_ref().filter(|_| distinct);
        if work.is_some_and(|work| self.read.have(work)) {
            return (0, Some(Reason::Again));
        }
        if !goal.takes_any_unit() && unit != goal.logged_unit() && self.challenge.rate_from(unit).is_none() {
            return (0, Some(Reason::OtherUnit));
        }
        let (credited, reason) = self.bounds.credit(entry.occurred_on, unit, logged);
        if let Some(work) = work.filter(|_| credited > 0) {
            self.read.add(work);
        }
        (credited, reason)
    }
}
