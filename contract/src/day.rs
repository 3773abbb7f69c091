//! Local dates. A day has no time and no zone: it is what stands on the reader's calendar.

use crate::decode::{At, Decode};
use crate::json::Value;
use std::fmt;

/// A date of the proleptic Gregorian calendar, from year 1 to 9999.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

impl Day {
    /// The date with this year, month (1 to 12) and day of the month, if there is one.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Day> {
        if !(1..=9999).contains(&year) || !(1..=12).contains(&month) || day < 1 || day > length(year, month) {
            return None;
        }
        // Days from civil (Howard Hinnant): years begin in March, so that the leap day comes last.
        let shifted = if month <= 2 { year - 1 } else { year };
        let era = shifted.div_euclid(400);
        let of_era = shifted.rem_euclid(400);
        let (month, day) = (month as i32, day as i32);
        let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
        Some(Day(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468))
    }

    /// Reads `YYYY-MM-DD`, and nothing else.
    pub fn parse(text: &str) -> Option<Day> {
        let [year @ .., b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else { return None };
        let year = number(year).filter(|_| year.len() == 4)?;
        Day::from_ymd(year.cast_signed(), number(&[*m1, *m2])?, number(&[*d1, *d2])?)
    }

    /// Year, month, day of the month.
    pub fn ymd(self) -> (i32, u32, u32) {
        let shifted = self.0 + 719_468;
        let era = shifted.div_euclid(146_097);
        let of_era = shifted.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        (year_of_era + era * 400 + i32::from(month <= 2), month as u32, day as u32)
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.ymd().0
    }

    /// Days since 1 January 1970.
    pub fn days_since_epoch(self) -> i32 {
        self.0
    }

    /// The day so many days later (or earlier), inside the calendar.
    #[must_use]
    pub fn plus(self, days: i32) -> Day {
        Day(self.0.saturating_add(days).clamp(-719_162, 2_932_896))
    }

    /// Days from `earlier` to this day; negative when it is earlier itself.
    pub fn since(self, earlier: Day) -> i32 {
        self.0.saturating_sub(earlier.0)
    }
}

/// A few digits as a number.
pub(crate) fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0u32, |sum, byte| {
        byte.is_ascii_digit().then(|| sum.wrapping_mul(10).wrapping_add(u32::from(byte - b'0')))
    })
}

fn length(year: i32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl Decode for Day {
    fn decode(value: &Value, at: &mut At) -> Option<Self> {
        let day = value.as_str().and_then(Day::parse);
        if day.is_none() {
            at.expected("a local date such as 2026-07-01", value);
        }
        day
    }

    fn hole() -> Self {
        Day(0)
    }
}

#[cfg(feature = "schema")]
impl crate::schema::Schema for Day {
    const NAME: Option<&'static str> = Some("Day");

    fn schema(_: &mut crate::schema::Defs) -> crate::schema::Node {
        node!({
            "description": "A local date. It has no time and no zone: it is what stands on the reader's calendar.",
            "type": "string",
            "format": "date",
            "pattern": (crate::schema::pattern::DAY),
            "examples": ["2026-11-23"],
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_days() {
        assert_eq!(Day::parse("1970-01-01").unwrap().days_since_epoch(), 0);
        assert_eq!(Day::parse("2000-03-01").unwrap().days_since_epoch(), 11_017);
        for bad in ["2026-02-29", "2026-13-01", "2026-00-10", "26-01-01", "2026-1-01", "2026-01-01T", "+026-01-01", ""]
        {
            assert_eq!(Day::parse(bad), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn a_day_survives_being_written(days in -719_162..2_932_896i32) {
            let day = Day::default().plus(days);
            prop_assert_eq!(Day::parse(&day.to_string()), Some(day));
            prop_assert_eq!(day.plus(1).since(day), 1);
        }
    }
}
