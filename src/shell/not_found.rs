//! No page has this address: what may have happened, and where to go.

use crate::view::prelude::*;
use crate::{
    routes::{Route, arrive},
    t,
};

pub(super) fn not_found() -> View {
    arrive(&t!("not-found.title"));
    view! {
        <section class="page page--narrow">
            <h1 tabindex="-1">{t!("not-found.title")}</h1>
            <p>{t!("not-found.text")}</p>
            <p><a class="button button--main" href=Route::Home.href()>{t!("not-found.home")}</a></p>
        </section>
    }
}
