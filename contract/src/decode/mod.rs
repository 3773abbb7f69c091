//! From JSON to types: tolerant of what is unknown, exact about what is wrong.
//!
//! Why no derived decoder: one parser into [`Value`] and small hand-made steps cost fewer bytes in the browser than a derived
//! visitor for each of some forty types, they report *all* problems with a JSON Pointer, and one bad scene does not
//! take the exhibit down. [`record!`](crate::record) declares a type and its decoding in one place.
//!
//! A record reads each field straight into its place. For one that is required and wrong its type's *hole* goes there, and the
//! record is thrown away as a whole when all fields were read: half the code of keeping an `Option` of every field.

mod at;
mod plain;
mod problem;

pub(crate) use at::Asked;
pub use at::{At, Opened};
pub(crate) use plain::whole;
pub use plain::{Count, Freezes, Place};
pub use problem::{Problem, ProblemKind, Refused};

use crate::json::{self, NotJson, Value};

/// A document may have this many bytes.
pub const MOST_BYTES: usize = 2_000_000;
/// A document of a patron's own, such as an exported ledger, may have this many.
pub const MOST_LEDGER_BYTES: usize = 32_000_000;
/// The major version of the contract that this crate speaks.
pub const VERSION: &str = "1";
/// What a patron sends may have this many.
pub const MOST_SENT_BYTES: usize = 1_000_000;
/// The `type`s of the documents that are a patron's own: they grow with the years, and nothing in them may get lost.
const PATRONS: [&str; 4] = ["Ledger", "Changes", "Standing", "Awards"];

/// A document, and what was left out of it.
#[derive(Debug)]
pub struct Decoded<T> {
    /// What it says.
    pub value: T,
    /// What was wrong without being fatal.
    pub problems: Vec<Problem>,
}

/// What the items of a list must differ in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// Nothing.
    None,
    /// Their `id`.
    Id,
    /// Their `id`, or else the `member` it is an id of.
    IdOfMember,
}

/// What can be read from a JSON value. `None` after a problem was noted.
pub trait Decode: Sized {
    /// What the items of a list of these must differ in; a second one with the same is left out.
    const KEY: Key = Key::None;
    /// So many levels of lists and objects stand around the documents that are in it.
    const AROUND: usize = 0;

    /// Reads the value.
    fn decode(value: &Value, at: &mut At) -> Option<Self>;

    /// What stands in its place in a record that is about to be thrown away. It is never seen.
    fn hole() -> Self;

    /// Whether it is as good as not there.
    fn is_blank(&self) -> bool {
        false
    }
}

/// What can be a field: required (a plain type), optional (`Option`) or a list (`Vec`).
pub trait Field: Sized {
    /// Reads the field.
    fn field(value: Option<&Value>, at: &mut At) -> Self;
}

impl<T: Decode> Field for T {
    fn field(value: Option<&Value>, at: &mut At) -> Self {
        match value {
            Some(value) => match T::decode(value, at) {
                Some(read) if !read.is_blank() => return read,
                Some(_) => at.problem(BLANK),
                None => {}
            },
            None => at.problem(ProblemKind::Missing),
        }
        at.lose();
        T::hole()
    }
}

const BLANK: ProblemKind = ProblemKind::Expected { what: "a text that says something", found: "blank" };

impl<T: Decode> Field for Option<T> {
    fn field(value: Option<&Value>, at: &mut At) -> Self {
        T::decode(value?, at).filter(|read| !read.is_blank())
    }
}

impl<T: Decode> Field for Vec<T> {
    fn field(value: Option<&Value>, at: &mut At) -> Self {
        let mut list = Vec::new();
        at.each(value, T::KEY, &mut |item, at| match T::decode(item, at) {
            Some(read) if !read.is_blank() => {
                list.push(read);
                true
            }
            Some(_) => {
                at.problem(BLANK);
                false
            }
            None => false,
        });
        list
    }
}

/// A list that may be there or not, where that is a difference.
impl<T: Decode> Field for Option<Vec<T>> {
    fn field(value: Option<&Value>, at: &mut At) -> Self {
        value.map(|value| Vec::field(Some(value), at))
    }
}

