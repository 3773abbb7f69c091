//! Cards of the member's document, made from the documents that are published: nobody writes the same thing twice.

use super::collection::Collection;
use super::links;
use atrium_contract::json::{Map, Value};
use url::Url;

/// What a card says that its document says too.
const SHARED: &[&str] = &["title", "summary", "tag", "picture", "starts", "ends", "zone", "theme", "hosts", "audience"];

/// The card of a document, for a document that stands elsewhere.
pub fn card(document: &Value, at: &Url, member: &Url) -> Option<Value> {
    let mut fields = Map::new();
    fields.insert("id", document.get("id")?.clone());
    for name in SHARED {
        if let Some(value) = document.get(name) {
            fields.insert(name, value.clone());
        }
    }
    let mut card = Value::Object(fields);
    links::moved(&mut card, at, member);
    card.as_object_mut()?.insert("href", Value::from(links::relative(member, at)));
    Some(card)
}

/// The member's document: what its owner wrote, and in the lists what is published and what they know of elsewhere.
///
/// Cards of other members' documents, which carry `member`, are the owner's to write; those of its own are made here.
pub fn member(own: &Value, id: &str, cards: &dyn Fn(Collection) -> Vec<Value>) -> Value {
    let mut fields = own.as_object().cloned().unwrap_or_default();
    for collection in Collection::ALL.into_iter().filter(|collection| collection.has_cards()) {
        let written = own.get(collection.word()).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let mut list = cards(collection);
        list.extend(written.iter().filter(|card| is_elsewhere(card, id)).cloned());
        fields.insert(collection.word(), Value::Array(list));
    }
    Value::Object(fields)
}

/// Whether a card is of another member's document.
pub fn is_elsewhere(card: &Value, id: &str) -> bool {
    card.get("member").and_then(Value::as_str).is_some_and(|member| member != id)
}
