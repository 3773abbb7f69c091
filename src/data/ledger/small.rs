//! Ids in small letters. A file, or an older version of this page, may have them in capitals, and to a member both are one name: under
//! two they would be sent for ever and come back as a second entry.

use super::{ENROLMENTS, ENTRIES, PROFILES, Store, put_enrolment, put_entry, put_profile};
use crate::{
    data::outbox::{
        item::{Code, Item, enrolment_key},
        post,
    },
    platform::idb::{Refused, Write},
};
use atrium_contract::{
    changes::Changes,
    entry::{Enrolment, Entry, Ledger, Profile},
};
use leptos::prelude::*;

/// A name in small letters.
pub fn id(id: &str) -> String {
    id.to_ascii_lowercase()
}

fn profile(profile: &Profile) -> Profile {
    Profile { id: id(&profile.id), ..profile.clone() }
}

fn enrolment(enrolment: &Enrolment) -> Enrolment {
    Enrolment { profile: id(&enrolment.profile), team: enrolment.team.as_deref().map(id), ..enrolment.clone() }
}

fn entry(entry: &Entry) -> Entry {
    Entry {
        id: id(&entry.id),
        profile: id(&entry.profile),
        corrects: entry.corrects.as_deref().map(id),
        ..entry.clone()
    }
}

/// A ledger with all its ids in small letters.
pub fn ledger(it: &Ledger) -> Ledger {
    Ledger {
        profiles: it.profiles.iter().map(profile).collect(),
        enrolments: it.enrolments.iter().map(enrolment).collect(),
        entries: it.entries.iter().map(entry).collect(),
        ..it.clone()
    }
}

/// A page of changes with all its ids in small letters.
pub fn changes(it: Changes) -> Changes {
    Changes {
        profiles: it.profiles.iter().map(profile).collect(),
        enrolments: it.enrolments.iter().map(enrolment).collect(),
        entries: it.entries.iter().map(entry).collect(),
        gone: it.gone.iter().map(|gone| id(gone)).collect(),
        ..it
    }
}

/// What is on its way under a name in capitals, under the small one.
fn item(it: &Item) -> Option<Item> {
    // A challenge's id is no UUID and stays as it is.
    let of = match it.of.rsplit_once('/') {
        Some((challenge, profile)) => [challenge, "/", &id(profile)].concat(),
        None => id(&it.of),
    };
    let code = it.code.as_ref().map(|code| Code { profile: id(&code.profile), ..code.clone() });
    (of != it.of || code != it.code).then(|| Item { of, code, ..it.clone() })
}

impl Store {
    /// Gives small names to whatever was kept under capitals, all or none; most devices have nothing of that kind.
    ///
    /// # Errors
    /// [`Refused`] when this device did not keep that.
    pub async fn in_small_letters(self) -> Result<(), Refused> {
        let mut changes: Vec<Write> = Vec::new();
        for old in self.profiles.get_untracked() {
            let new = profile(&old);
            if new != old {
                changes.push(put_profile(&new));
                changes.push(Write::Delete { store: PROFILES, key: old.id });
            }
        }
        for old in self.enrolments.get_untracked().into_iter().chain(self.left.get_untracked()) {
            let new = enrolment(&old);
            if new != old {
                let key = enrolment_key(&old.challenge, &old.profile);
                changes.push(put_enrolment(&new));
                if new.profile != old.profile {
                    changes.push(Write::Delete { store: ENROLMENTS, key });
                }
            }
        }
        self.entries.with_untracked(|all| {
            let capitals = |id: &str| id.bytes().any(|byte| byte.is_ascii_uppercase());
            let names = |it: &Entry| {
                [Some(&it.id), Some(&it.profile), it.corrects.as_ref()].into_iter().flatten().any(|id| capitals(id))
            };
            for old in all.iter().filter(|it| names(it)) {
                let new = entry(old);
                changes.push(put_entry(&new));
                if new.id != old.id {
                    changes.push(Write::Delete { store: ENTRIES, key: old.id.clone() });
                }
            }
        });
        changes.extend(post::now().items.iter().filter_map(item).map(|item| item.put_again()));
        self.keep(changes).await
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use atrium_contract::decode;

    #[test]
    fn a_ledger_with_ids_in_capitals_is_read_in_small_letters_and_challenges_keep_theirs() {
        let text = r#"{"atrium":"1","type":"Ledger","exportedAt":"2026-11-23T18:00:00Z",
            "profiles":[{"id":"01935700-0000-7000-8000-00000000000A","nickname":"Ana","createdAt":"2026-11-01T00:00:00Z"}],
            "enrolments":[{"challenge":{"member":"m","id":"C"},"profile":"01935700-0000-7000-8000-00000000000A","on":"2026-11-01","at":"2026-11-01T00:00:00Z"}],
            "entries":[{"id":"01935700-0000-7000-8000-00000000000B","challenge":{"member":"m","id":"C"},
            "profile":"01935700-0000-7000-8000-00000000000A","occurredOn":"2026-11-01","recordedAt":"2026-11-01T10:00:00Z",
            "corrects":"01935700-0000-7000-8000-00000000000C","amount":{"amount":20,"unit":"minutes"}}]}"#;
        let small = ledger(&decode::document::<Ledger>(text, "Ledger").unwrap().value);
        let reader = "01935700-0000-7000-8000-00000000000a";
        assert_eq!(small.profiles.iter().map(|it| it.id.as_str()).collect::<Vec<_>>(), [reader]);
        let enrolment = small.enrolments.first().unwrap();
        assert_eq!((enrolment.profile.as_str(), enrolment.challenge.id.as_str()), (reader, "C"));
        let entry = small.entries.first().unwrap();
        assert_eq!((entry.id.as_str(), entry.profile.as_str()), ("01935700-0000-7000-8000-00000000000b", reader));
        assert_eq!(entry.corrects.as_deref(), Some("01935700-0000-7000-8000-00000000000c"));
    }

    #[test]
    fn what_is_on_its_way_gets_the_small_name_of_its_record() {
        let one = |kind: &str, of: &str| {
            item(&decode::record(&format!(r#"{{"key":"1","member":"m","kind":"{kind}","of":"{of}"}}"#)).unwrap())
        };
        assert_eq!(one("entry", "0A").unwrap().of, "0a");
        assert_eq!(one("enrolment", "m/C/0A").unwrap().of, "m/C/0a");
        assert_eq!(one("enrolment", "m/C/0a"), None);
    }
}
