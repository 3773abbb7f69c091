//! What one member may cost in one run: so much time, so many bytes, so many pages. Then it is another's turn, so that one that is slow
//! or never ends holds up nobody's outbox but its own.

use crate::platform::clock;
use std::cell::Cell;

/// So long; what was begun before that goes on to its own limit of time.
const MOST_MS: f64 = 20_000.0;
/// So many bytes of changes: two pages of the longest, or dozens as they are.
const MOST_BYTES: usize = 16_000_000;
/// So many pages of changes, of five hundred things each.
const MOST_PAGES: u32 = 64;

/// What is left for a member.
pub struct Budget {
    until: f64,
    bytes: Cell<usize>,
    pages: Cell<u32>,
}

impl Budget {
    /// All of it, from now on.
    pub fn new() -> Budget {
        Budget::until(clock::now_ms() + MOST_MS)
    }

    fn until(until: f64) -> Budget {
        Budget { until, bytes: Cell::new(MOST_BYTES), pages: Cell::new(MOST_PAGES) }
    }

    /// A page of so many bytes has come.
    pub fn page(&self, bytes: usize) {
        self.bytes.set(self.bytes.get().saturating_sub(bytes));
        self.pages.set(self.pages.get().saturating_sub(1));
    }

    /// Whether it is another's turn. A clock that was set back meanwhile ends it too.
    pub fn is_spent(&self) -> bool {
        self.is_spent_at(clock::now_ms())
    }

    fn is_spent_at(&self, now: f64) -> bool {
        !(self.until - MOST_MS..self.until).contains(&now) || self.bytes.get() == 0 || self.pages.get() == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_bytes_and_pages_each_end_it() {
        let fresh = || Budget::until(100_000.0);
        assert!(!fresh().is_spent_at(99_999.0) && fresh().is_spent_at(100_000.0));
        assert!(fresh().is_spent_at(79_999.0), "the clock was set back");
        let long = fresh();
        long.page(MOST_BYTES - 1);
        assert!(!long.is_spent_at(90_000.0));
        long.page(1);
        assert!(long.is_spent_at(90_000.0));
        let many = fresh();
        (1..MOST_PAGES).for_each(|_| many.page(0));
        assert!(!many.is_spent_at(90_000.0));
        many.page(0);
        assert!(many.is_spent_at(90_000.0));
    }
}
