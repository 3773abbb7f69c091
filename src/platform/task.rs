//! Work that goes on by itself.

use std::{future::Future, pin::Pin};

/// Runs a future to its end. Boxed, so that what drives it is one piece of code for all of them.
pub fn spawn(future: impl Future<Output = ()> + 'static) {
    let future: Pin<Box<dyn Future<Output = ()>>> = Box::pin(future);
    wasm_bindgen_futures::spawn_local(future);
}
