//! What the person asked of their device: dark or light, more contrast, less motion; and whether it is online.

use wasm_bindgen::{JsCast, closure::Closure};

/// Whether a media query holds now.
pub fn matches(query: &str) -> bool {
    web_sys::window().and_then(|window| window.match_media(query).ok().flatten()).is_some_and(|list| list.matches())
}

/// Calls back whenever the answer to a media query changes, for as long as the page lives.
pub fn on_change(query: &str, then: impl Fn() + 'static) {
    if let Some(list) = web_sys::window().and_then(|window| window.match_media(query).ok().flatten()) {
        let callback = Closure::<dyn Fn()>::new(then);
        list.set_onchange(Some(callback.as_ref().unchecked_ref()));
        // The list is kept alive by its listener, and the listener for as long as the page.
        callback.forget();
        std::mem::forget(list);
    }
}

/// The person prefers a dark scheme.
pub fn dark() -> bool {
    matches("(prefers-color-scheme: dark)")
}

/// The person asks for more contrast.
pub fn more_contrast() -> bool {
    matches("(prefers-contrast: more)")
}

/// The person asks for less motion.
pub fn reduced_motion() -> bool {
    matches("(prefers-reduced-motion: reduce)")
}

/// The device believes it has a network. `true` proves nothing; `false` is reliable.
pub fn online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}

/// The languages the person reads, the best first, as the browser tells them.
pub fn languages() -> Vec<String> {
    web_sys::window()
        .map(|window| window.navigator().languages().iter().filter_map(|tag| tag.as_string()).collect())
        .unwrap_or_default()
}

/// The page is looked at: not behind another tab, not on a phone in a pocket.
pub fn visible() -> bool {
    super::dom::document().is_some_and(|document| !document.hidden())
}
