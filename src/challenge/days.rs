//! Which days an entry may have: those of the challenge that have come, and for late joiners, where it says so, those since.

use atrium_contract::{
    challenge::{Challenge, CountFrom},
    day::Day,
    progress::{Phase, phase},
};

/// The first and the last day that can be logged today; nothing when none can.
pub(super) fn limits(challenge: &Challenge, joined: Option<Day>, today: Day) -> Option<(Day, Day)> {
    if matches!(phase(challenge, today), Phase::Before | Phase::Ended) {
        return None;
    }
    let joined = joined.filter(|_| challenge.count_from == Some(CountFrom::Enrolment));
    let first = joined.map_or(challenge.starts, |joined| joined.max(challenge.starts));
    let last = today.min(challenge.ends);
    (first <= last).then_some((first, last))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use atrium_contract::decode::document;

    fn challenge(more: &str) -> Challenge {
        let text = format!(
            r#"{{"atrium":"1","type":"Challenge","id":"c","title":"C","goal":{{"kind":"total","unit":"minutes","target":100}},
            "starts":"2026-11-01","ends":"2026-11-30","zone":"UTC"{more}}}"#
        );
        document::<Challenge>(&text, "Challenge").unwrap().value
    }

    fn on(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn only_days_that_have_come() {
        let plain = challenge("");
        assert_eq!(limits(&plain, None, on("2026-10-31")), None);
        assert_eq!(limits(&plain, None, on("2026-11-10")), Some((on("2026-11-01"), on("2026-11-10"))));
        assert_eq!(limits(&plain, None, on("2026-12-01")), None);
    }

    #[test]
    fn grace_is_for_the_challenges_own_days() {
        let grace = challenge(r#","logUntil":"2026-12-05""#);
        assert_eq!(limits(&grace, None, on("2026-12-03")), Some((on("2026-11-01"), on("2026-11-30"))));
        assert_eq!(limits(&grace, None, on("2026-12-06")), None);
    }

    #[test]
    fn joining_bears_on_it_only_where_the_challenge_says_so() {
        let today = on("2026-11-20");
        let joined = Some(on("2026-11-15"));
        assert_eq!(limits(&challenge(""), joined, today), Some((on("2026-11-01"), today)));
        let late = challenge(r#","countFrom":"enrolment""#);
        assert_eq!(limits(&late, joined, today), Some((on("2026-11-15"), today)));
        assert_eq!(limits(&late, Some(on("2026-10-01")), today), Some((on("2026-11-01"), today)));
    }
}
