//! What this device keeps.
use leptos::prelude::*;

/// The page of the readers.
pub fn page() -> AnyView {
    ().into_any()
}
