//! What the member publishes, in the database: every version of every document, codes, the member's own document, staff.

mod may_change;
mod put;
mod read;
mod staff;
mod turn;

use super::collection::Collection;
use super::draft::State;
use crate::clock::{Clock, written};
use crate::problem::Problem;
use crate::store::Store;
use std::fmt;

/// The documents of one member.
#[derive(Clone)]
pub struct Library {
    store: Store,
    clock: Clock,
}

/// One version of a document.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its collection.
    pub collection: Collection,
    /// Its id.
    pub id: String,
    /// Its number, from 1.
    pub version: i64,
    /// What it is for.
    pub state: State,
    /// From when on it is public, as it was written.
    pub publish_at: Option<String>,
    /// The same, or else when it was put, in milliseconds since 1970.
    pub since_ms: i64,
    /// When it was put, in milliseconds since 1970.
    pub changed: i64,
    /// The document as JSON.
    pub document: String,
    /// The codes as JSON.
    pub codes: String,
}

impl Item {
    /// Whether it becomes public later.
    pub fn scheduled(&self, now: i64) -> bool {
        self.state == State::Published && self.since_ms > now
    }

    /// When it was put.
    pub fn changed_at(&self) -> String {
        written(self.changed)
    }

    /// From when on it is what it is.
    pub fn since(&self) -> String {
        written(self.since_ms)
    }
}

/// What is public, or will be.
pub struct Public {
    /// The state of the library.
    pub revision: i64,
    /// When the next scheduled version becomes public.
    pub next: Option<i64>,
    /// The documents in the order in which they came to be.
    pub rows: Vec<Row>,
}

/// A public document.
pub struct Row {
    /// Its collection.
    pub collection: Collection,
    /// Its id.
    pub id: String,
    /// The version that is public.
    pub version: i64,
    /// It, unless whoever asked has this version.
    pub document: Option<String>,
}

/// What a change may be made to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// To what is not there yet.
    New,
    /// To what is still this version.
    Version(i64),
}

/// Why a change was not made.
#[derive(Debug)]
pub enum PutError {
    /// Somebody else was first.
    Changed,
    /// The challenge has entries that stand against it.
    GoalFixed(&'static str),
    /// What was published is not deleted.
    PublishedOnce,
    /// The code with this number is another challenge's.
    CodeTaken(usize),
    /// The database.
    Database(Problem),
}

impl PutError {
    /// In a sentence.
    pub fn sentence(&self) -> String {
        match self {
            PutError::Changed => "it was changed by somebody else in the meantime".into(),
            PutError::GoalFixed(why) => (*why).into(),
            PutError::PublishedOnce => "it was published once".into(),
            PutError::CodeTaken(index) => format!("code number {} is a code of another challenge", index + 1),
            PutError::Database(_) => "the database failed".into(),
        }
    }
}

impl fmt::Display for PutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence())
    }
}

impl From<sqlx::Error> for PutError {
    fn from(error: sqlx::Error) -> Self {
        PutError::Database(error.into())
    }
}

impl From<Problem> for PutError {
    fn from(problem: Problem) -> Self {
        PutError::Database(problem)
    }
}

impl Library {
    /// Over a database.
    pub fn new(store: Store, clock: Clock) -> Library {
        Library { store, clock }
    }

    /// The database.
    pub fn store(&self) -> &Store {
        &self.store
    }
}
