//! A case's days moved by whole days, so that its today is the backend's.

use atrium_contract::day::Day;
use serde_json::{Value, json};

/// Moves days.
#[derive(Clone, Copy)]
pub struct Shift(pub i32);

impl Shift {
    /// A day, moved.
    pub fn day(self, text: &str) -> String {
        Day::parse(text).map_or_else(|| text.to_owned(), |day| day.plus(self.0).to_string())
    }

    /// A moment, its date moved.
    pub fn moment(self, text: &str) -> String {
        match text.split_once('T') {
            Some((date, time)) => format!("{}T{time}", self.day(date)),
            None => text.to_owned(),
        }
    }

    /// A challenge as a document, with what a case leaves out.
    pub fn challenge(self, id: &str, short: &Value) -> Value {
        let mut full = short.clone();
        let Some(map) = full.as_object_mut() else { return full };
        for (name, value) in [
            ("atrium", json!("1")),
            ("type", json!("Challenge")),
            ("id", json!(id)),
            ("title", json!("Conformance check")),
        ] {
            map.insert(name.to_owned(), value);
        }
        for name in ["starts", "ends", "logUntil"] {
            if let Some(day) = map.get(name).and_then(Value::as_str).map(|day| self.day(day)) {
                map.insert(name.to_owned(), json!(day));
            }
        }
        for pointer in ["/goal/items", "/milestones"] {
            for thing in full
                .pointer_mut(pointer)
                .and_then(Value::as_array_mut)
                .into_iter()
                .flatten()
                .filter_map(Value::as_object_mut)
            {
                let title = thing.get("id").cloned().unwrap_or_else(|| json!("Thing"));
                thing.entry("title").or_insert(title);
            }
        }
        full
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_move_and_times_of_day_stay() {
        let shift = Shift(-30);
        assert_eq!(shift.moment("2026-06-30T23:59:59+02:00"), "2026-05-31T23:59:59+02:00");
        let full = shift.challenge(
            "c",
            &json!({ "starts": "2026-06-01", "ends": "2026-06-30", "goal": { "items": [{ "id": "owl" }] } }),
        );
        assert_eq!(
            (full.pointer("/starts"), full.pointer("/goal/items/0/title")),
            (Some(&json!("2026-05-02")), Some(&json!("owl")))
        );
    }
}
