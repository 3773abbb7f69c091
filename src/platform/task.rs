//! Work that goes on by itself.

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
