//! A case of entries.

use std::collections::BTreeMap;

use atrium_contract::day::Day;
use serde_json::{Map, Value, json};

use super::super::Desk;
use super::codes::Codes;
use super::shift::Shift;
use super::{Played, id_of};
use crate::checks::Check;
use crate::checks::publish::{ENTRIES, GOALS, REACHED, VECTORS};
use crate::http::Answer;
use crate::participate::{Patron, reader};
use crate::time;

/// A case while it is played.
struct Game<'c> {
    name: &'c str,
    id: String,
    profile: String,
    shift: Shift,
    /// The ids of the case, and those they are played with.
    ids: BTreeMap<String, String>,
    /// The moment at which each was recorded: a later line of the same entry says nothing else.
    recorded: BTreeMap<String, String>,
    codes: Codes,
}

/// Plays a case.
pub fn play(desk: &mut Desk, patron: &Patron, name: &str, case: &Value) -> Played {
    if case.get("versions").is_some() {
        return Played::No("versions of a challenge that were in force in the past");
    }
    let steps = || std::iter::once(case).chain(case.get("then").and_then(Value::as_array).into_iter().flatten());
    let entries = || steps().flat_map(|step| step.get("entries").and_then(Value::as_array).into_iter().flatten());
    if entries().any(|entry| entry.get("receivedAt").is_some()) {
        return Played::No("entries that were received at another time");
    }
    let then = case.get("then").and_then(Value::as_array).into_iter().flatten();
    if case.get("now").is_some() || then.clone().any(|step| step.get("now").is_some() || step.get("today").is_some()) {
        return Played::No("time goes on in them");
    }
    let Some(challenge) = case.get("challenge") else { return Played::No("no challenge") };
    let text = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let zone = text(challenge, "zone");
    let (Some(today), Some(then)) = (now(desk, &zone), Day::parse(&text(case, "today"))) else {
        return Played::No("no today");
    };
    let shift = Shift(today.since(then));
    let id = id_of(name);
    let Some(codes) = Codes::of(challenge, entries()) else { return Played::No("a code for what is not on the list") };
    let draft = json!({ "state": "published", "document": shift.challenge(&id, challenge), "codes": codes.listed() });
    let answer = desk.keep("challenges", &id, &draft);
    if !desk.site.run.holds(
        &VECTORS,
        &answer,
        matches!(answer.status, 200 | 201),
        &format!("{name}: 200 or 201, the challenge is published"),
    ) {
        return Played::Yes;
    }
    let profile = reader(desk.site, patron, "Plays");
    if let Some(on) = case.get("enrolledOn").and_then(Value::as_str) {
        let at = desk.site.fill("enrolment", &[("challenge", &id), ("profile", &profile)]);
        let key = json!({ "member": desk.site.member, "id": id });
        desk.site.put(
            patron,
            &at,
            &json!({ "challenge": key, "profile": profile, "on": shift.day(on), "at": time::instant(time::now()) }),
        );
    }
    // Ids decide where everything else is alike: they are made in the order of the case's own.
    let mut short: Vec<String> = entries().map(|entry| text(entry, "id")).collect();
    short.sort();
    short.dedup();
    let ids = short.into_iter().map(|short| (short, desk.site.maker.id())).collect();
    let mut game = Game { name, id, profile, shift, ids, recorded: BTreeMap::new(), codes };
    for step in steps() {
        game.step(desk, patron, step);
    }
    let url = desk.site.at("profile", &game.profile);
    desk.site.delete(patron, &url);
    Played::Yes
}

/// The backend's today in a zone.
pub fn now(desk: &mut Desk, zone: &str) -> Option<Day> {
    let home = desk.home.clone();
    let answer = desk.site.run.client.send(&crate::http::Ask::new("HEAD", &home));
    time::day(zone, answer.header("date").and_then(time::of_header).unwrap_or_else(time::now))
}

