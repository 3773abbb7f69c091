//! A case while it is played: what the reader sends, and what is asked for afterwards.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::super::Desk;
use super::codes::Codes;
use super::editions::Editions;
use super::shift::Shift;
use crate::checks::publish::VECTORS;
use crate::participate::{Patron, reader};
use crate::time;

/// A case while it is played.
pub struct Game<'c> {
    /// Its name.
    pub name: &'c str,
    /// The challenge's id.
    pub id: String,
    /// The reader's.
    pub profile: String,
    /// From the case's days to today's.
    pub shift: Shift,
    /// The ids of the case, and those they are played with.
    pub ids: BTreeMap<String, String>,
    /// The challenge's versions.
    pub editions: Editions<'c>,
    /// The moment at which each was recorded: a later line of the same entry says nothing else.
    recorded: BTreeMap<String, String>,
    /// What stands for what.
    pub codes: Codes,
}

impl<'c> Game<'c> {
    /// A case that begins.
    pub fn new(
        name: &'c str,
        id: String,
        shift: Shift,
        ids: BTreeMap<String, String>,
        editions: Editions<'c>,
        codes: Codes,
    ) -> Game<'c> {
        Game { name, id, profile: String::new(), shift, ids, editions, recorded: BTreeMap::new(), codes }
    }
}

impl Game<'_> {
    /// The reader joins.
    pub fn join(&mut self, desk: &mut Desk, patron: &Patron, case: &Value) {
        self.profile = reader(desk.site, patron, "Plays");
        let Some(on) = case.get("enrolledOn").and_then(Value::as_str) else { return };
        let at = desk.site.fill("enrolment", &[("challenge", &self.id), ("profile", &self.profile)]);
        let key = json!({ "member": desk.site.member, "id": self.id });
        let now = time::instant(time::now());
        let enrolment = json!({ "challenge": key, "profile": self.profile, "on": self.shift.day(on), "at": now });
        desk.site.put(patron, &at, &enrolment);
    }

    /// Prizes are handed out.
    pub fn redeem(&self, desk: &mut Desk, step: &Value) {
        for milestone in step.get("redeem").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str) {
            let milestone = if milestone == "goal" { "~" } else { milestone };
            let places = [("challenge", self.id.as_str()), ("profile", &self.profile), ("milestone", milestone)];
            if let Some(url) = desk.pubs.fill("award", &places) {
                let ask = desk.ask("PUT", &url).json(&json!({ "redeemedAt": time::instant(time::now()) }));
                desk.send(&ask);
            }
        }
    }

    /// Entries are sent, those that a code made by their codes.
    pub fn send(&mut self, desk: &mut Desk, patron: &Patron, entries: &[&Value]) {
        let (by_code, by_hand): (Vec<Value>, Vec<Value>) =
            entries.iter().map(|entry| self.full(desk, entry)).partition(|entry| entry.get("source").is_some());
        for entry in &by_code {
            let answer = self.codes.redeem(desk, patron, entry);
            let kept = matches!(answer.status, 200 | 201);
            desk.site.run.holds(&VECTORS, &answer, kept, &format!("{}: 200 or 201, the code is taken", self.name));
        }
        if by_hand.is_empty() {
            return;
        }
        let url = desk.site.href("entries");
        let answer = desk.site.put(patron, &url, &json!({ "entries": by_hand }));
        let taken = |result: &Value| result.get("status").and_then(Value::as_u64).is_some_and(|status| status < 300);
        let kept = answer.is(200) && answer.items("/results").iter().all(taken);
        desk.site.run.holds(&VECTORS, &answer, kept, &format!("{}: 200, every entry is kept", self.name));
    }

    /// What came of it so far, against what a step expects.
    pub fn judge(&self, desk: &mut Desk, patron: &Patron, step: &Value) {
        let Some(expect) = step.get("expect").and_then(Value::as_object) else { return };
        let url = desk.site.fill("standing", &[("challenge", &self.id), ("profile", &self.profile)]);
        let answer = desk.site.get(patron, &url);
        self.compare(desk, expect, &answer);
        let lists = ["awards", "withdrawn"].map(|name| expect.get(name).and_then(Value::as_array));
        if lists.iter().all(Option::is_none) {
            return;
        }
        let url = desk.site.href("awards");
        let answer = desk.site.get(patron, &url);
        let [awards, withdrawn] = lists;
        awards.into_iter().for_each(|awards| self.awards(desk, awards, &answer));
        withdrawn.into_iter().for_each(|withdrawn| self.withdrawn(desk, withdrawn, &answer));
    }

    /// An entry with what a case leaves out.
    fn full(&mut self, desk: &mut Desk, short: &Value) -> Value {
        let mut full = short.clone();
        let Some(map) = full.as_object_mut() else { return full };
        let of = |map: &Map<String, Value>, name: &str| map.get(name).and_then(Value::as_str).map(ToOwned::to_owned);
        let short = of(map, "id").unwrap_or_default();
        for name in ["id", "corrects"] {
            if let Some(named) = of(map, name) {
                // What is corrected need not be there.
                let id = self.ids.entry(named).or_insert_with(|| desk.site.maker.id());
                map.insert(name.to_owned(), json!(id));
            }
        }
        let day = self.shift.day(&of(map, "occurredOn").unwrap_or_default());
        let lines = self.recorded.len();
        let recorded = of(map, "recordedAt").map(|at| self.shift.moment(&at));
        let default = || format!("{day}T12:{:02}:{:02}Z", lines / 60 % 60, lines % 60);
        let recorded = self.recorded.entry(short).or_insert_with(|| recorded.unwrap_or_else(default)).clone();
        map.insert("occurredOn".into(), json!(day));
        map.insert("recordedAt".into(), json!(recorded));
        if let Some(at) = of(map, "voidedAt") {
            map.insert("voidedAt".into(), json!(self.shift.moment(&at)));
        }
        map.remove("receivedAt");
        map.insert("challenge".into(), json!({ "member": desk.site.member, "id": self.id }));
        map.insert("profile".into(), json!(self.profile));
        full
    }
}
