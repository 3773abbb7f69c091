//! The states every list and page has: on its way, empty, from a copy, in part, and not to be had.

use super::icon;
use crate::view::prelude::*;
use crate::{
    data::{document::Document, error::LoadError, federation::use_federation},
    i18n::formats,
    t,
};

/// A skeleton of a page: a title, a picture, lines of text. It says "loading" once, to a screen reader.
pub fn skeleton_page() -> View {
    view! {
        <div class="skeleton" role="status">
            <span class="visually-hidden">{t!("state.loading")}</span>
            <div class="skeleton__title"></div>
            <div class="skeleton__picture"></div>
            <div class="skeleton__line"></div>
            <div class="skeleton__line"></div>
            <div class="skeleton__line skeleton__line--short"></div>
        </div>
    }
}

/// An empty place that says what comes next.
pub fn empty(words: String) -> View {
    view! { <p class="empty">{words}</p> }
}

/// The page says as of when it is, where that is not now: without network, or while nobody answers.
pub fn as_of<T>(document: &Document<T>) -> View {
    let federation = use_federation();
    let (address, fetched) = (document.asked.clone(), document.fetched);
    (move || {
        federation.is_old(&address).then(|| {
            let when = formats::moment(fetched, None);
            let words = if federation.online.get() {
                t!("state.as-of-silent", when = when)
            } else {
                t!("state.as-of", when = when)
            };
            view! { <p class="notice" role="status">{icon::OFFLINE.show()} {words}</p> }
        })
    })
    .into_view()
}

/// What was left out of a document, for whoever runs its backend; nothing when all was well.
pub fn problems<T>(document: &Document<T>) -> View {
    if document.problems.is_empty() {
        return ().into_view();
    }
    view! { <details class="notice"><summary>{t!("state.partial")}</summary>{sentences(document.problems.clone())}</details> }
}

/// What happened, what is safe, and one thing to do.
pub fn failed(error: &LoadError, who: String, again: impl Fn() + 'static) -> View {
    failure(error, who, Box::new(again))
}

fn failure(error: &LoadError, who: String, again: Box<dyn Fn()>) -> View {
    let (title, text) = match error {
        LoadError::Offline => (t!("error.offline.title"), t!("error.offline.text")),
        LoadError::NoAnswer => (t!("error.no-answer.title", who = who), t!("error.no-answer.text")),
        LoadError::Status(status) => (
            t!("error.no-answer.title", who = who),
            t!("error.status.text", status = formats::number(u64::from(*status))),
        ),
        LoadError::TooSlow => (t!("error.slow.title", who = who), t!("error.no-answer.text")),
        LoadError::TooLarge => (t!("error.large.title", who = who), t!("error.wrong.text")),
        LoadError::Wrong(_) => (t!("error.wrong.title", who = who), t!("error.wrong.text")),
        LoadError::Unknown => (t!("error.unknown.title"), t!("error.unknown.text")),
    };
    let details = match error {
        LoadError::Wrong(list) if !list.is_empty() => {
            view! { <details><summary>{t!("error.details")}</summary>{sentences(list.clone())}</details> }
        }
        _ => ().into_view(),
    };
    view! {
        <section class="failure" role="alert">
            <h2>{title}</h2>
            <p>{text}</p>
            {details}
            <button class="button" type="button" on:click=move |_| again()>{t!("action.try-again")}</button>
        </section>
    }
}

fn sentences(list: Vec<String>) -> View {
    // The contract's sentences are in English, for developers.
    let items: Vec<View> = list.into_iter().take(20).map(|line| view! { <li>{line}</li> }).collect();
    view! { <ul class="sentences" lang="en" dir="ltr">{items}</ul> }
}
