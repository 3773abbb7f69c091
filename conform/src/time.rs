//! The clock, and the days of a zone.

use std::time::{SystemTime, UNIX_EPOCH};

use atrium_contract::day::Day;
use jiff::{Timestamp, tz::TimeZone};

/// Milliseconds since 1970.
pub fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// An instant in UTC, to the millisecond.
pub fn instant(ms: i64) -> String {
    Timestamp::from_millisecond(ms).map_or_else(|_| String::new(), |at| format!("{at:.3}"))
}

/// The moment of a `Date` header.
pub fn of_header(date: &str) -> Option<i64> {
    jiff::fmt::rfc2822::parse(date).ok().map(|at| at.timestamp().as_millisecond())
}

/// Whether a zone is known.
pub fn is_zone(zone: &str) -> bool {
    TimeZone::get(zone).is_ok()
}

/// The local date of a moment in a zone.
pub fn day(zone: &str, ms: i64) -> Option<Day> {
    let at = Timestamp::from_millisecond(ms).ok()?.to_zoned_datetime(TimeZone::get(zone).ok()?);
    let date = at.date();
    Day::from_ymd(date.year().into(), date.month().try_into().ok()?, date.day().try_into().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_the_zones() {
        let moment = of_header("Mon, 23 Nov 2026 23:30:00 GMT").unwrap_or_default();
        let at = |zone| day(zone, moment).map(|day| day.to_string());
        assert_eq!(at("Europe/Lisbon").as_deref(), Some("2026-11-23"));
        assert_eq!(at("Asia/Shanghai").as_deref(), Some("2026-11-24"));
        assert_eq!(at("Mars/Olympus"), None);
        assert_eq!(instant(moment), "2026-11-23T23:30:00.000Z");
    }
}
