//! The page of a challenge, in its theme.

use crate::view::prelude::*;
use crate::{
    data::{
        document::{self, Document, Load},
        federation::{Kind, use_federation},
        ledger::Keeping,
    },
    platform::url,
    routes::{Route, arrive},
    t,
    ui::{appearance::use_appearance, look, rich::rich, state, text},
};
use atrium_contract::{
    challenge::{Challenge, Goal},
    id::Key,
    list::ReadingList,
    progress::{Phase, phase},
    theme::Theme,
};
use std::sync::Arc;

use super::{checklist, desk::Desk, dock, form::Form, head, history, join, more, standing};

/// The page of a challenge.
pub fn page(key: Key) -> View {
    let federation = use_federation();
    let challenge = federation.open::<Challenge>(Kind::Challenge, key.clone());
    let appearance = use_appearance();
    let theme = document::open::<Theme>(move || Ok(named(challenge, |it| it.theme.as_ref().map(|href| href.as_str()))));
    let list =
        document::open::<ReadingList>(move || Ok(named(challenge, |it| it.list.as_ref().map(|href| href.as_str()))));
    Effect::new(move |_| {
        let appearance = appearance.get();
        theme.with(|theme| {
            if let Some(theme) = theme.ready() {
                look::dress_page(Some(&theme.value), appearance);
            }
        });
    });
    (move || match challenge.get() {
        Load::Waiting => state::skeleton_page(),
        Load::Failed(error) => {
            arrive(&t!("error.page"));
            let wanted = key.clone();
            let again = move || federation.again(Kind::Challenge, &wanted, challenge);
            view! {
                <div class="page page--narrow">
                    <h1 tabindex="-1">{t!("error.page")}</h1>
                    {state::failed(&error, key.member.to_string(), again)}
                    <p><a href=Route::Home.href()>{t!("not-found.home")}</a></p>
                </div>
            }
        }
        Load::Ready(document) => {
            arrive(&text::words(&document.value.title));
            show(&key, document, list)
        }
    })
    .into_view()
}

/// The address of a document that the challenge links to.
fn named(challenge: RwSignal<Load<Challenge>>, href: fn(&Challenge) -> Option<&str>) -> Option<String> {
    challenge.with(|challenge| {
        let document = challenge.ready()?;
        url::resolve(href(&document.value)?, &document.address)
    })
}

fn show(key: &Key, document: Arc<Document<Challenge>>, list: RwSignal<Load<ReadingList>>) -> View {
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
        Keeping::Opening => view! { <p class="quiet" role="status">{t!("state.loading")}</p> },
        Keeping::Nothing => view! { <p class="notice notice--warn">{t!("challenge.keeps-nothing")}</p> },
        // Whoever has not joined finds the way in at the foot of the page, where the thumb is.
        Keeping::Open if !any.get() => ().into_view(),
        Keeping::Open => view! {
            <section class="challenge__mine">
                <h2>{t!("challenge.mine")}</h2>
                {standing::standing(desk)}
                {join::join(desk, phase)}
            </section>
        },
    };
    let log = move || (keeping.get() == Keeping::Open).then(|| history::history(desk, form, phase));
    let open = matches!(phase, Phase::Running | Phase::Grace);
    view! {
        <article class="page challenge">
            {head::head(key, &document)}
            {state::as_of(&document)}
            {state::problems(&document)}
            {mine}
            {ticks}
            {body}
            {log}
            {open.then(|| more::more(desk, form))}
            {dock::dock(desk, form, phase)}
        </article>
    }
}
