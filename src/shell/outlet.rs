//! The page of the address we are at.

use super::{not_found, rooms};
use crate::view::prelude::*;
use crate::{
    alliance,
    routes::{Route, use_navigator},
    ui::look::use_wardrobe,
};

pub(super) fn outlet() -> View {
    let page = use_navigator().page();
    let wardrobe = use_wardrobe();
    (move || {
        let page = page.get();
        // A page that has a theme puts it on; until then, and elsewhere, the house's own look.
        if !matches!(page, Route::Campaign(_) | Route::Exhibit(..) | Route::Challenge(_)) {
            wardrobe.wear(None);
        }
        match page {
            Route::Home => alliance::home(),
            Route::NotFound => not_found::not_found(),
            page => rooms::room(page),
        }
    })
    .into_view()
}
