//! The rules of progress as examples and as properties.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use super::*;
use crate::{
    challenge::Amount,
    decode::{Count, document},
    entry::ReadWork,
    id::Key,
    instant::Instant,
};
use proptest::prelude::*;

fn challenge(goal: &str, more: &str) -> Challenge {
    let text = format!(
        r#"{{"atrium":"1","type":"Challenge","id":"c","title":"C","starts":"2026-11-01","ends":"2026-11-30","zone":"Europe/Lisbon","goal":{goal},
        "milestones":[{{"id":"half","at":2,"title":"Half"}},{{"id":"all","at":4,"title":"All"}}]{more}}}"#
    );
    document::<Challenge>(&text, "Challenge").unwrap().value
}

fn minutes(target: u32) -> Challenge {
    challenge(&format!(r#"{{"kind":"total","unit":"minutes","target":{target}}}"#), "")
}

fn entry(id: &str, day: &str, amount: u32, unit: Unit) -> Entry {
    Entry {
        id: id.into(),
        challenge: Key { member: Id::new("m").unwrap(), id: Id::new("c").unwrap() },
        profile: "p".into(),
        occurred_on: Day::parse(day).unwrap(),
        zone: None,
        recorded_at: Instant::parse("2026-11-15T12:00:00Z").unwrap(),
        amount: Amount { amount: Count(amount), unit },
        work: None,
        item: None,
        note: None,
        corrects: None,
        voided_at: None,
        received_at: None,
        source: None,
    }
}

/// Everything was received in time, and today is the last day.
fn folded(challenge: &Challenge, enrolled_on: Option<Day>, entries: &[Entry]) -> Progress {
    in_time(challenge, enrolled_on, entries, challenge.ends)
}

fn why(progress: &Progress, id: &str) -> Option<Reason> {
    progress.verdict(id).unwrap().reason
}

fn reading(id: &str, day: &str, amount: u32) -> Entry {
    entry(id, day, amount, Unit::Minutes)
}

#[test]
fn the_last_day_counts_whole_and_the_days_outside_do_not() {
    let entries = [
        reading("a", "2026-10-31", 1),
        reading("b", "2026-11-01", 10),
        reading("c", "2026-11-30", 100),
        reading("d", "2026-12-01", 1000),
    ];
    let progress = folded(&minutes(110), None, &entries);
    assert_eq!((progress.amount, progress.done), (110, true));
    assert_eq!(why(&progress, "a"), Some(Reason::TooEarly));
    assert_eq!(why(&progress, "d"), Some(Reason::TooLate));
}

#[test]
fn units_do_not_convert() {
    let progress = folded(&minutes(10), None, &[entry("a", "2026-11-02", 30, Unit::Pages)]);
    assert_eq!((progress.amount, why(&progress, "a")), (0, Some(Reason::OtherUnit)));
}

#[test]
fn a_correction_takes_the_place_of_what_it_corrects() {
    let mut right = reading("b", "2026-11-02", 20);
    right.corrects = Some("a".into());
    let progress = folded(&minutes(100), None, &[reading("a", "2026-11-02", 200), right]);
    assert_eq!((progress.amount, why(&progress, "a")), (20, Some(Reason::Corrected)));
}

#[test]
fn a_late_joiner_counts_from_the_start_unless_the_challenge_says_otherwise() {
    let joined = Day::parse("2026-11-10");
    let entries = [reading("a", "2026-11-09", 5), reading("b", "2026-11-10", 7)];
    assert_eq!(folded(&minutes(100), joined, &entries).amount, 12);
    let from_joining = challenge(r#"{"kind":"total","unit":"minutes","target":9}"#, r#","countFrom":"enrolment""#);
    let progress = folded(&from_joining, joined, &entries);
    assert_eq!((progress.amount, why(&progress, "a")), (7, Some(Reason::BeforeJoining)));
}

#[test]
fn a_day_is_active_when_its_sum_is_enough_and_gaps_are_allowed() {
    let ten = challenge(r#"{"kind":"days","target":2,"atLeast":{"amount":15,"unit":"minutes"}}"#, "");
    let entries = [
        reading("a", "2026-11-02", 10),
        reading("b", "2026-11-02", 5),
        reading("c", "2026-11-03", 14),
        reading("d", "2026-11-20", 60),
    ];
    let progress = folded(&ten, None, &entries);
    assert_eq!((progress.amount, progress.done), (2, true));
    assert_eq!(why(&progress, "c"), Some(Reason::DayTooShort));
    assert_eq!(progress.reached, [Reached { id: Id::new("half").unwrap(), on: Day::parse("2026-11-20").unwrap() }]);
}

#[test]
fn a_thing_of_the_list_is_ticked_once() {
    let list = challenge(r#"{"kind":"checklist","items":[{"id":"x","title":"X"},{"id":"y","title":"Y"}]}"#, "");
    let tick = |id: &str, item: &str| {
        let mut entry = entry(id, "2026-11-05", 1, Unit::Activities);
        entry.item = Id::new(item);
        entry
    };
    let progress = folded(&list, None, &[tick("a", "x"), tick("b", "x"), tick("c", "z")]);
    assert_eq!((progress.amount, progress.target), (1, 2));
    assert_eq!(why(&progress, "b"), Some(Reason::Again));
    assert_eq!(why(&progress, "c"), Some(Reason::NotOnTheList));
    let progress = folded(&list, None, &[tick("a", "x"), tick("c", "y")]);
    assert!(progress.done && progress.permille() == 1000);
}

#[test]
fn the_same_work_counts_once_where_the_challenge_says_distinct() {
    let goal = r#"{"kind":"total","unit":"books","target":5}"#;
    let book = |id: &str, title: &str, isbn: Option<&str>| {
        let mut entry = entry(id, "2026-11-05", 1, Unit::Books);
        entry.work = Some(ReadWork { title: Some(title.into()), author: None, isbn: isbn.map(Into::into) });
        entry
    };
    let entries =
        [book("a", "Cosmos", Some("9780345539434")), book("b", " cosmos ", None), book("c", "Sidereus", None)];
    assert_eq!(folded(&challenge(goal, ""), None, &entries).amount, 3, "a re-read counts");
    assert_eq!(folded(&challenge(goal, r#","distinct":true"#), None, &entries).amount, 2);
}

#[test]
fn distinct_is_about_works_and_not_about_evenings() {
    let evening = |id: &str, day: &str| {
        let mut entry = reading(id, day, 20);
        entry.work = Some(ReadWork { title: Some("Cosmos".into()), author: None, isbn: None });
        entry
    };
    let minutes = challenge(r#"{"kind":"total","unit":"minutes","target":60}"#, r#","distinct":true"#);
    assert_eq!(folded(&minutes, None, &[evening("a", "2026-11-02"), evening("b", "2026-11-03")]).amount, 40);
}

#[test]
fn a_total_of_days_counts_each_day_once() {
    let days = challenge(r#"{"kind":"total","unit":"days","target":4}"#, "");
    let entries = [
        entry("a", "2026-11-02", 1, Unit::Days),
        entry("b", "2026-11-02", 1, Unit::Days),
        reading("c", "2026-11-03", 20),
    ];
    assert_eq!(folded(&days, None, &entries).amount, 2);
}

#[test]
fn nearly_done_is_not_done() {
    let progress = folded(&minutes(1_000_000), None, &[reading("a", "2026-11-02", 999_999)]);
    assert_eq!((progress.done, progress.permille()), (false, 999));
}

#[test]
fn phases_follow_the_days() {
    let challenge = challenge(r#"{"kind":"total","unit":"books","target":5}"#, r#","logUntil":"2026-12-05""#);
    for (day, expected) in [
        ("2026-10-31", Phase::Before),
        ("2026-11-01", Phase::Running),
        ("2026-11-30", Phase::Running),
        ("2026-12-01", Phase::Grace),
        ("2026-12-05", Phase::Grace),
        ("2026-12-06", Phase::Ended),
    ] {
        assert_eq!(phase(&challenge, Day::parse(day).unwrap()), expected, "{day}");
    }
}

fn entries() -> impl Strategy<Value = Vec<Entry>> {
    let one =
        (0..12u32, 0..40i32, 1..90u32, 0..5usize, prop::option::of(0..3u32), prop::option::of(0..12u32), any::<bool>());
    prop::collection::vec(one, 0..24).prop_map(|rows| {
        rows.into_iter()
            .map(|(id, day, amount, unit, item, corrects, voided)| {
                let mut entry = entry(&format!("e{id}"), "2026-10-28", amount, Unit::ALL[unit]);
                entry.occurred_on = entry.occurred_on.plus(day);
                entry.item = item.and_then(|item| Id::new(&format!("i{item}")));
                // A correction names an older entry: nobody corrects themselves.
                entry.corrects = corrects.filter(|other| *other < id).map(|other| format!("e{other}"));
                entry.voided_at = voided.then(|| "2026-11-20T00:00:00Z".to_owned());
                entry
            })
            .collect()
    })
}

fn any_challenge() -> impl Strategy<Value = Challenge> {
    prop::sample::select(vec![
        r#"{"kind":"total","unit":"minutes","target":300}"#,
        r#"{"kind":"total","unit":"books","target":5}"#,
        r#"{"kind":"total","unit":"pages","target":500}"#,
        r#"{"kind":"total","unit":"days","target":9}"#,
        r#"{"kind":"total","unit":"activities","target":9}"#,
        r#"{"kind":"days","target":10}"#,
        r#"{"kind":"days","target":10,"atLeast":{"amount":40,"unit":"minutes"}}"#,
        r#"{"kind":"checklist","items":[{"id":"i0","title":"0"},{"id":"i1","title":"1"}]}"#,
    ])
    .prop_map(|goal| challenge(goal, r#","distinct":true"#))
}

proptest! {
    #[test]
    fn order_does_not_matter(challenge in any_challenge(), list in entries(), seed in any::<u64>()) {
        let mut shuffled = list.clone();
        shuffled.sort_by_key(|entry| (entry.to_json().len() as u64).wrapping_mul(seed | 1).rotate_left(17));
        shuffled.reverse();
        prop_assert_eq!(folded(&challenge, None, &list), folded(&challenge, None, &shuffled));
    }

    #[test]
    fn sending_twice_does_not_count_twice(challenge in any_challenge(), list in entries()) {
        let twice: Vec<Entry> = list.iter().chain(&list).cloned().collect();
        prop_assert_eq!(folded(&challenge, None, &list), folded(&challenge, None, &twice));
    }

    #[test]
    fn voiding_restores_what_was_before(challenge in any_challenge(), list in entries(), day in 0..40i32, amount in 1..90u32, unit in 0..5usize) {
        let mut new = entry("new", "2026-10-28", amount, Unit::ALL[unit]);
        new.occurred_on = new.occurred_on.plus(day);
        new.voided_at = Some("2026-11-21T00:00:00Z".into());
        let before = folded(&challenge, None, &list);
        let with: Vec<Entry> = list.into_iter().chain([new]).collect();
        let mut after = folded(&challenge, None, &with);
        after.verdicts.retain(|verdict| verdict.entry != "new");
        prop_assert_eq!(before, after);
    }

    #[test]
    fn a_merge_is_a_union(one in entries(), other in entries(), third in entries()) {
        let merged = union(one.clone(), other.clone());
        prop_assert_eq!(&merged, &union(other.clone(), one.clone()));
        prop_assert_eq!(&merged, &union(merged.clone(), other.clone()));
        prop_assert_eq!(union(merged, third.clone()), union(one, union(other, third)));
    }
}
