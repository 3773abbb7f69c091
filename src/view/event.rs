//! The events that views listen to, each with what the browser sends for it.

use crate::platform::events;
pub use crate::platform::tree::{Event, KeyboardEvent, MouseEvent, PointerEvent};
use leptos::prelude::*;
use std::marker::PhantomData;
use wasm_bindgen::JsCast;

/// A kind of event.
pub struct Kind<E>(PhantomData<fn(E)>);

macro_rules! kinds {
    ($($constant:ident $name:literal: $event:ty),+ $(,)?) => { $(
        #[doc = concat!("`", $name, "`.")]
        pub const $constant: Kind<$event> = Kind(PhantomData);
    )+ };
}

kinds! {
    CHANGE "change": Event,
    CLICK "click": MouseEvent,
    ERROR "error": Event,
    INPUT "input": Event,
    KEYDOWN "keydown": KeyboardEvent,
    POINTERDOWN "pointerdown": PointerEvent,
    POINTERUP "pointerup": PointerEvent,
    SUBMIT "submit": Event,
}

/// Listens to a key anywhere in the window, for as long as whoever asked is shown.
pub fn on_key(mut then: impl FnMut(KeyboardEvent) + 'static) {
    while_shown("keydown", Box::new(move |event| then(event.unchecked_into())));
}

/// Listens to the window's size, for as long as whoever asked is shown.
pub fn on_resize(mut then: impl FnMut() + 'static) {
    while_shown("resize", Box::new(move |_| then()));
}

fn while_shown(name: &'static str, then: Box<dyn FnMut(Event)>) {
    StoredValue::new_local(events::of_window(name, then));
}
