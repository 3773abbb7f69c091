//! A checklist: a tick logs, taking the tick away voids.

use crate::view::prelude::*;
use crate::{
    data::{
        federation::{Kind, use_federation},
        ledger::Keeping,
    },
    platform::url,
    routes::Route,
    t,
    ui::{icon, text},
};
use atrium_contract::{
    challenge::{Amount, Goal, Item, Unit},
    decode::Count,
    entry::Entry,
    progress::Phase,
};

use super::{
    desk::{Desk, Said},
    draft::Draft,
};

pub(super) fn checklist(desk: Desk, phase: Phase) -> View {
    let document = desk.document();
    let Goal::Checklist { items, .. } = &document.value.goal else { return ().into_view() };
    let rows: Vec<View> = items.iter().map(|item| row(desk, phase, item)).collect();
    view! {
        <section class="challenge__list">
            <h2>{t!("checklist.title")}</h2>
            <ul class="ticks" role="list">{rows}</ul>
        </section>
    }
}

fn row(desk: Desk, phase: Phase, item: &Item) -> View {
    let pending = RwSignal::new(false);
    let id = StoredValue::new(item.id.clone());
    let title = text::words(&item.title);
    // Ticked when everybody who is logging has done it.
    let ticked = Memo::new(move |_| {
        let readers = desk.logging();
        !readers.is_empty()
            && readers.iter().all(|reader| id.with_value(|id| desk.progress(&reader.id).ticked.contains(id)))
    });
    let tap = {
        let title = title.clone();
        move |_| toggle(desk, pending, &item_entries(desk, id), ticked.get_untracked(), id, &title)
    };
    let by_code = item.code == Some(true);
    let able = move || {
        !by_code
            && desk.store.keeping.get() == Keeping::Open
            && matches!(phase, Phase::Running | Phase::Grace)
            && !desk.readers().is_empty()
    };
    let mark = move || {
        if !able() {
            return view! { <span class="tick" class:tick--on=ticked.get()>{icon::TICK.show()}</span> };
        }
        view! {
            <button
                class="tick"
                class:tick--on=move || ticked.get()
                type="button"
                aria-label=t!("checklist.done", title = title)
                aria-pressed=move || if ticked.get() { "true" } else { "false" }
                aria-disabled=move || pending.get().then_some("true")
                on:click=tap.clone()
            >
                {icon::TICK.show()}
            </button>
        }
    };
    let who = move || {
        let readers = desk.readers();
        let several = readers.len() > 1;
        let done: Vec<String> = readers
            .into_iter()
            .filter(|reader| several && id.with_value(|id| desk.progress(&reader.id).ticked.contains(id)))
            .map(|reader| reader.nickname)
            .collect();
        (!done.is_empty()).then(|| t!("checklist.by", names = crate::i18n::formats::list(&done)))
    };
    view! {
        <li class="ticks__row">
            {mark}
            <div>
                <h3>{text::inline(&item.title)}</h3>
                {text::paragraphs(item.summary.as_ref(), "ticks__summary")}
                {exhibit(desk, item)}
                {by_code.then(|| view! { <p class="quiet">{t!("checklist.by-code")}</p> })}
                <p class="quiet">{who}</p>
            </div>
        </li>
    }
}

/// The entries that hold the tick of those who are logging, and the readers who lack it.
fn item_entries(desk: Desk, item: StoredValue<atrium_contract::id::Id>) -> (Vec<Entry>, Vec<String>) {
    untrack(|| {
        let (mut live, mut lacking) = (Vec::new(), Vec::new());
        for reader in desk.logging() {
            let mine = desk.store.entries_of(&desk.key(), &reader.id);
            live.extend(
                mine.into_iter()
                    .filter(|it| it.voided_at.is_none() && item.with_value(|item| it.item.as_ref() == Some(item))),
            );
            if !item.with_value(|item| desk.progress(&reader.id).ticked.contains(item)) {
                lacking.push(reader.id);
            }
        }
        (live, lacking)
    })
}

fn toggle(
    desk: Desk,
    pending: RwSignal<bool>,
    (live, lacking): &(Vec<Entry>, Vec<String>),
    ticked: bool,
    item: StoredValue<atrium_contract::id::Id>,
    title: &str,
) {
    if ticked {
        desk.void(pending, live);
        return;
    }
    // In the days after the end, what was done counts for the last day that can still be logged.
    let Some((_, day)) = desk.days() else {
        desk.said.set(Some(Said { words: t!("log.not-today"), ..Said::refused() }));
        return;
    };
    let amount = Amount { amount: Count(1), unit: Unit::Activities };
    let draft = Draft { day, amount, work: None, item: Some(item.get_value()), note: None, corrects: None };
    let entries: Vec<Entry> = lacking.iter().map(|reader| desk.entry(&draft, reader)).collect();
    desk.write(pending, entries.clone(), t!("log.kept", what = title), entries, || ());
}

/// The way to the exhibit that an item is about, once it is known whose it is.
fn exhibit(desk: Desk, item: &Item) -> View {
    let federation = use_federation();
    let Some(href) = item.exhibit.as_ref() else { return ().into_view() };
    let Some(address) = url::resolve(href.as_str(), &desk.document().address) else { return ().into_view() };
    (move || {
        let found = federation
            .cards(Kind::Exhibit)
            .into_iter()
            .find(|found| url::resolve(found.card.href.as_str(), &found.base).as_deref() == Some(address.as_str()));
        found.map(|found| {
            let title = text::inline(&found.card.title);
            view! { <p><a href=Route::Exhibit(found.key.clone(), None).href()>{title}</a></p> }
        })
    })
    .into_view()
}
