//! From JSON to types: tolerant of what is unknown, exact about what is wrong.
//!
//! Why no derived decoder: one parser into [`Value`] and small hand-made steps cost fewer bytes in the browser than a derived
//! visitor for each of some forty types, they report *all* problems with a JSON Pointer, and one bad scene does not
//! take the exhibit down. [`record!`](crate::record) declares a type and its decoding in one place.

use serde_json::{Map, Value};
use std::fmt;

/// A document may have this many bytes.
pub const MOST_BYTES: usize = 2_000_000;
/// An exported ledger may have this many: it grows with the years, and nothing in it may get lost.
pub const MOST_LEDGER_BYTES: usize = 32_000_000;
/// Items of one list that are read; the rest is left out with a problem.
const MOST_ITEMS: usize = 5_000;
/// Problems that are collected; whoever has more has the first ones to mend anyway.
const MOST_PROBLEMS: usize = 50;
/// The major version of the contract that this crate speaks.
pub const VERSION: &str = "1";
/// The `type` of an exported ledger, the one document that is a patron's own.
const LEDGER: &str = "Ledger";

/// What is wrong at one place of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where: a JSON Pointer (RFC 6901).
    pub pointer: String,
    /// What.
    pub kind: ProblemKind,
}

/// The kinds of wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// A required field is not there.
    Missing,
    /// Something else should stand here.
    Expected {
        /// What should stand here, with an example.
        what: &'static str,
        /// What stands here instead, in a word.
        found: &'static str,
    },
    /// More items than are read.
    TooMany,
    /// An id that an earlier item of the list has.
    Duplicate,
    /// The end lies before the start.
    EndsBeforeStart,
    /// An alias that leads to itself, or nowhere.
    Alias,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.pointer.is_empty() { "the document" } else { &self.pointer })?;
        match &self.kind {
            ProblemKind::Missing => f.write_str(" is missing"),
            ProblemKind::Expected { what, found } => {
                f.write_str(" should be ")?;
                f.write_str(what)?;
                f.write_str(", but is ")?;
                f.write_str(found)
            }
            ProblemKind::TooMany => f.write_str(" has more than 5000 items; the rest is left out"),
            ProblemKind::Duplicate => f.write_str(" has an id that an earlier item has, and is left out"),
            ProblemKind::EndsBeforeStart => f.write_str(" ends before it starts"),
            ProblemKind::Alias => f.write_str(" is an alias that leads to itself or to nothing"),
        }
    }
}

