//! Standing in somebody else's page: telling the page around the frame how tall we are.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{HtmlElement, ResizeObserver};

/// Posts `{type: 'atrium:height', height}` to the page around us, now and whenever the element that the selector finds
/// changes its size. Nothing is posted where we are not in a frame.
pub fn tell_height(selector: &str) {
    let Some(element) = super::dom::find(selector).and_then(|element| element.dyn_into::<HtmlElement>().ok()) else {
        return;
    };
    post(&element);
    let watched = element.clone();
    let callback = Closure::<dyn FnMut(Array)>::new(move |_| post(&watched));
    if let Ok(observer) = ResizeObserver::new(callback.as_ref().unchecked_ref()) {
        observer.observe(&element);
        // The observer lives as long as what it observes, and the callback as long as the observer.
        callback.forget();
    }
}

fn post(element: &HtmlElement) {
    let Some(window) = web_sys::window() else { return };
    let Ok(Some(parent)) = window.parent() else { return };
    if parent == window {
        return;
    }
    let message = Object::new();
    let _ = Reflect::set(&message, &"type".into(), &"atrium:height".into());
    let _ = Reflect::set(&message, &"height".into(), &JsValue::from_f64(f64::from(element.offset_height())));
    // A height is no secret, and the page around us may be anybody's.
    let _ = parent.post_message(&message, "*");
}
