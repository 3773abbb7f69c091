//! Every change a reader makes.

use super::{ENROLMENTS, ENTRIES, PROFILES, STORES, Store, put_enrolment, put_entry, put_profile};
use crate::{
    data::outbox::{
        ACCOUNTS,
        item::{Item, Kind, enrolment_key},
        post,
    },
    platform::{
        clock,
        idb::{self, Refused, Write},
        random,
    },
};
use atrium_contract::{
    day::Day,
    entry::{Enrolment, Entry, Profile},
    id::{Id, Key},
};
use leptos::prelude::*;

impl Store {
    /// Adds a reader.
    ///
    /// # Errors
    /// [`Refused`] when the device did not keep it; nothing has changed then.
    pub async fn add_profile(self, nickname: String) -> Result<Profile, Refused> {
        let profile =
            Profile { id: random::uuid(), nickname, created_at: clock::instant(clock::now_ms()), changed_at: None };
        self.keep(vec![put_profile(&profile)]).await?;
        Ok(profile)
    }

    /// Gives a reader another name.
    ///
    /// # Errors
    /// As [`Store::add_profile`].
    pub async fn rename(self, mut profile: Profile, nickname: String) -> Result<(), Refused> {
        profile.nickname = nickname;
        profile.changed_at = Some(later_than(profile.changed_at.as_deref().unwrap_or(&profile.created_at)));
        let mut changes = vec![put_profile(&profile)];
        let members = self.members_of(&profile.id);
        changes.extend(members.iter().flat_map(|member| told(member, Kind::Profile, &profile.id)));
        self.keep(changes).await
    }

    /// Joins readers to a challenge.
    ///
    /// # Errors
    /// As [`Store::add_profile`].
    pub async fn join(self, challenge: &Key, profiles: &[String], on: Day) -> Result<(), Refused> {
        let mut changes = Vec::new();
        for profile in profiles {
            let key = enrolment_key(challenge, profile);
            // Whoever comes back is later than when they left.
            let left = self.enrolment(&key);
            let at = clock::instant(clock::now_ms());
            // What was logged before they left was logged by somebody who took part.
            let first = left.as_ref().map_or(on, |left| left.on.min(on));
            let changed_at =
                left.map(|left| later_than(left.changed_at.as_deref().or(left.left_at.as_deref()).unwrap_or(&left.at)));
            let enrolment = Enrolment {
                challenge: challenge.clone(),
                profile: profile.clone(),
                on: first,
                at,
                left_at: None,
                board: None,
                nickname: None,
                team: None,
                invitation: None,
                changed_at,
            };
            changes.push(put_enrolment(&enrolment));
            changes.extend(told(&challenge.member, Kind::Profile, profile));
            changes.extend(told(&challenge.member, Kind::Enrolment, &key));
        }
        self.keep(changes).await?;
        // From the first thing worth keeping on: a patron's ledger should not be what a full disk throws out.
        idb::persist().await;
        Ok(())
    }

    /// Leaves a challenge; the entries stay. A member that knows of it is told, and then it is noted here too.
    ///
    /// # Errors
    /// As [`Store::add_profile`].
    pub async fn leave(self, challenge: &Key, profile: &str) -> Result<(), Refused> {
        let key = enrolment_key(challenge, profile);
        let Some(mut enrolment) = self.enrolment(&key) else { return Ok(()) };
        let left = later_than(enrolment.changed_at.as_deref().unwrap_or(&enrolment.at));
        enrolment.changed_at = Some(left.clone());
        enrolment.left_at = Some(left);
        let forgotten = Write::Where {
            store: ACCOUNTS,
            key: challenge.member.as_str().to_owned(),
            then: Some(Box::new(put_enrolment(&enrolment))),
            otherwise: Some(Box::new(Write::Delete { store: ENROLMENTS, key: key.clone() })),
        };
        let mut changes = told(&challenge.member, Kind::Enrolment, &key);
        changes.push(forgotten);
        self.keep(changes).await
    }

    /// Keeps new entries (and the voided ones they correct), all or none.
    ///
    /// # Errors
    /// As [`Store::add_profile`].
    pub async fn log(self, entries: Vec<Entry>) -> Result<(), Refused> {
        let mut changes: Vec<Write> = entries.iter().flat_map(logged).collect();
        changes.extend(post::retired(Kind::Entry, &|it| entries.iter().any(|entry| entry.id == it.of)));
        self.keep(changes).await
    }

