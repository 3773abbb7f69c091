//! The ledger on this device: readers, what they joined, and every entry, in IndexedDB.
//!
//! The signals follow the database, never the other way round: an entry is shown as kept only after the database said so.
//! Entries only ever come or get voided, so that two tabs cannot overwrite each other and a merge is a union.

use crate::platform::{
    clock,
    idb::{self, Refused, Write},
    random, tabs,
};
use atrium_contract::{
    challenge::Challenge,
    day::Day,
    decode,
    entry::{Enrolment, Entry, Ledger, Profile},
    id::Key,
    progress::{Progress, in_time},
    sort,
};
use leptos::prelude::*;
use std::collections::{HashMap, HashSet};

const DATABASE: &str = "atrium";
const VERSION: u32 = 1;
const PROFILES: &str = "profiles";
const ENROLMENTS: &str = "enrolments";
const ENTRIES: &str = "entries";
const STORES: &[&str] = &[PROFILES, ENROLMENTS, ENTRIES];

/// How the database is doing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Keeping {
    /// Being opened.
    Opening,
    /// Open.
    Open,
    /// This browser keeps nothing here: nothing may look as if it were kept.
    Nothing,
}

/// The ledger as this page sees it. Copy it freely: it is a handful of signals.
#[derive(Clone, Copy)]
pub struct Store {
    /// How the database is doing.
    pub keeping: RwSignal<Keeping>,
    /// The readers of this device.
    pub profiles: RwSignal<Vec<Profile>>,
    /// What they joined.
    pub enrolments: RwSignal<Vec<Enrolment>>,
    /// Every entry, voided ones too.
    pub entries: RwSignal<Vec<Entry>>,
}

impl Store {
    /// Opens the ledger and follows what other tabs do to it.
    pub fn start() -> Store {
        let store = Store {
            keeping: RwSignal::new(Keeping::Opening),
            profiles: RwSignal::new(Vec::new()),
            enrolments: RwSignal::new(Vec::new()),
            entries: RwSignal::new(Vec::new()),
        };
        crate::platform::task::spawn(async move {
            store.reload().await;
        });
        tabs::on_told(move || {
            crate::platform::task::spawn(async move {
                store.reload().await;
            });
        });
        store
    }

    async fn reload(self) {
        let read = async {
            idb::open(DATABASE, VERSION, STORES).await?;
            Ok::<_, Refused>((idb::all(PROFILES).await?, idb::all(ENROLMENTS).await?, idb::all(ENTRIES).await?))
        };
        match read.await {
            Ok((profiles, enrolments, entries)) => {
                let mut profiles: Vec<Profile> = profiles.iter().filter_map(|json| decode::record(json)).collect();
                sort::by(&mut profiles, &|one, other| one.created_at < other.created_at);
                self.profiles.set(profiles);
                self.enrolments.set(enrolments.iter().filter_map(|json| decode::record(json)).collect());
                self.entries.set(entries.iter().filter_map(|json| decode::record(json)).collect());
                self.keeping.set(Keeping::Open);
            }
            Err(_) => self.keeping.set(Keeping::Nothing),
        }
    }

