//! How guessing is held off.

use std::sync::Mutex;

use atrium_conform::options::Options;
use serde_json::json;

use crate::common::backend::Backend;
use crate::common::{Told, all_found, fault};
use crate::{from, kept, problem};

fn limited(options: &mut Options) {
    options.limits = true;
}

/// Whether it is one of the guesses, and none of the wrong phrases that a walk tries before.
fn guess(text: &str) -> bool {
    text.contains("\"1000000000")
}

#[test]
fn guessing_is_tried_when_asked_for_and_its_absence_found() {
    let told = Mutex::new(Vec::<String>::new());
    let guessed = Mutex::new(0);
    let faults = vec![
        fault("guessing is not held off", "participate.guessing", |asked, pass| {
            let told = pass(asked);
            if told.status == 429 { problem(404, "phrase-unknown") } else { told }
        }),
        fault("held off after the first wrong one", "participate.guessing", move |asked, pass| {
            let mut guessed = guessed.lock().unwrap();
            if asked.is("POST", "/session") && guess(&asked.text()) {
                *guessed += 1;
                if *guessed > 1 {
                    let mut told = problem(429, "rate-limited");
                    told.set("retry-after", "600");
                    return told;
                }
            }
            pass(asked)
        }),
        fault("a right one is let in all the same", "participate.guessing", move |asked, pass| {
            let mut answer = pass(asked);
            let mut told = told.lock().unwrap();
            if asked.is("POST", "/pairings") {
                told.push(answer.json()["phrase"].as_str().unwrap_or_default().to_owned());
            }
            let phrase = asked.json()["phrase"].as_str().unwrap_or_default().to_owned();
            if answer.status == 429 && told.contains(&phrase) {
                answer = kept(201, &json!({}));
            }
            answer
        }),
    ];
    // Each has a backend of its own: once it is held off, this machine is shut out.
    for fault in faults {
        let backend = Backend::start("limits");
        all_found(vec![fault], &backend.url, |proxy| from(&proxy.url, limited));
    }
    let again = Backend::start("limits-held");
    let report = from(&again.url, limited);
    assert!(report.fine(), "{}", report.words(false));
    assert_eq!(report.passes("participate.guessing"), 3);
}

#[test]
fn a_named_class_without_a_challenge_is_no_pass() {
    let backend = Backend::start("nothing-runs");
    let over = fault("no challenge runs", "participate.entry", |asked, pass| {
        let mut told: Told = pass(asked);
        if asked.path.ends_with("/member.json") && told.header("content-encoding").is_empty() {
            told.change(|it| it["challenges"] = json!([]));
        }
        told
    });
    all_found(vec![over], &backend.url, |proxy| from(&proxy.url, |_| {}));
}
