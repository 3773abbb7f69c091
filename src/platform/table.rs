//! A flat JSON object of strings, kept on the JavaScript side: a catalogue of texts costs no decoding.

use js_sys::{JSON, Object, Reflect};
use wasm_bindgen::JsCast;

/// A flat object of strings.
pub struct Table(Object);

impl Table {
    /// Parses a JSON object; `None` when the text is not one.
    pub fn parse(json: &str) -> Option<Table> {
        JSON::parse(json).ok()?.dyn_into().ok().map(Table)
    }

    /// The string under a name of the object's own.
    pub fn get(&self, name: &str) -> Option<String> {
        Reflect::get(&self.0, &name.into()).ok()?.as_string()
    }
}
