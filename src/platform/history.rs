//! The browser's history: where we are, where we go, and where each page was scrolled to.

use super::events;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlAnchorElement, MouseEvent, ScrollRestoration, Window};

fn window() -> Option<Window> {
    web_sys::window()
}

/// The path and query of the address now.
pub fn path() -> String {
    window()
        .map(|window| window.location())
        .map(|location| location.pathname().unwrap_or_default() + &location.search().unwrap_or_default())
        .unwrap_or_default()
}

/// The address now, whole.
pub fn address() -> String {
    window().and_then(|window| window.location().href().ok()).unwrap_or_default()
}

/// Takes over scroll restoration from the browser, which would scroll before the page has its content.
pub fn take_over_scroll() {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
    }
}

/// Adds an entry to the history.
pub fn push(path: &str) {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        let _ = history.push_state_with_url(&JsValue::from_f64(0.0), "", Some(path));
    }
}

/// Changes the address of this entry, keeping its place.
pub fn replace(path: &str) {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        let state = history.state().unwrap_or(JsValue::NULL);
        let _ = history.replace_state_with_url(&state, "", Some(path));
    }
}

/// Remembers in this entry how far it is scrolled.
pub fn keep_scroll() {
    if let Some(window) = window() {
        let place = JsValue::from_f64(window.scroll_y().unwrap_or(0.0));
        if let Ok(history) = window.history() {
            let _ = history.replace_state(&place, "");
        }
    }
}

/// How far this entry was scrolled when it was left.
pub fn kept_scroll() -> f64 {
    window()
        .and_then(|window| window.history().ok())
        .and_then(|history| history.state().ok())
        .and_then(|state| state.as_f64())
        .unwrap_or(0.0)
}

/// Scrolls to a height at once.
pub fn scroll_to(y: f64) {
    if let Some(window) = window() {
        let options = web_sys::ScrollToOptions::new();
        options.set_top(y);
        options.set_behavior(web_sys::ScrollBehavior::Instant);
        window.scroll_to_with_scroll_to_options(&options);
    }
}

/// Says to the styles that somebody is on their way through a page: what is above and below has its height.
const ALONG: &str = "data-along";

fn lay_out_all(y: f64) {
    if y > 0.0 {
        super::dom::set_root_attribute(ALONG, Some(""));
    }
}

/// Scrolling has come to rest. Where that is counts by what has its height, or whoever comes back would land elsewhere.
pub fn rest() {
    lay_out_all(window().and_then(|window| window.scroll_y().ok()).unwrap_or(0.0));
    events::next_frame(keep_scroll);
}

/// Scrolls to the top of a page that somebody goes on to.
pub fn scroll_to_top() {
    super::dom::set_root_attribute(ALONG, None);
    scroll_to(0.0);
}

/// Scrolls to where somebody was who comes back, as soon as the page is tall enough.
pub fn scroll_back_to(y: f64) {
    lay_out_all(y);
    scroll_when_tall_enough(y, 90);
}

/// Scrolls to a height as soon as the page is tall enough, giving up after `frames` frames.
pub fn scroll_when_tall_enough(y: f64, frames: u32) {
    let tall = super::dom::root().is_some_and(|root| {
        let view = window().and_then(|window| window.inner_height().ok()).and_then(|height| height.as_f64());
        f64::from(root.scroll_height()) >= y + view.unwrap_or(0.0)
    });
    if tall || frames == 0 {
        scroll_to(y);
    } else {
        events::next_frame(move || scroll_when_tall_enough(y, frames - 1));
    }
}

/// Calls back when the person goes back or forward.
pub fn on_pop(mut then: impl FnMut() + 'static) {
    events::on_window("popstate", move |_| then());
}

/// Calls back with the path of a link that was followed inside the app; the browser's own navigation is then stopped
/// when the callback returns `true`.
///
/// Left alone: other origins, paths outside `base`, downloads, other targets, `rel="external"`, and any click with a modifier key.
pub fn on_link(base: String, mut then: impl FnMut(String) -> bool + 'static) {
    events::on_document("click", move |event| {
        let Some(click) = event.dyn_ref::<MouseEvent>() else { return };
        let modified = click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key();
        if event.default_prevented() || click.button() != 0 || modified {
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let anchor = target.and_then(|target| target.closest("a[href]").ok().flatten());
        let Some(anchor) = anchor.and_then(|anchor| anchor.dyn_into::<HtmlAnchorElement>().ok()) else { return };
        let elsewhere = !matches!(anchor.target().as_str(), "" | "_self")
            || anchor.has_attribute("download")
            || anchor.rel().split(' ').any(|word| word == "external");
        let here = window().and_then(|window| window.location().origin().ok()).unwrap_or_default();
        let path = anchor.pathname();
        // A link to a place on the same page is the browser's business.
        let in_page = !anchor.hash().is_empty() && path == current_path();
        if elsewhere || in_page || anchor.origin() != here || !path.starts_with(&base) {
            return;
        }
        if then(path + &anchor.search()) {
            event.prevent_default();
        }
    });
}

fn current_path() -> String {
    window().and_then(|window| window.location().pathname().ok()).unwrap_or_default()
}

/// Loads the page anew.
pub fn reload() {
    if let Some(window) = window() {
        let _ = window.location().reload();
    }
}

/// Runs a change of the page inside a view transition where the browser has them and motion is welcome.
pub fn transition(change: impl FnOnce() + 'static) {
    let document = super::dom::document();
    let start = document.as_ref().and_then(|document| {
        js_sys::Reflect::get(document, &"startViewTransition".into()).ok()?.dyn_into::<js_sys::Function>().ok()
    });
    match (start, document) {
        (Some(start), Some(document)) if !super::media::reduced_motion() => {
            let callback = wasm_bindgen::closure::Closure::once_into_js(change);
            let _ = start.call1(&document, &callback);
        }
        _ => change(),
    }
}

/// What stands behind the `#` of the address; it is taken out of it, and out of this entry of the history.
pub fn take_fragment() -> Option<String> {
    let window = web_sys::window()?;
    let fragment = window.location().hash().ok()?.strip_prefix('#')?.to_owned();
    let page = window.location().pathname().ok()?;
    replace(&page);
    Some(fragment)
}

/// Leaves for another site's page.
pub fn leave_for(address: &str) {
    if let Some(window) = web_sys::window() {
        let _ = window.location().assign(address);
    }
}
