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

/// A time zone; UTC where nobody knows it.
pub struct Zone(TimeZone);

impl Zone {
    /// By its IANA name.
    pub fn new(name: &str) -> Zone {
        Zone(TimeZone::get(name).unwrap_or(TimeZone::UTC))
    }

    /// Whether somebody knows it.
    pub fn is_known(name: &str) -> bool {
        TimeZone::get(name).is_ok()
    }

    /// The date of a moment.
    pub fn day(&self, ms: i64) -> Day {
        let date = self.0.to_datetime(stamp(ms)).date();
        let part = |number: i8| number.unsigned_abs().into();
        Day::from_ymd(date.year().into(), part(date.month()), part(date.day())).unwrap_or_default()
    }
}

/// The date of a moment in a zone.
pub fn day_in(zone: &str, ms: i64) -> Day {
    Zone::new(zone).day(ms)
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
        assert!(Zone::is_known("Asia/Shanghai") && !Zone::is_known("Nowhere/At-all") && !Zone::is_known(""));
        assert_eq!(written(ms), "2026-06-30T22:30:00Z");
    }
}
