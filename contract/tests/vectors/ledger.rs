//! Cases of entries: what the rules make of them, and which awards follow.

use super::expect::{Wrong, only, texts};
use atrium_contract::{
    award::Award,
    awarding::{Version, awards, settle},
    challenge::Challenge,
    day::Day,
    decode::{record, tree},
    entry::Entry,
    id::Id,
    instant::Instant,
    json,
    progress::{Dates, Progress, progress},
};
use jiff::{Timestamp, tz::TimeZone};
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub const CHALLENGE: &[&str] = &[
    "goal",
    "starts",
    "ends",
    "zone",
    "logUntil",
    "countFrom",
    "distinct",
    "milestones",
    "caps",
    "rates",
    "codes",
    "boards",
    "audience",
];

/// The challenge of a case, with what is left out of it to keep it readable.
pub fn challenge(said: &Value) -> Challenge {
    only(said, CHALLENGE, "challenge");
    only(&said["goal"], &["kind", "unit", "target", "atLeast", "within", "freezes", "items"], "goal");
    let mut document = said.clone();
    for (name, value) in [("atrium", "1"), ("type", "Challenge"), ("id", "c"), ("title", "C")] {
        document[name] = value.into();
    }
    for (list, known) in [("/goal/items", &["id", "code"] as &[&str]), ("/milestones", &["id", "at"])] {
        for item in document.pointer_mut(list).and_then(Value::as_array_mut).into_iter().flatten() {
            only(item, known, list);
            item["title"] = item["id"].clone();
        }
    }
    let value = json::parse(&document.to_string()).unwrap();
    let decoded = tree::<Challenge>(&value, "Challenge").unwrap_or_else(|refused| panic!("{:?}", refused.sentences()));
    // An arrival that ends before the challenge is told to whoever wrote it, and of no effect.
    assert!(decoded.problems.iter().all(|problem| problem.pointer == "/logUntil"), "{:?}", decoded.problems);
    decoded.value
}

const ENTRY: &[&str] = &[
    "id",
    "occurredOn",
    "zone",
    "recordedAt",
    "amount",
    "work",
    "item",
    "note",
    "corrects",
    "voidedAt",
    "receivedAt",
    "source",
];

/// An entry of a case; `line` is how many stood before it.
fn entry(said: &Value, line: usize) -> Entry {
    only(said, ENTRY, "entry");
    let mut document = said.clone();
    let recorded = format!("{}T12:{:02}:{:02}Z", said["occurredOn"].as_str().unwrap(), line / 60, line % 60);
    for (name, value) in
        [("challenge", json!({ "member": "m", "id": "c" })), ("profile", json!("p")), ("recordedAt", json!(recorded))]
    {
        if document.get(name).is_none() {
            document[name] = value;
        }
    }
    let entry = record::<Entry>(&document.to_string()).unwrap_or_else(|| panic!("{document} is no entry"));
    let written: Value = serde_json::from_str(&entry.to_json()).unwrap();
    assert_eq!(written, document, "every field of it is read");
    entry
}

/// The date of a moment in a zone.
fn date(zone: &TimeZone, moment: &Instant) -> Day {
    let date = zone.to_datetime(Timestamp::from_millisecond(moment.ms).unwrap()).date();
    Day::parse(&date.to_string()).unwrap()
}

fn today(step: &Value, zone: &TimeZone) -> Option<Day> {
    let day = step.get("today").map(|day| Day::parse(day.as_str().unwrap()).expect("a day"));
    day.or_else(|| Some(date(zone, &Instant::parse(step.get("now")?.as_str().unwrap()).expect("an instant"))))
}

pub fn run(case: &Value, wrong: &Wrong) {
    only(
        case,
        &["name", "rule", "challenge", "versions", "enrolledOn", "today", "now", "entries", "expect", "then"],
        "case",
    );
    let versions: Vec<(Instant, Challenge)> = match case.get("versions") {
        None => vec![(Instant::parse("2000-01-01T00:00:00Z").unwrap(), challenge(&case["challenge"]))],
        Some(list) => list.as_array().unwrap().iter().map(version).collect(),
    };
    let versions: Vec<Version<'_>> = versions.iter().map(|(since, challenge)| Version { since, challenge }).collect();
    let zone = TimeZone::get(&versions.last().unwrap().challenge.zone).expect("a zone");
    let mut ledger = Ledger {
        enrolled_on: case.get("enrolledOn").map(|day| Day::parse(day.as_str().unwrap()).unwrap()),
        today: today(case, &zone).expect("today or now"),
        versions,
        zone,
        entries: Vec::new(),
        awards: Vec::new(),
    };
    ledger.step(case, wrong);
    for step in case.get("then").and_then(Value::as_array).into_iter().flatten() {
        only(step, &["entries", "redeem", "today", "now", "expect"], "then");
        ledger.today = today(step, &ledger.zone).unwrap_or(ledger.today);
        ledger.step(step, wrong);
    }
}

fn version(said: &Value) -> (Instant, Challenge) {
    only(said, &["since", "challenge"], "version");
    (Instant::parse(said["since"].as_str().unwrap()).unwrap(), challenge(&said["challenge"]))
}

