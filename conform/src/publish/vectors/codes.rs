//! Codes of a case: one for each thing, or amount, that an entry with `source` has.

use serde_json::{Value, json};

use super::super::Desk;
use crate::http::Answer;
use crate::participate::{Patron, code};

/// What each code stands for: an item's id, or an amount.
pub struct Codes(Vec<Value>);

fn worth(entry: &Value) -> Value {
    entry.get("item").or_else(|| entry.get("amount")).cloned().unwrap_or_default()
}

impl Codes {
    /// The codes that a case's entries need; `None` where one cannot be published.
    pub fn of<'e>(challenge: &Value, entries: impl Iterator<Item = &'e Value>) -> Option<Codes> {
        let on_list = |item: &Value| {
            challenge
                .pointer("/goal/items")
                .and_then(Value::as_array)
                .is_some_and(|items| items.iter().any(|other| other.get("id") == Some(item)))
        };
        let mut codes = Vec::new();
        for entry in entries.filter(|entry| entry.get("source").is_some()) {
            let worth = worth(entry);
            if worth.is_string() && !on_list(&worth) {
                return None;
            }
            if !codes.contains(&worth) {
                codes.push(worth);
            }
        }
        Some(Codes(codes))
    }

    /// As a draft lists them.
    pub fn listed(&self) -> Value {
        let line = |(place, worth): (usize, &Value)| {
            let name = if worth.is_string() { "item" } else { "amount" };
            json!({ "code": format!("CONFORM VECTOR {place}"), name: worth })
        };
        json!(self.0.iter().enumerate().map(line).collect::<Vec<_>>())
    }

    /// Redeems the code of an entry, or voids what was redeemed before.
    pub fn redeem(&self, desk: &mut Desk, patron: &Patron, entry: &Value) -> Answer {
        let text = |name: &str| entry.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let id = text("id");
        if entry.get("voidedAt").is_some() {
            let url = desk.site.at("entry", &id);
            let mut kept = desk.site.get(patron, &url).json;
            if let Some(map) = kept.as_object_mut() {
                map.insert("voidedAt".into(), json!(text("voidedAt")));
            }
            return desk.site.put(patron, &url, &kept);
        }
        let place = self.0.iter().position(|other| *other == worth(entry)).unwrap_or_default();
        let mut body = code::of(&id, &text("profile"), &format!("CONFORM VECTOR {place}"), &text("occurredOn"));
        if let Some(map) = body.as_object_mut() {
            map.insert("at".into(), json!(text("recordedAt")));
        }
        let url = desk.site.at("redemption", &id);
        desk.site.put(patron, &url, &body)
    }
}
