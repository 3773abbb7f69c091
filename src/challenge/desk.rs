//! The desk a challenge is worked at: its document, who is logging, and every write with what is said after it.
//!
//! A write is said to be kept only after the store has said so; a button is off only while its own write is under way.

use crate::{
    data::{
        document::{Document, Opened},
        ledger::{Store, use_store, voided},
        outbox::post,
    },
    i18n::formats,
    platform::{clock, dom, events, preferences, random},
    t,
    ui::text,
};
use atrium_contract::{
    challenge::Challenge,
    day::Day,
    entry::{Entry, Profile},
    id::{Id, Key},
    instant::Instant,
    list::ReadingList,
    progress::Progress,
};
use leptos::prelude::*;
use std::sync::Arc;

use super::{
    days,
    draft::Draft,
    reckon::{self, By, Reckoned},
};

/// The name of the choice under which the readers who log are kept.
const CHOSEN: &str = "readers";

/// What is said after a write.
#[derive(Clone)]
pub(super) struct Said {
    pub words: String,
    /// What was reached by it, a sentence each.
    pub cheers: Vec<String>,
    /// The entries that an undo voids.
    pub undo: Vec<Entry>,
    /// The device did not keep it.
    pub refused: bool,
}

/// The desk. Copy it freely.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    key: StoredValue<Key>,
    document: StoredValue<Arc<Document<Challenge>>>,
    pub store: Store,
    pub chosen: RwSignal<Vec<String>>,
    pub said: RwSignal<Option<Said>>,
    pub list: Opened<ReadingList>,
    /// How far the readers are; made anew only when that changes.
    far: StoredValue<Option<Memo<Vec<Reckoned>>>>,
}

impl Desk {
    pub fn new(key: Key, document: Arc<Document<Challenge>>, list: Opened<ReadingList>) -> Desk {
        let chosen = preferences::get(CHOSEN).unwrap_or_default();
        let desk = Desk {
            key: StoredValue::new(key),
            document: StoredValue::new(document),
            store: use_store(),
            chosen: RwSignal::new(chosen.split(',').map(ToOwned::to_owned).collect()),
            said: RwSignal::new(None),
            list,
            far: StoredValue::new(None),
        };
        desk.far.set_value(Some(Memo::new(move |_| reckon::reckon(desk))));
        desk
    }

    /// Whether its page is still shown: what waited for something looks first.
    pub fn is_here(self) -> bool {
        self.key.try_with_value(|_| ()).is_some()
    }

    pub fn key(self) -> Key {
        self.key.get_value()
    }

    pub fn document(self) -> Arc<Document<Challenge>> {
        self.document.get_value()
    }

    pub fn today(self) -> Day {
        self.document.with_value(|document| clock::today_in(&document.value.zone))
    }

    /// The readers of this device who take part, tracked.
    pub fn readers(self) -> Vec<Profile> {
        self.split().0
    }

    /// The readers who take part, and those who do not, tracked.
    pub fn split(self) -> (Vec<Profile>, Vec<Profile>) {
        let key = self.key();
        self.store.profiles.get().into_iter().partition(|profile| self.store.joined(&key, &profile.id).is_some())
    }

    /// The readers who are logging, tracked: those chosen, else the first who takes part.
    pub fn logging(self) -> Vec<Profile> {
        let readers = self.readers();
        let chosen = self.chosen.get();
        let some: Vec<Profile> = readers.iter().filter(|reader| chosen.contains(&reader.id)).cloned().collect();
        if some.is_empty() { readers.into_iter().take(1).collect() } else { some }
    }

    /// Takes a reader among those who are logging, or out of them.
    pub fn choose(self, reader: &str) {
        let mut now: Vec<String> = untrack(|| self.logging()).into_iter().map(|it| it.id).collect();
        let before = now.len();
        now.retain(|it| it != reader);
        if now.len() == before {
            now.push(reader.to_owned());
        }
        preferences::set(CHOSEN, &now.join(","));
        self.chosen.set(now);
    }

    /// Takes a reader who is new here among those who are logging.
    pub fn also(self, reader: &str) {
        if !untrack(|| self.logging()).iter().any(|it| it.id == reader) {
            self.choose(reader);
        }
    }

    /// How far a reader has come, and who says so; tracked.
    pub fn reckoned(self, reader: &str) -> Reckoned {
        let found =
            self.far.get_value().and_then(|far| far.with(|all| all.iter().find(|one| one.reader == reader).cloned()));
        found.unwrap_or_else(|| {
            let here = self.here(reader);
            Reckoned { reader: reader.to_owned(), by: By::Here, progress: here.clone(), here }
        })
    }

    /// A reader's progress, tracked.
    pub fn progress(self, reader: &str) -> Progress {
        self.reckoned(reader).progress
    }

    /// What the rules on this device make of what is here, tracked.
    pub fn here(self, reader: &str) -> Progress {
        self.document.with_value(|document| self.store.progress(&document.value, &self.key(), reader))
    }

