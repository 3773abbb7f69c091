//! What the checks of records ask for beyond the types of their fields, as far as a schema can say it.

use super::{Defs, Node, described, or_null, pattern, uuid};
use crate::{
    form::{CODE, ISBN, Length, NAME, NOTE, TYPED, WORK, ZONE},
    instant::Instant,
};

/// A record: its fields that are UUIDs, those that are instants whatever their type, those that are texts of some length.
type Form =
    (&'static str, &'static [&'static str], &'static [&'static str], &'static [(&'static str, &'static Length)]);

const FORMS: &[Form] = &[
    ("Profile", &["id"], &["createdAt", "changedAt"], &[("nickname", &NAME)]),
    ("Enrolment", &["profile", "team"], &["at", "leftAt", "changedAt"], &[("nickname", &NAME), ("invitation", &NAME)]),
    ("Entry", &["id", "profile", "corrects"], &["recordedAt", "voidedAt"], &[("zone", &ZONE), ("note", &NOTE)]),
    ("ReadWork", &[], &[], &[("title", &WORK), ("author", &WORK), ("isbn", &ISBN)]),
    ("Ledger", &[], &["exportedAt"], &[]),
    ("Redemption", &["id", "profile"], &["at"], &[("code", &TYPED)]),
    ("Team", &["id"], &["createdAt"], &[("name", &NAME)]),
    ("NewAccount", &[], &[], &[("device", &NAME)]),
    ("Award", &["profile"], &[], &[]),
    ("Code", &[], &[], &[("code", &CODE)]),
];

/// A field that is a link, and the names in braces that it must hold.
type Places = (&'static str, &'static [&'static str]);

const PLACES: &[(&str, &[Places])] = &[
    (
        "Participation",
        &[
            ("device", &["id"]),
            ("profile", &["id"]),
            ("enrolment", &["challenge", "profile"]),
            ("entry", &["id"]),
            ("redemption", &["id"]),
            ("standing", &["challenge", "profile"]),
            ("team", &["id"]),
            ("board", &["challenge"]),
        ],
    ),
    (
        "Publication",
        &[
            ("item", &["collection", "id"]),
            ("history", &["collection", "id"]),
            ("award", &["challenge", "profile", "milestone"]),
        ],
    ),
];

/// Adds to a record's schema what its check asks for.
pub fn refined(name: &str, mut schema: Node, defs: &mut Defs) -> Node {
    for (_, uuids, instants, texts) in FORMS.iter().filter(|form| form.0 == name) {
        for field in *uuids {
            let form = uuid(defs);
            schema.property(field, |property| replace(property, form));
        }
        for field in *instants {
            let form = defs.refer::<Instant>().with("maxLength", 40);
            schema.property(field, |property| replace(property, form));
        }
        for (field, length) in texts.iter().filter(|_| defs.sent) {
            schema.property(field, |property| replace(property, text(length)));
        }
    }
    for (_, routes) in PLACES.iter().filter(|record| record.0 == name) {
        for (field, places) in *routes {
            let all = places.iter().map(|place| node!({ "pattern": (["\\{", place, "\\}"].concat()) }));
            let all: Vec<Node> = all.collect();
            schema.property(field, |property| property.set("allOf", all));
        }
    }
    match name {
        "Exhibit" => {
            schema.property("scenes", |scenes| {
                scenes.set("type", "array");
                scenes.set("minItems", 1);
            });
            schema.require("scenes")
        }
        "Code" if defs.sent => {
            let has = |field: &str| {
                let said = Node::Object(vec![(field.to_owned(), node!({ "not": { "type": "null" } }))]);
                node!({ "properties": (said), "required": [(field)] })
            };
            schema.with("oneOf", vec![has("item"), has("amount")])
        }
        _ => schema,
    }
}

/// A text of some length; one that must be there must be seen.
pub(crate) fn text(length: &Length) -> Node {
    let (least, most) = length.limits();
    let text = node!({ "type": "string" });
    let text = if least > 0 { text.with("minLength", least) } else { text };
    let text = text.with("maxLength", most);
    match (length.line(), least > 0) {
        (true, _) => text.with("pattern", pattern::line()),
        (false, true) => text.with("pattern", pattern::seen()),
        (false, false) => text,
    }
}

/// Another schema in the place of one, which keeps its description and whether it may be missing.
fn replace(property: &mut Node, form: Node) {
    let optional = property.get("anyOf").is_some() || property.get("type").is_some_and(|kind| !kind.items().is_empty());
    let about = property.get("description").and_then(Node::text).unwrap_or_default().to_owned();
    *property = described(about, if optional { or_null(form) } else { form });
}
