//! The rules as data: every case of every file in `vectors/`, so that a backend in any language can prove that it decides alike.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod vectors {
    pub mod boards;
    pub mod expect;
    pub mod ledger;
    pub mod merges;
}

use serde_json::Value;
use std::collections::BTreeSet;

/// Fewer cases than this would not say what the rules are.
const LEAST: usize = 150;

/// Every case, with the file it stands in.
fn cases() -> Vec<(String, Value)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/vectors");
    let mut cases = Vec::new();
    for file in std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()) {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&file).unwrap();
        let document: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        expect::only(&document, &["title", "cases"], &name);
        assert!(document["title"].as_str().is_some_and(|title| title.len() > 10), "{name} has a title");
        cases.extend(document["cases"].as_array().unwrap().iter().map(|case| (name.clone(), case.clone())));
    }
    cases
}

use vectors::{boards, expect, ledger, merges};

#[test]
fn every_case_comes_out_as_it_says() {
    let mut failed = Vec::new();
    for (file, case) in cases() {
        let run = match &case {
            case if case.get("merge").is_some() => merges::run,
            case if case.get("readers").is_some() => boards::run,
            _ => ledger::run,
        };
        let name = format!("{file}: {}", case["name"].as_str().expect("a name"));
        let wrong = expect::Wrong::default();
        run(&case, &wrong);
        failed.extend(wrong.take().into_iter().map(|why| format!("{name}: {why}")));
    }
    assert!(failed.is_empty(), "{} wrong:\n{}", failed.len(), failed.join("\n"));
}

#[test]
fn there_are_enough_cases_and_each_has_a_name_of_its_own() {
    let cases = cases();
    assert!(cases.len() >= LEAST, "only {}", cases.len());
    let names: BTreeSet<&str> = cases.iter().map(|(_, case)| case["name"].as_str().unwrap()).collect();
    assert_eq!(names.len(), cases.len());
    assert!(cases.iter().all(|(_, case)| case["expect"].as_object().is_some_and(|expect| !expect.is_empty())));
}

/// A typing error in an expectation must not hide it.
#[test]
fn a_field_that_nobody_knows_is_not_passed_over() {
    let (_, good) = cases().into_iter().find(|(_, case)| case["expect"].get("amount").is_some()).unwrap();
    for place in ["", "/challenge", "/challenge/goal", "/entries/0", "/expect"] {
        let mut case = good.clone();
        case.pointer_mut(place).unwrap()["amuont"] = 1.into();
        let refused = std::panic::catch_unwind(|| ledger::run(&case, &expect::Wrong::default())).is_err();
        assert!(refused, "{place}");
    }
}

/// What is expected is compared: another number in its place is told.
#[test]
fn a_wrong_expectation_is_told() {
    for (_, mut case) in cases().into_iter().filter(|(_, case)| case["expect"].get("amount").is_some()) {
        case["expect"]["amount"] = 7_777_777.into();
        let wrong = expect::Wrong::default();
        ledger::run(&case, &wrong);
        assert!(!wrong.take().is_empty(), "{}", case["name"]);
    }
}
