//! One at a time over all tabs and the worker: the browser's own locks. Who holds one and dies lets go of it.

use js_sys::{Function, Promise, Reflect};
use std::{cell::RefCell, future::Future, pin::Pin, rc::Rc};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// Does the work when nobody else holds the lock of this name. In a browser without locks it is done at once: what is done under
/// one here may be done twice without harm.
pub async fn alone(name: &str, work: Pin<Box<dyn Future<Output = ()>>>) {
    let Some((locks, request)) = locks() else { return work.await };
    let work = Rc::new(RefCell::new(Some(work)));
    let held = Closure::<dyn FnMut() -> Promise>::new({
        let work = work.clone();
        move || {
            let work = work.take();
            future_to_promise(async move {
                if let Some(work) = work {
                    work.await;
                }
                Ok(JsValue::UNDEFINED)
            })
        }
    });
    let promise = request.call2(&locks, &name.into(), held.as_ref());
    if let Some(promise) = promise.ok().and_then(|promise| promise.dyn_into::<Promise>().ok()) {
        let _ = JsFuture::from(promise).await;
    }
    // Refused (a page that is being taken down, a frame without storage): it is done all the same.
    let left = work.take();
    if let Some(work) = left {
        work.await;
    }
}

fn locks() -> Option<(JsValue, Function)> {
    let locks = Reflect::get(&web_sys::window()?.navigator(), &"locks".into()).ok()?;
    let request = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    Some((locks, request))
}
