//! The versions of a case's challenge: each is published in its turn, after what was received before it.

use std::thread;
use std::time::Duration;

use atrium_contract::day::Day;
use atrium_contract::instant::Instant;
use serde_json::{Value, json};

use super::super::Desk;
use super::codes::Codes;
use super::shift::Shift;
use crate::checks::publish::{HISTORY, VECTORS};

/// Longer than a second: a backend may keep its moments in whole ones.
const LATER: Duration = Duration::from_millis(1_100);
const AT_ANOTHER_TIME: &str = "entries that were received at another time";

/// The versions of a case's challenge.
pub struct Editions<'c> {
    /// Each with the moment since which it is in force in the case.
    said: Vec<(i64, &'c Value)>,
    /// The numbers that the backend gave them.
    pub numbers: Vec<u64>,
}

impl<'c> Editions<'c> {
    /// Those of a case; a challenge that was never edited is one.
    pub fn of(case: &'c Value) -> Option<Editions<'c>> {
        let said = match case.get("versions").and_then(Value::as_array) {
            Some(versions) => versions
                .iter()
                .map(|version| {
                    let since = Instant::parse(version.get("since")?.as_str()?)?.ms;
                    Some((since, version.get("challenge")?))
                })
                .collect::<Option<Vec<_>>>()?,
            None => vec![(i64::MIN, case.get("challenge")?)],
        };
        (!said.is_empty()).then_some(Editions { said, numbers: Vec::new() })
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.said.len()
    }

    /// The first one's challenge.
    pub fn first(&self) -> &'c Value {
        self.said.first().map_or(&Value::Null, |(_, challenge)| challenge)
    }

    /// The place of the version in force when an entry was received; a sentence where it cannot be received live as it was.
    pub fn place(&self, entry: &Value, today: Day) -> Result<usize, &'static str> {
        let received = entry.get("receivedAt").and_then(Value::as_str).and_then(Instant::parse).map(|at| at.ms);
        if self.len() == 1 {
            return if received.is_none() { Ok(0) } else { Err(AT_ANOTHER_TIME) };
        }
        let Some(received) = received else { return Err("an entry that no backend has received yet") };
        if self.said.iter().any(|(since, _)| *since == received) {
            return Err("an entry that is received in the very moment of an edit");
        }
        let on = entry.get("occurredOn").and_then(Value::as_str).and_then(Day::parse);
        let day = |challenge: &Value, name: &str| challenge.get(name).and_then(Value::as_str).and_then(Day::parse);
        // Live it is received today: where that is too late, it is only if its own day is too late as well.
        let late = |challenge: &Value| {
            let ends = day(challenge, "ends");
            day(challenge, "logUntil").max(ends) < Some(today) && on <= ends
        };
        if self.said.iter().any(|(_, challenge)| late(challenge)) {
            return Err(AT_ANOTHER_TIME);
        }
        self.said.iter().rposition(|(since, _)| *since < received).ok_or(AT_ANOTHER_TIME)
    }

    /// Publishes one; whether it was taken.
    pub fn publish(
        &mut self,
        desk: &mut Desk,
        name: &str,
        id: &str,
        place: usize,
        shift: Shift,
        codes: &Codes,
    ) -> bool {
        let Some((_, challenge)) = self.said.get(place) else { return false };
        if place > 0 {
            thread::sleep(LATER);
        }
        let draft =
            json!({ "state": "published", "document": shift.challenge(id, challenge), "codes": codes.listed() });
        let answer = desk.keep("challenges", id, &draft);
        let number = answer.json.get("version").and_then(Value::as_u64);
        let grows = number.is_some_and(|number| self.numbers.last().is_none_or(|last| *last < number));
        self.numbers.extend(number);
        let taken = matches!(answer.status, 200 | 201) && grows;
        let expected = format!("{name}: 200 or 201 and a greater version, the challenge is published");
        desk.site.run.holds(&VECTORS, &answer, taken, &expected)
    }

    /// Looks whether the history has every version that was published, by the numbers that awards are held against.
    pub fn in_history(&self, desk: &mut Desk, id: &str) {
        let Some(url) = desk.pubs.fill("history", &[("collection", "challenges"), ("id", id)]) else { return };
        let ask = desk.ask("GET", &url);
        let answer = desk.send(&ask);
        let shown = |item: &&Value| item.get("state").and_then(Value::as_str) == Some("published");
        let all: Vec<u64> =
            answer.items("/items").iter().filter(shown).filter_map(|item| item.get("version")?.as_u64()).collect();
        let whole = self.numbers.iter().all(|number| all.contains(number));
        desk.site.run.that(&HISTORY, &answer, whole, &format!("versions {:?}", self.numbers), format!("{all:?}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_sent_under_the_version_in_force_when_it_was_received() {
        let challenge = |ends: &str| json!({ "ends": ends });
        let case = json!({ "versions": [
            { "since": "2026-05-20T00:00:00Z", "challenge": challenge("2026-06-30") },
            { "since": "2026-06-15T02:00:00+02:00", "challenge": challenge("2026-06-10") }] });
        let place = |at: &str, on: &str| {
            let today = Day::parse("2026-06-30").unwrap_or_default();
            Editions::of(&case).map(|it| it.place(&json!({ "occurredOn": on, "receivedAt": at }), today))
        };
        assert_eq!(place("2026-06-14T23:59:59Z", "2026-06-12"), Some(Ok(0)));
        assert_eq!(place("2026-06-16T12:00:00Z", "2026-06-12"), Some(Ok(1)));
        assert!(place("2026-06-15T00:00:00Z", "2026-06-12").is_some_and(|place| place.is_err()));
        // In time when it was received; today it is not, under the version that ends before.
        assert_eq!(place("2026-06-14T23:59:59Z", "2026-06-05"), Some(Err(AT_ANOTHER_TIME)));
    }
}