    /// The days that can be logged for those who are logging.
    pub fn days(self) -> Option<(Day, Day)> {
        let key = self.key();
        let readers = untrack(|| self.logging());
        let joined = untrack(|| readers.iter().filter_map(|reader| self.store.joined(&key, &reader.id)).max());
        self.document.with_value(|document| days::limits(&document.value, joined, self.today()))
    }

    /// A draft for a reader, with a name and a moment of its own.
    pub fn entry(self, draft: &Draft, reader: &str) -> Entry {
        let now = clock::now_ms();
        #[allow(clippy::cast_possible_truncation)]
        let recorded_at = Instant { ms: now as i64, text: clock::instant(now) };
        Entry {
            id: random::uuid(),
            challenge: self.key(),
            profile: reader.to_owned(),
            occurred_on: draft.day,
            zone: Some(clock::zone()),
            recorded_at,
            amount: draft.amount,
            work: draft.work.clone(),
            item: draft.item.clone(),
            note: draft.note.clone(),
            corrects: draft.corrects.clone(),
            voided_at: None,
            received_at: None,
            source: None,
        }
    }

    /// Logs a draft for everybody who is logging; `what` is what is said to be logged.
    pub fn log(self, pending: RwSignal<bool>, draft: &Draft, what: &str, then: fn()) {
        let readers = untrack(|| self.logging());
        let entries: Vec<Entry> = readers.iter().map(|reader| self.entry(draft, &reader.id)).collect();
        let several = untrack(|| self.readers()).len() > 1;
        let words = if several {
            let names: Vec<String> = readers.into_iter().map(|reader| reader.nickname).collect();
            t!("log.kept-for", what = what, names = formats::list(&names))
        } else {
            t!("log.kept", what = what)
        };
        self.write(pending, entries.clone(), words, entries, then);
    }

    /// Voids entries, all or none.
    pub fn void(self, pending: RwSignal<bool>, entries: &[Entry]) {
        self.write(pending, entries.iter().map(voided).collect(), t!("log.undone"), Vec::new(), || ());
    }

    /// Writes entries, all or none, and says what became of it. Does nothing while the same button's last write is under way.
    pub fn write(self, pending: RwSignal<bool>, entries: Vec<Entry>, words: String, undo: Vec<Entry>, then: fn()) {
        if pending.get_untracked() || entries.is_empty() {
            return;
        }
        pending.set(true);
        let (key, document) = (self.key(), self.document());
        let before = heights(self.store, &document.value, &key);
        crate::platform::task::spawn(async move {
            let kept = self.store.log(entries).await.is_ok();
            let said = if kept {
                let mut cheers = heights(self.store, &document.value, &key);
                cheers.retain(|cheer| !before.contains(cheer));
                then();
                Said { words, cheers, undo, refused: false }
            } else {
                Said::refused()
            };
            // The page may have been left in the meantime.
            let _ = pending.try_set(false);
            let _ = self.said.try_set(Some(said));
            // The button of an undo goes with what it undid: the focus goes on to the one that matters.
            events::next_frame(|| {
                if dom::focus_is_lost() {
                    let _ = dom::focus(".dock__main");
                }
            });
        });
    }
}

impl Said {
    /// Nothing was kept, and that is said.
    pub fn refused() -> Said {
        Said { words: t!("log.refused"), cheers: Vec::new(), undo: Vec::new(), refused: true }
    }
}

/// A sentence for everything each reader has reached.
fn heights(store: Store, challenge: &Challenge, key: &Key) -> Vec<String> {
    let post = post::now();
    // Where a member counts, this device only guesses until it has.
    let about = post.account(&key.member).is_some();
    untrack(|| {
        let mut readers = store.profiles.get();
        readers.retain(|reader| store.joined(key, &reader.id).is_some());
        let several = readers.len() > 1;
        let mut sentences = Vec::new();
        for reader in readers {
            let progress = store.progress(challenge, key, &reader.id);
            // What the member has counted as reached is nothing new, whatever this device's rules made of it before.
            let theirs = post.counted(key, &reader.id).map(|counted| &counted.standing.progress);
            let theirs = theirs.filter(|_| about);
            let has = |progress: &Progress, id: &Id| progress.reached.iter().any(|one| &one.id == id);
            let mut reached = Vec::new();
            for milestone in challenge
                .milestones
                .iter()
                .filter(|it| has(&progress, &it.id) && !theirs.is_some_and(|theirs| has(theirs, &it.id)))
            {
                reached.push(
                    [
                        t!("cheer.milestone", title = text::words(&milestone.title)),
                        text::words_of(milestone.summary.as_ref()),
                    ]
                    .join(" "),
                );
            }
            if progress.done && !theirs.is_some_and(|theirs| theirs.done) {
                reached.push(t!("cheer.goal"));
            }
            let named = |words: String| {
                let words = if about { t!("cheer.about", words = words) } else { words };
                if several { t!("cheer.named", name = reader.nickname, words = words) } else { words }
            };
            sentences.extend(reached.into_iter().map(named));
        }
        sentences
    })
}
