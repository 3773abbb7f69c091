//! Where else the ledger is kept: for each member that offers it, the way to an account, or how the one that is there fares.

use crate::view::prelude::*;
use crate::{
    data::{federation::use_federation, ledger::Store, outbox::post},
    routes::Route,
    t,
    ui::{icon, problem, text},
};

pub(super) fn houses(store: Store) -> View {
    let federation = use_federation();
    let list = move || {
        let post = post::follow(store);
        let rows: Vec<View> = federation
            .seats
            .get()
            .into_iter()
            .filter_map(|seat| {
                let (id, name) = seat.link.with_value(|link| (link.id.clone(), text::words(&link.name)));
                let offers = seat.member.ready().is_some_and(|document| document.value.participate.is_some());
                let account = post.account(&id);
                let waiting = post.items.iter().filter(|item| item.member == id).collect::<Vec<_>>();
                (offers || account.is_some()).then(|| {
                    let href = Route::Account(id.clone()).href();
                    match account {
                        None => view! {
                            <li class="houses__row">
                                <a class="button button--small" href=href>{icon::PLUS.show()} {t!("account.offer", name = name)}</a>
                            </li>
                        },
                        Some(account) => view! {
                            <li class="houses__row">
                                <div>
                                    <h3>{name.clone()}</h3>
                                    <p>{problem::fares(account, &waiting)}</p>
                                </div>
                                <a class="button button--small" href=href aria-label=t!("account.manage-label", name = name)>
                                    {t!("account.manage")}
                                </a>
                            </li>
                        },
                    }
                })
            })
            .collect();
        if rows.is_empty() {
            return ().into_view();
        }
        view! {
            <section>
                <h2>{t!("houses.title")}</h2>
                <p class="measure">{t!("houses.text")}</p>
                <ul class="houses" role="list">{rows}</ul>
            </section>
        }
    };
    list.into_view()
}
