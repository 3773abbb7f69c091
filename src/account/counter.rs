//! The counter at which all of it is done: which member, where it takes what, what is said, and one thing at a time.

use crate::{
    data::{
        account::{self, Place, Trouble, With},
        ledger::Store,
        outbox::{account::Account, post},
    },
    platform::{dom, events, task},
    view::prelude::*,
};
use std::future::Future;

use super::words;

/// The counter. Copy it freely.
#[derive(Clone, Copy)]
pub(super) struct Counter {
    pub store: Store,
    pub place: StoredValue<Place>,
    /// The member's name, in words.
    pub name: StoredValue<String>,
    /// What became of the last thing.
    pub said: RwSignal<String>,
    /// What went wrong with it.
    pub wrong: RwSignal<String>,
    /// The recovery key that is to be shown, once.
    pub key: RwSignal<Option<String>>,
    /// A phrase that came with the address. It is used only when a person says so: whoever sends such a link to somebody would
    /// else see what is logged there.
    pub brought: RwSignal<String>,
    /// Something is under way.
    pub pending: RwSignal<bool>,
}

impl Counter {
    /// `key` outlives the counter: the page is made anew with every news of the member.
    pub fn new(store: Store, place: Place, name: String, key: RwSignal<Option<String>>) -> Counter {
        Counter {
            store,
            place: StoredValue::new(place),
            name: StoredValue::new(name),
            said: RwSignal::new(String::new()),
            wrong: RwSignal::new(String::new()),
            key,
            brought: RwSignal::new(String::new()),
            pending: RwSignal::new(false),
        }
    }

    /// The member's name; empty once the page was left, when nobody reads it any more.
    pub fn name(self) -> String {
        self.name.try_get_value().unwrap_or_default()
    }

    /// The account of this device, followed. `None` also once the page was left.
    pub fn account(self) -> Option<Account> {
        let post = post::follow(self.store);
        self.place.try_with_value(|place| post.account(&place.member).cloned()).flatten()
    }

    /// Does one thing, and says what became of it. Does nothing while another is under way.
    pub fn go(self, work: impl Future<Output = Result<String, Trouble>> + 'static) {
        if self.pending.get_untracked() {
            return;
        }
        self.pending.set(true);
        self.wrong.set(String::new());
        self.said.set(String::new());
        task::spawn(async move {
            let (said, wrong) = match work.await {
                Ok(said) => (said, String::new()),
                Err(trouble) => (String::new(), words::trouble(&trouble, &self.name())),
            };
            // The page may have been left in the meantime.
            let _ = self.pending.try_set(false);
            let _ = self.said.try_set(said);
            let _ = self.wrong.try_set(wrong);
            // What had the focus may have gone with what was done.
            events::next_frame(|| {
                if dom::focus_is_lost() {
                    let _ = dom::focus("main h1");
                }
            });
        });
    }

    /// Signs in.
    pub fn sign_in(self, with: With, device: String) {
        let place = self.place.get_value();
        self.go(async move {
            // On the page before anything else: whatever fails after it, the key is not lost.
            let show = move |key| {
                let _ = self.key.try_set(Some(key));
            };
            account::sign_in(self.store, &place, with, &device, show).await?;
            Ok(crate::t!("account.connected", name = self.name()))
        });
    }

    /// Has a new recovery key made, and shows it.
    pub fn renew(self) {
        let place = self.place.get_value();
        self.go(async move {
            let key = account::recovery(&place).await?;
            let _ = self.key.try_set(key);
            Ok(String::new())
        });
    }
}
