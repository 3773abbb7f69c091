//! Names of documents: opaque, unique inside their member.

use crate::decode::{At, Decode};
use crate::json::Value;
use std::fmt;

/// An opaque name of 1 to 100 characters out of `A-Z a-z 0-9 . _ -`.
///
/// `.` and `..` are refused: they would mean another place wherever an id becomes part of an address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(String);

impl Id {
    /// Checks a name.
    pub fn new(text: &str) -> Option<Id> {
        fits(text).then(|| Id(text.to_owned()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether a text is an [`Id`].
pub(crate) fn fits(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    (1..=100).contains(&text.len()) && text.bytes().all(allowed) && !matches!(text, "." | "..")
}

impl AsRef<str> for Id {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Decode for Id {
    fn decode(value: &Value, at: &mut At) -> Option<Self> {
        let id = value.as_str().and_then(Id::new);
        if id.is_none() {
            at.expected("an id of letters, digits, '.', '_' and '-'", value);
        }
        id
    }

    fn hole() -> Self {
        Id(String::new())
    }
}

record! {
    /// What identifies a document across members.
    #[derive(Eq, PartialOrd, Ord, Hash)]
    pub struct Key {
        /// Its owner.
        pub member: Id = "member",
        /// Its name there.
        pub id: Id = "id",
    }
}

#[cfg(feature = "schema")]
impl crate::schema::Schema for Id {
    const NAME: Option<&'static str> = Some("Id");

    fn schema(_: &mut crate::schema::Defs) -> crate::schema::Node {
        node!({
            "description": "An opaque name, unique among the documents of one type in one member. Across members it is (member, id).",
            "type": "string",
            "minLength": 1,
            "maxLength": 100,
            "pattern": "^[0-9A-Za-z._-]+$",
            "not": { "enum": [".", ".."] },
            "examples": ["two-skies"],
        })
    }
}
