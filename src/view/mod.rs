//! What is shown: nodes of the page, made once, and kept in step with the signals they read.
//!
//! Signals, effects and contexts are leptos'. Its renderer is not used: it makes a type of each piece of markup and a
//! copy of itself for each type, which was two thirds of the program (see ARCHITECTURE.md, "Views"). Here a view is a
//! node of the page, made at once; only closures are followed, and what they give is put in the place of what they gave
//! before. So everything below exists once, whatever is shown.

pub mod event;
mod kept;
mod live;
mod mount;
mod place;
mod template;
mod value;

pub use self::{
    kept::Kept,
    live::follow,
    mount::mount,
    place::NodeRef,
    template::Template,
    value::{Given, Value},
};
pub use atrium_markup::view;

/// What every view needs: its own words, and leptos' signals.
pub mod prelude {
    pub use super::{IntoView, NodeRef, View, view};
    pub use crate::effect::effect;
    pub use leptos::prelude::{
        Get, GetUntracked, GetValue, Memo, RwSignal, Set, SetValue, Signal, StoredValue, Track, Update, UpdateValue,
        With, WithUntracked, WithValue, on_cleanup, provide_context, untrack, use_context,
    };
}

use crate::platform::tree::{self, Node};
use wasm_bindgen::JsCast;

/// A piece of the page that is not in it yet; nothing, a node, or several side by side. A clone is the same piece.
#[derive(Clone)]
#[must_use = "a view that is not returned or given to another is not shown"]
pub struct View(Node);

impl View {
    /// Nothing at all.
    pub fn nothing() -> View {
        View(tree::nothing())
    }

    /// An element whose name is known only here; `name` is never a stranger's.
    pub fn element(name: &'static str) -> View {
        View(tree::element(name))
    }

    /// Sets an attribute of an element; `None` leaves it away.
    pub fn set(&self, name: &str, value: Option<&str>) {
        if value.is_some() {
            tree::set_attribute(self.0.unchecked_ref(), name, value);
        }
    }

    /// With another view inside, after those it has.
    pub fn holding(self, inner: View) -> View {
        tree::append(&self.0, &inner.0);
        self
    }

    /// Several views side by side.
    pub fn together(views: impl IntoIterator<Item = View>) -> View {
        let whole = tree::fragment();
        views.into_iter().for_each(|view| tree::append(&whole, &view.0));
        View(whole)
    }
}

/// What can stand between a start tag and an end tag.
pub trait IntoView {
    /// As nodes of the page.
    fn into_view(self) -> View;
}

impl IntoView for View {
    fn into_view(self) -> View {
        self
    }
}

impl IntoView for () {
    fn into_view(self) -> View {
        View::nothing()
    }
}

impl IntoView for &str {
    fn into_view(self) -> View {
        View(tree::text(self))
    }
}

impl IntoView for String {
    fn into_view(self) -> View {
        self.as_str().into_view()
    }
}

impl<T: IntoView> IntoView for Option<T> {
    fn into_view(self) -> View {
        self.map_or_else(View::nothing, T::into_view)
    }
}

impl IntoView for Vec<View> {
    fn into_view(self) -> View {
        View::together(self)
    }
}

impl<F, T> IntoView for F
where
    F: Fn() -> T + 'static,
    T: IntoView,
{
    fn into_view(self) -> View {
        live::view(Box::new(move || self().into_view()))
    }
}
