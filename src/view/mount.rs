//! Where the tree of views begins.

use super::View;
use crate::platform::tree::{self, Element};
use any_spawner::Executor;
use leptos::prelude::Owner;

/// Shows a view inside an element, for as long as the page lives.
pub fn mount(place: &Element, show: impl FnOnce() -> View) {
    // Fails only where it has been done before, which is well.
    let _ = Executor::init_wasm_bindgen();
    let owner = Owner::new();
    owner.with(|| tree::append(place, &show().0));
    std::mem::forget(owner);
}