    /// Voids an entry: it stays in the history, and counts no more.
    ///
    /// # Errors
    /// As [`Store::add_profile`].
    pub async fn void(self, entry: &Entry) -> Result<(), Refused> {
        self.log(vec![voided(entry)]).await
    }

    /// Forgets everything on this device.
    ///
    /// # Errors
    /// As [`Store::add_profile`].
    pub async fn forget_all(self) -> Result<(), Refused> {
        self.keep(STORES.iter().map(|store| Write::Clear { store }).collect()).await
    }

    /// Forgets one reader with all of their entries, here and where they were sent to.
    ///
    /// # Errors
    /// As [`Store::add_profile`].
    pub async fn forget(self, profile: &str) -> Result<(), Refused> {
        let mut changes = self.without(profile, None);
        let members = self.members_of(profile);
        changes.extend(members.iter().map(|member| Item::new(member, Kind::Gone, profile).put_where_connected()));
        self.keep(changes).await
    }

    /// What takes a reader out of the ledger; with a member, only what is that member's, and the reader where nothing else is left.
    pub fn without(self, profile: &str, member: Option<&Id>) -> Vec<Write> {
        let goes = |challenge: &Key| member.is_none_or(|member| &challenge.member == member);
        let mut changes = Vec::new();
        let mut stays = false;
        self.entries.with_untracked(|all| {
            for entry in all.iter().filter(|entry| entry.profile == profile) {
                if goes(&entry.challenge) {
                    changes.push(Write::Delete { store: ENTRIES, key: entry.id.clone() });
                } else {
                    stays = true;
                }
            }
        });
        for enrolments in [self.enrolments, self.left] {
            enrolments.with_untracked(|all| {
                for enrolment in all.iter().filter(|enrolment| enrolment.profile == profile) {
                    if goes(&enrolment.challenge) {
                        let key = enrolment_key(&enrolment.challenge, profile);
                        changes.push(Write::Delete { store: ENROLMENTS, key });
                    } else {
                        stays = true;
                    }
                }
            });
        }
        if !stays {
            changes.push(Write::Delete { store: PROFILES, key: profile.into() });
        }
        changes
    }

    /// The members in whose challenges a reader has something; not followed.
    pub fn members_of(self, profile: &str) -> Vec<Id> {
        let mut members: Vec<Id> = Vec::new();
        let mut add = |member: &Id| {
            if !members.contains(member) {
                members.push(member.clone());
            }
        };
        for enrolments in [self.enrolments, self.left] {
            enrolments.with_untracked(|all| {
                all.iter().filter(|it| it.profile == profile).for_each(|it| add(&it.challenge.member));
            });
        }
        self.entries.with_untracked(|all| {
            all.iter().filter(|it| it.profile == profile).for_each(|it| add(&it.challenge.member));
        });
        members
    }
}

/// The item of a record that was written, in the place of what was refused of it before: that was about what has changed since.
fn told(member: &Id, kind: Kind, of: &str) -> Vec<Write> {
    let mut changes = post::retired(kind, &|it| &it.member == member && it.of == of);
    changes.push(Item::new(member, kind, of).put_where_connected());
    changes
}

/// An entry that was written down, and its item.
pub(super) fn logged(entry: &Entry) -> [Write; 2] {
    [put_entry(entry), Item::new(&entry.challenge.member, Kind::Entry, &entry.id).put_where_connected()]
}

/// The entry, voided now.
pub fn voided(entry: &Entry) -> Entry {
    let mut entry = entry.clone();
    entry.voided_at.get_or_insert_with(|| clock::instant(clock::now_ms()));
    entry
}

/// Now; or just after a moment that lies ahead, on a device whose clock was wrong. A change is later than what it changes.
fn later_than(before: &str) -> String {
    let now = clock::now_ms();
    #[allow(clippy::cast_precision_loss)]
    let before = atrium_contract::instant::Instant::parse(before).map_or(now, |before| before.ms as f64);
    clock::instant(now.max(before + 1.0))
}
