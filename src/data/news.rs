//! What the worker said of the copies it gave: which nobody confirmed, and of which there is a newer version.

use super::reading;
use std::cell::RefCell;

thread_local! {
    static STALE: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    static OUTDATED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
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

/// There is a newer version of a document than the one that was read.
pub(super) fn updated(address: &str) {
    reading::forget(address);
    OUTDATED.with_borrow_mut(|outdated| outdated.push(address.to_owned()));
}

/// Whether nobody confirmed the copy of this document.
pub(super) fn is_stale(address: &str) -> bool {
    STALE.with_borrow(|stale| stale.iter().any(|it| it == address))
}

/// Whether a newer version of this document came since this was asked last.
pub(super) fn take(address: &str) -> bool {
    OUTDATED.with_borrow_mut(|outdated| {
        let before = outdated.len();
        outdated.retain(|it| it != address);
        outdated.len() < before
    })
}
