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
