//! Time, which a test may move.

use atrium_contract::day::Day;
use atrium_contract::instant::Instant;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// A minute in milliseconds.
pub const MINUTE: i64 = 60_000;
/// A day in milliseconds.
pub const DAY: i64 = 24 * 60 * MINUTE;

/// The clock of a server. Copies of it go alike.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    ahead: Arc<AtomicI64>,
}

impl Clock {
    /// Milliseconds since 1970.
    pub fn now(&self) -> i64 {
        Timestamp::now().as_millisecond().saturating_add(self.ahead.load(Ordering::Relaxed))
    }

    /// Goes forward by so many milliseconds.
    pub fn advance(&self, ms: i64) {
        self.ahead.fetch_add(ms, Ordering::Relaxed);
    }
}

/// A moment as RFC 3339 in UTC.
pub fn written(ms: i64) -> String {
    stamp(ms).to_string()
}

/// A moment as the contract has it.
pub fn instant(ms: i64) -> Instant {
    Instant { ms, text: written(ms) }
}

/// The date of a moment in a zone; in UTC where nobody knows the zone.
pub fn day_in(zone: &str, ms: i64) -> Day {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let date = stamp(ms).to_zoned(zone).date();
    let part = |number: i8| number.unsigned_abs().into();
    Day::from_ymd(date.year().into(), part(date.month()), part(date.day())).unwrap_or_default()
}

fn stamp(ms: i64) -> Timestamp {
    Timestamp::from_millisecond(ms).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_moment_is_another_day_elsewhere() {
        let ms = Instant::parse("2026-06-30T22:30:00Z").unwrap().ms;
        assert_eq!(day_in("Europe/Lisbon", ms).to_string(), "2026-06-30");
        assert_eq!(day_in("Asia/Shanghai", ms).to_string(), "2026-07-01");
        assert_eq!(day_in("Nowhere/At-all", ms).to_string(), "2026-06-30");
        assert_eq!(written(ms), "2026-06-30T22:30:00Z");
    }
}
