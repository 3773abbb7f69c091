//! A document on its way: waiting, ready or failed.

use super::{
    error::LoadError,
    fetch::Answer,
    reading::{self, Erased, Whatever},
};
use atrium_contract::decode::{self, Decode};
use leptos::prelude::*;
use std::{marker::PhantomData, sync::Arc};

/// A document that was read.
pub struct Document<T> {
    /// What it says.
    pub value: T,
    /// Its own address, which everything in it is relative to: where whoever was asked for it sent us in the end.
    pub address: String,
    /// Where it was asked for: what it is kept under, here and by the worker.
    pub asked: String,
    /// When it was fetched (milliseconds since 1970).
    pub fetched: f64,
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

impl<T> Load<T> {
    /// The document, if it is here.
    pub fn ready(&self) -> Option<&Arc<Document<T>>> {
        match self {
            Load::Ready(document) => Some(document),
            _ => None,
        }
    }
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
    atrium_contract::participation::Participation => "Participation",
}

/// A document that is being opened, followed like a signal. Copy it freely.
///
/// The signal inside does not know the document's type: each type of signal is a copy of all that signals do.
pub struct Opened<T> {
    load: RwSignal<Erased>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Opened<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Opened<T> {}

impl<T: Top> Opened<T> {
    /// Nothing has been asked for yet.
    pub fn waiting() -> Opened<T> {
        Opened { load: RwSignal::new(Erased::Waiting), of: PhantomData }
    }

    /// Opens a document as soon as its address is known; it starts ready when it was read before.
    pub fn open(address: impl Fn() -> Result<Option<String>, LoadError> + 'static) -> Opened<T> {
        Opened { load: reading::open(Box::new(address), read::<T>), of: PhantomData }
    }

    /// Reads the document at an address.
    pub fn fill(self, address: String) {
        reading::fill(self.load, address, read::<T>);
    }

    /// The signal inside, for whoever reads in another way.
    pub(super) fn erased(self) -> RwSignal<Erased> {
        self.load
    }

    /// Where it stands, followed.
    pub fn get(self) -> Load<T> {
        typed(self.load.get())
    }

    /// Where it stands, not followed.
    pub fn get_untracked(self) -> Load<T> {
        typed(self.load.get_untracked())
    }

    /// Looks at where it stands, and follows it.
    pub fn with<R>(self, look: impl FnOnce(&Load<T>) -> R) -> R {
        look(&self.get())
    }

    /// Looks at where it stands, without following it.
    pub fn with_untracked<R>(self, look: impl FnOnce(&Load<T>) -> R) -> R {
        look(&self.get_untracked())
    }

    /// The document if it is here, followed.
    pub fn ready(self) -> Option<Arc<Document<T>>> {
        match self.get() {
            Load::Ready(document) => Some(document),
            _ => None,
        }
    }

    /// Asks for what could not be had once more: until it is here, it is waited for.
    pub fn wait(self) {
        self.load.set(Erased::Waiting);
    }

    /// It cannot be had.
    pub fn fail(self, error: LoadError) {
        self.load.set(Erased::Failed(error));
    }

    /// Whether it is here or cannot be had, followed.
    pub fn answered(self) -> bool {
        self.load.with(|load| !matches!(load, Erased::Waiting))
    }

    /// Whether it cannot be had, followed.
    pub fn failed(self) -> bool {
        self.load.with(|load| matches!(load, Erased::Failed(_)))
    }

    /// Whether it is here, not followed.
    pub fn is_here(self) -> bool {
        self.load.with_untracked(|load| matches!(load, Erased::Ready { .. }))
    }

    /// Reads the document at an address, and answers with it when it is here.
    pub async fn read(self, address: String) -> Option<Arc<Document<T>>> {
        reading::into(self.load, address, read::<T>).await;
        match self.get_untracked() {
            Load::Ready(document) => Some(document),
            _ => None,
        }
    }
}

fn typed<T: Top>(load: Erased) -> Load<T> {
    match load {
        Erased::Waiting => Load::Waiting,
        // Of another type only if it stood at this address as something else before; then it is not what was asked for.
        Erased::Ready { document, .. } => {
            document.downcast().map_or_else(|_| Load::Failed(LoadError::Wrong(Vec::new())), Load::Ready)
        }
        Erased::Failed(error) => Load::Failed(error),
    }
}

/// Decodes the text of a document that was asked for at an address.
pub(super) fn read<T: Top>(answer: Answer, asked: String) -> Result<Whatever, LoadError> {
    let Answer { text, address, fetched } = answer;
    let decoded = decode::document::<T>(&text, T::TYPE)?;
    let problems = decoded.problems.iter().map(ToString::to_string).collect();
    Ok(Arc::new(Document { value: decoded.value, address, asked, fetched, problems }))
}
