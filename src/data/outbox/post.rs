//! The post as this page sees it: accounts, what is on its way, what the members counted. Read from the database when
//! it is first asked for, and again after every change.

use crate::{
    data::ledger::{self, Store},
    platform::{idb, task},
};
use atrium_contract::{
    decode,
    id::{Id, Key},
};
use leptos::prelude::*;
use std::{cell::RefCell, collections::HashSet, rc::Rc};

use super::{
    ACCOUNTS, OUTBOX, STANDINGS,
    account::Account,
    item::{Item, Kind},
    stand::{Counted, Won},
};

/// Everything about the members that is kept on this device.
#[derive(Default)]
pub struct Post {
    /// The accounts.
    pub accounts: Vec<Account>,
    /// What is on its way, in the order in which it is sent.
    pub items: Vec<Item>,
    /// What the members counted.
    pub counted: Vec<Counted>,
    /// What they awarded.
    pub won: Vec<Won>,
}

thread_local! {
    static POST: RefCell<Rc<Post>> = RefCell::new(Rc::new(Post::default()));
    /// The keys of the items that are under way just now, in order.
    static SENDING: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    /// Members whose waits do not count the next time.
    static HURRY: RefCell<Vec<Id>> = const { RefCell::new(Vec::new()) };
    /// The entry whose form the next page opens.
    static OPEN_NEXT: RefCell<Option<String>> = const { RefCell::new(None) };
    /// The code that the next page offers to be changed.
    static CHANGE_NEXT: RefCell<Option<Item>> = const { RefCell::new(None) };
}

/// The post, followed. Whoever asks first has it read.
pub fn follow(store: Store) -> Rc<Post> {
    store.post.track();
    if store.follow_with(|store| Box::pin(load(store))) {
        task::spawn(load(store));
    }
    now()
}

/// The post, as it was last read.
pub fn now() -> Rc<Post> {
    POST.with_borrow(Clone::clone)
}

/// Reads it again.
pub async fn load(store: Store) {
    loaded(store).await;
}

/// Reads the ledger again, and the post with it. Says whether it could be read.
pub(super) async fn load_all(store: Store) -> bool {
    store.follow_with(|store| Box::pin(load(store)));
    store.reload().await
}

/// As [`load`]; says whether it could be read.
pub(super) async fn loaded(store: Store) -> bool {
    let read = async {
        store.open().await?;
        Ok::<_, idb::Refused>((idb::all(ACCOUNTS).await?, idb::all(OUTBOX).await?, idb::all(STANDINGS).await?))
    };
    let Ok((accounts, items, standings)) = read.await else { return false };
    let post = Post {
        accounts: accounts.iter().filter_map(|json| decode::record(json)).collect(),
        items: items.iter().filter_map(|json| decode::record(json)).collect(),
        counted: standings.iter().filter_map(|json| Counted::read(json)).collect(),
        won: standings.iter().filter_map(|json| Won::read(json)).collect(),
    };
    POST.set(Rc::new(post));
    store.post.update(|turn| *turn = !*turn);
    true
}

/// Says what is being sent just now, in the order of the outbox.
pub(super) fn sending(store: Store, items: &[Item]) {
    SENDING.set(items.iter().map(|item| item.key.clone()).collect());
    store.post.update(|turn| *turn = !*turn);
}

/// Tries now, whatever a member's wait says: a person asks for it.
pub fn hurry(member: &Id) {
    without_wait(member);
    ledger::wake();
}

/// A member's wait does not count the next time.
pub(super) fn without_wait(member: &Id) {
    HURRY.with_borrow_mut(|hurry| hurry.push(member.clone()));
}

/// Whose waits do not count this time.
pub(super) fn hurried() -> Vec<Id> {
    HURRY.take()
}

/// Forgets what members refused of these records, as far as this page knows.
pub fn retired(kind: Kind, these: &dyn Fn(&Item) -> bool) -> Vec<idb::Write> {
    let post = now();
    post.items.iter().filter(|it| it.kind == kind && it.refused.is_some() && these(it)).map(Item::delete).collect()
}

/// The next page that knows this entry opens its form.
pub fn open_next(entry: &str) {
    OPEN_NEXT.set(Some(entry.to_owned()));
}

/// The entry whose form is to be opened, if it is one of these; it is asked for once.
pub fn opened_next(is: impl Fn(&str) -> bool) -> Option<String> {
    OPEN_NEXT.with_borrow_mut(|next| if next.as_deref().is_some_and(is) { next.take() } else { None })
}

/// The next page of its challenge offers this code to be changed.
pub fn change_next(code: &Item) {
    CHANGE_NEXT.set(Some(code.clone()));
}

/// The code that is to be changed, if it is one of this challenge; it is asked for once.
pub fn changed_next(challenge: &Key) -> Option<Item> {
    let is = |item: &Item| {
        item.member == challenge.member && item.code.as_ref().is_some_and(|code| code.challenge == challenge.id)
    };
    CHANGE_NEXT.with_borrow_mut(|next| if next.as_ref().is_some_and(is) { next.take() } else { None })
}

/// Where something on its way is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// It waits.
    Waiting,
    /// It is being sent.
    Sent,
    /// The member did not take it.
    Refused,
}

impl Post {
    /// The account at a member.
    pub fn account(&self, member: &Id) -> Option<&Account> {
        self.accounts.iter().find(|account| &account.member == member)
    }

    /// Where an item is.
    pub fn state(&self, item: &Item) -> State {
        if item.refused.is_some() {
            State::Refused
        } else if SENDING.with_borrow(|sending| sending.binary_search(&item.key).is_ok()) {
            State::Sent
        } else {
            State::Waiting
        }
    }

    /// What is on its way about one entry.
    pub fn of_entry(&self, id: &str) -> Option<&Item> {
        // The last says how it stands: an earlier one was about what has changed since.
        self.items.iter().rfind(|item| item.kind == Kind::Entry && item.of == id)
    }

    /// The entries a member did not take.
    pub fn refused_entries(&self) -> HashSet<&str> {
        let mut refused = HashSet::new();
        for item in self.items.iter().filter(|item| item.kind == Kind::Entry) {
            // The last says how it stands.
            if item.refused.is_some() {
                refused.insert(item.of.as_str());
            } else {
                refused.remove(item.of.as_str());
            }
        }
        refused
    }

    /// What a member counted for a reader.
    pub fn counted(&self, challenge: &Key, profile: &str) -> Option<&Counted> {
        self.counted.iter().find(|it| &it.challenge == challenge && it.standing.profile == profile)
    }
}
