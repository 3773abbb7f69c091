//! JSON Schemas (2020-12) of the documents, from the same declarations that their decoders come from.
//!
//! A schema says what its decoder reads **without a word**: a document that fits is shown whole. Where a decoder would leave a
//! wrong part out and show the rest, the schema refuses, because whoever writes a document wants to hear of it. Unknown fields,
//! kinds and sections fit, as does `null` where a field may be missing.
//!
//! Only under the cargo feature `schema`, which nothing that ships to a browser switches on. `tests/schema.rs` holds schemas and
//! decoders against each other, and lists what JSON Schema cannot say.

#[macro_use]
mod node;
mod documents;
#[doc(hidden)]
pub mod form;
pub mod openapi;
pub mod pattern;

pub use documents::{DOCUMENTS, Document, document, documents};
pub use node::Node;

use crate::decode::{Count, Freezes, Place};
use crate::json::Value;

/// What can say which values it is decoded from.
pub trait Schema {
    /// Its name among the definitions; without one it is written where it is used.
    const NAME: Option<&'static str>;

    /// The schema itself.
    fn schema(defs: &mut Defs) -> Node;

    /// The schema where one that is blank will not do: a required field, an item of a list.
    fn filled(defs: &mut Defs) -> Node {
        defs.refer::<Self>()
    }
}

/// Definitions that schemas refer to, each once.
pub struct Defs {
    /// What leads to a definition, such as `#/$defs/`.
    prefix: &'static str,
    /// Lists of an exported ledger are not cut.
    pub(crate) ledger: bool,
    /// Texts are as long as a backend lets them be.
    pub(crate) sent: bool,
    all: Vec<(&'static str, &'static str, Node)>,
}

impl Defs {
    /// No definition yet.
    pub fn new(prefix: &'static str) -> Defs {
        Defs { prefix, ledger: false, sent: true, all: Vec::new() }
    }

    /// A reference to a type's schema, which is defined when it is not yet; or, of a type without a name, the schema.
    pub fn refer<T: Schema + ?Sized>(&mut self) -> Node {
        match T::NAME {
            Some(name) => self.named(name, std::any::type_name::<T>(), T::schema),
            None => T::schema(self),
        }
    }

    /// A reference to a schema by its name, which is made when it is not there yet.
    pub fn named(&mut self, name: &'static str, of: &'static str, make: impl FnOnce(&mut Defs) -> Node) -> Node {
        if !self.all.iter().any(|(known, _, _)| *known == name) {
            // Its place first, because a schema may lead to itself.
            self.all.push((name, of, Node::Null));
            let schema = make(self);
            if let Some(place) = self.all.iter_mut().find(|(known, _, _)| *known == name) {
                place.2 = schema;
            }
        }
        node!({ "$ref": ([self.prefix, name].concat()) })
    }

    /// All definitions by name, sorted.
    pub fn done(mut self) -> Node {
        self.all.sort_by_key(|(name, _, _)| *name);
        Node::Object(self.all.into_iter().map(|(name, _, schema)| (name.to_owned(), schema)).collect())
    }

    /// Names that two types share, of which one would be lost.
    pub fn shared<T: Schema>(&self) -> Option<&'static str> {
        let of = std::any::type_name::<T>();
        self.all.iter().find(|(name, other, _)| T::NAME == Some(name) && *other != of).map(|(name, _, _)| *name)
    }
}

/// What a field of a record is: required (a plain type), optional (`Option`) or a list (`Vec`).
pub trait FieldSchema {
    /// Whether a record without it is refused.
    const REQUIRED: bool;

    /// The schema of its value.
    fn field(defs: &mut Defs) -> Node;
}

impl<T: Schema> FieldSchema for T {
    const REQUIRED: bool = true;

    fn field(defs: &mut Defs) -> Node {
        T::filled(defs)
    }
}

impl<T: Schema> FieldSchema for Option<T> {
    const REQUIRED: bool = false;

    fn field(defs: &mut Defs) -> Node {
        or_null(defs.refer::<T>())
    }
}

