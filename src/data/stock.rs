//! Documents without opening their pages: what this page has read or the worker keeps, and what can be asked for.

use super::{
    document::{self, Document, Top},
    error::LoadError,
    fetch::Answer,
    reading,
};
use crate::platform::cache;
use std::{collections::HashSet, sync::Arc};

/// A document, and what it took to have it.
pub struct Read<T> {
    /// The document.
    pub document: Arc<Document<T>>,
    /// Bytes that were read for it.
    pub bytes: usize,
}

/// The addresses of all documents that can be had without asking anybody.
pub async fn addresses() -> HashSet<String> {
    let mut addresses: HashSet<String> = cache::addresses().await.into_iter().collect();
    addresses.extend(reading::addresses());
    addresses
}

/// Reads a document: the one this page has, else the worker's copy, else, unless only what is `here` is wanted, by asking.
///
/// # Errors
/// [`LoadError`] when it cannot be had that way.
pub async fn read<T: Top>(address: &str, here: bool) -> Result<Read<T>, LoadError> {
    if let Some(document) = reading::remembered(address).and_then(|document| document.downcast().ok()) {
        return Ok(Read { document, bytes: 0 });
    }
    let answer = match cache::text(address).await {
        Some((text, address)) => Answer { text, address, fetched: 0.0 },
        None if here => return Err(LoadError::Offline),
        None => reading::answer(address).await?,
    };
    let bytes = answer.text.len();
    let document = document::read::<T>(answer, address.to_owned())?;
    let document = document.downcast().map_err(|_| LoadError::Wrong(Vec::new()))?;
    Ok(Read { document, bytes })
}
