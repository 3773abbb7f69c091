//! A document on its way: waiting, ready or failed, and kept in memory once it was read.

use super::{error::LoadError, fetch};
use atrium_contract::decode::{self, Decode};
use leptos::prelude::*;
use std::{any::Any, cell::RefCell, collections::HashMap, sync::Arc};

/// A document that was read.
pub struct Document<T> {
    /// What it says.
    pub value: T,
    /// Its own address, which everything in it is relative to.
    pub address: String,
    /// When the copy shown was fetched (milliseconds since 1970), if it is a copy.
    pub copy_of: Option<f64>,
    /// What was left out of it and why, for whoever runs the backend.
    pub problems: Vec<String>,
}

/// A document on its way.
pub enum Load<T> {
    /// Not here yet.
    Waiting,
    /// Here.
    Ready(Arc<Document<T>>),
    /// Not to be had.
    Failed(LoadError),
}

impl<T> Clone for Load<T> {
    fn clone(&self) -> Self {
        match self {
            Load::Waiting => Load::Waiting,
            Load::Ready(document) => Load::Ready(document.clone()),
            Load::Failed(error) => Load::Failed(error.clone()),
        }
    }
}

impl<T> Load<T> {
    /// The document, if it is here.
    pub fn ready(&self) -> Option<&Arc<Document<T>>> {
        match self {
            Load::Ready(document) => Some(document),
            _ => None,
        }
    }
}

thread_local! {
    static READ: RefCell<HashMap<String, Arc<dyn Any + Send + Sync>>> = RefCell::new(HashMap::new());
}

/// Forgets the documents read so far, so that they are asked for again.
pub fn forget(address: &str) {
    READ.with_borrow_mut(|read| read.remove(address));
}

/// A type of top document.
pub trait Top: Decode + Send + Sync + 'static {
    /// The word in its `type` field.
    const TYPE: &'static str;
}

macro_rules! top {
    ($($kind:path => $word:literal),+ $(,)?) => { $(impl Top for $kind { const TYPE: &'static str = $word; })+ };
}

top! {
    atrium_contract::alliance::Alliance => "Alliance",
    atrium_contract::member::Member => "Member",
    atrium_contract::campaign::Campaign => "Campaign",
    atrium_contract::exhibit::Exhibit => "Exhibit",
    atrium_contract::challenge::Challenge => "Challenge",
    atrium_contract::list::ReadingList => "ReadingList",
    atrium_contract::theme::Theme => "Theme",
}

/// The document at an address, if this page has read it already.
pub fn remembered<T: Top>(address: &str) -> Option<Arc<Document<T>>> {
    READ.with_borrow(|read| read.get(address).cloned())?.downcast().ok()
}

/// Reads the document at an address.
///
/// # Errors
/// [`LoadError`] for what the network or the document did wrong.
pub async fn read<T: Top>(address: String) -> Result<Arc<Document<T>>, LoadError> {
    if let Some(document) = remembered(&address) {
        return Ok(document);
    }
    let answer = fetch::get(&address).await?;
    let decoded = decode::document::<T>(&answer.text, T::TYPE)?;
    let document = Arc::new(Document {
        value: decoded.value,
        address: address.clone(),
        copy_of: answer.copy_of,
        problems: decoded.problems.iter().map(ToString::to_string).collect(),
    });
    READ.with_borrow_mut(|read| read.insert(address, document.clone()));
    Ok(document)
}

/// Puts a document into a signal as soon as its address is known; the signal starts ready when it was read before.
pub fn open<T: Top>(address: impl Fn() -> Result<Option<String>, LoadError> + 'static) -> RwSignal<Load<T>> {
    // Untracked: whoever opens a document, often a page inside the outlet, must not be made anew when its address changes.
    let now = match untrack(&address) {
        Ok(Some(address)) => remembered(&address).map_or(Load::Waiting, Load::Ready),
        Ok(None) => Load::Waiting,
        Err(error) => Load::Failed(error),
    };
    let load = RwSignal::new(now);
    Effect::new(move |asked: Option<Option<String>>| {
        let asked = asked.flatten();
        match address() {
            Ok(Some(address)) if asked.as_ref() != Some(&address) => {
                let here = load.with_untracked(|load| load.ready().is_some_and(|document| document.address == address));
                if !here {
                    fill(load, address.clone());
                }
                Some(address)
            }
            Err(error) if asked.is_none() => {
                load.set(Load::Failed(error));
                None
            }
            _ => asked,
        }
    });
    load
}

/// Reads a document into a signal.
pub fn fill<T: Top>(load: RwSignal<Load<T>>, address: String) {
    leptos::task::spawn_local(async move {
        let result = read::<T>(address).await;
        // The page may have been left in the meantime; its signal is then gone, and that is well.
        let _ = load.try_set(result.map_or_else(Load::Failed, Load::Ready));
    });
}
