//! One challenge that a reader joined, with how far they have come. The sums wait for the challenge's document; the link does not.

use crate::view::prelude::*;
use crate::{
    data::{
        document::Load,
        federation::{Kind, use_federation},
        ledger::Store,
        outbox::{post, reckoned::By},
    },
    i18n::formats,
    platform::task,
    routes::Route,
    t, t_count,
    ui::{amount, ring::ring, text},
};
use atrium_contract::{challenge::Challenge, entry::Enrolment};

pub(super) fn joined(store: Store, enrolment: &Enrolment, name: &str, said: RwSignal<String>) -> View {
    let federation = use_federation();
    let (key, reader) = (enrolment.challenge.clone(), enrolment.profile.clone());
    let challenge = federation.open::<Challenge>(Kind::Challenge, key.clone());
    let href = Route::Challenge(key.clone()).href();
    let title = {
        let key = key.clone();
        move || {
            let card =
                federation.cards(Kind::Challenge).into_iter().find(|it| it.key == key).map(|it| it.card.title.clone());
            let title = card.or_else(|| challenge.with(|it| it.ready().map(|it| it.value.title.clone())));
            title.map_or_else(|| key.id.to_string().into_view(), |title| text::inline(&title))
        }
    };
    let standing = move || match challenge.get() {
        Load::Ready(document) => {
            let here = store.progress(&document.value, &key, &reader);
            let (by, progress) = post::follow(store).reckon(&key, &reader, &here);
            let far = amount::progress(&progress);
            let words = if by == By::About { t!("standing.about", words = far) } else { far };
            view! {
                {ring(progress.permille(), formats::percent(progress.permille()))}
                <p>{words}</p>
            }
        }
        // Without the challenge's rules nothing can be counted; what is kept is safe all the same.
        other => {
            let kept = store.entries_of(&key, &reader).iter().filter(|it| it.voided_at.is_none()).count();
            let why = match other {
                Load::Failed(_) => t!("reader.not-here"),
                _ => t!("state.loading"),
            };
            view! { <p>{t_count!("reader.entries", kept as u64)}</p><p class="quiet">{why}</p> }
        }
    };
    let leave_label = t!("reader.leave-label", name = name);
    let leave = {
        let (enrolment, name) = (enrolment.clone(), name.to_owned());
        move |_| {
            let (key, reader) = (enrolment.challenge.clone(), enrolment.profile.clone());
            let words = if name == t!("join.me") { t!("reader.left-me") } else { t!("reader.left", name = name) };
            task::spawn(async move {
                let words = match store.leave(&key, &reader).await {
                    Ok(()) => words,
                    Err(_) => t!("reader.refused"),
                };
                let _ = said.try_set(words);
            });
        }
    };
    let since = t!("reader.since", day = formats::day(enrolment.on, formats::DateStyle::Full));
    view! {
        <li class="join">
            <h4><a href=href>{title}</a></h4>
            <p class="quiet">{since}</p>
            <div class="join__standing">{standing}</div>
            <button class="button button--small button--quiet" type="button" aria-label=leave_label on:click=leave>
                {t!("reader.leave")}
            </button>
        </li>
    }
}
