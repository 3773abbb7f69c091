//! Broken documents, made from good ones in thousands of ways, always the same ways.
//!
//! Nothing may panic, nothing may hang, and whatever is refused or left out is named by a sentence and a place that is there.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice
)]

mod broken;
mod kinds;

use atrium_contract::decode::{Problem, Refused};
use broken::{hostile, places};
use kinds::{KINDS, Kind};
use serde_json::{Value, json};

#[test]
fn every_good_document_is_read_without_a_word() {
    for kind in KINDS {
        assert_eq!((kind.read)(kind.text), Ok(Vec::new()), "{}", kind.name);
    }
}

/// Reads a broken document and checks what is said about it.
fn judge(kind: &Kind, text: &str) {
    let document = || serde_json::from_str::<Value>(text).ok();
    match (kind.read)(text) {
        Ok(problems) => problems.iter().for_each(|problem| placed(kind, problem, document().as_ref())),
        Err(refused) => {
            let sentences = refused.sentences();
            assert!(
                !sentences.is_empty() && sentences.iter().all(|line| line.len() > 10 && line.len() < 1_000),
                "{sentences:?}"
            );
            if let Refused::Problems(problems) = refused {
                problems.iter().for_each(|problem| placed(kind, problem, document().as_ref()));
            }
        }
    }
}

/// The place a problem names is in the document, or is a field that its object lacks.
fn placed(kind: &Kind, problem: &Problem, document: Option<&Value>) {
    let Some(document) = document else { return };
    let there = document.pointer(&problem.pointer).is_some()
        || problem.pointer.rsplit_once('/').is_some_and(|(parent, _)| document.pointer(parent).is_some());
    assert!(there, "{}: {problem} in {document}", kind.name);
}

#[test]
fn a_wrong_value_in_any_place_is_told_and_breaks_nothing() {
    let hostile = hostile();
    let mut made = 0;
    for kind in KINDS {
        let good: Value = serde_json::from_str(kind.text).unwrap();
        let mut all = Vec::new();
        places(&good, "", &mut all);
        for place in &all {
            for value in &hostile {
                let mut broken = good.clone();
                *broken.pointer_mut(place).unwrap() = value.clone();
                judge(kind, &broken.to_string());
                made += 1;
            }
        }
    }
    assert!(made > 5_000, "only {made} documents");
}

#[test]
fn a_missing_field_or_a_doubled_item_is_told_and_breaks_nothing() {
    for kind in KINDS {
        let good: Value = serde_json::from_str(kind.text).unwrap();
        let mut all = Vec::new();
        places(&good, "", &mut all);
        for place in &all {
            let (parent, last) = place.rsplit_once('/').unwrap();
            let mut broken = good.clone();
            match broken.pointer_mut(parent).unwrap() {
                Value::Object(fields) => {
                    fields.remove(last);
                }
                Value::Array(items) => {
                    let index: usize = last.parse().unwrap();
                    let item = items[index].clone();
                    items.push(item);
                }
                _ => {}
            }
            judge(kind, &broken.to_string());
        }
    }
}

#[test]
fn a_document_cut_off_anywhere_is_refused_by_line_and_column() {
    for kind in KINDS {
        let end = kind.text.trim_end().len();
        for (place, _) in kind.text.char_indices().filter(|(place, _)| *place < end) {
            match (kind.read)(&kind.text[..place]) {
                Err(Refused::NotJson { line, column: _ }) => assert!(line >= 1),
                other => panic!("{} cut at {place}: {other:?}", kind.name),
            }
        }
    }
}

#[test]
fn garbled_text_breaks_nothing() {
    let mut random = Random(0x5eed);
    for kind in KINDS {
        let characters: Vec<char> = kind.text.chars().collect();
        for _ in 0..400 {
            let mut broken = characters.clone();
            for _ in 0..=random.below(3) {
                let place = random.below(broken.len());
                match random.below(4) {
                    0 => {
                        broken[place] =
                            *random.of(&['"', '{', '}', '[', ']', ',', ':', '\\', '0', '-', 'e', '\u{0}', '漢'])
                    }
                    1 => drop(broken.remove(place)),
                    2 => {
                        let other = random.below(broken.len());
                        broken.swap(place, other);
                    }
                    _ => {
                        let from = random.below(broken.len());
                        let part: Vec<char> = broken.iter().skip(from).take(40).copied().collect();
                        broken.splice(place..place, part);
                    }
                }
            }
            judge(kind, &broken.into_iter().collect::<String>());
        }
    }
}

#[test]
fn what_is_too_deep_too_long_or_too_large_is_refused_or_cut() {
    for kind in KINDS {
        for nest in ["[".repeat(100_000), "{\"a\":".repeat(100_000)] {
            assert!(matches!((kind.read)(&nest), Err(Refused::NotJson { .. })));
        }
        let good: Value = serde_json::from_str(kind.text).unwrap();
        let mut all = Vec::new();
        places(&good, "", &mut all);
        for place in all.iter().step_by(7) {
            for huge in [
                Value::from("x".repeat(300_000)),
                Value::from(vec![Value::from("x"); 20_000]),
                Value::from(vec![json!({}); 20_000]),
            ] {
                let mut broken = good.clone();
                *broken.pointer_mut(place).unwrap() = huge;
                judge(kind, &broken.to_string());
            }
        }
        let large = kind.text.replacen('{', &format!("{{\"filler\":\"{}\",", "x".repeat(40_000_000)), 1);
        assert_eq!((kind.read)(&large), Err(Refused::TooLarge));
    }
}

/// A small generator (SplitMix64), so that every run makes the same documents.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    fn of<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}
