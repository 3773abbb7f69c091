//! An exhibit.
use atrium_contract::id::Key;
use leptos::prelude::*;

/// The page of an exhibit.
pub fn page(_key: Key) -> AnyView {
    ().into_any()
}
