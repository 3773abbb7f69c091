//! Values of attributes, properties, classes and styles: given once, or followed.

use super::{live, template::Hole};
use crate::platform::tree::Element;
use std::borrow::Cow;

/// A value as the page takes it.
pub enum Value {
    /// Not there.
    Nothing,
    /// On or off.
    Flag(bool),
    /// A text.
    Text(Cow<'static, str>),
}

/// What can be given to an attribute: a value, or a closure whose value is followed.
pub trait Given {
    /// Sets it, now and whenever it changes.
    #[doc(hidden)]
    #[expect(private_interfaces, reason = "only a template gives")]
    fn give(self, element: Element, hole: Hole);
}

macro_rules! values {
    ($($kind:ty: $value:ident => $made:expr),+ $(,)?) => { $(
        impl From<$kind> for Value {
            fn from($value: $kind) -> Value {
                $made
            }
        }

        impl Given for $kind {
            #[expect(private_interfaces, reason = "only a template gives")]
            fn give(self, element: Element, hole: Hole) {
                hole.set(&element, self.into());
            }
        }
    )+ };
}

values! {
    bool: flag => Value::Flag(flag),
    &'static str: text => Value::Text(Cow::Borrowed(text)),
    String: text => Value::Text(Cow::Owned(text)),
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Value {
        value.map_or(Value::Nothing, T::into)
    }
}

impl<T: Into<Value>> Given for Option<T> {
    #[expect(private_interfaces, reason = "only a template gives")]
    fn give(self, element: Element, hole: Hole) {
        hole.set(&element, self.into());
    }
}

impl<F, T> Given for F
where
    F: Fn() -> T + 'static,
    T: Into<Value>,
{
    #[expect(private_interfaces, reason = "only a template gives")]
    fn give(self, element: Element, hole: Hole) {
        follow(element, hole, Box::new(move || self().into()));
    }
}

fn follow(element: Element, hole: Hole, value: Box<dyn Fn() -> Value>) {
    live::follow(Box::new(move || hole.set(&element, value())));
}
