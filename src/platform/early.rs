//! What the shell asked for before WebAssembly was there.
//!
//! `index.html` starts the first requests in parallel with the download of the program and leaves the promises in
//! `atriumEarly`, a `Map` from address to promise of a `Response`.

use js_sys::{Map, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Takes the promise of an early answer; a second asker gets none, and asks the network (or the cache) itself.
pub fn take(address: &str) -> Option<Promise> {
    let map: Map = Reflect::get(&js_sys::global(), &"atriumEarly".into()).ok()?.dyn_into().ok()?;
    let address = address.into();
    let promise = map.get(&address).dyn_into().ok();
    // Marked in any case: a shell that comes later with the same question is not to ask it again.
    map.set(&address, &JsValue::NULL);
    promise
}