    async fn keep(self, changes: Vec<Write>) -> Result<(), Refused> {
        // A transaction over no records is refused, and an import of what is here already changes nothing.
        if changes.is_empty() {
            return Ok(());
        }
        idb::open(DATABASE, VERSION, STORES).await?;
        idb::write(changes).await?;
        tabs::tell();
        self.reload().await;
        Ok(())
    }

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
        self.keep(vec![put_profile(&profile)]).await
    }

    /// Joins readers to a challenge.
    ///
    /// # Errors
    /// As [`Store::add_profile`].
    pub async fn join(self, challenge: &Key, profiles: &[String], on: Day) -> Result<(), Refused> {
        let writes = profiles
            .iter()
            .map(|profile| {
                let enrolment = Enrolment {
                    challenge: challenge.clone(),
                    profile: profile.clone(),
                    on,
                    at: clock::instant(clock::now_ms()),
                    left_at: None,
                    board: None,
                    nickname: None,
                    team: None,
                    invitation: None,
                    changed_at: None,
                };
                put_enrolment(&enrolment)
            })
            .collect();
        self.keep(writes).await?;
        // From the first thing worth keeping on: a patron's ledger should not be what a full disk throws out.
        idb::persist().await;
        Ok(())
    }

    /// Leaves a challenge; the entries stay.
    ///
    /// # Errors
    /// As [`Store::add_profile`].
    pub async fn leave(self, challenge: &Key, profile: &str) -> Result<(), Refused> {
        self.keep(vec![Write::Delete { store: ENROLMENTS, key: enrolment_key(challenge, profile) }]).await
    }

    /// Keeps new entries (and the voided ones they correct), all or none.
    ///
    /// # Errors
    /// As [`Store::add_profile`].
    pub async fn log(self, entries: Vec<Entry>) -> Result<(), Refused> {
        self.keep(entries.iter().map(put_entry).collect()).await
    }

    /// Voids an entry: it stays in the history, and counts no more.
    ///
    /// # Errors
    /// As [`Store::add_profile`].
    pub async fn void(self, entry: &Entry) -> Result<(), Refused> {
        self.keep(vec![put_entry(&voided(entry))]).await
    }

    /// Everything that is kept, as one document.
    pub fn export(self) -> Ledger {
        Ledger {
            exported_at: clock::instant(clock::now_ms()),
            profiles: self.profiles.get_untracked(),
            enrolments: self.enrolments.get_untracked(),
            entries: self.entries.get_untracked(),
            awards: Vec::new(),
            redemptions: Vec::new(),
        }
    }

    /// Adds what an exported ledger has and this one lacks; nothing here is lost by it.
    ///
    /// # Errors
    /// As [`Store::add_profile`].
    pub async fn import(self, ledger: &Ledger) -> Result<usize, Refused> {
        let mine = self.entries.get_untracked();
        // Looked up by id: a ledger of years has tens of thousands of entries, and so may a stranger's file.
        let by_id: HashMap<&str, &Entry> = mine.iter().map(|entry| (entry.id.as_str(), entry)).collect();
        let fresh = ledger.entries.iter().filter(|entry| !by_id.contains_key(entry.id.as_str())).count();
        let merged = atrium_contract::progress::union(mine.clone(), ledger.entries.clone());
        // Only what changes is written: another tab may have voided one of the others a moment ago.
        let news = merged.iter().filter(|entry| by_id.get(entry.id.as_str()).is_none_or(|kept| *kept != *entry));
        let mut writes: Vec<Write> = news.map(put_entry).collect();
        let known = self.profiles.get_untracked();
        let known: HashSet<&str> = known.iter().map(|profile| profile.id.as_str()).collect();
        writes.extend(ledger.profiles.iter().filter(|profile| !known.contains(profile.id.as_str())).map(put_profile));
        let joined = self.enrolments.get_untracked();
        let joined: HashSet<String> = joined.iter().map(|kept| enrolment_key(&kept.challenge, &kept.profile)).collect();
        let news =
            ledger.enrolments.iter().filter(|new| !joined.contains(&enrolment_key(&new.challenge, &new.profile)));
        writes.extend(news.map(put_enrolment));
        self.keep(writes).await?;
        Ok(fresh)
    }

    /// Forgets everything on this device.
    ///
    /// # Errors
    /// As [`Store::add_profile`].
    pub async fn forget_all(self) -> Result<(), Refused> {
        self.keep(STORES.iter().map(|store| Write::Clear { store }).collect()).await
    }

    /// Forgets one reader with all of their entries.
    ///
    /// # Errors
    /// As [`Store::add_profile`].
    pub async fn forget(self, profile: &str) -> Result<(), Refused> {
        let mut writes = vec![Write::Delete { store: PROFILES, key: profile.into() }];
        for entry in self.entries.get_untracked().iter().filter(|entry| entry.profile == profile) {
            writes.push(Write::Delete { store: ENTRIES, key: entry.id.clone() });
        }
        for enrolment in self.enrolments.get_untracked().iter().filter(|enrolment| enrolment.profile == profile) {
            writes.push(Write::Delete { store: ENROLMENTS, key: enrolment_key(&enrolment.challenge, profile) });
        }
        self.keep(writes).await
    }

    /// When a reader joined a challenge.
    pub fn joined(self, challenge: &Key, profile: &str) -> Option<Day> {
        self.enrolments.with(|enrolments| {
            enrolments.iter().find(|it| &it.challenge == challenge && it.profile == profile).map(|it| it.on)
        })
    }

    /// A reader's entries for a challenge, voided ones too.
    pub fn entries_of(self, challenge: &Key, profile: &str) -> Vec<Entry> {
        self.entries.with(|entries| {
            entries.iter().filter(|it| it.profile == profile && &it.challenge == challenge).cloned().collect()
        })
    }

    /// How far a reader has come in a challenge.
    pub fn progress(self, challenge: &Challenge, key: &Key, profile: &str) -> Progress {
        in_time(challenge, self.joined(key, profile), &self.entries_of(key, profile), clock::today_in(&challenge.zone))
    }
}

/// The entry, voided now.
pub fn voided(entry: &Entry) -> Entry {
    let mut entry = entry.clone();
    entry.voided_at.get_or_insert_with(|| clock::instant(clock::now_ms()));
    entry
}

fn enrolment_key(challenge: &Key, profile: &str) -> String {
    format!("{}/{}/{profile}", challenge.member, challenge.id)
}

fn put_profile(profile: &Profile) -> Write {
    Write::Put { store: PROFILES, key: profile.id.clone(), json: profile.to_json() }
}

fn put_enrolment(enrolment: &Enrolment) -> Write {
    Write::Put {
        store: ENROLMENTS,
        key: enrolment_key(&enrolment.challenge, &enrolment.profile),
        json: enrolment.to_json(),
    }
}

fn put_entry(entry: &Entry) -> Write {
    Write::Put { store: ENTRIES, key: entry.id.clone(), json: entry.to_json() }
}

/// The ledger of this page.
pub fn use_store() -> Store {
    use_context::<Store>().unwrap_or_else(Store::start)
}
