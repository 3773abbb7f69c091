//! The worker's copies of documents, looked at without asking the worker: asking would make it ask the network.

use super::{net, url};
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Cache, CacheQueryOptions, Request, Response};

/// No document has more.
const MOST_BYTES: usize = 2_000_000;

/// The same name as in `sw/store.js`.
fn name() -> String {
    let base = url::base_path();
    ["atrium", if base == "/" { "" } else { &base }, "-documents"].concat()
}

/// The cache, where there is one: asking for it by name would make it.
async fn open() -> Result<Cache, JsValue> {
    let caches = web_sys::window().ok_or(JsValue::NULL)?.caches()?;
    if !JsFuture::from(caches.has(&name())).await?.is_truthy() {
        return Err(JsValue::NULL);
    }
    JsFuture::from(caches.open(&name())).await?.dyn_into()
}

/// The addresses of all copies.
pub async fn addresses() -> Vec<String> {
    let Ok(cache) = open().await else { return Vec::new() };
    let keys = JsFuture::from(cache.keys()).await.unwrap_or_default();
    keys.dyn_into::<Array>().map_or_else(
        |_| Vec::new(),
        |keys| keys.iter().filter_map(|key| Some(key.dyn_into::<Request>().ok()?.url())).collect(),
    )
}

/// The text of a copy, and the address it came from in the end.
pub async fn text(address: &str) -> Option<(String, String)> {
    let options = CacheQueryOptions::new();
    options.set_ignore_vary(true);
    let cache = open().await.ok()?;
    let found = JsFuture::from(cache.match_with_str_and_options(address, &options)).await.ok()?;
    let copy = found.dyn_into::<Response>().ok()?;
    let from = copy.headers().get("x-atrium-url").ok().flatten().unwrap_or_else(|| address.to_owned());
    Some((net::text(&copy, MOST_BYTES).await.ok()?, from))
}
