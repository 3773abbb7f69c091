//! Whether a standing says what the contract's rules make of the same entries, field by field.

use std::fmt::Display;

use atrium_contract::{
    day::Day,
    decode::document,
    goal::Goal,
    progress::{Progress, Reason},
    standing::Standing,
};

use super::standing::judged;
use super::{Field, Site};
use crate::checks::{Check, participate::STANDING};
use crate::http::Answer;
use serde_json::Value;

/// Verdicts that are told where they differ.
const MOST: usize = 6;

/// Whether a reader's standing is the one that follows from what is kept of them.
pub fn agrees(
    site: &mut Site,
    check: &'static Check,
    field: &Field,
    (profile, joined): (&str, Day),
    answer: &Answer,
    kept: &[Value],
) {
    let text = String::from_utf8_lossy(&answer.body).into_owned();
    let standing = match document::<Standing>(&text, "Standing") {
        Ok(decoded) if answer.is(200) => decoded.value,
        Ok(_) => {
            site.run.status(check, answer, &[200]);
            return;
        }
        Err(refused) => {
            let came = format!("{} {}", answer.status, refused.sentences().join("; "));
            site.run.that(check, answer, false, "200 with a Standing", came);
            return;
        }
    };
    let named = standing.challenge.as_str() == field.id
        && standing.profile == profile
        && standing.enrolled_on == Some(joined)
        && standing.ticks == matches!(field.challenge.goal, Goal::Checklist { .. });
    let expected = "its challenge, its reader, enrolledOn, and ticked with a checklist only";
    // What the rules make of entries is one thing, and whose it is another.
    site.run.holds(&STANDING, answer, named, expected);
    let (wanted, found) = (judged(field, joined, kept), &standing.progress);
    let mut same = |name: &str, wanted: String, found: String| {
        let holds = wanted == found;
        site.run.that(check, answer, holds, &format!("{name} {wanted}"), format!("{name} {found}"));
    };
    same("today", field.today.to_string(), standing.today.to_string());
    same("sum", sum(&wanted), sum(found));
    same("doneOn", said(&wanted.done_on), said(&found.done_on));
    same("days", list(&wanted.days), list(&found.days));
    same("run", run(&wanted), run(found));
    same("reached", reached(&wanted), reached(found));
    same("ticked", list(&wanted.ticked), list(&found.ticked));
    let (mine, theirs) = (verdicts(&wanted), verdicts(found));
    let only = |one: &[String], other: &[String]| {
        let only: Vec<String> = one.iter().filter(|it| !other.contains(it)).take(MOST).cloned().collect();
        format!("{} of {}: {}", one.len(), kept.len(), only.join(", "))
    };
    // Where they differ, only what differs is told.
    same("verdicts,", only(&mine, &theirs), only(&theirs, &mine));
}

fn sum(of: &Progress) -> String {
    format!("{} of {} {}, {}", of.amount, of.target, of.unit.word(), if of.done { "done" } else { "not done" })
}

fn said<T: Display>(value: &Option<T>) -> String {
    value.as_ref().map_or_else(|| "none".into(), ToString::to_string)
}

fn run(of: &Progress) -> String {
    said(&of.run.as_ref().map(|run| format!("longest {}, current {}, frozen {}", run.longest, run.current, run.frozen)))
}

fn list<T: ToString>(values: &[T]) -> String {
    values.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn reached(of: &Progress) -> String {
    let mut lines: Vec<String> = of.reached.iter().map(|it| format!("{} on {}", it.id, it.on)).collect();
    lines.sort();
    lines.join(", ")
}

fn verdicts(of: &Progress) -> Vec<String> {
    let line = |it: &atrium_contract::progress::Verdict| {
        format!("{}: {} {}", it.entry, it.credited, it.reason.map_or("", Reason::word))
    };
    of.verdicts.iter().map(line).collect()
}
