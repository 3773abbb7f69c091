//! What a case may say, and what came out otherwise.

use serde_json::Value;
use std::{cell::RefCell, fmt::Debug};

/// Refuses a field that is not among these.
pub fn only(value: &Value, names: &[&str], place: &str) {
    for name in value.as_object().unwrap_or_else(|| panic!("{place}: {value} is no object")).keys() {
        assert!(names.contains(&name.as_str()), "{place}: nobody knows what {name} is");
    }
}

/// What came out otherwise than it should have.
#[derive(Default)]
pub struct Wrong(RefCell<Vec<String>>);

impl Wrong {
    /// Compares what came out with what is expected, if anything is.
    pub fn judge<T: PartialEq + Debug>(&self, name: &str, expected: Option<T>, came: T) {
        if let Some(expected) = expected.filter(|expected| *expected != came) {
            self.0.borrow_mut().push(format!("{name} should be {expected:?}, but is {came:?}"));
        }
    }

    pub fn take(self) -> Vec<String> {
        self.0.into_inner()
    }
}

/// A list of texts.
pub fn texts(value: &Value) -> Vec<String> {
    value.as_array().expect("a list").iter().map(|it| it.as_str().expect("a text").to_owned()).collect()
}