impl<T: Schema> FieldSchema for Option<Vec<T>> {
    const REQUIRED: bool = false;

    fn field(defs: &mut Defs) -> Node {
        <Vec<T>>::field(defs)
    }
}

impl<T: Schema> FieldSchema for Vec<T> {
    const REQUIRED: bool = false;

    fn field(defs: &mut Defs) -> Node {
        let list = node!({ "type": ["array", "null"], "items": (T::filled(defs)) });
        if defs.ledger { list } else { list.with("maxItems", 5_000) }
    }
}

/// The schema, or `null`, which is as good as not there.
pub fn or_null(schema: Node) -> Node {
    match (schema.get("type"), schema.get("enum")) {
        (Some(Node::Text(kind)), None) => {
            let both = node!([(kind.as_str()), "null"]);
            schema.with("type", both)
        }
        _ => node!({ "anyOf": [(schema), { "type": "null" }] }),
    }
}

/// A field of a record: its name, its description, whether it is required, its schema.
pub type Property = (&'static str, String, bool, Node);

/// The schema of an object.
pub fn object(about: String, properties: Vec<Property>) -> Node {
    let required: Vec<&str> = properties.iter().filter(|property| property.2).map(|property| property.0).collect();
    let properties = properties.into_iter().map(|(name, about, _, schema)| (name.to_owned(), described(about, schema)));
    let mut object = described(about, node!({ "type": "object" }));
    object.set("properties", Node::Object(properties.collect()));
    if required.is_empty() { object } else { object.with("required", required) }
}

/// The schema of a field, to be made.
pub type Make = fn(&mut Defs) -> Node;
/// A field of a kind: its name, its description, whether it is required, its schema.
pub type Part = (&'static str, &'static str, bool, Make);
/// What a kind has: its word (nothing stands for all others) and its fields.
pub type Kind<'k> = (&'k str, &'k [Part]);

/// Objects that `kind` tells apart. Of a `closed` set no other kind will do.
pub fn one_of_kind(defs: &mut Defs, about: &str, closed: bool, kinds: &[Kind]) -> Node {
    let words: Vec<&str> = kinds.iter().map(|kind| kind.0).filter(|word| !word.is_empty()).collect();
    let mut all = Vec::new();
    for (word, fields) in kinds {
        let kind = if word.is_empty() {
            node!({ "type": "string", "not": { "enum": (words.clone()) } })
        } else {
            node!({ "const": (*word) })
        };
        let mut properties: Vec<Property> = vec![("kind", "Its kind.".to_owned(), true, kind)];
        properties.extend(
            fields.iter().map(|(name, about, required, make)| (*name, (*about).to_owned(), *required, make(defs))),
        );
        let title = if word.is_empty() { "another kind" } else { word };
        all.push(node!({ "title": (title) }).with_all(object(String::new(), properties)));
    }
    let about = if closed { [about, " Another kind cannot be read."].concat() } else { about.to_owned() };
    node!({ "description": (about), "anyOf": (all) })
}

/// A reference to the form of a UUID.
pub fn uuid(defs: &mut Defs) -> Node {
    defs.named("Uuid", "", |_| {
        node!({
            "description": "A UUID that the client made: version 7, whose names sort by time.",
            "type": "string",
            "format": "uuid",
            "pattern": (pattern::UUID),
            "examples": ["0193570a-0000-7000-8000-00000000000a"],
        })
    })
}

/// A schema that begins with its description.
pub fn described(about: String, schema: Node) -> Node {
    let mut all = if about.is_empty() { node!({}) } else { node!({ "description": (about) }) };
    for (name, value) in schema.fields() {
        if name != "description" {
            all.set(name, value.clone());
        }
    }
    all
}

/// The lines of a doc comment as one text, a blank line between paragraphs.
pub fn prose(lines: &[&str]) -> String {
    let mut text = String::new();
    for line in lines.iter().map(|line| line.trim()) {
        if line.is_empty() {
            text.push_str("\n\n");
        } else {
            if !text.is_empty() && !text.ends_with('\n') {
                text.push(' ');
            }
            text.push_str(line);
        }
    }
    // Links between items of the source lead nowhere outside of it.
    text.replace("[`", "`").replace("`]", "`").trim().to_owned()
}

/// The text of a doc comment; nothing of any other attribute.
#[doc(hidden)]
#[macro_export]
macro_rules! doc_line {
    (doc = $text:literal) => {
        $text
    };
    ($($other:tt)*) => {
        ""
    };
}

/// The schema of a record that [`record!`](crate::record) declares.
#[doc(hidden)]
#[macro_export]
macro_rules! record_schema {
    ($name:ident [$($about:tt)*] $([$field:literal $type:ty] [$($field_about:tt)*])*) => {
        impl $crate::schema::Schema for $name {
            const NAME: Option<&'static str> = Some(stringify!($name));

            fn schema(defs: &mut $crate::schema::Defs) -> $crate::schema::Node {
                let schema = $crate::schema::object($crate::docs!($($about)*), vec![$((
                    $field,
                    $crate::docs!($($field_about)*),
                    <$type as $crate::schema::FieldSchema>::REQUIRED,
                    <$type as $crate::schema::FieldSchema>::field(defs),
                )),*]);
                $crate::schema::form::refined(stringify!($name), schema, defs)
            }
        }
    };
}

/// The schema of a list of words that [`words!`](crate::words) declares.
#[doc(hidden)]
#[macro_export]
macro_rules! words_schema {
    ($name:ident) => {
        impl $crate::schema::Schema for $name {
            const NAME: Option<&'static str> = None;

            fn schema(_: &mut $crate::schema::Defs) -> $crate::schema::Node {
                $crate::schema::words(&mut $name::ALL.iter().map(|it| it.word()))
            }
        }
    };
}

/// The doc comments among attributes, as one text.
#[doc(hidden)]
#[macro_export]
macro_rules! docs {
    ($([$($attribute:tt)*])*) => {
        $crate::schema::prose(&[$($crate::doc_line!($($attribute)*)),*])
    };
}

impl Schema for String {
    const NAME: Option<&'static str> = None;

    fn schema(_: &mut Defs) -> Node {
        node!({ "type": "string" })
    }
}

impl Schema for bool {
    const NAME: Option<&'static str> = None;

    fn schema(_: &mut Defs) -> Node {
        node!({ "type": "boolean" })
    }
}

impl Schema for Count {
    const NAME: Option<&'static str> = None;

    fn schema(_: &mut Defs) -> Node {
        whole(1, 1_000_000)
    }
}

impl Schema for Place {
    const NAME: Option<&'static str> = None;

    fn schema(_: &mut Defs) -> Node {
        whole(0, 1_000_000)
    }
}

impl Schema for Freezes {
    const NAME: Option<&'static str> = None;

    fn schema(_: &mut Defs) -> Node {
        whole(0, 365)
    }
}

impl Schema for u64 {
    const NAME: Option<&'static str> = None;

    fn schema(_: &mut Defs) -> Node {
        node!({ "type": "integer", "minimum": 0, "maximum": (Node::Number("9007199254740991".to_owned())) })
    }
}

impl Schema for Value {
    const NAME: Option<&'static str> = None;

    fn schema(_: &mut Defs) -> Node {
        node!({})
    }

    fn filled(_: &mut Defs) -> Node {
        node!({ "not": { "type": "null" } })
    }
}

/// One of some words.
pub fn words(words: &mut dyn Iterator<Item = &'static str>) -> Node {
    node!({ "type": "string", "enum": (words.collect::<Vec<_>>()) })
}

/// A whole number inside limits.
pub fn whole(least: i32, most: i32) -> Node {
    node!({ "type": "integer", "minimum": (least), "maximum": (most) })
}

/// Every file that is generated: its path below this crate's folder, and its text.
pub fn files() -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> =
        documents().into_iter().map(|(name, schema)| (["schema/", &name].concat(), schema.pretty())).collect();
    all.push(("openapi.json".to_owned(), openapi::document().pretty()));
    all
}
