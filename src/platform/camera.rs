//! Reading a square code with the camera, where the browser itself can (`BarcodeDetector`). Elsewhere there is none.

use super::events;
use js_sys::{Array, Function, Object, Promise, Reflect};
use std::{cell::Cell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;

/// How often a picture is looked at, in milliseconds.
const PACE: i32 = 250;

/// Whether the browser can read a square code.
pub fn can_read() -> bool {
    let window: JsValue = web_sys::window().into();
    let devices = || {
        let navigator = get(&window, "navigator")?;
        get(&get(&navigator, "mediaDevices")?, "getUserMedia")
    };
    get(&window, "BarcodeDetector").is_some() && devices().is_some()
}

/// The camera while it looks; dropped, it is off.
pub struct Looking {
    on: Rc<Cell<bool>>,
    stream: JsValue,
}

impl Drop for Looking {
    fn drop(&mut self) {
        self.on.set(false);
        if let Some(tracks) = method(&self.stream, "getTracks").and_then(|it| it.call0(&self.stream).ok()) {
            for track in Array::from(&tracks).iter() {
                let _ = method(&track, "stop").and_then(|stop| stop.call0(&track).ok());
            }
        }
    }
}

/// Shows the camera's picture in the `<video>` with this id and calls back with each code that is seen. `None` where the
/// person or the device says no.
pub async fn look(video: &str, seen: impl Fn(String) + 'static) -> Option<Looking> {
    let window: JsValue = web_sys::window()?.into();
    let devices = get(&get(&window, "navigator")?, "mediaDevices")?;
    let wish = object(&[("video", object(&[("facingMode", "environment".into())]).into())]);
    let stream = awaited(method(&devices, "getUserMedia")?.call1(&devices, &wish).ok()?).await?;
    let detector = get(&window, "BarcodeDetector")?.dyn_into::<Function>().ok()?;
    let formats = object(&[("formats", Array::of1(&"qr_code".into()).into())]);
    let detector = Reflect::construct(&detector, &Array::of1(&formats)).ok()?;
    let looking = Looking { on: Rc::new(Cell::new(true)), stream };
    let element: HtmlElement = super::dom::document()?.get_element_by_id(video)?.dyn_into().ok()?;
    Reflect::set(&element, &"srcObject".into(), &looking.stream).ok()?;
    awaited(method(&element, "play")?.call0(&element).ok()?).await?;
    watch(looking.on.clone(), detector, element.into(), Rc::new(seen));
    Some(looking)
}

fn watch(on: Rc<Cell<bool>>, detector: JsValue, video: JsValue, seen: Rc<dyn Fn(String)>) {
    events::after(PACE, move || {
        super::task::spawn(async move {
            if !on.get() {
                return;
            }
            let promise = method(&detector, "detect").and_then(|detect| detect.call1(&detector, &video).ok());
            let found = match promise {
                Some(promise) => awaited(promise).await,
                None => None,
            };
            for code in Array::from(&found.unwrap_or_default()).iter() {
                if let Some(text) = get(&code, "rawValue").and_then(|text| text.as_string()).filter(|_| on.get()) {
                    seen(text);
                }
            }
            watch(on, detector, video, seen);
        });
    });
}

async fn awaited(promise: JsValue) -> Option<JsValue> {
    JsFuture::from(promise.dyn_into::<Promise>().ok()?).await.ok()
}

fn get(of: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(of, &name.into()).ok().filter(|value| !value.is_undefined() && !value.is_null())
}

fn method(of: &JsValue, name: &str) -> Option<Function> {
    get(of, name)?.dyn_into().ok()
}

fn object(fields: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in fields {
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}