struct Ledger<'v> {
    versions: Vec<Version<'v>>,
    zone: TimeZone,
    enrolled_on: Option<Day>,
    today: Day,
    entries: Vec<Entry>,
    awards: Vec<Award>,
}

impl Ledger<'_> {
    fn step(&mut self, step: &Value, wrong: &Wrong) {
        let now = Instant::parse("2026-07-01T00:00:00Z").unwrap();
        for what in step.get("redeem").map(texts).into_iter().flatten() {
            let milestone = Id::new(&what).filter(|_| what != "goal");
            let award = self.awards.iter_mut().find(|award| award.milestone == milestone);
            award.unwrap_or_else(|| panic!("{what} is not there to be handed out")).redeemed_at = Some(now.clone());
        }
        for said in step.get("entries").and_then(Value::as_array).into_iter().flatten() {
            self.entries.push(entry(said, self.entries.len()));
        }
        let zone = |name: &str| TimeZone::get(name).expect("a zone");
        let received = |entry: &Entry, name: &str| entry.received_at.as_ref().map(|at| date(&zone(name), at));
        let dates = Dates { today: self.today, received: &received };
        let challenge = self.versions.last().unwrap().challenge;
        let folded = progress(challenge, self.enrolled_on, &self.entries, &dates);
        let earned = awards(&self.versions, self.enrolled_on, &self.entries, &dates);
        self.awards = settle(&self.awards, &earned, &challenge.id, "p", &now);
        judge(&step["expect"], &folded, &self.awards, wrong);
    }
}

const EXPECT: &[&str] = &[
    "amount",
    "target",
    "done",
    "doneOn",
    "credited",
    "reasons",
    "reached",
    "days",
    "run",
    "ticked",
    "awards",
    "withdrawn",
];

fn judge(expect: &Value, folded: &Progress, awards: &[Award], wrong: &Wrong) {
    only(expect, EXPECT, "expect");
    wrong.judge("amount", expect.get("amount").map(|it| it.as_u64().unwrap()), folded.amount);
    wrong.judge("target", expect.get("target").map(|it| it.as_u64().unwrap()), folded.target);
    wrong.judge("done", expect.get("done").map(|it| it.as_bool().unwrap()), folded.done);
    let done_on = folded.done_on.map(|day| day.to_string());
    wrong.judge("doneOn", expect.get("doneOn").map(|it| it.as_str().map(ToOwned::to_owned)), done_on);
    for (entry, credited) in expect.get("credited").and_then(Value::as_object).into_iter().flatten() {
        let came = folded.verdict(entry).unwrap_or_else(|| panic!("{entry} is judged")).credited;
        wrong.judge(&format!("what is credited of {entry}"), credited.as_u64(), came);
    }
    let reasons = folded.verdicts.iter().filter_map(|it| Some((it.entry.clone(), it.reason?.word().to_owned())));
    wrong.judge("reasons", expect.get("reasons").map(map), reasons.collect());
    let reached = folded.reached.iter().map(|it| (it.id.to_string(), it.on.to_string()));
    wrong.judge("reached", expect.get("reached").map(map), reached.collect());
    wrong.judge("days", expect.get("days").map(texts), folded.days.iter().map(Day::to_string).collect());
    wrong.judge("ticked", expect.get("ticked").map(texts), folded.ticked.iter().map(Id::to_string).collect());
    if let Some(run) = expect.get("run") {
        let came = folded.run.expect("a run");
        only(run, &["longest", "current", "frozen"], "run");
        for (name, came) in [("longest", came.longest), ("current", came.current), ("frozen", came.frozen)] {
            wrong.judge(name, run.get(name).map(|it| it.as_u64().unwrap()), came);
        }
    }
    let milestone = |award: &Award| award.milestone.as_ref().map_or("goal".to_owned(), Id::to_string);
    if let Some(list) = expect.get("awards") {
        let stands = |award: &&Award| award.withdrawn_at.is_none();
        let mut came: Vec<Value> = awards.iter().filter(stands).map(award).collect();
        let mut list = list.as_array().unwrap().clone();
        for expected in &list {
            only(expected, &["milestone", "on", "version"], "award");
            let same = came.iter_mut().find(|it| it.get("milestone") == expected.get("milestone"));
            if let Some(same) = same.filter(|_| expected.get("version").is_none()) {
                same.as_object_mut().unwrap().remove("version");
            }
        }
        list.sort_by_key(Value::to_string);
        came.sort_by_key(Value::to_string);
        wrong.judge("awards", Some(list), came);
    }
    if let Some(mut list) = expect.get("withdrawn").map(texts) {
        let mut came: Vec<String> = awards.iter().filter(|award| award.withdrawn_at.is_some()).map(milestone).collect();
        list.sort();
        came.sort();
        wrong.judge("withdrawn", Some(list), came);
    }
}

fn award(award: &Award) -> Value {
    let mut value = json!({ "on": award.on.to_string(), "version": award.version.0 });
    if let Some(milestone) = &award.milestone {
        value["milestone"] = milestone.as_str().into();
    }
    value
}

fn map(value: &Value) -> BTreeMap<String, String> {
    let fields = value.as_object().expect("an object").iter();
    fields.map(|(name, it)| (name.clone(), it.as_str().expect("a text").to_owned())).collect()
}
