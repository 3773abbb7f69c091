//! What the worker said of the copies it gave: which nobody confirmed, and of which there is a newer version.

use super::reading;
use std::cell::RefCell;

thread_local! {
    static STALE: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    static NEWER: RefCell<Vec<(String, f64)>> = const { RefCell::new(Vec::new()) };
}

/// Nobody confirmed the copy of a document; `false` when that was known.
pub(super) fn stale(address: String) -> bool {
    let new = !is_stale(&address);
    if new {
        STALE.with_borrow_mut(|stale| stale.push(address));
    }
    new
}

/// The copy of a document was confirmed; `false` when nobody had doubted it.
pub(super) fn fresh(address: &str) -> bool {
    let known = is_stale(address);
    STALE.with_borrow_mut(|stale| stale.retain(|it| it != address));
    known
}

/// There is a version of a document that was fetched at this time.
pub(super) fn updated(address: String, fetched: f64) {
    reading::forget(&address);
    NEWER.with_borrow_mut(|newer| {
        newer.retain(|(it, _)| *it != address);
        newer.push((address, fetched));
    });
}

/// Whether nobody confirmed the copy of this document.
pub(super) fn is_stale(address: &str) -> bool {
    STALE.with_borrow(|stale| stale.iter().any(|it| it == address))
}

/// Whether there is a newer version of a document than the one fetched at this time.
pub(super) fn is_outdated(address: &str, fetched: f64) -> bool {
    NEWER.with_borrow(|newer| newer.iter().any(|(it, since)| it == address && *since > fetched))
}
