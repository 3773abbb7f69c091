//! Giving a link to somebody: the system's share sheet where there is one, the clipboard elsewhere.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

/// What became of a share.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shared {
    /// The system's sheet was shown.
    Sheet,
    /// The address is on the clipboard.
    Copied,
    /// Neither worked, or the person closed the sheet.
    No,
}

/// Shares a title and an address.
pub async fn share(title: &str, address: &str) -> Shared {
    if let Some(promise) = sheet(title, address) {
        return if JsFuture::from(promise).await.is_ok() { Shared::Sheet } else { Shared::No };
    }
    if copy(address).await { Shared::Copied } else { Shared::No }
}

/// Puts a text on the clipboard.
pub async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    let navigator = window.navigator();
    // `navigator.clipboard` is missing on pages that are not secure.
    if Reflect::get(&navigator, &"clipboard".into()).map_or(true, |clipboard| clipboard.is_undefined()) {
        return false;
    }
    JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok()
}

fn sheet(title: &str, address: &str) -> Option<Promise> {
    let navigator = web_sys::window()?.navigator();
    let share: Function = Reflect::get(&navigator, &"share".into()).ok()?.dyn_into().ok()?;
    let data = Object::new();
    let _ = Reflect::set(&data, &"title".into(), &title.into());
    let _ = Reflect::set(&data, &"url".into(), &address.into());
    share.call1(&navigator, &data).ok()?.dyn_into().ok()
}
