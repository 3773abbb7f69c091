//! Searching and browsing everything.
pub fn page() -> crate::view::View { crate::view::View::nothing() }
