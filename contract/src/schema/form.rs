//! What the checks of records ask for beyond the types of their fields, as far as a schema can say it.

use super::{Defs, Node, described, or_null, uuid};
use crate::instant::Instant;

/// A record: its fields that are UUIDs, and those that are instants though their type is a text.
type Form = (&'static str, &'static [&'static str], &'static [&'static str]);

const FORMS: &[Form] = &[
    ("Profile", &["id"], &["createdAt", "changedAt"]),
    ("Enrolment", &["profile", "team"], &["at", "leftAt", "changedAt"]),
    ("Entry", &["id", "profile", "corrects"], &["voidedAt"]),
    ("Ledger", &[], &["exportedAt"]),
];

/// Adds to a record's schema what its check asks for.
pub fn refined(name: &str, mut schema: Node, defs: &mut Defs) -> Node {
    for (_, uuids, instants) in FORMS.iter().filter(|form| form.0 == name) {
        for field in *uuids {
            let form = uuid(defs);
            schema.property(field, |property| replace(property, form));
        }
        for field in *instants {
            let form = defs.refer::<Instant>();
            schema.property(field, |property| replace(property, form));
        }
    }
    if name == "Exhibit" {
        schema.property("scenes", |scenes| {
            scenes.set("type", "array");
            scenes.set("minItems", 1);
        });
        schema = schema.require("scenes");
    }
    schema
}

/// Another schema in the place of one, which keeps its description and whether it may be missing.
fn replace(property: &mut Node, form: Node) {
    let optional = property.get("type").is_some_and(|kind| !kind.items().is_empty());
    let about = property.get("description").and_then(Node::text).unwrap_or_default().to_owned();
    *property = described(about, if optional { or_null(form) } else { form });
}
