//! Readers' entries that were read and decoded before, so that one more entry does not read all the others again.
//!
//! Whoever holds the lock of an account takes them out, reads what came to be since, and puts them back once everything is
//! committed. What is given up is simply not put back. What another process wrote has a higher number, so it is read.

use atrium_contract::entry::Entry;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Bytes that entries kept in memory had in the database, of all readers together.
const MOST: usize = 64 << 20;
/// So few are put in their places one by one.
const FEW: usize = 16;

/// Account, reader, challenge.
pub type Of = (String, String, String);

/// A reader's entries for a challenge, by their ids, and the number of the last change among them.
#[derive(Debug, Default)]
pub struct Entries {
    /// The number of the last change that was read.
    pub seq: i64,
    list: Vec<Entry>,
    bytes: usize,
}

impl Entries {
    /// With what came to be since, each with its number, and how many bytes that has. No id comes twice in it.
    pub fn extend(&mut self, since: Vec<(i64, Entry)>, bytes: usize) {
        self.seq = since.iter().map(|(seq, _)| *seq).fold(self.seq, i64::max);
        self.bytes = self.bytes.saturating_add(bytes);
        let since = since.into_iter().map(|(_, entry)| entry);
        if since.len() <= FEW {
            since.for_each(|entry| self.put(entry));
            return;
        }
        // Ids are the app's to choose, so they may come in any order: in one place after the other a hundred thousand of them
        // would be moved a hundred thousand times.
        self.list.extend(since);
        self.list.sort_by(|one, other| one.id.cmp(&other.id));
        // Of two alike the later one stays: the sort keeps them in the order in which they came.
        self.list.dedup_by(|later, earlier| {
            let same = later.id == earlier.id;
            if same {
                std::mem::swap(later, earlier);
            }
            same
        });
    }

    fn put(&mut self, entry: Entry) {
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
    bytes: usize,
}

impl Hands {
    /// Takes what is kept; nothing where nothing is.
    pub fn take(&self, of: &Of) -> Entries {
        let mut kept = self.kept();
        let entries = kept.of.remove(of).unwrap_or_default();
        kept.bytes = kept.bytes.saturating_sub(entries.bytes);
        entries
    }

    /// Puts back what was committed.
    pub fn put(&self, of: Of, entries: Entries) {
        let mut kept = self.kept();
        if kept.bytes.saturating_add(entries.bytes) > MOST {
            *kept = Kept::default();
        }
        kept.bytes = kept.bytes.saturating_add(entries.bytes);
        if let Some(before) = kept.of.insert(of, entries) {
            kept.bytes = kept.bytes.saturating_sub(before.bytes);
        }
    }

    /// Forgets what is not to be kept any longer.
    pub fn forget(&self, gone: impl Fn(&Of) -> bool) {
        let mut kept = self.kept();
        kept.of.retain(|of, _| !gone(of));
        kept.bytes = kept.of.values().map(|entries| entries.bytes).sum();
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
        two(&["0", id].concat())
    }

    /// By the last two of its id's letters.
    fn two(id: &str) -> Entry {
        let text = format!(
            r#"{{"id":"0193570a-0000-7000-8000-0000000000{id}","challenge":{{"member":"m","id":"c"}},"profile":"0193570a-0000-7000-8000-000000000001",
            "occurredOn":"2026-11-03","recordedAt":"2026-11-03T20:00:00Z","amount":{{"amount":20,"unit":"minutes"}}}}"#
        );
        Entry::sent(&parse(&text).unwrap()).unwrap()
    }

    #[test]
    fn an_entry_that_comes_again_takes_its_own_place_and_what_is_taken_is_not_there_for_others() {
        let (hands, of) = (Hands::default(), ("a".to_owned(), "p".to_owned(), "c".to_owned()));
        let mut entries = hands.take(&of);
        for (seq, id) in [(1, "b"), (2, "a"), (3, "c")] {
            entries.extend(vec![(seq, entry(id))], 300);
        }
        let mut voided = entry("a");
        voided.voided_at = Some("2026-11-04T00:00:00Z".into());
        entries.extend(vec![(4, voided.clone())], 330);
        assert_eq!((entries.seq, entries.list()), (4, &[voided, entry("b"), entry("c")][..]));
        hands.put(of.clone(), entries);
        assert_eq!(hands.take(&of).list().len(), 3);
        assert_eq!((hands.take(&of).seq, hands.kept().bytes), (0, 0));
    }

    #[test]
    fn many_at_once_stand_as_if_they_had_come_one_by_one() {
        let letters = "fedcba9876543210";
        let all = || {
            let twice = letters.chars().flat_map(|one| letters.chars().map(move |other| format!("{one}{other}")));
            twice.zip(1..).map(|(id, seq)| (seq, two(&id)))
        };
        let (mut at_once, mut one_by_one) = (Entries::default(), Entries::default());
        at_once.extend(all().collect(), 1);
        all().for_each(|it| one_by_one.extend(vec![it], 1));
        assert_eq!((at_once.list(), at_once.seq), (one_by_one.list(), 256));
        // Those that come again, voided, take the places of those that were there.
        let voided =
            |(seq, entry): (i64, Entry)| (seq + 256, Entry { voided_at: Some("2026-11-04T00:00:00Z".into()), ..entry });
        at_once.extend(all().map(voided).collect(), 1);
        assert_eq!((at_once.list().len(), at_once.seq), (256, 512));
        assert!(at_once.list().iter().all(|entry| entry.voided_at.is_some()));
        assert!(at_once.list().is_sorted_by(|one, other| one.id < other.id));
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
