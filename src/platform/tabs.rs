//! The other tabs of the same browser: a word to them when the ledger has changed.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::BroadcastChannel;

const CHANNEL: &str = "atrium.ledger";

thread_local! {
    /// One for the whole page: a channel is not told what it says itself, whereas another of the same page is.
    static OURS: Option<BroadcastChannel> = BroadcastChannel::new(CHANNEL).ok();
}

/// Tells the other tabs that the ledger has changed.
pub fn tell() {
    OURS.with(|channel| {
        if let Some(channel) = channel {
            let _ = channel.post_message(&JsValue::TRUE);
        }
    });
}

/// Calls back when another tab has changed the ledger, for as long as the page lives.
pub fn on_told(then: impl Fn() + 'static) {
    OURS.with(|channel| {
        if let Some(channel) = channel {
            let callback = Closure::<dyn Fn()>::new(then);
            channel.set_onmessage(Some(callback.as_ref().unchecked_ref()));
            callback.forget();
        }
    });
}
