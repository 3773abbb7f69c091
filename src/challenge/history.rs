//! Everything that was logged, newest first, with what does not count and why, to edit and to undo.

use crate::view::prelude::*;
use crate::{
    i18n::formats,
    t,
    ui::{amount::amount, icon, state, text},
};
use atrium_contract::{
    challenge::Goal,
    entry::Entry,
    progress::{Phase, Verdict},
};

use super::{desk::Desk, form::Form, rows, sign, words};

/// So many days are shown at first; the rest on demand.
const FIRST: usize = 14;

pub(super) fn history(desk: Desk, form: Form, phase: Phase) -> View {
    let undone = RwSignal::new(false);
    let most = RwSignal::new(FIRST);
    let list = move || {
        let readers = desk.readers();
        if readers.is_empty() {
            return ().into_view();
        }
        let several = readers.len() > 1;
        let (mut entries, mut verdicts, mut names) = (Vec::new(), Vec::new(), Vec::new());
        for reader in readers {
            entries.extend(desk.store.entries_of(&desk.key(), &reader.id));
            // The member's word first; of what it has not seen yet, this device's.
            let reckoned = desk.reckoned(&reader.id);
            verdicts.extend(reckoned.progress.verdicts);
            verdicts.extend(reckoned.here.verdicts);
            names.push((reader.id, reader.nickname));
        }
        let any_undone = entries.iter().any(|entry| entry.voided_at.is_some());
        let days = rows::by_day(entries, undone.get());
        let rest = days.len() > most.get();
        let none = days.is_empty().then(|| state::empty(t!("history.empty")));
        let days: Vec<View> = days
            .into_iter()
            .take(most.get())
            .map(|(day, entries)| {
                let heading = formats::day(day, formats::DateStyle::Weekday);
                let rows: Vec<View> = entries
                    .into_iter()
                    .map(|entry| {
                        let name =
                            names.iter().find(|(id, _)| several && *id == entry.profile).map(|(_, name)| name.clone());
                        let verdict = verdicts.iter().find(|verdict| verdict.entry == entry.id);
                        row(desk, form, phase, entry, name, verdict)
                    })
                    .collect();
                view! { <li class="history__day"><h3>{heading}</h3><ul role="list">{rows}</ul></li> }
            })
            .collect();
        let further = rest.then(|| {
            view! {
                <button class="button" type="button" on:click=move |_| most.update(|most| *most += 60)>{t!("history.more")}</button>
            }
        });
        let switch = any_undone.then(|| {
            view! {
                <button
                    class="button button--quiet button--small"
                    type="button"
                    aria-pressed=move || if undone.get() { "true" } else { "false" }
                    on:click=move |_| undone.update(|undone| *undone = !*undone)
                >
                    {t!("history.undone")}
                </button>
            }
        });
        view! {
            <section class="challenge__history">
                <h2>{t!("history.title")}</h2>
                {none}
                <ol class="history" role="list">{days}</ol>
                <p>{further} {switch}</p>
            </section>
        }
    };
    list.into_view()
}

fn row(desk: Desk, form: Form, phase: Phase, entry: Entry, name: Option<String>, verdict: Option<&Verdict>) -> View {
    let what = what(desk, &entry);
    let work = entry.work.as_ref().map(|work| {
        let parts: Vec<&str> = [&work.title, &work.author].into_iter().flatten().map(String::as_str).collect();
        let parts = if parts.is_empty() { work.isbn.as_deref().into_iter().collect() } else { parts };
        view! { <p dir="auto">{parts.join(" · ")}</p> }
    });
    let note = entry.note.clone().map(|note| view! { <p class="quiet" dir="auto">{note}</p> });
    let document = desk.document();
    let against = verdict
        .and_then(|verdict| words::verdict(&document.value, &entry, verdict))
        .map(|words| view! { <p class="history__why">{words}</p> });
    let sign = sign::sign(desk, entry.id.clone(), what.clone());
    let undone = entry.voided_at.is_some();
    let actions = (!undone).then(|| actions(desk, form, phase, entry, &what));
    view! {
        <li class="history__row" class:history__row--undone=undone>
            <div>
                <p class="history__what">{what} {name.map(|name| [" · ", &name].concat())}</p>
                {work}
                {note}
                {against}
                {sign}
            </div>
            {actions}
        </li>
    }
}

/// What was done, in words: the thing of a checklist where it is one, else the amount.
fn what(desk: Desk, entry: &Entry) -> String {
    let document = desk.document();
    let item = match &document.value.goal {
        Goal::Checklist { items, .. } => items.iter().find(|item| Some(&item.id) == entry.item.as_ref()),
        _ => None,
    };
    match item {
        Some(item) => text::words(&item.title),
        None => amount(entry.amount.unit, u64::from(entry.amount.amount.0)),
    }
}

fn actions(desk: Desk, form: Form, phase: Phase, entry: Entry, what: &str) -> View {
    let pending = RwSignal::new(false);
    let edit = matches!(phase, Phase::Running | Phase::Grace).then(|| {
        let entry = entry.clone();
        view! {
            <button
                class="button button--quiet button--small"
                type="button"
                aria-haspopup="dialog"
                aria-label=t!("history.edit", what = what)
                on:click=move |_| form.start(desk, Some(entry.clone()))
            >
                {icon::EDIT.show()}
            </button>
        }
    });
    view! {
        <div class="history__actions">
            {edit}
            <button
                class="button button--quiet button--small"
                type="button"
                aria-label=t!("history.undo", what = what)
                aria-disabled=move || pending.get().then_some("true")
                on:click=move |_| desk.void(pending, std::slice::from_ref(&entry))
            >
                {icon::UNDO.show()}
            </button>
        </div>
    }
}
