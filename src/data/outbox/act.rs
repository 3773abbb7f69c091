//! What a person does with what is on its way: try again, or drop it.

use super::{
    item::{Item, Kind},
    post,
};
use crate::{
    data::ledger::{Store, put_entry, voided},
    platform::{clock, idb::Refused, random},
};
use atrium_contract::{entry::Entry, instant::Instant};

/// Tries again what a member did not take.
///
/// # Errors
/// [`Refused`] when this device did not keep that.
pub async fn again(store: Store, item: &Item) -> Result<(), Refused> {
    let mut item = item.clone();
    item.refused = None;
    store.keep(vec![item.put()]).await?;
    post::hurry(&item.member);
    Ok(())
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
    Ok(entry)
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
