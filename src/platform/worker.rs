//! The bridge to the service worker: registered in release builds, told to keep a campaign, asked for updates.

use super::{events, sight};
use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{MessageEvent, ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerState};

fn container() -> Option<ServiceWorkerContainer> {
    let navigator = web_sys::window()?.navigator();
    // Missing on pages that are not secure, and in some private modes.
    let there = Reflect::get(&navigator, &"serviceWorker".into()).is_ok_and(|value| !value.is_undefined());
    there.then(|| navigator.service_worker())
}

/// Registers `sw.js` beside the app and calls back when a newer version waits to be activated.
pub async fn register(base: &str, waiting: impl Fn() + Clone + 'static) {
    let Some(container) = container() else { return };
    if container.controller().is_none() {
        // What this page loads before the worker is in control passes it by.
        on_loaded(keep);
    }
    // Neither the worker nor its parts from the browser's cache: a version is taken whole, and as soon as it is there.
    let options = object(&[("updateViaCache", "none".into())]);
    let registered = method(&container, "register")
        .and_then(|register| register.call2(&container, &format!("{base}sw.js").into(), &options).ok())
        .and_then(|promise| promise.dyn_into::<js_sys::Promise>().ok());
    let Some(registered) = registered else { return };
    let Ok(registered) = JsFuture::from(registered).await else { return };
    let Ok(registration) = registered.dyn_into::<ServiceWorkerRegistration>() else { return };
    // A worker that waits while none is in control is the first one: nothing to offer.
    if registration.waiting().is_some() && container.controller().is_some() {
        waiting();
    }
    // The browser may have found it before we were here to be told.
    if let Some(installing) = registration.installing() {
        follow(installing, waiting.clone());
    }
    let found = {
        let registration = registration.clone();
        Closure::<dyn Fn()>::new(move || {
            if let Some(installing) = registration.installing() {
                follow(installing, waiting.clone());
            }
        })
    };
    registration.set_onupdatefound(Some(found.as_ref().unchecked_ref()));
    found.forget();
}

/// Calls back when a worker that is being installed waits behind the one in control.
fn follow(installing: ServiceWorker, waiting: impl Fn() + 'static) {
    let state = {
        let installing = installing.clone();
        Closure::<dyn Fn()>::new(move || {
            let first = container().is_none_or(|container| container.controller().is_none());
            if installing.state() == ServiceWorkerState::Installed && !first {
                waiting();
            }
        })
    };
    installing.set_onstatechange(Some(state.as_ref().unchecked_ref()));
    state.forget();
}

/// Activates the version that waits, and reloads once it is in control.
pub async fn activate_update() {
    let Some(container) = container() else { return };
    let reload = Closure::once_into_js(super::history::reload);
    container.set_oncontrollerchange(Some(reload.unchecked_ref()));
    let Ok(registration) = JsFuture::from(container.get_registration()).await else { return };
    match registration.dyn_into::<ServiceWorkerRegistration>().ok().and_then(|it| it.waiting()) {
        Some(waiting) => {
            let _ = waiting.post_message(&object(&[("type", "activate-update".into())]));
            // What this page still waits for would hold the old one, and is asked for again after the reload.
            if let Some(window) = web_sys::window() {
                let _ = window.stop();
            }
        }
        // Another tab has taken it already.
        None => super::history::reload(),
    }
}

/// Asks the worker to keep these addresses for reading without a network, and all that belongs to a campaign among them.
pub fn keep(addresses: &[String]) {
    let urls: Array = addresses.iter().map(|address| JsValue::from_str(address)).collect();
    // Which sizes of pictures the pages will ask for.
    let (width, density) = sight::window_width();
    send(object(&[
        ("type", "keep".into()),
        ("urls", urls.into()),
        ("width", width.into()),
        ("density", density.into()),
    ]));
}

/// Asks the worker to tell again what it told while nobody listened yet.
pub fn ask_again() {
    send(object(&[("type", "again".into())]));
}

