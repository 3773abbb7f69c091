//! Letters and words as the browser knows them: its tables of Unicode cost no bytes here.

use super::formatter::ask;
use js_sys::{Array, JsString, Reflect};

/// A text with its letters taken apart (NFKD), in small letters.
pub fn apart(text: &str) -> String {
    JsString::from(text).normalize("NFKD").to_lower_case().into()
}

/// The words of a text in a script without spaces; none where the browser cannot tell.
pub fn segments(text: &str) -> Vec<String> {
    let segments = ask("Segmenter", "zh", &[("granularity", "word")], "segment", &Array::of1(&text.into()));
    let segments = segments.map(|segments| Array::from(&segments)).unwrap_or_default();
    segments.iter().filter_map(|it| Reflect::get(&it, &"segment".into()).ok()?.as_string()).collect()
}
