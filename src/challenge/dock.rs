//! The dock at thumb's reach: who is logging, the one button that matters, and what became of the last tap.

use crate::view::prelude::*;
use crate::{
    data::ledger::Keeping,
    platform::{events, media},
    t,
    ui::{amount::amount, icon},
};
use atrium_contract::{challenge::Goal, entry::Profile, progress::Phase};

use super::{
    desk::{Desk, Said},
    draft::Draft,
    form::Form,
    join, steps,
};

pub(super) fn dock(desk: Desk, form: Form, phase: Phase) -> View {
    let keeping = Memo::new(move |_| desk.store.keeping.get());
    // Followed by memos, so that a name half typed outlives what another tab does.
    let any = Memo::new(move |_| !desk.readers().is_empty());
    let several = Memo::new(move |_| desk.readers().len() > 1);
    let logging = move || {
        if keeping.get() != Keeping::Open {
            return ().into_view();
        }
        if !any.get() {
            return join::join(desk, phase);
        }
        if !matches!(phase, Phase::Running | Phase::Grace) {
            return ().into_view();
        }
        let chips = move || several.get().then(|| chips(desk, desk.readers()));
        view! { {chips} {buttons(desk, form, phase)} }
    };
    view! {
        <div class="dock">
            <div class="dock__said" role="status">{move || desk.said.get().map(|said| word(desk, said))}</div>
            {logging}
        </div>
    }
}

fn chips(desk: Desk, readers: Vec<Profile>) -> View {
    let chips: Vec<View> = readers
        .into_iter()
        .map(|reader| {
            let id = reader.id.clone();
            let pressed = move || if desk.logging().iter().any(|it| it.id == id) { "true" } else { "false" };
            let choose = move |_| desk.choose(&reader.id);
            view! {
                <button class="chip" type="button" aria-pressed=pressed on:click=choose>
                    {icon::TICK.show()} {reader.nickname.clone()}
                </button>
            }
        })
        .collect();
    view! { <div class="dock__readers" role="group" aria-label=t!("log.for")>{chips}</div> }
}

fn buttons(desk: Desk, form: Form, phase: Phase) -> View {
    let document = desk.document();
    let usual = steps::usual(&document.value);
    let what = amount(usual.unit, u64::from(usual.amount.0));
    let pending = RwSignal::new(false);
    // After the last day, today does not count any more: only a day before can be logged, and that is asked for.
    let one_tap = phase == Phase::Running && !matches!(document.value.goal, Goal::Checklist { .. });
    let label = t!("log.usual", amount = what);
    let tap = move |event| {
        if events::is_second(&event) {
            return;
        }
        let today = desk.today();
        // A page may stand open for days: what it offered on the last evening is over the next morning.
        if desk.days().is_none_or(|(first, last)| today < first || today > last) {
            desk.said.set(Some(Said { words: t!("log.not-today"), ..Said::refused() }));
            return;
        }
        let draft = Draft { day: today, amount: usual, work: None, item: None, note: None, corrects: None };
        desk.log(pending, &draft, &what, || ());
    };
    let main = one_tap.then(|| {
        view! {
            <button
                class="button button--main dock__main"
                type="button"
                aria-disabled=move || pending.get().then_some("true")
                on:click=tap
            >
                {icon::PLUS.show()}
                {label}
            </button>
        }
    });
    let (class, words) =
        if one_tap { ("button", t!("log.more")) } else { ("button button--main dock__main", t!("log.another-day")) };
    view! {
        <div class="dock__buttons">
            {main}
            <button class=class type="button" aria-haspopup="dialog" on:click=move |_| form.start(desk, None)>{words}</button>
        </div>
    }
}

fn word(desk: Desk, said: Said) -> View {
    let Said { words, cheers, undo, refused } = said;
    let moving = !cheers.is_empty() && !media::reduced_motion();
    let cheers: Vec<View> = cheers.into_iter().map(|cheer| view! { <p class="dock__cheer">{cheer}</p> }).collect();
    let pending = RwSignal::new(false);
    let undo = (!undo.is_empty()).then(|| {
        view! {
            <button
                class="button button--small"
                type="button"
                aria-disabled=move || pending.get().then_some("true")
                on:click=move |_| desk.void(pending, &undo)
            >
                {icon::UNDO.show()}
                {t!("log.undo")}
            </button>
        }
    });
    view! {
        <div class="notice" class:notice--warn=refused class:dock__word--cheer=moving>
            <div class="dock__words"><p>{words}</p> {cheers}</div>
            {undo}
        </div>
    }
}
