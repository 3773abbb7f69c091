//! What a deployment decides: which alliance this front door opens on.

use crate::platform::{dom, url};

/// The address of the alliance document: `<meta name="atrium-alliance">`, relative to the app, or the well-known place.
pub fn alliance_address() -> String {
    let named = dom::meta("atrium-alliance").filter(|content| !content.is_empty());
    let href = named.unwrap_or_else(|| "/.well-known/cultural-alliance.json".into());
    url::resolve(&href, &url::base()).unwrap_or_default()
}
