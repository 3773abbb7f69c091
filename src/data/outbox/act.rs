//! What a person does with what is on its way: try again, one or all, or drop it.

use super::{
    aside,
    item::{Item, Kind},
    post,
};
use crate::{
    data::ledger::{Store, put_entry, voided},
    platform::{clock, idb::Refused, random},
};
use atrium_contract::{entry::Entry, id::Id, instant::Instant};

/// Tries now: also what the member did not take, and whatever its wait says.
///
/// # Errors
/// [`Refused`] when this device did not keep that.
pub async fn again(store: Store, item: &Item) -> Result<(), Refused> {
    again_all(store, std::slice::from_ref(item)).await
}

/// Tries all of these now.
///
/// # Errors
/// [`Refused`] when this device did not keep that.
pub async fn again_all(store: Store, items: &[Item]) -> Result<(), Refused> {
    let refused = items.iter().filter(|item| item.refused.is_some());
    store.keep(refused.map(|item| Item { refused: None, ..item.clone() }.put_again()).collect()).await?;
    let mut members: Vec<&Id> = Vec::new();
    for item in items {
        if !members.contains(&&item.member) {
            members.push(&item.member);
        }
    }
    members.into_iter().for_each(post::hurry);
    Ok(())
}

/// Whether it can be dropped without leaving what is behind it to be refused, and while nobody is sending it. An entry and a code stand
/// for themselves; a removal then is none there; a name and a taking part are what the same reader's things behind them need.
pub fn may_drop(store: Store, item: &Item) -> bool {
    if item.refused.is_some() {
        return true;
    }
    if post::now().state(item) == post::State::Sent {
        return false;
    }
    match item.kind {
        Kind::Entry => store.entry(&item.of).is_some_and(|entry| entry.voided_at.is_none()),
        Kind::Redemption | Kind::Gone => true,
        Kind::Profile | Kind::Enrolment => {
            let reader = aside::reader(store, item);
            let behind = |it: &&Item| it.member == item.member && it.key > item.key;
            !post::now().items.iter().filter(behind).any(|it| aside::reader(store, it) == reader)
        }
    }
}

/// Drops it: an entry is undone, of anything else only the sending. Gives the entry back, for a change of mind.
///
/// # Errors
/// [`Refused`] when this device did not keep that.
pub async fn drop(store: Store, item: &Item) -> Result<Option<Entry>, Refused> {
    let entry = store.entry(&item.of).filter(|_| item.kind == Kind::Entry);
    match &entry {
        // The member may have it without having said so: it is told that the entry is undone.
        Some(entry) if item.refused.is_none() => store.void(entry).await?,
        Some(entry) => {
            let mut changes = vec![put_entry(&voided(entry))];
            let post = post::now();
            let same = |other: &&Item| other.kind == Kind::Entry && other.of == item.of;
            changes.extend(post.items.iter().filter(same).map(Item::delete));
            store.keep(changes).await?;
        }
        None => store.keep(vec![item.delete()]).await?,
    }
    // What was undone before is not given back by this.
    Ok(entry.filter(|entry| entry.voided_at.is_none()))
}

/// Writes a dropped entry down once more, as one of its own: undoing is final.
///
/// # Errors
/// [`Refused`] when this device did not keep that.
pub async fn put_back(store: Store, entry: &Entry) -> Result<(), Refused> {
    let now = clock::now_ms();
    #[allow(clippy::cast_possible_truncation)]
    let recorded_at = Instant { ms: now as i64, text: clock::instant(now) };
    let again =
        Entry { id: random::uuid(), recorded_at, voided_at: None, received_at: None, source: None, ..entry.clone() };
    store.log(vec![again]).await
}
