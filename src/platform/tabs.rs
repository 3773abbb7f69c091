//! The other tabs of the same browser: a word to them when the ledger has changed.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::BroadcastChannel;

const CHANNEL: &str = "atrium.ledger";

/// Tells the other tabs that the ledger has changed.
pub fn tell() {
    if let Ok(channel) = BroadcastChannel::new(CHANNEL) {
        let _ = channel.post_message(&JsValue::TRUE);
        channel.close();
    }
}

/// Calls back when another tab has changed the ledger, for as long as the page lives.
pub fn on_told(then: impl Fn() + 'static) {
    if let Ok(channel) = BroadcastChannel::new(CHANNEL) {
        let callback = Closure::<dyn Fn()>::new(then);
        channel.set_onmessage(Some(callback.as_ref().unchecked_ref()));
        callback.forget();
        std::mem::forget(channel);
    }
}
