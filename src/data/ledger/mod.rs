//! The ledger on this device: readers, what they joined, and every entry, in IndexedDB.
//!
//! The signals follow the database, never the other way round: an entry is shown as kept only after the database said so.
//! Entries only ever come or get voided, so that two tabs cannot overwrite each other and a merge is a union.
//!
//! Where this device has an account at the member a challenge belongs to, a change and its item in the outbox are one write.

mod anew;
mod carry;
mod change;
mod kept;
pub mod small;

pub use anew::brings;
pub use change::voided;
pub use kept::{put_enrolment, put_entry, put_profile};

use super::outbox::{ACCOUNTS, OUTBOX, STANDINGS, item::enrolment_key};
use crate::platform::{
    clock, events,
    idb::{self, Refused, Write},
    tabs, task,
};
use atrium_contract::{
    challenge::Challenge,
    day::Day,
    decode,
    entry::{Enrolment, Entry, Profile},
    id::Key,
    progress::{self, Dates, Progress},
    sort,
};
use leptos::prelude::*;
use std::{
    cell::{Cell, RefCell},
    future::Future,
    hint::black_box,
    pin::Pin,
    rc::Rc,
};

const DATABASE: &str = "atrium";
/// 2 brought the stores of the outbox. An upgrade only ever adds stores: what an older version kept stays as it is.
const VERSION: u32 = 2;
/// A database that takes longer to open is held by another tab.
const LONG_MS: i32 = 4_000;
pub(super) const PROFILES: &str = "profiles";
pub(super) const ENROLMENTS: &str = "enrolments";
pub(super) const ENTRIES: &str = "entries";
const STORES: &[&str] = &[PROFILES, ENROLMENTS, ENTRIES, ACCOUNTS, OUTBOX, STANDINGS];

/// How the database is doing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Keeping {
    /// Being opened.
    Opening,
    /// Another tab holds an older version open; this goes on as soon as that one is closed.
    Blocked,
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
    /// What they take part in.
    pub enrolments: RwSignal<Vec<Enrolment>>,
    /// What they left, where a member was told of it.
    pub left: RwSignal<Vec<Enrolment>>,
    /// Every entry, voided ones too.
    pub entries: RwSignal<Vec<Entry>>,
    /// Turns whenever the post was read again; see [`post`](super::outbox::post).
    pub post: RwSignal<bool>,
}

/// What is read beside the ledger, whenever the ledger is.
type Beside = fn(Store) -> Pin<Box<dyn Future<Output = ()>>>;

thread_local! {
    static BESIDE: Cell<Option<Beside>> = const { Cell::new(None) };
    static WAKE: RefCell<Option<Rc<dyn Fn()>>> = const { RefCell::new(None) };
}

/// Who is told that something is to be sent: the shell, which then has the code for it fetched.
pub fn on_outgoing(then: impl Fn() + 'static) {
    WAKE.set(Some(Rc::new(then)));
}

/// Something is to be sent.
pub fn wake() {
    if let Some(wake) = WAKE.with_borrow(Clone::clone) {
        wake();
    }
}

impl Store {
    /// Opens the ledger and follows what other tabs do to it.
    pub fn start() -> Store {
        let store = Store {
            keeping: RwSignal::new(Keeping::Opening),
            profiles: RwSignal::new(Vec::new()),
            enrolments: RwSignal::new(Vec::new()),
            left: RwSignal::new(Vec::new()),
            entries: RwSignal::new(Vec::new()),
            post: RwSignal::new(false),
        };
        task::spawn(async move {
            store.reload().await;
            if idb::all(ACCOUNTS).await.is_ok_and(|accounts| !accounts.is_empty()) {
                wake();
            }
        });
        // A browser says only to the first page that waits that it does; a second one hears nothing.
        events::after(LONG_MS, move || {
            if store.keeping.get_untracked() == Keeping::Opening {
                store.keeping.set(Keeping::Blocked);
            }
        });
        tabs::on_told(move || {
            task::spawn(async move {
                store.reload().await;
            });
        });
        store
    }

    /// Opens the database; nothing happens where it is open.
    ///
    /// # Errors
    /// [`Refused`] when this browser keeps nothing.
    pub async fn open(self) -> Result<(), Refused> {
        idb::open(DATABASE, VERSION, STORES, move || self.keeping.set(Keeping::Blocked)).await
    }

