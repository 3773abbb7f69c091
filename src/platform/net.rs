//! Reading an answer from a stranger: never more bytes than allowed, never longer than allowed.

use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
pub use web_sys::Response as Raw;
use web_sys::{AbortSignal, ReadableStreamDefaultReader, Response};

/// Why the body of an answer could not be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unread {
    /// More bytes than allowed; reading was stopped.
    TooLarge,
    /// The connection ended in the middle.
    CutOff,
    /// Time ran out in the middle.
    TooSlow,
    /// Not UTF-8.
    NotText,
}

/// Whether an answer may be a copy that the worker made, whose headers are then the worker's own word. Another server's own
/// answer is of the type `cors`: it may write the same headers, and would be believed.
pub fn may_be_copy(response: &Response) -> bool {
    Reflect::get(response, &"type".into()).is_ok_and(|kind| kind != "cors")
}

/// A signal that aborts a request, and the reading of its answer, after so many milliseconds.
pub fn time_limit(ms: u32) -> AbortSignal {
    AbortSignal::timeout_with_u32(ms)
}

/// The promise of an answer, awaited.
///
/// # Errors
/// [`Unread`] when there is none: in time, or at all.
pub async fn response(promise: js_sys::Promise) -> Result<Response, Unread> {
    JsFuture::from(promise).await.map_err(|error| broken(&error))?.dyn_into().map_err(|_| Unread::CutOff)
}

/// Whether a request failed because its [`time_limit`] passed, or for another reason.
fn broken(error: &JsValue) -> Unread {
    let late = Reflect::get(error, &"name".into()).is_ok_and(|name| name == "TimeoutError");
    if late { Unread::TooSlow } else { Unread::CutOff }
}

/// The whole body as text, refused as soon as it passes `most` bytes.
pub async fn text(response: &Response, most: usize) -> Result<String, Unread> {
    let Some(body) = response.body() else { return Ok(String::new()) };
    let reader: ReadableStreamDefaultReader = body.get_reader().dyn_into().map_err(|_| Unread::CutOff)?;
    let mut bytes: Vec<u8> = Vec::new();
    loop {
        let step = JsFuture::from(reader.read()).await.map_err(|error| broken(&error))?;
        if Reflect::get(&step, &"done".into()).is_ok_and(|done| done.is_truthy()) {
            break;
        }
        let chunk = Reflect::get(&step, &"value".into()).ok().and_then(|value| value.dyn_into::<Uint8Array>().ok());
        let Some(chunk) = chunk else { return Err(Unread::CutOff) };
        if bytes.len().saturating_add(chunk.length() as usize) > most {
            let _ = reader.cancel();
            return Err(Unread::TooLarge);
        }
        bytes.extend_from_slice(&chunk.to_vec());
    }
    String::from_utf8(bytes).map_err(|_| Unread::NotText)
}

/// Asks for an address without a framework's help: the promise of an answer, given up after so many milliseconds.
pub fn ask(address: &str, ms: u32) -> Option<js_sys::Promise> {
    let options = web_sys::RequestInit::new();
    options.set_signal(Some(&time_limit(ms)));
    let headers = js_sys::Object::new();
    let _ = Reflect::set(&headers, &"Accept".into(), &"application/json".into());
    options.set_headers(&headers);
    Some(web_sys::window()?.fetch_with_str_and_init(address, &options))
}

/// A request takes the cookies of its address along, also to another host.
pub const WITH_COOKIES: web_sys::RequestCredentials = web_sys::RequestCredentials::Include;
/// A request goes to its server, and nothing of it is kept on the way.
pub const PAST_CACHES: web_sys::RequestCache = web_sys::RequestCache::NoStore;
