//! The bridge to the service worker: registered in release builds, told to keep a campaign, asked for updates.

use super::events;
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, ServiceWorkerContainer, ServiceWorkerRegistration};

fn container() -> Option<ServiceWorkerContainer> {
    let navigator = web_sys::window()?.navigator();
    // Missing on pages that are not secure, and in some private modes.
    let there = Reflect::get(&navigator, &"serviceWorker".into()).is_ok_and(|value| !value.is_undefined());
    there.then(|| navigator.service_worker())
}

/// Registers `sw.js` beside the app and calls back when a newer version waits to be activated.
pub async fn register(base: &str, waiting: impl Fn() + Clone + 'static) {
    let Some(container) = container() else { return };
    let Ok(registered) = JsFuture::from(container.register(&format!("{base}sw.js"))).await else { return };
    let Ok(registration) = registered.dyn_into::<ServiceWorkerRegistration>() else { return };
    // A worker that waits while none is in control is the first one: nothing to offer.
    if registration.waiting().is_some() && container.controller().is_some() {
        waiting();
    }
    let found = {
        let registration = registration.clone();
        Closure::<dyn Fn()>::new(move || {
            let Some(installing) = registration.installing() else { return };
            let state = {
                let (installing, waiting) = (installing.clone(), waiting.clone());
                Closure::<dyn Fn()>::new(move || {
                    let first = self::container().is_none_or(|container| container.controller().is_none());
                    if installing.state() == web_sys::ServiceWorkerState::Installed && !first {
                        waiting();
                    }
                })
            };
            installing.set_onstatechange(Some(state.as_ref().unchecked_ref()));
            state.forget();
        })
    };
    registration.set_onupdatefound(Some(found.as_ref().unchecked_ref()));
    found.forget();
}

/// Activates the version that waits, and reloads once it is in control.
pub async fn activate_update() {
    let Some(container) = container() else { return };
    let reload = Closure::once_into_js(super::history::reload);
    container.set_oncontrollerchange(Some(reload.unchecked_ref()));
    let Ok(registration) = JsFuture::from(container.get_registration()).await else { return };
    if let Some(waiting) = registration.dyn_into::<ServiceWorkerRegistration>().ok().and_then(|it| it.waiting()) {
        let _ = waiting.post_message(&message("activate-update", None));
    }
}

/// Asks the worker to keep these addresses for reading without a network.
pub fn keep(addresses: &[String]) {
    let urls: Array = addresses.iter().map(|address| JsValue::from_str(address)).collect();
    if let Some(controller) = container().and_then(|container| container.controller()) {
        let _ = controller.post_message(&message("keep", Some(&urls)));
    }
}

/// What the worker tells the page.
pub enum Told {
    /// A document was fetched anew and differs from the copy that was shown.
    Updated(String),
    /// A document could not be fetched anew; the copy that was shown is of this instant (milliseconds since 1970).
    Stale(String, f64),
}

/// Calls back with what the worker tells.
pub fn on_told(then: impl Fn(Told) + 'static) {
    let Some(container) = container() else { return };
    let callback = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let field = |name: &str| Reflect::get(&event.data(), &name.into()).unwrap_or(JsValue::UNDEFINED);
        let Some(url) = field("url").as_string() else { return };
        match field("type").as_string().as_deref() {
            Some("document-updated") => then(Told::Updated(url)),
            Some("document-stale") => then(Told::Stale(url, field("fetched").as_f64().unwrap_or(0.0))),
            _ => {}
        }
    });
    container.set_onmessage(Some(callback.as_ref().unchecked_ref()));
    callback.forget();
}

fn message(kind: &str, urls: Option<&Array>) -> Object {
    let object = Object::new();
    let _ = Reflect::set(&object, &"type".into(), &kind.into());
    if let Some(urls) = urls {
        let _ = Reflect::set(&object, &"urls".into(), urls);
    }
    object
}

/// Calls back when the device goes on line or off it.
pub fn on_connection(then: impl Fn(bool) + Clone + 'static) {
    let offline = then.clone();
    events::on_window("online", move |_| then(true));
    events::on_window("offline", move |_| offline(false));
}
