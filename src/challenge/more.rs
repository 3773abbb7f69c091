//! The dialog: another amount, another day, what was read, a note.

use crate::view::prelude::*;
use crate::{
    platform::events,
    t,
    ui::{amount, dialog::dialog, text},
};
use atrium_contract::challenge::{Challenge, Goal};

use super::{
    desk::Desk,
    draft,
    form::{DIALOG, Form},
    steps, work,
};

pub(super) fn more(desk: Desk, form: Form) -> View {
    let document = desk.document();
    let challenge = &document.value;
    let much = match &challenge.goal {
        Goal::Checklist { .. } => things(challenge, form),
        _ => how_much(challenge, form),
    };
    let wrong = move || form.wrong.get();
    // The store's refusal is said here too: the dialog covers the dock.
    let refused = move || desk.said.get().filter(|said| said.refused).map(|said| said.words);
    let content = view! {
        <form
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                form.send(desk);
            }
        >
            {much}
            {day(desk, form)}
            {work::work(desk, form)}
            <div class="field">
                <label for="log-note">{t!("log.note")}</label>
                <textarea
                    id="log-note"
                    rows="2"
                    maxlength="500"
                    prop:value=move || form.fields.with(|it| it.note.clone())
                    on:input=move |event| form.fields.update(|it| it.note = events::value(&event))
                ></textarea>
            </div>
            <p class="slip" role="alert">{wrong} {refused}</p>
            <p class="dialog__do">
                <button
                    class="button button--main"
                    type="submit"
                    aria-disabled=move || form.pending.get().then_some("true")
                >
                    {move || if form.editing.with(Option::is_some) { t!("log.save-change") } else { t!("log.save") }}
                </button>
            </p>
        </form>
    };
    let title = move || {
        if form.editing.with(Option::is_some) { t!("log.edit-title") } else { t!("log.more-title") }
    };
    dialog(DIALOG, title, content)
}

fn how_much(challenge: &Challenge, form: Form) -> View {
    let usual = steps::usual(challenge);
    let step = steps::step(usual);
    let by = move |up: bool| {
        form.fields.update(|it| {
            it.amount = match draft::amount(&it.amount) {
                Some(now) => steps::stepped(now, step, up),
                None => usual.amount.0,
            }
            .to_string();
        });
    };
    let unit = move || {
        let unit = form.editing.with(|entry| entry.as_ref().map_or(usual.unit, |entry| entry.amount.unit));
        let count = form.fields.with(|it| draft::amount(&it.amount)).unwrap_or(0);
        amount::amount(unit, u64::from(count))
    };
    view! {
        <div class="field">
            <label for="log-amount">{t!("log.how-much")}</label>
            <div class="stepper">
                <button class="button" type="button" aria-label=t!("log.less") on:click=move |_| by(false)>"−"</button>
                <input
                    id="log-amount"
                    type="number"
                    inputmode="numeric"
                    min="1"
                    max="1000000"
                    step="1"
                    prop:value=move || form.fields.with(|it| it.amount.clone())
                    on:input=move |event| form.fields.update(|it| it.amount = events::value(&event))
                />
                <button class="button" type="button" aria-label=t!("log.greater") on:click=move |_| by(true)>"+"</button>
            </div>
            <p class="quiet">{unit}</p>
        </div>
    }
}

fn things(challenge: &Challenge, form: Form) -> View {
    let Goal::Checklist { items, .. } = &challenge.goal else { return ().into_view() };
    let options: Vec<View> = items
        .iter()
        .map(|item| view! { <option value=item.id.to_string()>{text::words(&item.title)}</option> })
        .collect();
    view! {
        <div class="field">
            <label for="log-item">{t!("log.which")}</label>
            <select
                id="log-item"
                prop:value=move || form.fields.with(|it| it.item.clone())
                on:change=move |event| form.fields.update(|it| it.item = events::value(&event))
            >
                <option value="">{t!("log.choose")}</option>
                {options}
            </select>
        </div>
    }
}

fn day(desk: Desk, form: Form) -> View {
    // Asked anew whenever the dialog opens: the page may stand open overnight.
    let limits = move || {
        form.editing.track();
        desk.chosen.track();
        desk.days()
    };
    view! {
        <div class="field">
            <label for="log-day">{t!("log.day")}</label>
            <input
                id="log-day"
                type="date"
                min=move || limits().map(|(first, _)| first.to_string())
                max=move || limits().map(|(_, last)| last.to_string())
                prop:value=move || form.fields.with(|it| it.day.clone())
                on:input=move |event| form.fields.update(|it| it.day = events::value(&event))
            />
        </div>
    }
}
