//! What is left standing in one run, so that it does not hold up what is behind it: what the member fails at every time it is asked,
//! with everything of the same reader, and what this page cannot read.

use super::{
    item::{Item, Kind},
    send::Stop,
};
use crate::data::ledger::Store;
use std::collections::HashSet;

/// A member that fails at more than this is in trouble itself.
const MOST_FAILURES: u32 = 8;

/// What is left standing.
#[derive(Default)]
pub(super) struct Aside {
    one_by_one: bool,
    items: HashSet<String>,
    readers: HashSet<String>,
    failures: u32,
    why: Option<String>,
}

impl Aside {
    /// Nothing yet; `one_by_one` when the member has failed several times in a row, and it is worth knowing at what.
    pub fn new(one_by_one: bool) -> Aside {
        Aside { one_by_one, ..Aside::default() }
    }

    /// Whether what fails is told from what does not.
    pub fn one_by_one(&self) -> bool {
        self.one_by_one
    }

    /// Leaves an item as it is.
    pub fn skip(&mut self, item: &Item) {
        self.items.insert(item.key.clone());
    }

    /// Whether an item is left standing.
    pub fn has(&self, store: Store, item: &Item) -> bool {
        self.items.contains(&item.key)
            || (!self.readers.is_empty() && reader(store, item).is_some_and(|reader| self.readers.contains(&reader)))
    }

    /// The member failed at this one; without a reader's profile the rest of theirs is not taken either.
    ///
    /// # Errors
    /// [`Stop::Later`] after too many.
    pub fn failed(&mut self, store: Store, item: &Item, why: Option<String>) -> Result<(), Stop> {
        self.skip(item);
        if item.kind == Kind::Profile {
            self.readers.extend(reader(store, item));
        }
        self.failures += 1;
        self.why = why.or(self.why.take());
        if self.failures >= MOST_FAILURES { Err(Stop::Later(None, self.why.take())) } else { Ok(()) }
    }

    /// How it ends when all the rest is sent.
    ///
    /// # Errors
    /// [`Stop::Later`] where the member has failed at something.
    pub fn end(self, took: bool) -> Result<bool, Stop> {
        if self.failures > 0 { Err(Stop::Later(None, self.why)) } else { Ok(took) }
    }
}

/// Whose an item is.
pub(super) fn reader(store: Store, item: &Item) -> Option<String> {
    match item.kind {
        Kind::Profile | Kind::Gone => Some(item.of.clone()),
        Kind::Enrolment => item.of.rsplit('/').next().map(ToOwned::to_owned),
        Kind::Redemption => item.code.as_ref().map(|code| code.profile.clone()),
        Kind::Entry => store.entry(&item.of).map(|entry| entry.profile),
    }
}
