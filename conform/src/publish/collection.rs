//! The other collections: each takes a document of its type.

use serde_json::{Value, json};

use super::{Desk, Pre};
use crate::checks::publish::{CREATE, DELETE, PROBLEMS};

/// The smallest document of a collection's type.
fn smallest(collection: &str, id: &str) -> Value {
    let mut document = json!({ "atrium": "1", "id": id, "title": { "en": ["Conformance check"] } });
    let more = match collection {
        "campaigns" => {
            json!({ "type": "Campaign", "starts": "2026-01-01", "ends": "2026-12-31", "zone": "Europe/Lisbon" })
        }
        "lists" => json!({ "type": "ReadingList", "works": [{ "title": "A book", "isbn": "9780142437247" }] }),
        _ => {
            json!({ "type": "Theme", "tokens": { "version": "2025.10", "sets": { "base": { "sources": [{ "color": { "surface": { "$type": "color", "$value": "#ffffff" } } }] } }, "resolutionOrder": [{ "$ref": "#/sets/base" }] } })
        }
    };
    if let (Some(document), Value::Object(more)) = (document.as_object_mut(), more) {
        document.extend(more);
    }
    document
}

/// Makes and deletes one of each, and tries one of another's type.
pub fn all(desk: &mut Desk) {
    for collection in ["campaigns", "themes", "lists"] {
        let id = "conform-smallest";
        desk.clear(collection, id);
        let made =
            desk.put(collection, id, &json!({ "state": "draft", "document": smallest(collection, id) }), Pre::New);
        desk.site.run.status(&CREATE, &made, &[201]);
        let silent = made.items("/problems").is_empty();
        desk.site.run.holds(&PROBLEMS, &made, silent, "no problems: nothing is wrong with it");
        let tag = made.header("etag").unwrap_or_default().to_owned();
        let gone = desk.delete(collection, id, Pre::Tag(&tag));
        desk.site.run.status(&DELETE, &gone, &[204]);
        let other = if collection == "lists" { "themes" } else { "lists" };
        let wrong =
            desk.put(collection, id, &json!({ "state": "published", "document": smallest(other, id) }), Pre::New);
        desk.site.run.invalid(&PROBLEMS, &wrong, "/document/type");
    }
}
