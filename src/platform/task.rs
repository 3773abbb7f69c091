//! Work that goes on by itself.

use super::clock;
use std::{
    future::{Future, poll_fn},
    pin::Pin,
    task::Poll,
};

/// Runs a future to its end. Boxed, so that what drives it is one piece of code for all of them.
pub fn spawn(future: impl Future<Output = ()> + 'static) {
    let future: Pin<Box<dyn Future<Output = ()>>> = Box::pin(future);
    wasm_bindgen_futures::spawn_local(future);
}

/// Lets the browser answer whoever taps or types, then goes on.
pub async fn pause() {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 0);
        }
    });
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}

/// So long, in milliseconds, something goes on before it lets the browser answer.
const SLICE_MS: f64 = 8.0;

/// Lets the browser answer now and then, for work that takes long in all.
pub struct Breath(f64);

impl Breath {
    /// From now on.
    pub fn new() -> Breath {
        Breath(clock::now_ms())
    }

    /// Pauses if it went on for long enough. Says whether it did.
    pub async fn take(&mut self) -> bool {
        let late = clock::now_ms() - self.0 > SLICE_MS;
        if late {
            pause().await;
            self.0 = clock::now_ms();
        }
        late
    }
}

impl Default for Breath {
    fn default() -> Breath {
        Breath::new()
    }
}

/// Does two things at the same time, and ends when both are done.
pub async fn both(one: Pin<Box<dyn Future<Output = ()>>>, other: Pin<Box<dyn Future<Output = ()>>>) {
    let mut left = [Some(one), Some(other)];
    poll_fn(move |context| {
        for work in &mut left {
            if work.as_mut().is_some_and(|work| work.as_mut().poll(context).is_ready()) {
                *work = None;
            }
        }
        if left.iter().all(Option::is_none) { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
}
