//! Addresses, resolved and checked by the browser's own `URL`.

use web_sys::Url;

/// Resolves `href` against `base` as in HTML. `None` for anything that is not http or https afterwards.
pub fn resolve(href: &str, base: &str) -> Option<String> {
    let url = Url::new_with_base(href, base).ok()?;
    matches!(url.protocol().as_str(), "http:" | "https:").then(|| url.href())
}

/// Like [`resolve`], for links a person may follow: `mailto:` is allowed too.
pub fn resolve_link(href: &str, base: &str) -> Option<String> {
    let url = Url::new_with_base(href, base).ok()?;
    matches!(url.protocol().as_str(), "http:" | "https:" | "mailto:").then(|| url.href())
}

/// The host of an address, for saying where a link leads.
pub fn host(address: &str) -> String {
    Url::new(address).map(|url| url.host()).unwrap_or_default()
}

/// Whether two addresses are of the same server.
pub fn same_origin(one: &str, other: &str) -> bool {
    let origin = |address: &str| Url::new(address).map(|url| url.origin()).ok();
    origin(one).is_some_and(|one| origin(other) == Some(one))
}

/// Percent-encodes a path segment or a query value.
pub fn encode(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

/// Undoes [`encode`]; `None` when the text is not well encoded.
pub fn decode(text: &str) -> Option<String> {
    js_sys::decode_uri_component(text).ok().map(Into::into)
}

/// The folder the app is served from, as a path with a slash at its end: `/` or `/sub/path/`.
pub fn base_path() -> String {
    Url::new(&base()).map(|url| url.pathname()).unwrap_or_else(|_| "/".into())
}

/// The address the app is served from (`document.baseURI`).
pub fn base() -> String {
    web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.base_uri().ok().flatten())
        .unwrap_or_default()
}
