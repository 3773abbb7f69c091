//! The footer: what is kept and where, in one sentence, and the members.

use crate::view::prelude::*;
use crate::{
    data::federation::use_federation,
    routes::Route,
    ui::{
        deal::{MOST, all_of},
        text,
    },
};

pub(super) fn footer() -> View {
    let federation = use_federation();
    let members = move || {
        let seats = federation.seats.get();
        let items = seats.iter().take(MOST).map(|seat| {
            let (href, name) = seat.link.with_value(|link| (Route::Member(link.id.clone()).href(), link.name.clone()));
            view! { <li><a href=href>{text::inline(&name)}</a></li> }
        });
        let mut items: Vec<View> = items.collect();
        if seats.len() > MOST {
            items.push(all_of("kind=member".to_owned(), seats.len()));
        }
        items.into_view()
    };
    view! {
        <footer class="footer">
            <nav aria-label=t!("shell.members")>
                <ul class="footer__members">{members}</ul>
            </nav>
            <p class="quiet">{t!("shell.privacy")} " " <a href=Route::Reader.href()>{t!("reader.link")}</a></p>
        </footer>
    }
}
