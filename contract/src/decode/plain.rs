//! The plain values: texts, truth, numbers.

use super::{At, Decode};
use crate::json::Value;

impl Decode for String {
    fn decode(value: &Value, at: &mut At) -> Option<Self> {
        let text = value.as_str().map(ToOwned::to_owned);
        if text.is_none() {
            at.expected("a text", value);
        }
        text
    }

    fn hole() -> Self {
        String::new()
    }
}

impl Decode for bool {
    fn decode(value: &Value, at: &mut At) -> Option<Self> {
        if let Value::Bool(truth) = value {
            return Some(*truth);
        }
        at.expected("true or false", value);
        None
    }

    fn hole() -> Self {
        false
    }
}

/// Reads a whole number inside limits.
pub(crate) fn whole(value: &Value, least: i32, most: i32, what: &'static str, at: &mut At) -> Option<i32> {
    // `20.0` is a whole number too: many languages write one so.
    let number = value.as_f64().filter(|number| (f64::from(least)..=f64::from(most)).contains(number));
    let number = number.filter(|number| f64::from(*number as i32) == *number).map(|number| number as i32);
    if number.is_none() {
        at.expected(what, value);
    }
    number
}

/// A whole number from 1 to a million: an amount, a target, a width in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Count(pub u32);

impl Decode for Count {
    fn decode(value: &Value, at: &mut At) -> Option<Self> {
        whole(value, 1, 1_000_000, "a whole number from 1 to 1000000", at).map(|number| Count(number.unsigned_abs()))
    }

    fn hole() -> Self {
        Count(1)
    }
}

/// A whole number from 0 to a million: a place in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place(pub u32);

impl Decode for Place {
    fn decode(value: &Value, at: &mut At) -> Option<Self> {
        whole(value, 0, 1_000_000, "a whole number from 0 to 1000000", at).map(|number| Place(number.unsigned_abs()))
    }

    fn hole() -> Self {
        Place(0)
    }
}
