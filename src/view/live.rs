//! What follows signals: content that is made anew, and attributes that are set again.

use super::View;
use crate::platform::tree::Stretch;
use leptos::prelude::*;

/// Content that is made anew whenever a signal it read has changed.
pub(super) fn view(make: Box<dyn Fn() -> View>) -> View {
    let (stretch, whole) = Stretch::new();
    follow(Box::new(move || stretch.fill(&make().0)));
    View(whole)
}

/// Runs now, and again whenever a signal it read has changed, until what it belongs to is gone.
pub fn follow(mut run: Box<dyn FnMut()>) {
    let effect = RenderEffect::new(move |_: Option<()>| run());
    // It ends where it is dropped: kept by whoever made this piece of the page.
    StoredValue::new_local(effect);
}
