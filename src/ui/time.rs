//! Where something with a first and a last day stands now, in words.

use crate::{i18n::formats, platform::clock, t};
use atrium_contract::day::Day;

/// Before its first day, running, or over.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It runs.
    Now,
    /// It is still to come.
    Coming,
    /// It is over.
    Over,
}

/// How something from `starts` to `ends` stands today in its zone.
pub fn standing(starts: Day, ends: Day, zone: Option<&str>) -> Standing {
    let today = zone.map_or_else(clock::today, clock::today_in);
    if today < starts {
        Standing::Coming
    } else if today <= ends {
        Standing::Now
    } else {
        Standing::Over
    }
}

/// "Starts in 12 days", "Until 3 January, 40 days left", "Ended on …".
pub fn words(starts: Day, ends: Day, zone: Option<&str>) -> String {
    let today = zone.map_or_else(clock::today, clock::today_in);
    match standing(starts, ends, zone) {
        Standing::Coming => t!("time.starts", when = formats::from_now(starts.since(today))),
        Standing::Now if today == ends => t!("time.last-day"),
        Standing::Now => t!("time.ends", when = formats::from_now(ends.since(today))),
        Standing::Over => t!("time.ended", day = formats::day(ends, formats::DateStyle::Full)),
    }
}
