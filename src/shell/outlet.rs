//! The page of the address we are at.

use super::{not_found, rooms};
use crate::view::prelude::*;
use crate::{
    alliance,
    routes::{Route, use_navigator},
    ui::{appearance::use_appearance, look},
};

pub(super) fn outlet() -> View {
    let page = use_navigator().page();
    let appearance = use_appearance();
    (move || {
        let page = page.get();
        // A page that has a theme puts it on; until then, and elsewhere, the house's own look.
        if !matches!(page, Route::Campaign(_) | Route::Exhibit(..) | Route::Challenge(_)) {
            look::dress_page(None, appearance.get_untracked());
        }
        match page {
            Route::Home => alliance::home(),
            Route::NotFound => not_found::not_found(),
            page => rooms::room(page),
        }
    })
    .into_view()
}
