//! JSON as a tree, its parser and its writer.
//!
//! Why our own: serde_json brings visitors, B-trees, tables for floating point and errors that print themselves. A program with all
//! of this crate in it had 86.6 KB in brotli with serde_json and decoders that were made anew for each type, and has 36 KB without
//! (2026-11-23). This one also keeps numbers as they were written. Tests and the fuzz target hold it against serde_json.

mod map;
mod number;
mod parse;
mod write;

pub use map::Map;
pub use number::{Number, decimal};
pub use parse::{DEEPEST, NotJson, parse, parse_around};
pub use write::Record;

/// A JSON value.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// `null`.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A text.
    String(String),
    /// A list.
    Array(Vec<Value>),
    /// An object.
    Object(Map),
}

impl Value {
    /// An object with these fields.
    pub fn object<const N: usize>(fields: [(&str, Value); N]) -> Value {
        Value::Object(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    /// A field of an object.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.as_object()?.get(name)
    }

    /// A field of an object, to be changed.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        self.as_object_mut()?.get_mut(name)
    }

    /// The value at a JSON Pointer (RFC 6901).
    pub fn pointer(&self, pointer: &str) -> Option<&Value> {
        let mut place = self;
        if pointer.is_empty() {
            return Some(place);
        }
        for step in pointer.strip_prefix('/')?.split('/') {
            place = match place {
                Value::Object(map) => map.get(&unescaped(step))?,
                Value::Array(list) => list.get(step.parse::<usize>().ok()?)?,
                _ => return None,
            };
        }
        Some(place)
    }

    /// The text, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        if let Value::String(text) = self { Some(text) } else { None }
    }

    /// The number, if it is one that floating point holds.
    pub fn as_f64(&self) -> Option<f64> {
        if let Value::Number(number) = self { number.as_f64() } else { None }
    }

    /// The list, if it is one.
    pub fn as_array(&self) -> Option<&Vec<Value>> {
        if let Value::Array(list) = self { Some(list) } else { None }
    }

    /// The list, to be changed.
    pub fn as_array_mut(&mut self) -> Option<&mut Vec<Value>> {
        if let Value::Array(list) = self { Some(list) } else { None }
    }

    /// The object, if it is one.
    pub fn as_object(&self) -> Option<&Map> {
        if let Value::Object(map) = self { Some(map) } else { None }
    }

    /// The object, to be changed.
    pub fn as_object_mut(&mut self) -> Option<&mut Map> {
        if let Value::Object(map) = self { Some(map) } else { None }
    }

    /// Whether it is an object.
    pub fn is_object(&self) -> bool {
        self.as_object().is_some()
    }

    /// Whether it is a list.
    pub fn is_array(&self) -> bool {
        self.as_array().is_some()
    }
}

/// A step of a JSON Pointer as the name it stands for.
fn unescaped(step: &str) -> String {
    let mut name = String::new();
    let mut characters = step.chars();
    while let Some(character) = characters.next() {
        let plain = if character != '~' {
            character
        } else if characters.next() == Some('0') {
            '~'
        } else {
            '/'
        };
        name.push(plain);
    }
    name
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::String(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::String(text)
    }
}

impl From<f64> for Value {
    /// With at most four decimals.
    fn from(number: f64) -> Value {
        Value::Number(Number::from(number))
    }
}

impl From<Map> for Value {
    fn from(map: Map) -> Value {
        Value::Object(map)
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(list: Vec<T>) -> Value {
        Value::Array(list.into_iter().map(Into::into).collect())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_pointer_finds_what_it_names() {
        let value = parse(r#"{"a":[{"/~":7}],"":{"x":null}}"#).unwrap();
        assert_eq!(value.pointer("/a/0/~1~0").and_then(Value::as_f64), Some(7.0));
        assert_eq!(value.pointer("//x"), Some(&Value::Null));
        assert_eq!(value.pointer(""), Some(&value));
        for nowhere in ["a", "/a/1", "/a/x", "/b", "/a/0/~1~0/x"] {
            assert_eq!(value.pointer(nowhere), None, "{nowhere}");
        }
    }
}
