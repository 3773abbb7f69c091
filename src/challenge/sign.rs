//! The quiet sign on an entry's row: on its way, or not taken and why, with what can be done about that.

use crate::view::prelude::*;
use crate::{
    data::{
        federation::use_federation,
        outbox::{
            act,
            item::Item,
            post::{self, State},
        },
    },
    platform::task,
    t,
    ui::{icon, problem, text},
};

use super::{
    desk::{Desk, Said},
    history::{Shown, what},
};

pub(super) fn sign(desk: Desk, shows: RwSignal<Shown>) -> View {
    // What stands in the row changes only when the item does.
    let item = Memo::new(move |_| {
        let post = post::follow(desk.store);
        shows.with(|it| post.of_entry(&it.entry.id).map(|item| (item.clone(), post.state(item))))
    });
    (move || match item.get() {
        None => ().into_view(),
        Some((_, State::Waiting)) => view! { <p class="history__sign">{icon::AWAY.show()} {t!("sign.waits")}</p> },
        Some((_, State::Sent)) => view! { <p class="history__sign">{icon::AWAY.show()} {t!("sign.sent")}</p> },
        Some((item, State::Refused)) => refused(desk, item, &untrack(|| shows.with(|it| what(desk, &it.entry)))),
    })
    .into_view()
}

fn refused(desk: Desk, item: Item, what: &str) -> View {
    let member = &item.member;
    let name = use_federation().name(member).map_or_else(|| member.to_string(), |name| text::words(&name));
    let why = item.refused.as_ref().map(|problem| problem::refused(problem, &name));
    let pending = RwSignal::new(false);
    let label = |words: String| [&words, ": ", what].concat();
    let again = {
        let item = item.clone();
        move |_| {
            if pending.get_untracked() {
                return;
            }
            pending.set(true);
            let item = item.clone();
            task::spawn(async move {
                let kept = act::again(desk.store, &item).await;
                let _ = pending.try_set(false);
                if kept.is_err() {
                    let _ = desk.said.try_set(Some(Said::refused()));
                }
            });
        }
    };
    view! {
        <p class="history__why">{why}</p>
        <p>
            <button
                class="button button--small"
                type="button"
                aria-label=label(t!("action.try-again"))
                aria-disabled=move || pending.get().then_some("true")
                on:click=again
            >
                {t!("action.try-again")}
            </button>
        </p>
    }
}