/// Declares a record and how it is read, in one place.
///
/// Each field is `name: Type = "jsonName"`. All fields are read before any is judged, so that all problems are reported.
/// `key KEY` says what items of a list must differ in (see [`Key`](crate::decode::Key)); `around N` how many levels stand around
/// the documents in it; `check FN` runs a last check.
#[macro_export]
macro_rules! record {
    ($(#[$($meta:tt)*])* pub struct $name:ident $(key $key:ident)? $(around $around:literal)? $(check $check:path)? {
        $($(#[$($field_meta:tt)*])* pub $field:ident: $type:ty = $json:literal),* $(,)?
    }) => {
        $(#[$($meta)*])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name {
            $($(#[$($field_meta)*])* pub $field: $type),*
        }

        impl $crate::decode::Decode for $name {
            $(const KEY: $crate::decode::Key = $crate::decode::Key::$key;)?
            $(const AROUND: usize = $around;)?

            fn decode(value: &$crate::json::Value, at: &mut $crate::decode::At) -> Option<Self> {
                let object = at.open(value)?;
                let read = Self { $($field: at.get(&object, $json)),* };
                at.close(object)?;
                $($check(&read, at)?;)?
                Some(read)
            }

            fn hole() -> Self {
                Self { $($field: $crate::decode::Hole::hole()),* }
            }
        }

        $crate::record_schema!($name [$([$($meta)*])*] $([$json $type] [$([$($field_meta)*])*])*);
    };
}

/// Without the feature `schema` a record is what it decodes to, and no more.
#[cfg(not(feature = "schema"))]
#[doc(hidden)]
#[macro_export]
macro_rules! record_schema {
    ($($nothing:tt)*) => {};
}

/// Likewise of a list of words.
#[cfg(not(feature = "schema"))]
#[doc(hidden)]
#[macro_export]
macro_rules! words_schema {
    ($name:ident) => {};
}

/// Declares a closed list of words, and how one is read and written.
#[macro_export]
macro_rules! words {
    ($(#[$($meta:tt)*])* pub enum $name:ident expected $what:literal {
        $($(#[$($word_meta:tt)*])* $variant:ident = $word:literal),* $(,)?
    }) => {
        $(#[$($meta)*])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $($(#[$($word_meta)*])* $variant),*
        }

        impl $name {
            /// All of them.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];

            /// The word for it in a document.
            pub fn word(self) -> &'static str {
                match self {
                    $($name::$variant => $word),*
                }
            }

            /// The one with that word.
            pub fn of(word: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|it| it.word() == word)
            }
        }

        impl $crate::decode::Decode for $name {
            fn decode(value: &$crate::json::Value, at: &mut $crate::decode::At) -> Option<Self> {
                let read = value.as_str().and_then($name::of);
                if read.is_none() {
                    at.expected($what, value);
                }
                read
            }

            fn hole() -> Self {
                let [first, ..] = [$($name::$variant),*];
                first
            }
        }

        $crate::words_schema!($name);
    };
}

/// The hole of any field.
pub trait Hole {
    /// What stands in its place in a record that is about to be thrown away.
    fn hole() -> Self;
}

impl<T: Decode> Hole for T {
    fn hole() -> Self {
        <T as Decode>::hole()
    }
}

impl<T: Decode> Hole for Option<T> {
    fn hole() -> Self {
        None
    }
}

impl<T: Decode> Hole for Option<Vec<T>> {
    fn hole() -> Self {
        None
    }
}

impl<T: Decode> Hole for Vec<T> {
    fn hole() -> Self {
        Vec::new()
    }
}

/// Reads a top document.
///
/// # Errors
/// [`Refused`] when there is nothing that could be shown.
pub fn document<T: Decode>(text: &str, kind: &'static str) -> Result<Decoded<T>, Refused> {
    let most = if PATRONS.contains(&kind) { MOST_LEDGER_BYTES } else { MOST_BYTES };
    tree(&parse(text, most, T::AROUND)?, kind)
}

/// As [`document`], of what was parsed already.
///
/// # Errors
/// As [`document`].
pub fn tree<T: Decode>(value: &Value, kind: &'static str) -> Result<Decoded<T>, Refused> {
    let mut at = top(value, kind)?;
    match T::decode(value, &mut at) {
        Some(value) => Ok(Decoded { value, problems: at.problems() }),
        None => Err(Refused::Problems(at.problems())),
    }
}

/// Reads a record that this crate wrote itself, whole: what a patron has there grows with the years. `None` when it is damaged.
pub fn record<T: Decode>(text: &str) -> Option<T> {
    T::decode(&parse(text, MOST_LEDGER_BYTES, T::AROUND).ok()?, &mut At::new(Asked::Kept))
}

/// Reads what a patron sends to a backend: whatever is wrong refuses it, so that nothing is kept that the patron did not mean.
///
/// # Errors
/// [`Refused`] with every problem; unknown fields are none.
pub fn sent<T: Decode>(text: &str) -> Result<T, Refused> {
    sent_tree(&parse(text, MOST_SENT_BYTES, T::AROUND)?).map_err(Refused::Problems)
}

/// As [`sent`], of what was parsed already.
///
/// # Errors
/// Every problem.
pub fn sent_tree<T: Decode>(value: &Value) -> Result<T, Vec<Problem>> {
    let mut at = At::new(Asked::Length);
    let read = T::decode(value, &mut at);
    let problems = at.problems();
    read.filter(|_| problems.is_empty()).ok_or(problems)
}

fn parse(text: &str, most: usize, around: usize) -> Result<Value, Refused> {
    if text.len() > most {
        return Err(Refused::TooLarge);
    }
    json::parse_around(text, around).map_err(|NotJson { line, column }| Refused::NotJson { line, column })
}

/// Everything about a top document that does not depend on its type.
fn top(value: &Value, kind: &'static str) -> Result<At, Refused> {
    let text = |name: &str| value.get(name).and_then(Value::as_str);
    if text("atrium") != Some(VERSION) {
        return Err(Refused::Version);
    }
    if text("type") != Some(kind) {
        return Err(Refused::Type(kind));
    }
    // No capability is defined yet, so whatever is required is lacking.
    let required = value.get("requires").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let required: Vec<String> = required.iter().filter_map(Value::as_str).take(10).map(ToOwned::to_owned).collect();
    let asked = if PATRONS.contains(&kind) { Asked::Form } else { Asked::Little };
    if required.is_empty() { Ok(At::new(asked)) } else { Err(Refused::Requires(required)) }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
