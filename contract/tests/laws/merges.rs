//! A merge is a join: commutative, associative, idempotent.

use super::any::{moment, reading};
use atrium_contract::{
    entry::{Enrolment, Entry, Profile},
    id::{Id, Key},
    merge,
};
use proptest::prelude::*;

/// A moment in one of several spellings, or what is none.
fn moments() -> impl Strategy<Value = String> {
    prop_oneof![
        (0..4i32).prop_map(|at| moment(at).text),
        (0..4i32).prop_map(|at| moment(at).text.replace("12:00:00Z", "14:00:00+02:00")),
        Just("then".to_owned()),
    ]
}

fn profiles() -> impl Strategy<Value = Profile> {
    ("[AB]", moments(), prop::option::of(moments())).prop_map(|(nickname, created_at, changed_at)| Profile {
        id: "p".into(),
        nickname,
        created_at,
        changed_at,
    })
}

fn enrolments() -> impl Strategy<Value = Enrolment> {
    let moments = (moments(), prop::option::of(moments()), prop::option::of(moments()));
    let board = (prop::option::of(any::<bool>()), prop::option::of("[AB]"), prop::option::of("[XY]"));
    (moments, board).prop_map(|((at, left_at, changed_at), (board, nickname, invitation))| Enrolment {
        challenge: Key { member: Id::new("m").unwrap(), id: Id::new("c").unwrap() },
        profile: "p".into(),
        on: super::any::day(1),
        at,
        left_at,
        board,
        nickname,
        team: None,
        invitation,
        changed_at,
    })
}

/// Copies of one entry.
fn copies() -> impl Strategy<Value = (Entry, Entry, Entry)> {
    let fate = || (prop::option::of(moments()), prop::option::of(0..3i32), any::<bool>());
    (reading(), fate(), fate(), fate()).prop_map(|(entry, one, other, third)| {
        let of = |(voided_at, received, code): (Option<String>, Option<i32>, bool)| Entry {
            voided_at,
            received_at: received.map(moment),
            source: entry.source.filter(|_| code),
            ..entry.clone()
        };
        (of(one), of(other), of(third))
    })
}

/// Whether a text is JSON with sorted names and no blanks: what RFC 8785 makes of a record of texts.
fn sorted(json: &str) -> bool {
    atrium_contract::json::parse(json).is_ok_and(|value| value.to_string() == json)
}

proptest! {
    /// A merge compares what is written, so it is written as every language would.
    #[test]
    fn records_are_written_with_sorted_names(profile in profiles(), enrolment in enrolments(), entry in reading()) {
        prop_assert!(sorted(&profile.to_json()) && sorted(&enrolment.to_json()) && sorted(&entry.to_json()));
    }

    #[test]
    fn of_readers(a in profiles(), b in profiles(), c in profiles()) {
        let join = merge::profile;
        prop_assert_eq!(join(&a, &b), join(&b, &a));
        prop_assert_eq!(join(&join(&a, &b), &c), join(&a, &join(&b, &c)));
        prop_assert_eq!(join(&a, &a), a);
    }

    #[test]
    fn of_enrolments(a in enrolments(), b in enrolments(), c in enrolments()) {
        let join = merge::enrolment;
        prop_assert_eq!(join(&a, &b), join(&b, &a));
        prop_assert_eq!(join(&join(&a, &b), &c), join(&a, &join(&b, &c)));
        prop_assert_eq!(join(&a, &a), a);
    }

    #[test]
    fn of_copies_of_an_entry((a, b, c) in copies()) {
        let join = |one: &Entry, other: &Entry| merge::entry(one, other).unwrap();
        prop_assert_eq!(join(&a, &b), join(&b, &a));
        prop_assert_eq!(join(&join(&a, &b), &c), join(&a, &join(&b, &c)));
        prop_assert_eq!(join(&a, &a), a.clone());
        // Voided once is voided, whatever comes later.
        let voided = [&a, &b, &c].iter().any(|it| it.voided_at.is_some());
        prop_assert_eq!(join(&join(&a, &b), &c).voided_at.is_some(), voided);
    }

    #[test]
    fn of_entries_that_differ(a in reading(), b in reading()) {
        let mut bare = [a.clone(), b.clone()];
        for it in &mut bare {
            (it.voided_at, it.received_at, it.source) = (None, None, None);
        }
        prop_assert_eq!(merge::entry(&a, &b).is_err(), bare[0] != bare[1]);
        prop_assert_eq!(merge::entry(&a, &b), merge::entry(&b, &a));
    }
}
