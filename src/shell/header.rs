//! The header: whose house this is, the two places to go, language and light.

use super::{Speech, speak};
use crate::view::prelude::*;
use crate::{
    data::federation::use_federation,
    i18n::{language, languages::LANGUAGES},
    platform::events,
    routes::{Route, use_navigator},
    ui::{
        appearance::{Appearance, use_appearance},
        icon, text,
    },
};
use atrium_contract::theme::Scheme;

pub(super) fn header() -> View {
    let federation = use_federation();
    let page = use_navigator().page();
    let name = move || {
        federation.alliance.with(|alliance| alliance.ready().map(|it| text::inline(&it.value.name))).into_view()
    };
    let current = move |route: Route| (page.get() == route).then_some("page");
    view! {
        <header class="header">
            <a class="header__house" href=Route::Home.href() aria-current=move || current(Route::Home)>
                <svg class="mark" viewBox="0 0 24 24" aria-hidden="true"><path d="M4 21V11a8 8 0 0116 0v10M9 21v-9a3 3 0 016 0v9" /></svg>
                <span>{name}</span>
            </a>
            <nav class="header__nav" aria-label=t!("shell.main-navigation")>
                <a
                    class="button button--quiet"
                    href=Route::Search(String::new()).href()
                    aria-current=move || current(Route::Search(String::new()))
                >
                    {icon::SEARCH.show()}
                    <span>{t!("search.link")}</span>
                </a>
                <a class="button button--quiet" href=Route::Reader.href() aria-current=move || current(Route::Reader)>
                    {icon::READER.show()}
                    <span>{t!("reader.link")}</span>
                </a>
                {language_switch()}
                {scheme_switch()}
            </nav>
        </header>
    }
}

fn language_switch() -> View {
    let speech = use_context::<Speech>();
    let choices: Vec<View> = LANGUAGES
        .into_iter()
        .map(|it| {
            view! { <option value=it.tag lang=it.tag selected=it.tag == language()>{it.name}</option> }
        })
        .collect();
    view! {
        <label class="choice">
            <span class="visually-hidden">{t!("shell.language")}</span>
            {icon::LANGUAGE.show()}
            <select
                id="language"
                on:change=move |event| {
                    if let Some(speech) = speech {
                        speak(speech, &events::value(&event));
                    }
                }
            >
                {choices}
            </select>
        </label>
    }
}

fn scheme_switch() -> View {
    let appearance = use_appearance();
    view! {
        <button
            class="button button--quiet"
            type="button"
            aria-label=t!("shell.dark")
            aria-pressed=move || if appearance.get().scheme == Scheme::Dark { "true" } else { "false" }
            on:click=move |_| Appearance::flip(appearance)
        >
            {icon::SCHEME.show()}
        </button>
    }
}
