//! How a document is read, whatever its type: asked for, decoded, and kept in memory.

use super::{error::LoadError, fetch, news};
use crate::{effect::effect, platform::task};
use leptos::prelude::*;
use std::{any::Any, cell::RefCell, collections::HashMap, sync::Arc};

/// A document of some type.
pub(super) type Whatever = Arc<dyn Any + Send + Sync>;
/// Decodes an answer to what was asked for at an address.
pub(super) type Read = fn(fetch::Answer, String) -> Result<Whatever, LoadError>;
/// Where a document is, as soon as that is known.
pub(super) type Whereabouts = Box<dyn Fn() -> Result<Option<String>, LoadError>>;

/// A document on its way.
#[derive(Clone)]
pub(super) enum Erased {
    Waiting,
    Ready { address: String, document: Whatever },
    Failed(LoadError),
}

thread_local! {
    static READ: RefCell<HashMap<String, Whatever>> = RefCell::new(HashMap::new());
}

/// Puts a document into a signal as soon as its address is known; the signal starts ready when it was read before.
pub(super) fn open(address: Whereabouts, read: Read) -> RwSignal<Erased> {
    // Untracked: whoever opens a document, often a page inside the outlet, must not be made anew when its address changes.
    let now = match untrack(&address) {
        Ok(Some(address)) => match remembered(&address) {
            Some(document) => Erased::Ready { address, document },
            None => Erased::Waiting,
        },
        Ok(None) => Erased::Waiting,
        Err(error) => Erased::Failed(error),
    };
    let load = RwSignal::new(now);
    let mut asked = None;
    effect(move || match address() {
        Ok(Some(address)) if asked.as_ref() != Some(&address) => {
            let here =
                load.with_untracked(|load| matches!(load, Erased::Ready { address: here, .. } if *here == address));
            if !here {
                fill(load, address.clone(), read);
            }
            asked = Some(address);
        }
        Err(error) if asked.is_none() => load.set(Erased::Failed(error)),
        _ => {}
    });
    load
}

/// Reads a document into a signal.
pub(super) fn fill(load: RwSignal<Erased>, address: String, read: Read) {
    task::spawn(into(load, address, read));
}

/// Reads a document into a signal, and ends when that is done.
pub(super) async fn into(load: RwSignal<Erased>, address: String, read: Read) {
    let result = match remembered(&address) {
        Some(document) => Ok(document),
        None => answer(&address).await.and_then(|answer| read(answer, address.clone())),
    };
    keep(load, address, result);
}

/// Keeps what was read in memory, and puts it into a signal.
pub(super) fn keep(load: RwSignal<Erased>, address: String, result: Result<Whatever, LoadError>) {
    let result = match result {
        Ok(document) => {
            READ.with_borrow_mut(|read| read.insert(address.clone(), document.clone()));
            Erased::Ready { address, document }
        }
        Err(error) => Erased::Failed(error),
    };
    // The page may have been left in the meantime; its signal is then gone, and that is well.
    let _ = load.try_set(result);
}

/// The newest text there is at an address.
pub(super) async fn answer(address: &str) -> Result<fetch::Answer, LoadError> {
    let answer = fetch::get(address).await?;
    if news::is_outdated(address, answer.fetched) {
        // The worker gave this copy before it had the newer one.
        return fetch::get(address).await;
    }
    Ok(answer)
}

/// Forgets a document, so that it is asked for again when it is next opened.
pub(super) fn forget(address: &str) {
    READ.with_borrow_mut(|read| read.remove(address));
}

/// The addresses of what this page has read.
pub(super) fn addresses() -> Vec<String> {
    READ.with_borrow(|read| read.keys().cloned().collect())
}

/// The document at an address, if this page has read it already.
pub(super) fn remembered(address: &str) -> Option<Whatever> {
    READ.with_borrow(|read| read.get(address).cloned())
}