    /// Reads everything again. Says whether it could be read: what is not seen then may be there all the same.
    pub async fn reload(self) -> bool {
        let read = async {
            self.open().await?;
            Ok::<_, Refused>((idb::all(PROFILES).await?, idb::all(ENROLMENTS).await?, idb::all(ENTRIES).await?))
        };
        match read.await {
            Ok((profiles, enrolments, entries)) => {
                let mut profiles: Vec<Profile> = profiles.iter().filter_map(|json| decode::record(json)).collect();
                sort::by(&mut profiles, &|one, other| one.created_at < other.created_at);
                news(self.profiles, profiles);
                let mut enrolments: Vec<Enrolment> =
                    enrolments.iter().filter_map(|json| decode::record(json)).collect();
                let mut left = Vec::new();
                enrolments.retain(|enrolment| {
                    if enrolment.left_at.is_some() {
                        left.push(enrolment.clone());
                    }
                    enrolment.left_at.is_none()
                });
                news(self.enrolments, enrolments);
                news(self.left, left);
                self.entries.set(entries.iter().filter_map(|json| decode::record(json)).collect());
                if let Some(beside) = BESIDE.get() {
                    beside(self).await;
                }
                self.keeping.set(Keeping::Open);
                true
            }
            Err(_) => {
                self.keeping.set(Keeping::Nothing);
                false
            }
        }
    }

    /// Has something read whenever the ledger is; `false` where that was said before.
    pub fn follow_with(self, beside: Beside) -> bool {
        // The optimiser is not to see that only one is ever said: it would call it by name above, and the code of the post
        // would be part of what a first visit loads.
        BESIDE.replace(Some(black_box(beside))).is_none()
    }

    /// Makes changes, all or none, and tells whoever looks at them or sends them.
    ///
    /// # Errors
    /// [`Refused`] when the device did not keep them; nothing has changed then.
    pub async fn keep(self, changes: Vec<Write>) -> Result<(), Refused> {
        // A transaction over no records is refused, and an import of what is here already changes nothing.
        if changes.is_empty() {
            return Ok(());
        }
        self.open().await?;
        let outgoing = idb::write(changes).await?;
        tabs::tell();
        self.reload().await;
        if outgoing {
            wake();
        }
        Ok(())
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
        let (joined, entries) = (self.joined(key, profile), self.entries_of(key, profile));
        let today = clock::today_in(&challenge.zone);
        // Where nobody but this device keeps them, each came in time when it was written down.
        if entries.iter().all(|entry| entry.received_at.is_none()) {
            return progress::in_time(challenge, joined, &entries, today);
        }
        let days = clock::DaysIn::new(&challenge.zone);
        #[allow(clippy::cast_precision_loss)]
        let received = |entry: &Entry, _: &str| Some(days.day(entry.received_at.as_ref()?.ms as f64));
        progress::progress(challenge, joined, &entries, &Dates { today, received: &received })
    }

    /// A reader, not followed.
    pub fn profile(self, id: &str) -> Option<Profile> {
        self.profiles.with_untracked(|all| all.iter().find(|it| it.id == id).cloned())
    }

    /// An entry, not followed.
    pub fn entry(self, id: &str) -> Option<Entry> {
        // In the order of their ids: the keys of the store.
        self.entries.with_untracked(|all| {
            let place = all.binary_search_by(|it| it.id.as_str().cmp(id)).ok()?;
            all.get(place).cloned()
        })
    }

    /// What a reader joined, or left; not followed.
    pub fn enrolment(self, key: &str) -> Option<Enrolment> {
        let find =
            |all: &Vec<Enrolment>| all.iter().find(|it| enrolment_key(&it.challenge, &it.profile) == key).cloned();
        self.enrolments.with_untracked(find).or_else(|| self.left.with_untracked(find))
    }
}

/// Says something only where it is new: a name half typed outlives what an answer of a member's brings about others.
fn news<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<Vec<T>>, now: Vec<T>) {
    if signal.with_untracked(|before| *before != now) {
        signal.set(now);
    }
}

/// The ledger of this page.
pub fn use_store() -> Store {
    use_context::<Store>().unwrap_or_else(Store::start)
}
