//! A challenge.
use atrium_contract::id::Key;
use leptos::prelude::*;

/// The page of a challenge.
pub fn page(_key: Key) -> AnyView {
    ().into_any()
}
