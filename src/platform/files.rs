//! Files the person saves and opens.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, Event, HtmlAnchorElement, HtmlInputElement, Url};

/// Offers a text as a file to save. `false` where the browser refused.
pub fn save(name: &str, media_type: &str, text: &str) -> bool {
    let save = || -> Option<()> {
        let document = web_sys::window()?.document()?;
        let bag = BlobPropertyBag::new();
        bag.set_type(media_type);
        let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&JsValue::from_str(text)), &bag).ok()?;
        let address = Url::create_object_url_with_blob(&blob).ok()?;
        let link: HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
        link.set_href(&address);
        link.set_download(name);
        link.click();
        let _ = Url::revoke_object_url(&address);
        Some(())
    };
    save().is_some()
}

/// The file a person chose in an `<input type="file">`, as text; refused above `most` bytes.
pub async fn chosen(event: &Event, most: f64) -> Option<Result<String, f64>> {
    let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
    let file = input.files()?.get(0)?;
    if file.size() > most {
        input.set_value("");
        return Some(Err(file.size()));
    }
    let text = wasm_bindgen_futures::JsFuture::from(file.text()).await.ok()?.as_string()?;
    // Emptied, so that choosing the same file again is an event again.
    input.set_value("");
    Some(Ok(text))
}
