//! Secrets for one sign-in: random ones, their digests, and a place that ends with the tab.

use js_sys::{ArrayBuffer, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Storage;

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// 256 random bits as text; `None` where the browser has no random source, and then there is no secret.
pub fn new() -> Option<String> {
    let array = Uint8Array::new_with_length(32);
    web_sys::window()?.crypto().ok()?.get_random_values_with_array_buffer_view(&array).ok()?;
    Some(base64url(&array.to_vec()))
}

/// The SHA-256 of a text, in base64url without padding.
pub async fn digest(text: &str) -> Option<String> {
    let crypto: JsValue = web_sys::window()?.crypto().ok()?.into();
    // Missing on pages that are not secure.
    let subtle = Reflect::get(&crypto, &"subtle".into()).ok()?;
    let digest: js_sys::Function = Reflect::get(&subtle, &"digest".into()).ok()?.dyn_into().ok()?;
    let bytes = Uint8Array::from(text.as_bytes());
    let promise = digest.call2(&subtle, &"SHA-256".into(), &bytes).ok()?.dyn_into::<js_sys::Promise>().ok()?;
    let hash: ArrayBuffer = JsFuture::from(promise).await.ok()?.dyn_into().ok()?;
    Some(base64url(&Uint8Array::new(&hash).to_vec()))
}

fn base64url(bytes: &[u8]) -> String {
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let byte = |place: usize| u32::from(three.get(place).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..=three.len() {
            let letter = (bits >> (18 - 6 * place)) & 63;
            text.push(LETTERS.get(letter as usize).copied().map_or('A', char::from));
        }
    }
    text
}

fn storage() -> Option<Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}

/// Keeps a text for as long as the tab. `false` where the browser keeps nothing.
pub fn keep(name: &str, text: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(&["atrium.", name].concat(), text).is_ok())
}

/// Takes a text out again; it is there once.
pub fn take(name: &str) -> Option<String> {
    let storage = storage()?;
    let name = ["atrium.", name].concat();
    let text = storage.get_item(&name).ok().flatten()?;
    let _ = storage.remove_item(&name);
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::base64url;

    #[test]
    fn bytes_are_written_as_the_rfc_writes_them() {
        let of = |text: &str| base64url(text.as_bytes());
        assert_eq!([of(""), of("f"), of("fo"), of("foo"), of("foob")], ["", "Zg", "Zm8", "Zm9v", "Zm9vYg"]);
        assert_eq!(base64url(&[0xfb, 0xff]), "-_8");
    }
}
