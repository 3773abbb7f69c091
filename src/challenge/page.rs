//! The page of a challenge, in its theme.

use crate::view::prelude::*;
use crate::{
    data::{
        document::{Document, Opened},
        ledger::Keeping,
        outbox::post,
    },
    platform::{events, url},
    ui::{opening, rich::rich, state},
};
use atrium_contract::{
    challenge::{Challenge, Goal},
    id::Key,
    list::ReadingList,
    progress::{Phase, phase},
};
use std::sync::Arc;

use super::{checklist, codes, desk::Desk, dock, form::Form, head, history, house, join, more, standing};

/// The page of a challenge.
pub fn page(key: Key) -> View {
    let challenge = opening::open::<Challenge>(&key);
    let list = Opened::<ReadingList>::open(move || {
        Ok(challenge
            .ready()
            .and_then(|document| url::resolve(document.value.list.as_ref()?.as_str(), &document.address)))
    });
    opening::page(key.clone(), challenge, move |document| show(&key, document.clone(), list))
}

fn show(key: &Key, document: Arc<Document<Challenge>>, list: Opened<ReadingList>) -> View {
    let desk = Desk::new(key.clone(), document.clone(), list);
    let form = Form::new();
    let challenge = &document.value;
    let phase = phase(challenge, desk.today());
    let ticks = matches!(challenge.goal, Goal::Checklist { .. }).then(|| checklist::checklist(desk, phase));
    let body = challenge.body.as_ref().map(|body| {
        view! { <section class="challenge__how"><h2>{t!("challenge.how")}</h2>{rich(body, &document.address)}</section> }
    });
    // Without a place to keep anything there is nothing to join, and it must not look as if there were.
    let keeping = Memo::new(move |_| desk.store.keeping.get());
    let any = Memo::new(move |_| !desk.readers().is_empty());
    let mine = move || match keeping.get() {
        Keeping::Opening | Keeping::Blocked => view! { <p class="quiet" role="status">{t!("state.loading")}</p> },
        Keeping::Nothing => view! { <p class="notice notice--warn">{t!("challenge.keeps-nothing")}</p> },
        // Whoever has not joined finds the way in at the foot of the page, where the thumb is.
        Keeping::Open if !any.get() => ().into_view(),
        Keeping::Open => view! {
            <section class="challenge__mine">
                <h2>{t!("challenge.mine")}</h2>
                {standing::standing(desk)}
                {house::house(desk)}
                {join::join(desk, phase)}
            </section>
        },
    };
    let log = move || (keeping.get() == Keeping::Open).then(|| history::history(desk, form, phase));
    let open = matches!(phase, Phase::Running | Phase::Grace);
    // Whoever came from "on its way" to change an entry finds its form open.
    effect(move || {
        if keeping.get() == Keeping::Open && open {
            let mine = |id: &str| desk.store.entry(id).is_some_and(|entry| entry.challenge == desk.key());
            if let Some(entry) = post::opened_next(mine).and_then(|id| desk.store.entry(&id)) {
                events::next_frame(move || {
                    if desk.is_here() {
                        form.start(desk, Some(entry));
                    }
                });
            }
        }
    });
    let codes = (challenge.codes == Some(true) && open)
        .then_some(move || (keeping.get() == Keeping::Open && any.get()).then(|| codes::codes(desk)));
    view! {
        <article class="page challenge">
            {head::head(key, &document)}
            {state::as_of(&document)}
            {state::problems(&document)}
            {mine}
            {ticks}
            {codes}
            {body}
            {log}
            {open.then(|| more::more(desk, form))}
            {dock::dock(desk, form, phase)}
        </article>
    }
}
