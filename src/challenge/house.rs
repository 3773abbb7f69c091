//! Whether what is logged here is kept at the member too: the way to it, or how it fares.

use crate::view::prelude::*;
use crate::{
    data::{federation::use_federation, outbox::post},
    routes::Route,
    t,
    ui::{problem, text},
};

use super::desk::Desk;

pub(super) fn house(desk: Desk) -> View {
    let federation = use_federation();
    let member = desk.key().member;
    let line = move || {
        let post = post::follow(desk.store);
        let offers = federation
            .seat(&member)
            .and_then(|seat| seat.member.ready())
            .is_some_and(|document| document.value.participate.is_some());
        let name = federation.name(&member).map_or_else(|| member.to_string(), |name| text::words(&name));
        let href = Route::Account(member.clone()).href();
        match post.account(&member) {
            None if offers => {
                view! { <p class="challenge__house"><a href=href>{t!("account.offer", name = name)}</a></p> }
            }
            None => ().into_view(),
            Some(account) => {
                let items: Vec<_> = post.items.iter().filter(|item| item.member == member).collect();
                let words = problem::fares(account, &items);
                view! {
                    <p class="challenge__house">
                        <a href=href>{t!("account.title", name = name)}</a> ": " {words}
                    </p>
                }
            }
        }
    };
    line.into_view()
}