/// Sends a word to the worker as soon as there is one, which on a first visit takes a while.
fn send(message: Object) {
    let Some(ready) = container().and_then(|container| container.ready().ok()) else { return };
    spawn_local(async move {
        let Ok(registration) = JsFuture::from(ready).await else { return };
        if let Some(active) = registration.dyn_into::<ServiceWorkerRegistration>().ok().and_then(|it| it.active()) {
            let _ = active.post_message(&message);
        }
    });
}

/// Calls back with the addresses of documents, pictures and typefaces that were or will be loaded.
fn on_loaded(then: impl Fn(&[String]) + 'static) {
    let callback = Closure::<dyn Fn(JsValue)>::new(move |list: JsValue| {
        let entries = method(&list, "getEntries").and_then(|entries| entries.call0(&list).ok());
        let addresses: Vec<String> = Array::from(&entries.unwrap_or_default())
            .iter()
            .filter(|entry| {
                let by = Reflect::get(entry, &"initiatorType".into()).ok().and_then(|by| by.as_string());
                matches!(by.as_deref(), Some("fetch" | "img" | "css"))
            })
            .filter_map(|entry| Reflect::get(&entry, &"name".into()).ok()?.as_string())
            .collect();
        if !addresses.is_empty() {
            then(&addresses);
        }
    });
    let observer = method(&js_sys::global(), "PerformanceObserver")
        .and_then(|make| Reflect::construct(&make, &Array::of1(callback.as_ref())).ok());
    let Some(observer) = observer else { return };
    if let Some(observe) = method(&observer, "observe") {
        // Buffered: what was loaded before anybody asked, too.
        let _ = observe.call1(&observer, &object(&[("type", "resource".into()), ("buffered", true.into())]));
    }
    callback.forget();
}

/// What the worker tells the page.
pub enum Told {
    /// A document was fetched anew, at this time (milliseconds since 1970), and differs from the copy before.
    Updated(String, f64),
    /// A document could not be fetched anew, and the copy that was shown is not confirmed.
    Stale(String),
    /// The server of a document whose copy was not confirmed answers again.
    Fresh(String),
}

/// Calls back with what the worker tells.
pub fn on_told(then: impl Fn(Told) + 'static) {
    let Some(container) = container() else { return };
    let callback = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let field = |name: &str| Reflect::get(&event.data(), &name.into()).unwrap_or(JsValue::UNDEFINED);
        let Some(url) = field("url").as_string() else { return };
        match field("type").as_string().as_deref() {
            Some("document-updated") => then(Told::Updated(url, field("fetched").as_f64().unwrap_or_default())),
            Some("document-stale") => then(Told::Stale(url)),
            Some("document-fresh") => then(Told::Fresh(url)),
            _ => {}
        }
    });
    container.set_onmessage(Some(callback.as_ref().unchecked_ref()));
    callback.forget();
}

fn method(of: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(of, &name.into()).ok()?.dyn_into().ok()
}

fn object(fields: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in fields {
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}

/// Calls back when the device goes on line or off it.
pub fn on_connection(then: impl Fn(bool) + Clone + 'static) {
    let offline = then.clone();
    events::on_window("online", move |_| then(true));
    events::on_window("offline", move |_| offline(false));
}

/// What the worker is woken for.
const SYNC: &str = "atrium-outbox";

/// Asks the browser to wake the worker when there is a network. Most browsers cannot, and then the page does it when it is opened.
pub fn ask_sync() {
    let Some(container) = container() else { return };
    spawn_local(async move {
        let Ok(registration) = JsFuture::from(container.get_registration()).await else { return };
        let Ok(sync) = Reflect::get(&registration, &"sync".into()) else { return };
        if let Some(promise) = method(&sync, "register")
            .and_then(|register| register.call1(&sync, &SYNC.into()).ok())
            .and_then(|promise| promise.dyn_into::<js_sys::Promise>().ok())
        {
            let _ = JsFuture::from(promise).await;
        }
    });
}
