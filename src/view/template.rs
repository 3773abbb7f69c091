//! The interpreter of what `view!` writes down: it makes the elements, and stops at each hole for a value.

use super::{Given, NodeRef, Value, View, event::Kind};
use crate::{
    i18n,
    platform::tree::{self, Element, Node},
};
use wasm_bindgen::{JsCast, JsValue};

/// What a step does; the same as in `markup/src/script.rs`, where the steps are written.
mod op {
    pub const TOGETHER: u8 = 0x01;
    pub const ELEMENT: u8 = 0x02;
    pub const DRAWING: u8 = 0x03;
    pub const CLOSE: u8 = 0x04;
    pub const TEXT: u8 = 0x05;
    pub const TRANSLATED_TEXT: u8 = 0x06;
    pub const NAME: u8 = 0x07;
    pub const VALUE: u8 = 0x08;
    pub const TRANSLATED_VALUE: u8 = 0x0b;
    pub const PROPERTY: u8 = 0x10;
    pub const CLASS: u8 = 0x11;
    pub const STYLE: u8 = 0x12;
}

/// A view being made.
pub struct Template {
    rest: &'static str,
    /// What is open, outermost first: the last one takes the next child.
    open: Vec<Node>,
    /// What the hole that is being filled is for, and its name.
    hole: Hole,
}

/// Where a value belongs on an element.
#[derive(Clone, Copy)]
pub(super) struct Hole {
    op: u8,
    name: &'static str,
}

impl Template {
    /// Makes everything up to the first hole.
    pub fn start(text: &'static str) -> Template {
        let mut template = Template { rest: text, open: Vec::new(), hole: Hole { op: 0, name: "" } };
        template.go_on();
        template
    }

    /// A view inside.
    pub fn child(&mut self, child: View) {
        self.append(&child.0);
        self.go_on();
    }

    /// The value of an attribute, property, class or style, given once or followed.
    pub fn value(&mut self, value: impl Given) {
        value.give(self.element(), self.hole);
        self.go_on();
    }

    /// What an event does.
    pub fn on<E: JsCast>(&mut self, _: Kind<E>, mut then: impl FnMut(E) + 'static) {
        self.listen(Box::new(move |event| then(event.unchecked_into())));
    }

    /// Keeps the element under a reference.
    pub fn keep(&mut self, place: NodeRef) {
        place.set(self.element());
        self.go_on();
    }

    /// What was made.
    pub fn done(self) -> View {
        View(self.open.into_iter().next().unwrap_or_else(tree::nothing))
    }

    fn listen(&mut self, then: Box<dyn FnMut(tree::Event)>) {
        tree::listen(&self.element(), self.hole.name, then);
        self.go_on();
    }

    fn element(&self) -> Element {
        self.open.last().cloned().unwrap_or_else(tree::nothing).unchecked_into()
    }

    fn append(&self, child: &Node) {
        if let Some(parent) = self.open.last() {
            tree::append(parent, child);
        }
    }

    fn enter(&mut self, node: Node) {
        self.append(&node);
        self.open.push(node);
    }

    /// Makes what is written down, up to the next hole.
    fn go_on(&mut self) {
        while let Some(op) = self.rest.bytes().next() {
            let rest = self.rest.get(1..).unwrap_or_default();
            let end = rest.bytes().position(|byte| byte < b' ').unwrap_or(rest.len());
            let (argument, rest) = rest.split_at_checked(end).unwrap_or_default();
            self.rest = rest;
            match op {
                op::TOGETHER => self.enter(tree::fragment()),
                op::ELEMENT => self.enter(tree::element(argument)),
                op::DRAWING => self.enter(tree::drawing(argument)),
                op::CLOSE => drop(self.open.pop()),
                op::TEXT => self.append(&tree::text(argument)),
                op::TRANSLATED_TEXT => self.append(&tree::text(&i18n::text(argument, &[]))),
                op::NAME => self.hole.name = argument,
                op::VALUE => tree::set_attribute(&self.element(), self.hole.name, Some(argument)),
                op::TRANSLATED_VALUE => {
                    tree::set_attribute(&self.element(), self.hole.name, Some(&i18n::text(argument, &[])));
                }
                op => {
                    self.hole = Hole { op, name: argument };
                    return;
                }
            }
        }
    }
}

impl Hole {
    /// Sets a value where it belongs.
    pub fn set(self, element: &Element, value: Value) {
        let Hole { op, name } = self;
        match (op, value) {
            (op::PROPERTY, Value::Nothing) => {}
            (op::PROPERTY, Value::Flag(flag)) => tree::set_property(element, name, &JsValue::from_bool(flag)),
            (op::PROPERTY, Value::Text(text)) => tree::set_property(element, name, &JsValue::from_str(&text)),
            (op::CLASS, value) => tree::set_class(element, name, matches!(value, Value::Flag(true))),
            (op::STYLE, Value::Text(text)) => tree::set_style(element, name, &text),
            (op::STYLE, _) => tree::set_style(element, name, ""),
            (_, Value::Nothing | Value::Flag(false)) => tree::set_attribute(element, name, None),
            (_, Value::Flag(true)) => tree::set_attribute(element, name, Some("")),
            (_, Value::Text(text)) => tree::set_attribute(element, name, Some(&text)),
        }
    }
}
