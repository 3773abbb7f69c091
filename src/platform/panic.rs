//! The way out of a panic: a panic stops WebAssembly for good, so the page must say so, in plain HTML.
//!
//! No entry is lost by it: an entry is shown as kept only after the database said so.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Installs the hook. The notice itself is in `index.html` (`atriumFailed`), where it works without WebAssembly.
pub fn install() {
    std::panic::set_hook(Box::new(|info| {
        let text = info.location().map(|at| format!("{}:{}", at.file(), at.line())).unwrap_or_default();
        give_up(&text);
    }));
}

/// Shows the shell's notice that the app cannot start, with a word for whoever is asked for help.
pub fn give_up(why: &str) {
    let global = js_sys::global();
    if let Some(show) =
        Reflect::get(&global, &"atriumFailed".into()).ok().and_then(|value| value.dyn_into::<Function>().ok())
    {
        let _ = show.call1(&global, &JsValue::from_str(why));
    }
}
