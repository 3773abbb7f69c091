//! What can be wrong with a document, and the sentence for it.

use crate::json::Value;
use std::fmt;

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

impl Problem {
    /// The sentence for whoever wrote the document.
    pub fn sentence(&self) -> String {
        let place = if self.pointer.is_empty() { "the document" } else { &self.pointer };
        let says = match &self.kind {
            ProblemKind::Missing => " is missing",
            ProblemKind::Expected { what, found } => return [place, " should be ", what, ", but is ", found].concat(),
            ProblemKind::TooMany => " has more than 5000 items; the rest is left out",
            ProblemKind::Duplicate => " has an id that an earlier item has, and is left out",
            ProblemKind::EndsBeforeStart => " ends before it starts",
            ProblemKind::Alias => " is an alias that leads to itself or to nothing",
        };
        [place, says].concat()
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence())
    }
}

/// What stands in a place, in a word or two.
pub(super) fn found(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "another number",
        Value::String(_) => "another text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// Why a document was refused as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// More than [`MOST_BYTES`](super::MOST_BYTES).
    TooLarge,
    /// Not JSON.
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
        vec![match self {
            Refused::TooLarge => "the document has more than 2 MB (a ledger: 32 MB)".into(),
            Refused::NotJson { line, column } => {
                let (line, column) = (line.to_string(), column.to_string());
                ["the document is not JSON: line ", &line, ", column ", &column].concat()
            }
            Refused::Version => "/atrium should be \"1\"".into(),
            Refused::Type(kind) => ["/type should be \"", kind, "\""].concat(),
            Refused::Requires(names) => ["the document requires what this reader lacks: ", &names.join(", ")].concat(),
            Refused::Problems(problems) => return problems.iter().map(Problem::sentence).collect(),
        }]
    }
}
