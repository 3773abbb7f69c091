//! Everything that was logged, newest first, with what does not count and why, to edit and to undo.

use crate::view::{Kept, follow, prelude::*};
use crate::{
    i18n::formats,
    t,
    ui::{amount::amount, icon, state, text},
};
use atrium_contract::{
    challenge::Goal,
    day::Day,
    entry::Entry,
    progress::{Phase, Verdict},
};

use std::collections::HashMap;

use super::{desk::Desk, form::Form, rows, sign, words};

/// So much is shown at first; the rest on demand.
const FIRST: Most = Most { days: 14, rows: 80 };
/// So much more each time.
const FURTHER: Most = Most { days: 60, rows: 240 };

/// How much is on the page: each row costs a phone something whenever anything changes.
#[derive(Clone, Copy)]
struct Most {
    days: usize,
    rows: usize,
}

/// What a row shows.
#[derive(Clone, PartialEq)]
pub(super) struct Shown {
    pub entry: Entry,
    /// Whose it is, where several take part.
    name: Option<String>,
    verdict: Option<Verdict>,
}

/// The part of the history that is on the page.
#[derive(Clone, Default, PartialEq)]
struct Listed {
    /// Each row under what it is known by.
    days: Vec<(Day, Vec<(String, Shown)>)>,
    /// There are more days.
    more: bool,
    /// Something was undone, or gave its place to another.
    any_undone: bool,
}

pub(super) fn history(desk: Desk, form: Form, phase: Phase) -> View {
    let any = Memo::new(move |_| !desk.readers().is_empty());
    (move || if any.get() { section(desk, form, phase) } else { View::nothing() }).into_view()
}

fn section(desk: Desk, form: Form, phase: Phase) -> View {
    let undone = RwSignal::new(false);
    let most = RwSignal::new(FIRST);
    let listed = Memo::new(move |_| listed(desk, undone.get(), most.get()));
    let has = move |what: fn(&Listed) -> bool| Memo::new(move |_| listed.with(what));
    let (none, more, any_undone) = (has(|it| it.days.is_empty()), has(|it| it.more), has(|it| it.any_undone));
    let further = move || {
        more.get().then(|| {
            view! {
                <button class="button" type="button" on:click=move |_| most.update(Most::go_on)>{t!("history.more")}</button>
            }
        })
    };
    let switch = move || {
        any_undone.get().then(|| {
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
        })
    };
    view! {
        <section class="challenge__history">
            <h2>{t!("history.title")}</h2>
            {move || none.get().then(|| state::empty(t!("history.empty")))}
            {days(desk, form, phase, listed)}
            <p>{further} {switch}</p>
        </section>
    }
}

impl Most {
    fn go_on(&mut self) {
        self.days = self.days.saturating_add(FURTHER.days);
        self.rows = self.rows.saturating_add(FURTHER.rows);
    }
}

fn listed(desk: Desk, undone: bool, most: Most) -> Listed {
    let readers = desk.readers();
    let several = readers.len() > 1;
    let (mut entries, mut reckoned, mut names) = (Vec::new(), Vec::new(), Vec::new());
    for reader in readers {
        entries.extend(desk.store.entries_of(&desk.key(), &reader.id));
        reckoned.push(desk.reckoned(&reader.id));
        names.push((reader.id, reader.nickname));
    }
    let mut verdicts = HashMap::new();
    for one in &reckoned {
        // The member's word goes over this device's, which is all there is of what the member has not seen yet.
        verdicts.extend(one.here.by_entry());
        verdicts.extend(one.progress.by_entry());
    }
    let any_undone = entries.iter().any(|entry| entry.voided_at.is_some());
    let keys = rows::keys(&entries);
    let row = |entry: Entry| {
        let name = names.iter().find(|(id, _)| several && *id == entry.profile).map(|(_, name)| name.clone());
        let verdict = verdicts.get(entry.id.as_str()).map(|verdict| Verdict::clone(verdict));
        (keys.get(&entry.id).cloned().unwrap_or_default(), Shown { entry, name, verdict })
    };
    let (days, more) = rows::first(rows::by_day(entries, undone), most.days, most.rows);
    let days = days.into_iter().map(|(day, entries)| (day, entries.into_iter().map(row).collect()));
    Listed { days: days.collect(), more, any_undone }
}