impl Game<'_> {
    fn step(&mut self, desk: &mut Desk, patron: &Patron, step: &Value) {
        let entries = step.get("entries").and_then(Value::as_array).cloned().unwrap_or_default();
        for milestone in step.get("redeem").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str) {
            let milestone = if milestone == "goal" { "~" } else { milestone };
            if let Some(url) = desk
                .pubs
                .fill("award", &[("challenge", &self.id), ("profile", &self.profile), ("milestone", milestone)])
            {
                let ask = desk.ask("PUT", &url).json(&json!({ "redeemedAt": time::instant(time::now()) }));
                desk.send(&ask);
            }
        }
        let (by_code, by_hand): (Vec<Value>, Vec<Value>) =
            entries.iter().map(|entry| self.full(desk, entry)).partition(|entry| entry.get("source").is_some());
        for entry in &by_code {
            let answer = self.codes.redeem(desk, patron, entry);
            let kept = matches!(answer.status, 200 | 201);
            desk.site.run.holds(&VECTORS, &answer, kept, &format!("{}: 200 or 201, the code is taken", self.name));
        }
        if !by_hand.is_empty() {
            let url = desk.site.href("entries");
            let answer = desk.site.put(patron, &url, &json!({ "entries": by_hand }));
            let kept = answer
                .items("/results")
                .iter()
                .all(|result| result.get("status").and_then(Value::as_u64).is_some_and(|status| status < 300));
            desk.site.run.holds(
                &VECTORS,
                &answer,
                answer.is(200) && kept,
                &format!("{}: 200, every entry is kept", self.name),
            );
        }
        let Some(expect) = step.get("expect").and_then(Value::as_object) else { return };
        let url = desk.site.fill("standing", &[("challenge", &self.id), ("profile", &self.profile)]);
        let answer = desk.site.get(patron, &url);
        self.compare(desk, expect, &answer);
        if expect.contains_key("awards") || expect.contains_key("withdrawn") {
            let url = desk.site.href("awards");
            let answer = desk.site.get(patron, &url);
            if let Some(awards) = expect.get("awards").and_then(Value::as_array) {
                self.awards(desk, awards, &answer);
            }
            if let Some(withdrawn) = expect.get("withdrawn").and_then(Value::as_array) {
                self.withdrawn(desk, withdrawn, &answer);
            }
        }
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
        map.insert("challenge".into(), json!({ "member": desk.site.member, "id": self.id }));
        map.insert("profile".into(), json!(self.profile));
        full
    }

    fn compare(&self, desk: &mut Desk, expect: &Map<String, Value>, answer: &Answer) {
        let verdicts = answer.items("/verdicts");
        let verdict = |short: &str| {
            let id = self.ids.get(short).cloned().unwrap_or_default();
            verdicts.iter().find(|verdict| verdict.get("entry") == Some(&json!(id))).cloned().unwrap_or_default()
        };
        let moved = |days: &Value| {
            json!(
                days.as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(Value::as_str)
                    .map(|day| self.shift.day(day))
                    .collect::<Vec<_>>()
            )
        };
        for (name, wanted) in expect {
            let (check, wanted, found): (&'static Check, Value, Value) = match name.as_str() {
                "credited" => {
                    let found: Map<String, Value> = wanted
                        .as_object()
                        .into_iter()
                        .flat_map(Map::keys)
                        .map(|short| (short.clone(), verdict(short).get("credited").cloned().unwrap_or_default()))
                        .collect();
                    (&ENTRIES, wanted.clone(), Value::Object(found))
                }
                "reasons" => {
                    let told = self
                        .ids
                        .keys()
                        .filter_map(|short| Some((short.clone(), verdict(short).get("reason")?.clone())));
                    (&ENTRIES, wanted.clone(), Value::Object(told.filter(|(_, reason)| !reason.is_null()).collect()))
                }
                "reached" => {
                    let wanted: Map<String, Value> = wanted
                        .as_object()
                        .into_iter()
                        .flatten()
                        .map(|(id, day)| (id.clone(), json!(self.shift.day(day.as_str().unwrap_or_default()))))
                        .collect();
                    let found = answer.items("/reached").iter().filter_map(|reached| {
                        Some((reached.get("id")?.as_str()?.to_owned(), reached.get("on")?.clone()))
                    });
                    (&REACHED, Value::Object(wanted), Value::Object(found.collect()))
                }
                "days" => (&GOALS, moved(wanted), answer.json.get("days").cloned().unwrap_or_default()),
                "awards" | "withdrawn" => continue,
                "doneOn" if answer.json.get("doneOn").is_none() && answer.json.get("done") == Some(&json!(true)) => {
                    continue;
                }
                "doneOn" => {
                    let wanted = wanted.as_str().map(|day| self.shift.day(day));
                    (&GOALS, json!(wanted), answer.json.get("doneOn").cloned().unwrap_or_default())
                }
                name => {
                    let found = answer.json.get(name).cloned().unwrap_or_default();
                    // Of a run only what is named is looked at.
                    let found = match wanted.as_object() {
                        Some(wanted) => Value::Object(
                            wanted
                                .keys()
                                .map(|key| (key.clone(), found.get(key).cloned().unwrap_or_default()))
                                .collect(),
                        ),
                        None => found,
                    };
                    (&GOALS, wanted.clone(), found)
                }
            };
            desk.site.run.that(
                check,
                answer,
                wanted == found,
                &format!("{}: {name} {wanted}", self.name),
                format!("{name} {found}"),
            );
        }
    }

    fn awards(&self, desk: &mut Desk, wanted: &[Value], answer: &Answer) {
        let line = |award: &Value, shift: Shift| {
            let milestone = award.get("milestone").and_then(Value::as_str).unwrap_or("the goal");
            format!("{milestone} on {}", shift.day(award.get("on").and_then(Value::as_str).unwrap_or_default()))
        };
        let mut wanted: Vec<String> = wanted.iter().map(|award| line(award, self.shift)).collect();
        let mine = |award: &&Value| {
            award.get("challenge") == Some(&json!(self.id))
                && award.get("profile") == Some(&json!(self.profile))
                && award.get("withdrawnAt").is_none_or(Value::is_null)
        };
        let mut found: Vec<String> =
            answer.items("/items").iter().filter(mine).map(|award| line(award, Shift(0))).collect();
        wanted.sort();
        found.sort();
        desk.site.run.that(
            &REACHED,
            answer,
            wanted == found,
            &format!("{}: awards {}", self.name, wanted.join(", ")),
            found.join(", "),
        );
    }

    fn withdrawn(&self, desk: &mut Desk, wanted: &[Value], answer: &Answer) {
        let mine = |award: &&Value| {
            award.get("challenge") == Some(&json!(self.id))
                && award.get("profile") == Some(&json!(self.profile))
                && award.get("withdrawnAt").is_some_and(Value::is_string)
        };
        let mut found: Vec<&str> = answer
            .items("/items")
            .iter()
            .filter(mine)
            .map(|award| award.get("milestone").and_then(Value::as_str).unwrap_or("goal"))
            .collect();
        let mut wanted: Vec<&str> = wanted.iter().filter_map(Value::as_str).collect();
        wanted.sort_unstable();
        found.sort_unstable();
        desk.site.run.that(
            &REACHED,
            answer,
            wanted == found,
            &format!("{}: withdrawn {}", self.name, wanted.join(", ")),
            found.join(", "),
        );
    }
}
