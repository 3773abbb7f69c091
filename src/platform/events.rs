//! Events of the window, listened to for as long as the page lives, and reading a form's fields.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Event, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, MouseEvent};

/// Calls back on an event of the window.
pub fn on_window(name: &str, then: impl FnMut(Event) + 'static) {
    if let Some(window) = web_sys::window() {
        let callback = Closure::<dyn FnMut(Event)>::new(then);
        let _ = window.add_event_listener_with_callback(name, callback.as_ref().unchecked_ref());
        callback.forget();
    }
}

/// Calls back on an event anywhere in the document.
pub fn on_document(name: &str, then: impl FnMut(Event) + 'static) {
    if let Some(document) = super::dom::document() {
        let callback = Closure::<dyn FnMut(Event)>::new(then);
        let _ = document.add_event_listener_with_callback(name, callback.as_ref().unchecked_ref());
        callback.forget();
    }
}

/// The value of the field an event came from.
pub fn value(event: &Event) -> String {
    let Some(target) = event.target() else { return String::new() };
    if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        input.value()
    } else if let Some(select) = target.dyn_ref::<HtmlSelectElement>() {
        select.value()
    } else if let Some(area) = target.dyn_ref::<HtmlTextAreaElement>() {
        area.value()
    } else {
        String::new()
    }
}

/// Whether the box an event came from is ticked.
pub fn checked(event: &Event) -> bool {
    event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()).is_some_and(|input| input.checked())
}

/// Calls back once, after so many milliseconds.
pub fn after(ms: i32, then: impl FnOnce() + 'static) {
    if let Some(window) = web_sys::window() {
        let callback = Closure::once_into_js(then);
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(callback.unchecked_ref(), ms);
    }
}

/// Calls back before the next frame is painted.
pub fn next_frame(then: impl FnOnce() + 'static) {
    if let Some(window) = web_sys::window() {
        let callback = Closure::once_into_js(then);
        let _ = window.request_animation_frame(callback.unchecked_ref());
    }
}

/// Has the browser ask before the page is left, for as long as there is something unsaved on it.
pub fn ask_before_leaving(unsaved: impl Fn() -> bool + 'static) {
    on_window("beforeunload", move |event| {
        if unsaved() {
            event.prevent_default();
        }
    });
}

/// Whether an event comes from a field that is written in, which has an undo of its own.
pub fn in_writing(event: &Event) -> bool {
    let Some(target) = event.target() else { return false };
    let written =
        |input: &HtmlInputElement| !matches!(input.type_().as_str(), "range" | "checkbox" | "radio" | "color" | "file");
    target.dyn_ref::<HtmlInputElement>().is_some_and(written) || target.dyn_ref::<HtmlTextAreaElement>().is_some()
}

/// Whether a click is the second of a double click: meant once, by a hand that trembles or is used to it.
pub fn is_second(event: &MouseEvent) -> bool {
    event.detail() > 1
}

/// Something listened to; it ends where this is dropped.
pub struct Listening {
    name: &'static str,
    callback: Closure<dyn FnMut(Event)>,
}

/// Listens to an event of the window until what is given back is dropped.
pub fn of_window(name: &'static str, then: Box<dyn FnMut(Event)>) -> Listening {
    let callback = Closure::wrap(then);
    if let Some(window) = web_sys::window() {
        let _ = window.add_event_listener_with_callback(name, callback.as_ref().unchecked_ref());
    }
    Listening { name, callback }
}

impl Drop for Listening {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            let _ = window.remove_event_listener_with_callback(self.name, self.callback.as_ref().unchecked_ref());
        }
    }
}
