//! The studio, the designer's page: a theme opened, edited token by token, seen live on the real components in light and
//! dark and on a phone's width, every pair of colours measured, and saved as a file. Nothing leaves the device.

mod bar;
mod bench;
mod colour;
mod open;
mod pairs;
mod panel;
mod preview;
mod write;

use crate::view::{event, mount, prelude::*};
use crate::{
    data::locale,
    i18n::{
        self,
        languages::{self, LANGUAGES},
    },
    platform::{dom, events, panic, preferences, url},
    t,
    ui::icon,
};
use bench::Bench;

/// Where the studio's catalogues are, from its base.
const CATALOGUES: &str = "../locales/studio.";

/// Loads the catalogue and mounts the studio in place of the shell.
pub fn start() {
    // Leptos has no executor before something is mounted.
    crate::platform::task::spawn(async {
        let spoken = locale::speak_from(CATALOGUES, languages::choose()).await;
        if !spoken && !locale::speak_from(CATALOGUES, LANGUAGES[0]).await {
            panic::give_up("catalogue");
            return;
        }
        if let Some(place) = dom::empty("#app") {
            mount(&place, frame);
            dom::set_root_attribute("data-started", Some(""));
        }
    });
}

fn frame() -> View {
    let speech = RwSignal::new(i18n::language());
    let bench = Bench::start();
    events::ask_before_leaving(move || bench.is_unsaved());
    event::on_key(move |event| bench.on_key(&event));
    // What is on the bench outlives a change of language; the words are all made anew.
    let page = move || {
        speech.get();
        page(bench, speech)
    };
    page.into_view()
}

fn page(bench: Bench, speech: RwSignal<&'static str>) -> View {
    dom::set_title(&t!("studio.title"));
    view! {
        <header class="studio__head">
            <a class="studio__home" href=app("") rel="external">{t!("studio.back")}</a>
            {language_switch(speech)}
        </header>
        <main class="page studio">
            <div class="studio__intro">
                <h1 tabindex="-1">{t!("studio.title")}</h1>
                <p class="quiet">{t!("studio.private")}</p>
            </div>
            {bar::bar(bench)}
            <div class="studio__desk">
                <div class="studio__tokens">{panel::panel(bench)}</div>
                <div class="studio__stage">{preview::preview(bench)}</div>
            </div>
            {pairs::table(bench)}
            <p class="studio__said" role="status">{move || bench.said.get()}</p>
        </main>
    }
}

/// An address in the app, which stands one folder above the studio.
fn app(path: &str) -> String {
    url::resolve(&["../", path].concat(), &url::base()).unwrap_or_default()
}

fn language_switch(speech: RwSignal<&'static str>) -> View {
    let choices: Vec<View> = LANGUAGES
        .into_iter()
        .map(|it| {
            view! { <option value=it.tag lang=it.tag selected=it.tag == i18n::language()>{it.name}</option> }
        })
        .collect();
    let choose = move |tag: String| {
        let Some(language) = languages::nearest(&tag) else { return };
        preferences::set("language", language.tag);
        crate::platform::task::spawn(async move {
            if locale::speak_from(CATALOGUES, language).await {
                speech.set(language.tag);
            }
        });
    };
    view! {
        <label class="choice">
            <span class="visually-hidden">{t!("studio.language")}</span>
            {icon::LANGUAGE.show()}
            <select id="language" on:change=move |event| choose(events::value(&event))>{choices}</select>
        </label>
    }
}