/// The days with their rows. A row that was there before is the same element after a change, wherever it stands then: a
/// dialog that was opened from it gives the focus back to it.
fn days(desk: Desk, form: Form, phase: Phase, listed: Memo<Listed>) -> View {
    let list = view! { <ol class="history" role="list"></ol> };
    let (mut all_days, mut all_rows) = (Kept::default(), Kept::default());
    let place = list.clone();
    follow(Box::new(move || {
        listed.with(|listed| {
            let days: Vec<View> = listed
                .days
                .iter()
                .map(|(day, shown)| {
                    let rows: Vec<View> = shown
                        .iter()
                        .map(|(key, it)| {
                            let (row, shows): (View, RwSignal<Shown>) = all_rows.get(key, || {
                                let shows = RwSignal::new(it.clone());
                                (row(desk, form, phase, shows), shows)
                            });
                            if shows.with_untracked(|before| before != it) {
                                shows.set(it.clone());
                            }
                            row
                        })
                        .collect();
                    let (day, list) = all_days.get(&day.to_string(), || one_day(*day));
                    list.arrange(&rows);
                    day
                })
                .collect();
            place.arrange(&days);
        });
        all_rows.sweep();
        all_days.sweep();
    }));
    list
}

/// A day, and the list in it.
fn one_day(day: Day) -> (View, View) {
    let heading = formats::day(day, formats::DateStyle::Weekday);
    let list = view! { <ul role="list"></ul> };
    let inner = list.clone();
    (view! { <li class="history__day"><h3>{heading}</h3>{list}</li> }, inner)
}

fn row(desk: Desk, form: Form, phase: Phase, shows: RwSignal<Shown>) -> View {
    let undone = Memo::new(move |_| shows.with(|it| it.entry.voided_at.is_some()));
    let words = move || shows.with(|it| said(desk, it));
    view! {
        <li class="history__row" class:history__row--undone=move || undone.get()>
            <div>
                {words}
                {sign::sign(desk, shows)}
            </div>
            {move || (!undone.get()).then(|| actions(desk, form, phase, shows))}
        </li>
    }
}

/// What a row says.
fn said(desk: Desk, shown: &Shown) -> View {
    let Shown { entry, name, verdict } = shown;
    let work = entry.work.as_ref().map(|work| {
        let parts: Vec<&str> = [&work.title, &work.author].into_iter().flatten().map(String::as_str).collect();
        let parts = if parts.is_empty() { work.isbn.as_deref().into_iter().collect() } else { parts };
        view! { <p dir="auto">{parts.join(" · ")}</p> }
    });
    let note = entry.note.clone().map(|note| view! { <p class="quiet" dir="auto">{note}</p> });
    let document = desk.document();
    let against = verdict
        .as_ref()
        .and_then(|verdict| words::verdict(&document.value, entry, verdict))
        .map(|words| view! { <p class="history__why">{words}</p> });
    view! {
        <p class="history__what">{what(desk, entry)} {name.as_ref().map(|name| [" · ", name].concat())}</p>
        {work}
        {note}
        {against}
    }
}

/// What was done, in words: the thing of a checklist where it is one, else the amount.
pub(super) fn what(desk: Desk, entry: &Entry) -> String {
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

fn actions(desk: Desk, form: Form, phase: Phase, shows: RwSignal<Shown>) -> View {
    let pending = RwSignal::new(false);
    let words = move || shows.with(|it| what(desk, &it.entry));
    let entry = move || shows.with_untracked(|it| it.entry.clone());
    let edit = matches!(phase, Phase::Running | Phase::Grace).then(|| {
        view! {
            <button
                class="button button--quiet button--small"
                type="button"
                aria-haspopup="dialog"
                aria-label=move || t!("history.edit", what = words())
                on:click=move |_| form.start(desk, Some(entry()))
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
                aria-label=move || t!("history.undo", what = words())
                aria-disabled=move || pending.get().then_some("true")
                on:click=move |_| desk.void(pending, &[entry()])
            >
                {icon::UNDO.show()}
            </button>
        </div>
    }
}
