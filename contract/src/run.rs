//! Days in a row: the most active days in any stretch of dates, and the run that still goes on.

use crate::{day::Day, progress::Run};

/// How long a stretch of dates may be.
#[derive(Clone, Copy)]
pub(crate) enum Stretch {
    /// So many dates.
    Dates(u32),
    /// So many dates that are not active.
    Missed(u32),
}

impl Stretch {
    /// Whether a stretch with so many active days, from the first of them to the last, is not too long.
    fn fits(self, first: Day, last: Day, active: usize) -> bool {
        let dates = i64::from(last.since(first)).saturating_add(1);
        match self {
            Stretch::Dates(most) => dates <= i64::from(most),
            Stretch::Missed(most) => dates.saturating_sub(count(active)) <= i64::from(most),
        }
    }
}

fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

/// The longest stretch so far, found while the days come in.
pub(crate) struct Longest {
    stretch: Stretch,
    start: usize,
    most: usize,
}

impl Longest {
    pub fn new(stretch: Stretch) -> Longest {
        Longest { stretch, start: 0, most: 0 }
    }

    /// Takes in the last of the days, and says how many the longest stretch has now.
    pub fn with(&mut self, days: &[Day]) -> usize {
        let Some(last) = days.last() else { return 0 };
        while let Some(first) = days.get(self.start) {
            let active = days.len().saturating_sub(self.start);
            if self.stretch.fits(*first, *last, active) {
                self.most = self.most.max(active);
                break;
            }
            self.start += 1;
        }
        self.most
    }
}

/// The runs of these days, which are in their order, each once.
pub(crate) fn run(days: &[Day], freezes: u32, today: Day) -> Run {
    let mut longest = Longest::new(Stretch::Missed(freezes));
    let longest = (1..=days.len()).fold(0, |_, length| longest.with(days.get(..length).unwrap_or_default()));
    let mut run = Run { longest: longest as u64, current: 0, frozen: 0 };
    let Some(last) = days.last() else { return run };
    // Today is not over yet and breaks nothing.
    let since = i64::from(today.since(*last)).saturating_sub(1).max(0);
    for (start, first) in days.iter().enumerate() {
        let active = count(days.len().saturating_sub(start));
        let missed = i64::from(last.since(*first)).saturating_add(1).saturating_sub(active).saturating_add(since);
        if missed <= i64::from(freezes) {
            (run.current, run.frozen) = (active.unsigned_abs(), missed.unsigned_abs());
            break;
        }
    }
    run
}
