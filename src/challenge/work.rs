//! What was read: picked from the challenge's reading list, by ISBN, or typed by hand. All of it may stay empty.

use crate::view::prelude::*;
use crate::{i18n::formats, platform::events, t, ui::text};
use atrium_contract::{isbn, list::Work};

use super::{desk::Desk, draft::Fields, form::Form, words};

pub(super) fn work(desk: Desk, form: Form) -> View {
    // While it is typed: a verdict that came on leaving the field would move the button away from under the finger that
    // left it. Ten digits may still become thirteen, so only right ones are told.
    let typing = move |typed: String| {
        let digits = typed.chars().filter(char::is_ascii_alphanumeric).count();
        let whole = digits >= 13 || (digits == 10 && isbn::parse(&typed).is_ok());
        form.fields.update(|it| it.isbn.clone_from(&typed));
        form.found.set(if whole { look_up(desk, form, &typed) } else { String::new() });
        form.wrong.set(String::new());
    };
    view! {
        <fieldset class="challenge__work">
            <legend>{t!("log.what")}</legend>
            {move || pick(desk, form)}
            <div class="field">
                <label for="log-isbn">{t!("log.isbn")}</label>
                <input
                    id="log-isbn"
                    type="text"
                    inputmode="text"
                    autocomplete="off"
                    maxlength="24"
                    dir="ltr"
                    aria-describedby="log-isbn-found"
                    prop:value=move || form.fields.with(|it| it.isbn.clone())
                    on:input=move |event| typing(events::value(&event))
                />
                <p class="quiet" id="log-isbn-found" role="status">{move || form.found.get()}</p>
            </div>
            {line("log-title", t!("log.title"), form, |it| it.title.clone(), |it, typed| it.title = typed)}
            {line("log-author", t!("log.author"), form, |it| it.author.clone(), |it, typed| it.author = typed)}
        </fieldset>
    }
}

fn line(id: &'static str, label: String, form: Form, get: fn(&Fields) -> String, set: fn(&mut Fields, String)) -> View {
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input
                id=id
                type="text"
                dir="auto"
                autocomplete="off"
                maxlength="300"
                prop:value=move || form.fields.with(get)
                on:input=move |event| form.fields.update(|it| set(it, events::value(&event)))
            />
        </div>
    }
}

/// Checks an ISBN, and fills in the title where the reading list knows it. Says what became of it.
fn look_up(desk: Desk, form: Form, typed: &str) -> String {
    let number = match isbn::parse(typed) {
        Ok(number) => number,
        Err(error) => return words::isbn(error),
    };
    let known = desk.list.with_untracked(|list| {
        let works = &list.ready()?.value.works;
        works.iter().find(|work| work.isbn.as_ref().is_some_and(|isbn| isbn.0 == number)).cloned()
    });
    match known {
        Some(work) => {
            fill(form, &work);
            t!("log.isbn-found", title = text::words(&work.title))
        }
        None => t!("log.isbn-right"),
    }
}

fn fill(form: Form, work: &Work) {
    form.wrong.set(String::new());
    let authors: Vec<String> = work.authors.iter().map(text::words).collect();
    form.fields.update(|it| {
        it.title = text::words(&work.title);
        it.author = if authors.is_empty() { String::new() } else { formats::list(&authors) };
        it.isbn = work.isbn.as_ref().map(|isbn| isbn.0.clone()).unwrap_or_default();
    });
}

/// The titles of the challenge's reading list; nothing until it is here.
fn pick(desk: Desk, form: Form) -> View {
    let works = desk.list.with(|list| list.ready().map(|list| list.value.works.clone())).unwrap_or_default();
    if works.is_empty() {
        return ().into_view();
    }
    let options: Vec<View> = works
        .iter()
        .enumerate()
        .map(|(place, work)| view! { <option value=place.to_string()>{text::words(&work.title)}</option> })
        .collect();
    let chosen = move |place: String| {
        if let Some(work) = place.parse().ok().and_then(|place: usize| works.get(place)) {
            fill(form, work);
            form.found.set(String::new());
        }
    };
    view! {
        <div class="field">
            <label for="log-pick">{t!("log.from-list")}</label>
            <select id="log-pick" on:change=move |event| chosen(events::value(&event))>
                <option value="">{t!("log.choose")}</option>
                {options}
            </select>
        </div>
    }
}