/// Why a document was refused as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// More than [`MOST_BYTES`].
    TooLarge,
    /// Not JSON; the parser's line and column.
    NotJson {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// `atrium` is missing or names a version this crate does not read.
    Version,
    /// `type` is not the one that was asked for.
    Type(&'static str),
    /// The document says it makes no sense without these, and this crate lacks them.
    Requires(Vec<String>),
    /// A field without which there is no document is missing or wrong.
    Problems(Vec<Problem>),
}

impl Refused {
    /// One sentence for each thing that is wrong.
    pub fn sentences(&self) -> Vec<String> {
        match self {
            Refused::TooLarge => vec!["the document has more than 2 MB (a ledger: 32 MB)".into()],
            Refused::NotJson { line, column } => {
                vec![format!("the document is not JSON: line {line}, column {column}")]
            }
            Refused::Version => vec!["/atrium should be \"1\"".into()],
            Refused::Type(kind) => vec![["/type should be \"", kind, "\""].concat()],
            Refused::Requires(names) => {
                vec![["the document requires what this reader lacks: ", &names.join(", ")].concat()]
            }
            Refused::Problems(problems) => problems.iter().map(ToString::to_string).collect(),
        }
    }
}

/// A document, and what was left out of it.
#[derive(Debug)]
pub struct Decoded<T> {
    /// What it says.
    pub value: T,
    /// What was wrong without being fatal.
    pub problems: Vec<Problem>,
}

/// Where the decoder stands, and what it has found wrong so far.
#[derive(Default)]
pub struct At {
    path: Vec<Step>,
    problems: Vec<Problem>,
    whole_lists: bool,
}

enum Step {
    Name(String),
    Index(usize),
}

impl At {
    /// Notes a problem at this place.
    pub fn problem(&mut self, kind: ProblemKind) {
        if self.problems.len() < MOST_PROBLEMS {
            let problem = Problem { pointer: self.pointer(), kind };
            // A token is looked at in four looks; what is wrong with it is told once.
            if !self.problems.contains(&problem) {
                self.problems.push(problem);
            }
        }
    }

    /// Notes that something else should stand here.
    pub fn expected(&mut self, what: &'static str, found: &Value) {
        self.problem(ProblemKind::Expected { what, found: found_word(found) });
    }

    fn pointer(&self) -> String {
        let mut pointer = String::new();
        for step in &self.path {
            pointer.push('/');
            match step {
                Step::Name(name) => pointer.push_str(&name.replace('~', "~0").replace('/', "~1")),
                Step::Index(index) => pointer.push_str(&index.to_string()),
            }
        }
        pointer
    }

    /// Does something one step further down.
    pub fn inside<T>(&mut self, name: &str, then: impl FnOnce(&mut At) -> T) -> T {
        self.path.push(Step::Name(name.to_owned()));
        let result = then(self);
        self.path.pop();
        result
    }

    /// Does something several steps further down.
    pub(crate) fn along<'n, T>(&mut self, names: impl Iterator<Item = &'n str>, then: impl FnOnce(&mut At) -> T) -> T {
        let depth = self.path.len();
        self.path.extend(names.map(|name| Step::Name(name.to_owned())));
        let result = then(self);
        self.path.truncate(depth);
        result
    }

    /// Does something at an item of a list.
    pub(crate) fn item<T>(&mut self, index: usize, then: impl FnOnce(&mut At) -> T) -> T {
        self.path.push(Step::Index(index));
        let result = then(self);
        self.path.pop();
        result
    }

    /// The fields of an object.
    pub fn object<'v>(&mut self, value: &'v Value) -> Option<&'v Map<String, Value>> {
        let object = value.as_object();
        if object.is_none() {
            self.expected("an object", value);
        }
        object
    }

    /// A field.
    pub fn field<T: Field>(&mut self, object: &Map<String, Value>, name: &str) -> Option<T> {
        let value = object.get(name).filter(|value| !value.is_null());
        self.inside(name, |at| T::field(value, at))
    }

    /// What was found wrong.
    pub fn problems(self) -> Vec<Problem> {
        self.problems
    }
}

