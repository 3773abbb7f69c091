//! Numbers and dates in the language of the interface.

use super::locale;
use crate::platform::intl;
pub use crate::platform::intl::DateStyle;
use atrium_contract::day::Day;

/// A whole number.
pub fn number(value: u64) -> String {
    #[allow(clippy::cast_precision_loss)]
    intl::number(&locale(), value as f64)
}

/// A percentage, from thousandths.
pub fn percent(permille: u32) -> String {
    intl::percent(&locale(), permille)
}

/// A local date.
pub fn day(day: Day, style: DateStyle) -> String {
    intl::day(&locale(), day, style)
}

/// "1 March – 5 April 2026": the first and the last day, said once what both have in common.
pub fn span(starts: Day, ends: Day) -> String {
    intl::days(&locale(), starts, ends).unwrap_or_else(|| {
        crate::t!("format.span", from = day(starts, DateStyle::Full), to = day(ends, DateStyle::Full))
    })
}

/// "in 3 days", "tomorrow", "yesterday".
pub fn from_now(days: i32) -> String {
    intl::days_from_now(&locale(), days)
}

/// An instant with weekday and time of day, in its zone.
pub fn moment(ms: f64, zone: Option<&str>) -> String {
    intl::moment(&locale(), ms, zone)
}

/// "the museum, the library and the hall".
pub fn list(items: &[String]) -> String {
    intl::list(&locale(), items)
}
