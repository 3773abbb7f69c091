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

/// A whole number from 0 on that JSON holds exactly everywhere: a sum.
impl Decode for u64 {
    fn decode(value: &Value, at: &mut At) -> Option<Self> {
        const MOST: f64 = 9_007_199_254_740_991.0;
        let number = value.as_f64().filter(|number| (0.0..=MOST).contains(number));
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let number = number.map(|number| (number, number as u64)).filter(|(number, whole)| *whole as f64 == *number);
        if number.is_none() {
            at.expected("a whole number from 0 on", value);
        }
        number.map(|(_, whole)| whole)
    }

    fn hole() -> Self {
        0
    }
}

/// What is read by somebody else, or passed on as it is.
impl Decode for Value {
    fn decode(value: &Value, _: &mut At) -> Option<Self> {
        Some(value.clone())
    }

    fn hole() -> Self {
        Value::Null
    }
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

/// A whole number from 0 to 365: the days a streak may miss.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Freezes(pub u32);

impl Decode for Freezes {
    fn decode(value: &Value, at: &mut At) -> Option<Self> {
        whole(value, 0, 365, "a whole number from 0 to 365", at).map(|number| Freezes(number.unsigned_abs()))
    }

    fn hole() -> Self {
        Freezes(0)
    }
}
