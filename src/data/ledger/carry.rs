//! Taking the ledger elsewhere as a file, and bringing one back.

use super::{Store, change::logged, put_enrolment, put_profile, small};
use crate::{
    data::outbox::{
        item::{Item, Kind, enrolment_key},
        post,
    },
    platform::{
        clock,
        idb::{Refused, Write},
    },
};
use atrium_contract::{
    entry::{Entry, Ledger},
    id::Id,
};
use leptos::prelude::*;
use std::collections::{HashMap, HashSet};

impl Store {
    /// Everything that is kept, as one document.
    pub fn export(self) -> Ledger {
        let mut enrolments = self.enrolments.get_untracked();
        enrolments.extend(self.left.get_untracked());
        Ledger {
            exported_at: clock::instant(clock::now_ms()),
            profiles: self.profiles.get_untracked(),
            enrolments,
            entries: self.entries.get_untracked(),
            awards: Vec::new(),
            redemptions: Vec::new(),
        }
    }

    /// Adds what an exported ledger has and this one lacks; nothing here is lost by it. Whoever was removed and is in it is not
    /// removed any more: where the members were not told yet, they are not; where they were, see [`Store::anew`].
    ///
    /// # Errors
    /// As [`Store::add_profile`].
    pub async fn import(self, ledger: &Ledger) -> Result<usize, Refused> {
        let ledger = &small::ledger(ledger);
        post::load(self).await;
        let mine = self.entries.get_untracked();
        // Looked up by id: a ledger of years has tens of thousands of entries, and so may a stranger's file.
        let by_id: HashMap<&str, &Entry> = mine.iter().map(|entry| (entry.id.as_str(), entry)).collect();
        let fresh = ledger.entries.iter().filter(|entry| !by_id.contains_key(entry.id.as_str())).count();
        let merged = atrium_contract::merge::union(mine.clone(), ledger.entries.clone());
        // Only what changes is written: another tab may have voided one of the others a moment ago.
        let news: Vec<&Entry> =
            merged.iter().filter(|entry| by_id.get(entry.id.as_str()).is_none_or(|kept| *kept != *entry)).collect();
        let known = self.profiles.get_untracked();
        let known: HashSet<&str> = known.iter().map(|profile| profile.id.as_str()).collect();
        let back: HashSet<&str> =
            ledger.profiles.iter().map(|profile| profile.id.as_str()).filter(|id| !known.contains(id)).collect();
        let mut writes: Vec<Write> =
            ledger.profiles.iter().filter(|profile| back.contains(profile.id.as_str())).map(put_profile).collect();
        let post = post::now();
        let leaving = post.items.iter().filter(|item| item.kind == Kind::Gone && back.contains(item.of.as_str()));
        writes.extend(leaving.map(Item::delete));
        // A member is told of the readers whose entries it is sent, and of no other.
        let mut readers: HashSet<(&Id, &str)> = HashSet::new();
        for enrolment in &ledger.enrolments {
            let key = enrolment_key(&enrolment.challenge, &enrolment.profile);
            if self.enrolment(&key).is_none() {
                writes.push(put_enrolment(enrolment));
                writes.push(Item::new(&enrolment.challenge.member, Kind::Enrolment, &key).put_where_connected());
                readers.insert((&enrolment.challenge.member, &enrolment.profile));
            }
        }
        let fresh_ids: HashSet<&str> = news.iter().map(|entry| entry.id.as_str()).collect();
        for entry in news {
            readers.insert((&entry.challenge.member, &entry.profile));
            writes.extend(logged(entry));
        }
        writes.extend(readers.into_iter().map(|(member, profile)| {
            let brought = back.contains(profile).then_some(true);
            Item { brought, ..Item::new(member, Kind::Profile, profile) }.put_where_connected()
        }));
        writes.extend(post::retired(Kind::Entry, &|it| fresh_ids.contains(it.of.as_str())));
        self.keep(writes).await?;
        Ok(fresh)
    }
}
