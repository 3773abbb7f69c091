//! A reader who was removed at a member and brought back from a file: there the name is buried for good, and so are those of the
//! entries. They come back under new ones, at every house at once, for a reader is one reader.

use super::{ENROLMENTS, ENTRIES, PROFILES, Store, change::logged, put_enrolment, put_profile};
use crate::{
    data::outbox::{
        OUTBOX,
        item::{Item, Kind, enrolment_key},
        post,
    },
    platform::{
        idb::{Refused, Write},
        random,
    },
};
use atrium_contract::{
    entry::{Enrolment, Entry, Profile},
    id::Id,
};
use leptos::prelude::*;
use std::collections::HashMap;

impl Store {
    /// Gives a reader and all of theirs new names, here and in what is on its way; all or none. `item` is what the member did not take
    /// because it has buried the reader: where it is no more (everything was deleted meanwhile), nothing is done.
    ///
    /// # Errors
    /// [`Refused`] when this device did not keep that.
    pub async fn anew(self, item: &Item) -> Result<(), Refused> {
        let old = item.of.as_str();
        let Some(profile) = self.profile(old) else { return Ok(()) };
        let entries: Vec<Entry> =
            self.entries.with_untracked(|all| all.iter().filter(|it| it.profile == old).cloned().collect());
        let enrolments: Vec<Enrolment> = [self.enrolments, self.left]
            .into_iter()
            .flat_map(|all| all.get_untracked())
            .filter(|it| it.profile == old)
            .collect();
        let new = random::uuid();
        let mut changes = vec![put_profile(&Profile { id: new.clone(), ..profile })];
        changes.push(Write::Delete { store: PROFILES, key: old.to_owned() });
        for enrolment in &enrolments {
            let key = enrolment_key(&enrolment.challenge, old);
            changes.push(Write::Delete { store: ENROLMENTS, key });
            changes.push(put_enrolment(&Enrolment { profile: new.clone(), ..enrolment.clone() }));
            let key = enrolment_key(&enrolment.challenge, &new);
            changes.push(Item::new(&enrolment.challenge.member, Kind::Enrolment, &key).put_where_connected());
        }
        for (old, entry) in renamed(&entries, &new, &random::uuid) {
            changes.push(Write::Delete { store: ENTRIES, key: old });
            changes.extend(logged(&entry));
        }
        let members = self.members_of(old);
        for member in &members {
            changes.push(Item::new(member, Kind::Profile, &new).put_where_connected());
            // A house that has not buried the reader would have them twice.
            if *member != item.member {
                changes.push(Item::new(member, Kind::Gone, old).put_where_connected());
            }
        }
        let about = |it: &&Item| {
            it.kind != Kind::Gone
                && (it.of == old
                    || it.of.rsplit('/').next() == Some(old)
                    || (it.kind == Kind::Entry && entries.iter().any(|entry| entry.id == it.of)))
        };
        changes.extend(post::now().items.iter().filter(about).map(Item::delete));
        changes.extend(codes(old, &new));
        self.keep(vec![whole(item, changes)]).await
    }
}

/// What is done where the item is still there.
fn whole(item: &Item, then: Vec<Write>) -> Write {
    Write::While { store: OUTBOX, key: item.key.clone(), is: Box::new(|_| true), then }
}

/// Codes that the reader found and that wait, under the reader's new name.
fn codes(old: &str, new: &str) -> Vec<Write> {
    let post = post::now();
    let of = |item: &&Item| item.code.as_ref().is_some_and(|code| code.profile == old);
    let renamed = |item: &Item| {
        let mut item = item.clone();
        if let Some(code) = &mut item.code {
            code.profile = new.to_owned();
        }
        item.put_again()
    };
    post.items.iter().filter(of).map(renamed).collect()
}

/// The entries under new names, each with the one it had; who corrects another corrects it under its new name.
fn renamed(entries: &[Entry], profile: &str, name: &dyn Fn() -> String) -> Vec<(String, Entry)> {
    let names: HashMap<&str, String> = entries.iter().map(|entry| (entry.id.as_str(), name())).collect();
    entries
        .iter()
        .filter_map(|entry| {
            let new = Entry {
                id: names.get(entry.id.as_str())?.clone(),
                profile: profile.to_owned(),
                corrects: entry.corrects.as_ref().map(|old| names.get(old.as_str()).unwrap_or(old).clone()),
                received_at: None,
                source: None,
                ..entry.clone()
            };
            Some((entry.id.clone(), new))
        })
        .collect()
}

/// Whether one of these items brings this reader back to a member.
pub fn brings(items: &[Item], member: &Id, profile: &str) -> bool {
    items.iter().any(|it| it.brought == Some(true) && it.refused.is_none() && it.of == profile && &it.member == member)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use atrium_contract::decode;
    use std::cell::Cell;

    #[test]
    fn who_comes_back_under_a_new_name_brings_the_corrections_along() {
        let entry = |id: &str, more: &str| -> Entry {
            decode::record(&format!(
                r#"{{"id":"{id}","challenge":{{"member":"m","id":"c"}},"profile":"p","occurredOn":"2026-11-01",
                "recordedAt":"2026-11-01T10:00:00Z","receivedAt":"2026-11-01T10:00:01Z",
                "amount":{{"amount":20,"unit":"minutes"}}{more}}}"#
            ))
            .unwrap()
        };
        let count = Cell::new(0);
        let name = || {
            count.set(count.get() + 1);
            format!("n{}", count.get())
        };
        let old = [entry("a", r#","voidedAt":"2026-11-02T10:00:00Z""#), entry("b", r#","corrects":"a""#)];
        let new = renamed(&old, "q", &name);
        assert_eq!(new.iter().map(|(old, _)| old.as_str()).collect::<Vec<_>>(), ["a", "b"]);
        let (first, second) = (&new.first().unwrap().1, &new.last().unwrap().1);
        assert_eq!(second.corrects.as_deref(), Some(first.id.as_str()));
        assert!(first.voided_at.is_some() && first.id != second.id);
        assert!(new.iter().all(|(_, it)| it.profile == "q" && it.received_at.is_none()));
    }
}
