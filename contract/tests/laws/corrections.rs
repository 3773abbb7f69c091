//! Of an entry and all that correct it, one after another or beside one another, one counts.

use super::any::{challenge, day, entries, moment, reading};
use crate::folded;
use atrium_contract::{
    challenge::Challenge,
    entry::Entry,
    progress::{Progress, Reason, union},
};
use proptest::prelude::*;

fn minutes() -> Challenge {
    challenge(r#"{"kind":"total","unit":"minutes","target":90}"#, "")
}

fn reason(folded: &Progress, entry: &Entry) -> Option<Reason> {
    folded.verdict(&entry.id).unwrap().reason
}

/// Whether an entry came when none were taken any more; today is the 26th.
fn late(entry: &Entry) -> bool {
    entry.received_at.as_ref().is_some_and(|at| *at > moment(29))
}

/// All ids one comes to from an entry by what it corrects.
fn ways<'e>(list: &'e [Entry], from: &'e Entry) -> Vec<&'e str> {
    let mut ways: Vec<&str> = Vec::new();
    let mut next = from.corrects.as_deref();
    while let Some(id) = next.filter(|id| !ways.contains(id)) {
        ways.push(id);
        next = list.iter().find(|entry| entry.id == id).and_then(|entry| entry.corrects.as_deref());
    }
    ways
}

/// What stands for nothing else is of one reading with whatever shares a place on the way.
fn of_one_reading(list: &[Entry], one: &Entry, other: &Entry) -> bool {
    let (mine, theirs) = (ways(list, one), ways(list, other));
    let shared = theirs.iter().any(|id| mine.contains(id));
    shared || one.id == other.id || mine.contains(&other.id.as_str()) || theirs.contains(&one.id.as_str())
}

proptest! {
    /// As the words of the rules have it, tried out on every pair.
    #[test]
    fn an_entry_is_corrected_when_another_stands_in_its_place(list in entries()) {
        let (list, challenge) = (union(list, Vec::new()), minutes());
        let folded = folded(&challenge, &list);
        let stands: Vec<&Entry> = list.iter().filter(|it| it.voided_at.is_none() && !late(it)).collect();
        let replaced = |entry: &Entry| stands.iter().any(|it| ways(&list, it).contains(&entry.id.as_str()));
        let left: Vec<&Entry> = stands.iter().copied().filter(|it| !replaced(it)).collect();
        for entry in list.iter().filter(|it| it.voided_at.is_none()) {
            let moment = |it: &Entry| (it.recorded_at.ms, it.id.clone());
            let beaten = left.iter().any(|it| moment(it) > moment(entry) && of_one_reading(&list, it, entry));
            let corrected = replaced(entry) || beaten && !late(entry);
            prop_assert_eq!(reason(&folded, entry) == Some(Reason::Corrected), corrected, "{}", entry.id);
        }
    }

    #[test]
    fn of_one_reading_one_counts_at_most(list in entries()) {
        let (list, challenge) = (union(list, Vec::new()), minutes());
        let folded = folded(&challenge, &list);
        let gone = [Some(Reason::Voided), Some(Reason::Corrected)];
        let counts: Vec<&Entry> = list.iter().filter(|it| !gone.contains(&reason(&folded, it)) && !late(it)).collect();
        for (place, one) in counts.iter().enumerate() {
            for other in &counts[place + 1..] {
                prop_assert!(!of_one_reading(&list, one, other), "{} and {}", one.id, other.id);
            }
        }
    }

    /// Two devices that edited one entry, as often as each liked: one of all of it counts, the last.
    #[test]
    fn of_edits_on_two_devices_the_last_counts(mine in 1..6u32, theirs in 1..6u32, late in prop_oneof![0..20, 21..40i32]) {
        let edits = |first: u32, many: u32, from: i32| {
            (0..many).map(move |number| {
                let mut edit = super::any::entry(first + number, 5, 10 + first + number, atrium_contract::challenge::Unit::Minutes);
                edit.corrects = Some(if number == 0 { "e0".into() } else { format!("e{}", first + number - 1) });
                edit.voided_at = (number + 1 < many).then(|| moment(20).text);
                edit.recorded_at.ms = moment(from).ms + i64::from(number);
                edit
            })
        };
        let first = Entry { voided_at: Some(moment(20).text), ..super::any::entry(0, 5, 500, atrium_contract::challenge::Unit::Minutes) };
        let list: Vec<Entry> = std::iter::once(first).chain(edits(10, mine, 20)).chain(edits(30, theirs, late)).collect();
        let last = if late > 20 { 30 + theirs - 1 } else { 10 + mine - 1 };
        prop_assert_eq!(folded(&minutes(), &list).amount, u64::from(10 + last));
    }

    /// A correction that arrives late changes nothing but that it is there.
    #[test]
    fn a_late_correction_corrects_nothing(list in entries(), new in reading()) {
        let before = folded(&minutes(), &list);
        let new = Entry { id: "new".into(), received_at: Some(moment(40)), occurred_on: day(10), ..new };
        let mut after = folded(&minutes(), &[list, vec![new]].concat());
        after.verdicts.retain(|verdict| verdict.entry != "new");
        prop_assert_eq!(before, after);
    }
}

/// Ten thousand corrections of one entry, one after another and beside one another, take no longer than as many entries.
#[test]
fn many_corrections_are_followed_once() {
    let many = 20_000;
    let mut list: Vec<Entry> = Vec::new();
    for number in 0..many {
        let mut entry = super::any::entry(number, 5, 1, atrium_contract::challenge::Unit::Minutes);
        entry.corrects =
            (number > 0).then(|| format!("e{}", if number < many / 2 { number - 1 } else { many / 2 - 1 }));
        entry.voided_at = (0..many / 2).contains(&number).then(|| moment(20).text);
        list.push(entry);
    }
    let begun = std::time::Instant::now();
    assert_eq!(folded(&minutes(), &list).amount, 1);
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
}
