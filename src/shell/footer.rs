//! The footer: what is kept and where, in one sentence, and the members.

use crate::{data::federation::use_federation, routes::Route, t, ui::text};
use leptos::prelude::*;

pub(super) fn footer() -> AnyView {
    let federation = use_federation();
    let members = move || {
        let items = federation.seats.get().into_iter().map(|seat| {
            let (href, name) = seat.link.with_value(|link| (Route::Member(link.id.clone()).href(), link.name.clone()));
            view! { <li><a href=href>{text::inline(&name)}</a></li> }.into_any()
        });
        items.collect::<Vec<_>>().into_any()
    };
    view! {
        <footer class="footer">
            <nav aria-label=t!("shell.members")>
                <ul class="footer__members">{members}</ul>
            </nav>
            <p class="quiet">{t!("shell.privacy")} " " <a href=Route::Reader.href()>{t!("reader.link")}</a></p>
        </footer>
    }
    .into_any()
}
