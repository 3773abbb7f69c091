//! Elements that stay. What is made anew loses the focus, and a dialog that was opened from it finds no way back; so the
//! items of a list are known by a key, each keeps its element, and only what the element shows changes.

use super::View;
use crate::platform::tree::{self, Node};
use leptos::prelude::*;

/// The elements of a list by their keys, each with what its maker holds of it.
pub struct Kept<H> {
    owner: Owner,
    all: Vec<One<H>>,
}

struct One<H> {
    key: String,
    element: Node,
    held: H,
    /// Ends what the element follows when it goes.
    owner: Owner,
    asked: bool,
}

impl<H> Default for Kept<H> {
    /// None yet. They go with the piece of the page that this is made in.
    fn default() -> Kept<H> {
        Kept { owner: Owner::current().unwrap_or_default(), all: Vec::new() }
    }
}

impl<H: Clone> Kept<H> {
    /// The element under a key, and what is held of it; made where the key is new.
    pub fn get(&mut self, key: &str, make: impl FnOnce() -> (View, H)) -> (View, H) {
        if let Some(one) = self.all.iter_mut().find(|one| one.key == key) {
            one.asked = true;
            return (View(one.element.clone()), one.held.clone());
        }
        // Under an owner of its own, not under the effect that asks: whose things end each time it runs again.
        let owner = self.owner.child();
        let (view, held) = owner.with(|| untrack(make));
        let element = view.0.clone();
        self.all.push(One { key: key.to_owned(), element, held: held.clone(), owner, asked: true });
        (view, held)
    }

    /// Lets go of those that were not asked for since the last time.
    pub fn sweep(&mut self) {
        self.all.retain_mut(|one| {
            if !one.asked {
                one.owner.cleanup();
            }
            std::mem::take(&mut one.asked)
        });
    }
}

impl View {
    /// An element with these inside, in this order, and no others. What stands right already is not touched.
    pub fn arrange(&self, inside: &[View]) {
        let inside: Vec<Node> = inside.iter().map(|view| view.0.clone()).collect();
        tree::arrange(&self.0, &inside);
    }
}
