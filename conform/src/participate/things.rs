//! What a patron gives, as JSON: readers, enrolments, entries with ids that are new.

use atrium_contract::{day::Day, instant::Instant, uuid};
use serde_json::{Value, json};

use crate::time;

/// Makes things, each with an id of its own, in growing order.
#[derive(Default)]
pub struct Maker {
    last: i64,
}

impl Maker {
    /// A new id, greater than all before.
    pub fn id(&mut self) -> String {
        self.last = time::now().max(self.last + 1);
        let mut random = [0u8; 10];
        // Without a source of randomness the clock still makes them differ within this walk.
        let _ = getrandom::fill(&mut random);
        uuid::v7(self.last.unsigned_abs(), random)
    }

    /// A reader.
    pub fn profile(&mut self, nickname: &str) -> Value {
        json!({ "id": self.id(), "nickname": nickname, "createdAt": time::instant(time::now()) })
    }

    /// An entry of a reader for a challenge.
    pub fn entry(&mut self, challenge: &Value, profile: &str, on: Day, amount: &Value) -> Value {
        let id = self.id();
        json!({
            "id": id, "challenge": challenge, "profile": profile, "occurredOn": on.to_string(), "zone": "Europe/Lisbon",
            "recordedAt": time::instant(self.last), "amount": amount,
        })
    }
}

/// Whether what is kept has everything that was sent, moments compared as moments.
pub fn carries(kept: &Value, sent: &Value) -> bool {
    match (kept, sent) {
        (Value::Object(kept), Value::Object(sent)) => {
            sent.iter().all(|(name, sent)| kept.get(name).is_some_and(|kept| carries(kept, sent)))
        }
        (Value::String(kept), Value::String(sent)) => {
            kept == sent || moment(kept).is_some_and(|kept| moment(sent) == Some(kept))
        }
        (Value::Number(kept), Value::Number(sent)) => kept.as_f64() == sent.as_f64(),
        _ => kept == sent,
    }
}

fn moment(text: &str) -> Option<i64> {
    Instant::parse(text).map(|instant| instant.ms)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sent_is_there_whatever_was_added() {
        let kept = json!({ "id": "a", "at": "2026-11-23T18:00:00Z", "amount": { "amount": 1, "unit": "pages" }, "receivedAt": "x" });
        assert!(carries(
            &kept,
            &json!({ "id": "a", "at": "2026-11-23T19:00:00.000+01:00", "amount": { "amount": 1.0 } })
        ));
        assert!(!carries(&kept, &json!({ "id": "b" })));
        assert!(!carries(&kept, &json!({ "note": "n" })));
    }

    #[test]
    fn ids_grow() {
        let mut maker = Maker::default();
        let ids: Vec<String> = (0..50).map(|_| maker.id()).collect();
        assert!(ids.is_sorted() && ids.iter().all(|id| uuid::is_uuid(id)));
    }
}
