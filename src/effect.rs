//! Effects: what is done when a signal changes.

use leptos::prelude::Effect;

/// Runs soon, and again whenever a signal it read has changed, for as long as whoever asked is shown.
/// Boxed, so that what drives it is one piece of code for all of them (a kilobyte each otherwise).
pub fn effect(run: impl FnMut() + 'static) {
    let mut run: Box<dyn FnMut()> = Box::new(run);
    Effect::new(move |_: Option<()>| run());
}
