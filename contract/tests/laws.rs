//! What holds of the rules whatever the entries are.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod laws {
    pub mod any;
    pub mod boards;
    pub mod corrections;
    pub mod merges;
    pub mod works;
}

use atrium_contract::{
    award::Award,
    awarding::{Version, awards, settle},
    challenge::{CapPer, Challenge, Goal, Unit},
    day::Day,
    entry::Entry,
    id::Id,
    instant::Instant,
    progress::{Dates, Progress, Reached, progress},
};
use laws::any::{any_challenge, challenge, day, entries, moment, reading};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn dates<T>(today: i32, then: impl FnOnce(&Dates<'_>) -> T) -> T {
    let received = |entry: &Entry, _: &str| entry.received_at.as_ref().map(|at| day((at.ms / 86_400_000) as i32));
    then(&Dates { today: day(today), received: &received })
}

fn folded(challenge: &Challenge, entries: &[Entry]) -> Progress {
    dates(25, |dates| progress(challenge, Some(day(3)), entries, dates))
}

/// The most active days of any stretch that is allowed, by trying all of them.
fn most(days: &[Day], allowed: &dyn Fn(i32, usize) -> bool) -> usize {
    let stretches = (0..days.len()).flat_map(|from| (from..days.len()).map(move |to| (from, to)));
    let fits = stretches.filter(|(from, to)| allowed(days[*to].since(days[*from]) + 1, to - from + 1));
    fits.map(|(from, to)| to - from + 1).max().unwrap_or(0)
}

proptest! {
    #[test]
    fn neither_order_nor_repetition_matters(challenge in any_challenge(), list in entries(), seed in any::<u64>()) {
        let mut again: Vec<Entry> = list.iter().chain(&list).cloned().collect();
        again.sort_by_key(|entry| (entry.to_json().len() as u64).wrapping_mul(seed | 1).rotate_left(17));
        again.reverse();
        prop_assert_eq!(folded(&challenge, &list), folded(&challenge, &again));
    }

    #[test]
    fn what_was_voided_might_as_well_not_be_there(challenge in any_challenge(), list in entries(), new in reading()) {
        let before = folded(&challenge, &list);
        let new = Entry { id: "new".into(), voided_at: Some("2026-06-20T00:00:00Z".into()), ..new };
        let mut after = folded(&challenge, &[list, vec![new]].concat());
        after.verdicts.retain(|verdict| verdict.entry != "new");
        prop_assert_eq!(before, after);
    }

    #[test]
    fn nothing_is_credited_beyond_what_was_logged_or_a_cap(challenge in any_challenge(), list in entries()) {
        let folded = folded(&challenge, &list);
        let once = atrium_contract::progress::union(list, Vec::new());
        let of = |entry: &Entry| folded.verdict(&entry.id).unwrap().credited;
        prop_assert!(once.iter().all(|entry| of(entry) <= u64::from(entry.amount.amount.0)));
        let bears = |unit: Unit| unit != Unit::Days && !matches!(challenge.goal, Goal::Checklist { .. });
        for cap in challenge.caps.iter().filter(|cap| bears(cap.unit)) {
            let most = u64::from(cap.amount.0);
            let of_unit: Vec<&Entry> = once.iter().filter(|entry| entry.amount.unit == cap.unit).collect();
            let sum = |on: Option<Day>| -> u64 {
                of_unit.iter().filter(|it| on.is_none_or(|on| it.occurred_on == on)).map(|it| of(it)).sum()
            };
            match cap.per {
                CapPer::Entry => prop_assert!(of_unit.iter().all(|entry| of(entry) <= most)),
                CapPer::Day => prop_assert!(of_unit.iter().all(|entry| sum(Some(entry.occurred_on)) <= most)),
                CapPer::All => prop_assert!(sum(None) <= most),
            }
        }
    }

    #[test]
    fn an_entry_without_a_reason_is_credited_whole(challenge in any_challenge(), list in entries()) {
        let folded = folded(&challenge, &list);
        for entry in atrium_contract::progress::union(list, Vec::new()) {
            let verdict = folded.verdict(&entry.id).unwrap();
            let logged = u64::from(entry.amount.amount.0);
            match verdict.reason {
                None => prop_assert_eq!(verdict.credited, logged),
                Some(reason) if reason.word().starts_with("cap-") => prop_assert!(verdict.credited < logged),
                Some(_) => prop_assert_eq!(verdict.credited, 0),
            }
        }
    }

    #[test]
    fn milestones_and_the_goal_follow_from_the_amount(challenge in any_challenge(), list in entries()) {
        let folded = folded(&challenge, &list);
        prop_assert_eq!(folded.done, folded.amount >= folded.target);
        prop_assert_eq!(folded.done, folded.done_on.is_some());
        for milestone in &challenge.milestones {
            let reached = folded.reached.iter().find(|it| it.id == milestone.id);
            prop_assert_eq!(reached.is_some(), folded.amount >= u64::from(milestone.at.0));
            prop_assert!(reached.is_none_or(|it| folded.days.contains(&it.on)));
        }
        // By day, and those of one day in the order of the document.
        let place = |it: &Reached| (it.on, challenge.milestones.iter().position(|milestone| milestone.id == it.id));
        prop_assert!(folded.reached.is_sorted_by_key(place));
        prop_assert!(folded.days.is_sorted() && folded.days.iter().collect::<BTreeSet<_>>().len() == folded.days.len());
    }

    /// Each milestone as if it were asked for after every day.
    #[test]
    fn a_milestone_is_reached_on_the_day_that_a_goal_of_its_height_is(list in entries(), heights in prop::collection::vec(1..400u32, 0..9)) {
        let milestones: Vec<String> = (0..).zip(&heights).map(|(id, at)| format!(r#"{{"id":"m{id}","at":{at},"title":"M"}}"#)).collect();
        let with = |target: u32, milestones: &str| {
            let text = format!(
                r#"{{"atrium":"1","type":"Challenge","id":"c","title":"C","starts":"2026-06-03","ends":"2026-06-30","zone":"UTC",
                "goal":{{"kind":"total","unit":"minutes","target":{target}}},"milestones":[{milestones}]}}"#
            );
            atrium_contract::decode::document::<Challenge>(&text, "Challenge").unwrap().value
        };
        let all = folded(&with(90, &milestones.join(",")), &list);
        for (id, at) in (0..).zip(&heights) {
            let reached = all.reached.iter().find(|it| it.id.as_str() == format!("m{id}"));
            prop_assert_eq!(reached.map(|it| it.on), folded(&with(*at, ""), &list).done_on);
        }
    }

    #[test]
    fn runs_are_what_trying_every_stretch_finds(list in entries(), freezes in 0..6u32, today in 0..45i32) {
        let streak = challenge(&format!(r#"{{"kind":"streak","target":4,"freezes":{freezes}}}"#), "");
        let folded = dates(today, |dates| progress(&streak, None, &list, dates));
        let run = folded.run.unwrap();
        let most = most(&folded.days, &|dates, active| dates as usize - active <= freezes as usize);
        prop_assert_eq!((run.longest, folded.amount), (most as u64, most as u64));
        let since = |last: Day| (day(today).since(last) - 1).max(0);
        let current = folded.days.last().map_or((0, 0), |last| {
            let ends = (0..folded.days.len()).filter_map(|from| {
                let active = folded.days.len() - from;
                let missed = last.since(folded.days[from]) + 1 - active as i32 + since(*last);
                (missed <= freezes as i32).then_some((active as u64, missed as u64))
            });
            ends.max().unwrap_or((0, 0))
        });
        prop_assert_eq!((run.current, run.frozen), current);
    }

    #[test]
    fn days_within_days_are_what_trying_every_stretch_finds(list in entries(), within in 1..20u32) {
        let days = challenge(&format!(r#"{{"kind":"days","target":4,"within":{within}}}"#), "");
        let folded = folded(&days, &list);
        prop_assert_eq!(folded.amount, most(&folded.days, &|dates, _| dates <= within as i32) as u64);
    }

    #[test]
    fn a_day_filled_in_never_shortens_the_longest_run(list in entries(), new in reading(), freezes in 0..4u32, least in prop::option::of(1..60u32)) {
        let least = least.map_or(String::new(), |least| format!(r#","atLeast":{{"amount":{least},"unit":"minutes"}}"#));
        let streak = challenge(&format!(r#"{{"kind":"streak","target":4,"freezes":{freezes}{least}}}"#), "");
        let before = folded(&streak, &list).run.unwrap().longest;
        let new = Entry { id: "new".into(), corrects: None, ..new };
        prop_assert!(folded(&streak, &[list, vec![new]].concat()).run.unwrap().longest >= before);
    }

    #[test]
    fn a_sum_is_converted_once_and_exactly(amounts in prop::collection::vec(1..=1_000_000u32, 1..20), from in 1..=1_000_000u32, to in 1..=1_000_000u32) {
        let rates = format!(r#","rates":[{{"from":{{"amount":{from},"unit":"pages"}},"to":{{"amount":{to},"unit":"minutes"}}}}]"#);
        let challenge = challenge(r#"{"kind":"total","unit":"minutes","target":9}"#, &rates);
        let list: Vec<Entry> = (0..).zip(&amounts).map(|(place, amount)| laws::any::entry(place, 5, *amount, Unit::Pages)).collect();
        let sum: u128 = amounts.iter().map(|it| u128::from(*it)).sum();
        prop_assert_eq!(u128::from(folded(&challenge, &list).amount), sum * u128::from(to) / u128::from(from));
    }

    /// Whatever the edit: what was earned by entries received before it stands, as long as none of them is voided or corrected.
    #[test]
    fn nothing_earned_is_lost_by_an_edit(one in any_challenge(), other in any_challenge(), list in entries(), later in entries()) {
        let since = moment(50);
        let early: Vec<Entry> = list.into_iter().map(|it| Entry { corrects: None, received_at: Some(moment(30)), ..it }).collect();
        // What comes after the edit is about other entries.
        let later = later.into_iter().map(|it| Entry { id: format!("l{}", it.id), corrects: None, received_at: Some(moment(55)), ..it });
        let all: Vec<Entry> = early.iter().cloned().chain(later).collect();
        let (first, edited) = (Version { since: &moment(0), challenge: &one }, Version { since: &since, challenge: &other });
        dates(60, |dates| {
            let before = awards(&[first], Some(day(3)), &early, dates);
            let after = awards(&[first, edited], Some(day(3)), &all, dates);
            for award in &before {
                prop_assert!(after.iter().any(|it| it.milestone == award.milestone), "{:?} of {:?}", award, after);
            }
            Ok(())
        })?;
    }

    /// An award stands if and only if it follows or was handed out, through any number of changes.
    #[test]
    fn an_award_is_withdrawn_exactly_when_it_no_longer_follows(challenge in any_challenge(), steps in prop::collection::vec((entries(), any::<u8>()), 1..5)) {
        let (version, now) = (Version { since: &moment(0), challenge: &challenge }, moment(40));
        let mut kept: Vec<Award> = Vec::new();
        for (list, redeem) in steps {
            let place = usize::from(redeem);
            if let Some(award) = kept.get_mut(place).filter(|award| award.withdrawn_at.is_none()) {
                award.redeemed_at = Some(now.clone());
            }
            let earned = dates(25, |dates| awards(&[version], Some(day(3)), &list, dates));
            let settled = settle(&kept, &earned, &challenge.id, "p", &now);
            prop_assert_eq!(&settle(&settled, &earned, &challenge.id, "p", &moment(41)), &settled, "settled is settled");
            let keys = |list: &[Award]| list.iter().map(|it| it.milestone.clone()).collect::<BTreeSet<Option<Id>>>();
            prop_assert_eq!(keys(&settled).len(), settled.len(), "one for each");
            prop_assert!(keys(&settled).is_superset(&keys(&kept)), "none is forgotten");
            for award in &settled {
                let follows = earned.iter().any(|it| it.milestone == award.milestone);
                prop_assert_eq!(award.withdrawn_at.is_none(), follows || award.redeemed_at.is_some());
                prop_assert_eq!(award.withdrawn_at.is_some(), award.because.is_some());
            }
            prop_assert!(earned.iter().all(|it| keys(&settled).contains(&it.milestone)));
            kept = settled;
        }
    }
}

#[test]
fn instants_of_these_tests_are_what_they_say() {
    assert_eq!(moment(1), Instant::parse("2026-06-02T12:00:00Z").unwrap());
    assert_eq!(day(1), Day::parse("2026-06-02").unwrap());
}