fn found_word(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "another number",
        Value::String(_) => "another text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// What can be read from a JSON value. `None` after a problem was noted.
pub trait Decode: Sized {
    /// Reads the value.
    fn decode(value: &Value, at: &mut At) -> Option<Self>;

    /// The id of an item of a list, where it has one: a second item with the same is left out.
    fn list_id(&self) -> Option<&str> {
        None
    }

    /// Whose item it is, where that is said: across members an id alone names nothing.
    fn list_owner(&self) -> Option<&str> {
        None
    }
}

/// What can be a field: required (a plain type), optional (`Option`) or a list (`Vec`).
pub trait Field: Sized {
    /// Reads the field; `None` only when it is required and not there or wrong.
    fn field(value: Option<&Value>, at: &mut At) -> Option<Self>;
}

impl<T: Decode> Field for T {
    fn field(value: Option<&Value>, at: &mut At) -> Option<Self> {
        match value {
            Some(value) => T::decode(value, at),
            None => {
                at.problem(ProblemKind::Missing);
                None
            }
        }
    }
}

impl<T: Decode> Field for Option<T> {
    fn field(value: Option<&Value>, at: &mut At) -> Option<Self> {
        Some(value.and_then(|value| T::decode(value, at)))
    }
}

impl<T: Decode> Field for Vec<T> {
    fn field(value: Option<&Value>, at: &mut At) -> Option<Self> {
        let mut list: Vec<T> = Vec::new();
        let Some(value) = value else { return Some(list) };
        let Some(items) = value.as_array() else {
            at.expected("a list", value);
            return Some(list);
        };
        let most = if at.whole_lists { usize::MAX } else { MOST_ITEMS };
        if items.len() > most {
            at.problem(ProblemKind::TooMany);
        }
        for (index, item) in items.iter().take(most).enumerate() {
            let Some(read) = at.item(index, |at| T::decode(item, at)) else { continue };
            let same = |other: &T| other.list_id() == read.list_id() && other.list_owner() == read.list_owner();
            if read.list_id().is_some() && list.iter().any(same) {
                at.item(index, |at| at.problem(ProblemKind::Duplicate));
                continue;
            }
            list.push(read);
        }
        Some(list)
    }
}

impl Decode for String {
    fn decode(value: &Value, at: &mut At) -> Option<Self> {
        let text = value.as_str().map(ToOwned::to_owned);
        if text.is_none() {
            at.expected("a text", value);
        }
        text
    }
}

impl Decode for bool {
    fn decode(value: &Value, at: &mut At) -> Option<Self> {
        let truth = value.as_bool();
        if truth.is_none() {
            at.expected("true or false", value);
        }
        truth
    }
}

/// Reads a whole number inside limits.
pub fn whole(value: &Value, least: u32, most: u32, what: &'static str, at: &mut At) -> Option<u32> {
    // `20.0` is a whole number too: many languages write one so.
    let number = value.as_f64().filter(|number| (f64::from(least)..=f64::from(most)).contains(number));
    let number = number.filter(|number| f64::from(*number as u32) == *number).map(|number| number as u32);
    if number.is_none() {
        at.expected(what, value);
    }
    number
}

/// A whole number from 1 to a million: an amount, a target, a width in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Count(pub u32);

impl Decode for Count {
    fn decode(value: &Value, at: &mut At) -> Option<Self> {
        whole(value, 1, 1_000_000, "a whole number from 1 to 1000000", at).map(Count)
    }
}

/// A whole number from 0 to a million: a place in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place(pub u32);

impl Decode for Place {
    fn decode(value: &Value, at: &mut At) -> Option<Self> {
        whole(value, 0, 1_000_000, "a whole number from 0 to 1000000", at).map(Place)
    }
}

/// Declares a record and how it is read, in one place.
///
/// Each field is `name: Type = "jsonName"`. All fields are read before any is judged, so that all problems are reported.
/// `id FIELD` names the field that items of a list must differ in, `of FIELD` the member it is an id of; `check FN` runs a last check.
#[macro_export]
macro_rules! record {
    ($(#[$meta:meta])* pub struct $name:ident $(id $id:ident $(of $owner:ident)?)? $(check $check:path)? {
        $($(#[$field_meta:meta])* pub $field:ident: $type:ty = $json:literal),* $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name {
            $($(#[$field_meta])* pub $field: $type),*
        }

        impl $crate::decode::Decode for $name {
            fn decode(value: &serde_json::Value, at: &mut $crate::decode::At) -> Option<Self> {
                let object = at.object(value)?;
                $(let $field: Option<$type> = at.field(object, $json);)*
                let read = Self { $($field: $field?),* };
                $($check(&read, at)?;)?
                Some(read)
            }

            $(fn list_id(&self) -> Option<&str> {
                Some(AsRef::<str>::as_ref(&self.$id))
            }

            $(fn list_owner(&self) -> Option<&str> {
                self.$owner.as_ref().map(AsRef::<str>::as_ref)
            })?)?
        }
    };
}

/// Reads a top document.
///
/// # Errors
/// [`Refused`] when there is nothing that could be shown.
pub fn document<T: Decode>(text: &str, kind: &'static str) -> Result<Decoded<T>, Refused> {
    let ledger = kind == LEDGER;
    let value = parse(text, if ledger { MOST_LEDGER_BYTES } else { MOST_BYTES })?;
    head(&value, kind)?;
    let mut at = At { whole_lists: ledger, ..At::default() };
    match T::decode(&value, &mut at) {
        Some(value) => Ok(Decoded { value, problems: at.problems }),
        None => Err(Refused::Problems(at.problems)),
    }
}

/// Reads a record that this crate wrote itself. `None` when it is damaged.
pub fn record<T: Decode>(text: &str) -> Option<T> {
    T::decode(&parse(text, MOST_BYTES).ok()?, &mut At::default())
}

fn parse(text: &str, most: usize) -> Result<Value, Refused> {
    if text.len() > most {
        return Err(Refused::TooLarge);
    }
    serde_json::from_str(text).map_err(|error| Refused::NotJson { line: error.line(), column: error.column() })
}

fn head(value: &Value, kind: &'static str) -> Result<(), Refused> {
    let text = |name: &str| value.get(name).and_then(Value::as_str);
    if text("atrium") != Some(VERSION) {
        return Err(Refused::Version);
    }
    if text("type") != Some(kind) {
        return Err(Refused::Type(kind));
    }
    // No capability is defined yet, so whatever is required is lacking.
    let required: Vec<String> = value
        .get("requires")
        .and_then(Value::as_array)
        .map(|names| names.iter().filter_map(Value::as_str).take(10).map(ToOwned::to_owned).collect())
        .unwrap_or_default();
    if required.is_empty() { Ok(()) } else { Err(Refused::Requires(required)) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]
    use super::*;

    record! {
        /// A record of every kind of field.
        pub struct Sample {
            /// Required.
            pub name: String = "name",
            /// Optional.
            pub size: Option<Count> = "size",
            /// A list.
            pub flags: Vec<bool> = "flags",
        }
    }

    fn read(text: &str) -> Result<Decoded<Sample>, Refused> {
        document(text, "Sample")
    }

    #[test]
    fn what_is_wrong_is_named_by_a_pointer_and_a_sentence() {
        let decoded = read(r#"{"atrium":"1","type":"Sample","name":"n","size":0,"flags":[true,"x"],"new":1}"#).unwrap();
        let sentences: Vec<String> = decoded.problems.iter().map(ToString::to_string).collect();
        assert_eq!(
            sentences,
            [
                "/size should be a whole number from 1 to 1000000, but is another number",
                "/flags/1 should be true or false, but is another text"
            ]
        );
        assert_eq!(decoded.value.flags, [true]);
    }

    #[test]
    fn a_missing_required_field_refuses_the_document_and_all_problems_are_told() {
        let Err(Refused::Problems(problems)) = read(r#"{"atrium":"1","type":"Sample","size":"x"}"#) else {
            panic!("was not refused")
        };
        assert_eq!(problems[0].to_string(), "/name is missing");
        assert_eq!(problems[1].pointer, "/size");
    }

    #[test]
    fn the_head_is_checked() {
        assert_eq!(read("{").unwrap_err(), Refused::NotJson { line: 1, column: 1 });
        assert_eq!(read(r#"{"type":"Sample"}"#).unwrap_err(), Refused::Version);
        assert_eq!(read(r#"{"atrium":"1","type":"Other"}"#).unwrap_err(), Refused::Type("Sample"));
        let requires = read(r#"{"atrium":"1","type":"Sample","name":"n","requires":["smell"]}"#).unwrap_err();
        assert_eq!(requires, Refused::Requires(vec!["smell".into()]));
        assert_eq!(read(&" ".repeat(MOST_BYTES + 1)).unwrap_err(), Refused::TooLarge);
    }
}
