//! The member's own document, and the two that say where taking part and publishing begin.

use super::collection::{Fault, faults};
use super::{House, cards};
use atrium_contract::json::{Map, Value};

/// What the server says of itself in a member's document, whatever its owner wrote.
const SERVERS: &[&str] = &["offers", "participate", "publish"];

/// What is wrong with a member's document.
pub fn problems(document: &Value, id: &str) -> Vec<Fault> {
    let mut wrong = faults::<atrium_contract::member::Member>(&document.to_string(), "Member");
    if document.get("id").and_then(Value::as_str) != Some(id) {
        wrong.push(Fault { pointer: "/id".into(), detail: format!("should be \"{id}\"") });
    }
    wrong
}

/// What is kept of a document the owner wrote: all of it but the cards of what is published here and what the server says itself.
pub fn kept(document: &Value) -> Value {
    let id = document.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut fields: Map = document
        .as_object()
        .into_iter()
        .flat_map(Map::iter)
        .filter(|(name, _)| !SERVERS.contains(name))
        .map(|(name, value)| (name.to_owned(), value.clone()))
        .collect();
    for collection in super::collection::Collection::ALL.into_iter().filter(|collection| collection.has_cards()) {
        if let Some(Value::Array(list)) =
            fields.contains_key(collection.word()).then(|| fields.entry(collection.word()))
        {
            list.retain(|card| cards::is_elsewhere(card, &id));
        }
    }
    Value::Object(fields)
}

/// The document of a member nobody wrote about yet.
pub fn first(id: &str, kind: &str, name: &str) -> Value {
    Value::object([
        ("atrium", Value::from("1")),
        ("type", Value::from("Member")),
        ("id", Value::from(id)),
        ("kind", Value::from(kind)),
        ("name", Value::from(name)),
    ])
}

/// The member's document as everyone reads it.
pub fn shown(house: &House, own: &Value, cards: &dyn Fn(super::collection::Collection) -> Vec<Value>) -> Value {
    let mut shown = cards::member(own, house.member_id(), cards);
    if let Some(fields) = shown.as_object_mut() {
        fields.insert("offers", Value::from(vec!["read", "participate", "publish"]));
        fields.insert("participate", Value::from("participate.json"));
        fields.insert("publish", Value::from("publish.json"));
    }
    shown
}

/// Where publishing begins.
pub fn publication(house: &House) -> Value {
    let collections = super::collection::Collection::ALL
        .into_iter()
        .map(|collection| (collection.word().to_owned(), Value::from(format!("publish/{}", collection.word()))));
    Value::object([
        ("atrium", Value::from("1")),
        ("type", Value::from("Publication")),
        ("id", Value::from(house.member_id())),
        ("collections", Value::Object(collections.collect())),
        ("item", Value::from("publish/{collection}/{id}")),
        ("history", Value::from("publish/{collection}/{id}/history")),
        ("member", Value::from("publish/member")),
        ("award", Value::from("publish/awards/{challenge}/{profile}/{milestone}")),
    ])
}

/// An alliance of this member alone, until there is another.
pub fn alone(house: &House, own: &Value) -> Value {
    let field = |name: &str| own.get(name).cloned().unwrap_or_default();
    let member = Value::object([
        ("id", Value::from(house.member_id())),
        ("kind", field("kind")),
        ("name", field("name")),
        ("href", Value::from("/atrium/member.json")),
    ]);
    Value::object([
        ("atrium", Value::from("1")),
        ("type", Value::from("Alliance")),
        ("id", Value::from(house.member_id())),
        ("name", field("name")),
        ("members", Value::Array(vec![member])),
    ])
}
