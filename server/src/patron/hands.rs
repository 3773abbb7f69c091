//! Readers' entries that were read and decoded before, so that one more entry does not read all the others again.
//!
//! Whoever holds the lock of an account takes them out, reads what came to be since, and puts them back once everything is
//! committed. What is given up is simply not put back. What another process wrote has a higher number, so it is read.

use atrium_contract::entry::Entry;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Entries that are kept in memory, of all readers together.
const MOST: usize = 200_000;

/// Account, reader, challenge.
pub type Of = (String, String, String);

/// A reader's entries for a challenge, by their ids, and the number of the last change among them.
#[derive(Debug, Default)]
pub struct Entries {
    /// The number of the last change that was read.
    pub seq: i64,
    list: Vec<Entry>,
}

impl Entries {
    /// With an entry as it is now.
    pub fn with(&mut self, seq: i64, entry: Entry) {
        self.seq = self.seq.max(seq);
        // Ids made by time come at the end.
        match self.list.binary_search_by(|other| other.id.cmp(&entry.id)) {
            Ok(place) => {
                if let Some(kept) = self.list.get_mut(place) {
                    *kept = entry;
                }
            }
            Err(place) => self.list.insert(place, entry),
        }
    }

    /// All of them.
    pub fn list(&self) -> &[Entry] {
        &self.list
    }
}

/// Entries that were read before.
#[derive(Debug, Default)]
pub struct Hands {
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    of: HashMap<Of, Entries>,
    many: usize,
}

impl Hands {
    /// Takes what is kept; nothing where nothing is.
    pub fn take(&self, of: &Of) -> Entries {
        let mut kept = self.kept();
        let entries = kept.of.remove(of).unwrap_or_default();
        kept.many -= entries.list.len();
        entries
    }

    /// Puts back what was committed.
    pub fn put(&self, of: Of, entries: Entries) {
        let mut kept = self.kept();
        if kept.many + entries.list.len() > MOST {
            *kept = Kept::default();
        }
        kept.many += entries.list.len();
        if let Some(before) = kept.of.insert(of, entries) {
            kept.many -= before.list.len();
        }
    }

    /// Forgets what is not to be kept any longer.
    pub fn forget(&self, gone: impl Fn(&Of) -> bool) {
        let mut kept = self.kept();
        kept.of.retain(|of, _| !gone(of));
        kept.many = kept.of.values().map(|entries| entries.list.len()).sum();
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use atrium_contract::json::parse;

    fn entry(id: &str) -> Entry {
        let text = format!(
            r#"{{"id":"0193570a-0000-7000-8000-00000000000{id}","challenge":{{"member":"m","id":"c"}},"profile":"0193570a-0000-7000-8000-000000000001",
            "occurredOn":"2026-11-03","recordedAt":"2026-11-03T20:00:00Z","amount":{{"amount":20,"unit":"minutes"}}}}"#
        );
        Entry::sent(&parse(&text).unwrap()).unwrap()
    }

    #[test]
    fn an_entry_that_comes_again_takes_its_own_place_and_what_is_taken_is_not_there_for_others() {
        let (hands, of) = (Hands::default(), ("a".to_owned(), "p".to_owned(), "c".to_owned()));
        let mut entries = hands.take(&of);
        for (seq, id) in [(1, "b"), (2, "a"), (3, "c")] {
            entries.with(seq, entry(id));
        }
        let mut voided = entry("a");
        voided.voided_at = Some("2026-11-04T00:00:00Z".into());
        entries.with(4, voided.clone());
        assert_eq!((entries.seq, entries.list()), (4, &[voided, entry("b"), entry("c")][..]));
        hands.put(of.clone(), entries);
        assert_eq!(hands.take(&of).list().len(), 3);
        assert_eq!((hands.take(&of).seq, hands.kept().many), (0, 0));
    }

    #[test]
    fn what_is_deleted_is_in_no_hand() {
        let of = |account: &str| (account.to_owned(), "p".to_owned(), "c".to_owned());
        let hands = Hands::default();
        for account in ["a", "b"] {
            hands.put(of(account), Entries { seq: 7, ..Entries::default() });
        }
        hands.forget(|(account, ..)| account == "a");
        assert_eq!((hands.take(&of("a")).seq, hands.take(&of("b")).seq), (0, 7));
    }
}
