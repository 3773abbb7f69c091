//! The top documents: each with a schema of its own that holds all it refers to.

use super::{Defs, Node, Schema};
use crate::{
    account::Account,
    alliance::Alliance,
    award::Awards,
    board::Board,
    campaign::Campaign,
    challenge::Challenge,
    changes::Changes,
    decode::VERSION,
    draft::{Drafts, History},
    entry::Ledger,
    exhibit::Exhibit,
    list::ReadingList,
    member::Member,
    participation::Participation,
    publication::Publication,
    standing::Standing,
    theme::Theme,
};

/// A top document.
pub struct Document {
    /// Its `type`, which is also the name of its schema.
    pub name: &'static str,
    /// Refers to its schema, after its definition was made.
    refer: fn(&mut Defs) -> Node,
}

macro_rules! of_types {
    ($($name:ident),* $(,)?) => {
        &[$(Document { name: stringify!($name), refer: document::<$name> }),*]
    };
}

/// All of them.
pub const DOCUMENTS: &[Document] = of_types![
    Alliance,
    Member,
    Campaign,
    Exhibit,
    Challenge,
    ReadingList,
    Theme,
    Ledger,
    Participation,
    Account,
    Standing,
    Awards,
    Changes,
    Board,
    Publication,
    Drafts,
    History,
];

/// The documents of a patron's own, of which no list is cut. In a file of its own a [`Ledger`] is what a device wrote, too,
/// whose texts are as long as they are.
const PATRONS: [&str; 4] = ["Ledger", "Changes", "Standing", "Awards"];

/// Refers to a top document: its type, with the fields that every top document has.
pub fn document<T: Schema>(defs: &mut Defs) -> Node {
    let name = T::NAME.unwrap_or_default();
    defs.named(name, std::any::type_name::<T>(), |defs| {
        let ledger = std::mem::replace(&mut defs.ledger, PATRONS.contains(&name));
        let own = T::schema(defs);
        defs.ledger = ledger;
        head(own, name)
    })
}

/// Adds what `decode::document` asks for.
fn head(own: Node, name: &str) -> Node {
    let mut properties = node!({
        "atrium": { "description": "The version of this API.", "const": (VERSION) },
        "type": { "const": (name) },
        "requires": {
            "description": "Capabilities without which the document makes no sense. None is defined yet, so a text in it is one too many.",
            "items": { "not": { "type": "string" } },
        },
    });
    for (field, schema) in own.get("properties").map(Node::fields).unwrap_or_default() {
        properties.set(field, schema.clone());
    }
    let mut required = vec!["atrium".into(), "type".into()];
    required.extend(own.get("required").map(Node::items).unwrap_or_default().to_vec());
    own.with("properties", properties).with("required", required)
}

impl Document {
    /// Refers to it among definitions.
    pub fn refer(&self, defs: &mut Defs) -> Node {
        (self.refer)(defs)
    }

    /// Its schema as a file of its own.
    pub fn schema(&self) -> Node {
        let mut defs = Defs::new("#/$defs/");
        defs.sent = false;
        (self.refer)(&mut defs);
        let all = defs.done();
        let mut own = node!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": (self.name),
        });
        let mut others = Vec::new();
        for (name, schema) in all.fields() {
            if name == self.name {
                own = own.with_all(schema.clone());
            } else {
                others.push((name.clone(), schema.clone()));
            }
        }
        own.with("$defs", Node::Object(others))
    }
}

/// Each top document's file name and schema.
pub fn documents() -> Vec<(String, Node)> {
    DOCUMENTS.iter().map(|document| ([document.name, ".schema.json"].concat(), document.schema())).collect()
}
