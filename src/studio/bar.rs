//! The bar: open, undo, redo, save, and the sentences about what was opened.

use super::bench::{Bench, Refusal};
use crate::view::prelude::*;
use crate::{
    data::{federation::Kind, fetch::MOST_BYTES},
    i18n,
    platform::{events, files, url},
    t,
    ui::{icon, text},
};
use atrium_contract::{id::Id, json::Value, theme::Theme};

pub(super) fn bar(bench: Bench) -> View {
    view! {
        <section class="studio-bar" aria-label=t!("studio.bar")>
            <div class="studio-bar__row">
                {choose(bench)}
                {open_file(bench)}
            </div>
            <div class="studio-bar__row">
                {name(bench)}
                {id(bench)}
            </div>
            <div class="studio-bar__row">
                <button class="button" type="button" disabled=move || bench.past.with(Vec::is_empty) on:click=move |_| bench.undo()>
                    {icon::UNDO.show()}
                    <span>{t!("studio.undo")}</span>
                </button>
                <button class="button" type="button" disabled=move || bench.future.with(Vec::is_empty) on:click=move |_| bench.redo()>
                    <span>{t!("studio.redo")}</span>
                </button>
                <button class="button button--main" type="button" on:click=move |_| save(bench, false)>
                    {icon::SAVE.show()}
                    <span>{t!("studio.save")}</span>
                </button>
                <button class="button" type="button" on:click=move |_| save(bench, true)>{t!("studio.save-tokens")}</button>
            </div>
            {move || sentences(bench)}
        </section>
    }
}

/// The alliance's themes: the house's, and those its campaigns wear.
fn themes(bench: Bench) -> Vec<(String, String)> {
    let mut themes: Vec<(String, String)> =
        bench.house_address().into_iter().map(|address| (address, t!("studio.house"))).collect();
    for found in bench.federation.cards(Kind::Campaign) {
        let theme = found.card.theme.as_ref().and_then(|href| url::resolve(href.as_str(), &found.base));
        if let Some(address) = theme.filter(|address| themes.iter().all(|(other, _)| other != address)) {
            themes.push((address, text::words(&found.card.title)));
        }
    }
    themes
}

fn choose(bench: Bench) -> View {
    let options = move || {
        let from = bench.from.get();
        let list = themes(bench).into_iter().map(|(address, title)| {
            let chosen = from.as_ref() == Some(&address);
            view! { <option value=address selected=chosen>{title}</option> }
        });
        let own = from.is_none().then(|| view! { <option value="" selected=true>{t!("studio.own-file")}</option> });
        View::together(own.into_iter().chain(list))
    };
    view! {
        <label class="field">
            <span>{t!("studio.choose")}</span>
            <select
                on:change=move |event| {
                    let address = events::value(&event);
                    if !address.is_empty() {
                        bench.open_address(address);
                    }
                }
            >
                {options}
            </select>
        </label>
    }
}

fn open_file(bench: Bench) -> View {
    view! {
        <label class="field">
            <span>{t!("studio.open-file")}</span>
            <input
                type="file"
                accept=".json,.tokens,application/json"
                on:change=move |event| {
                    crate::platform::task::spawn(async move {
                        #[allow(clippy::cast_precision_loss)]
                        match files::chosen(&event, MOST_BYTES as f64).await {
                            Some(Ok(text)) => bench.open_text(&text, None),
                            Some(Err(_)) => {
                                bench.refused.set(Some(Refusal::Wrong(atrium_contract::decode::Refused::TooLarge.sentences())));
                            }
                            None => {}
                        }
                    });
                }
            />
        </label>
    }
}

/// The theme's title, in the language of the interface.
fn name(bench: Bench) -> View {
    let title =
        move || bench.theme.with(|theme| theme.as_ref().map(|theme| text::words(&theme.title)).unwrap_or_default());
    let change = move |words: String| {
        let words = words.trim().to_owned();
        if words.is_empty() {
            return;
        }
        let mut next = bench.document.get_untracked();
        let Some(map) = next.as_object_mut() else { return };
        let title = map.entry("title");
        if let Some(bare) = title.as_str() {
            *title = Value::object([("none", vec![bare].into())]);
        }
        if !title.is_object() {
            *title = Value::object([]);
        }
        if let Some(languages) = title.as_object_mut() {
            languages.insert(i18n::language(), vec![words].into());
        }
        bench.step(None, next);
    };
    view! {
        <label class="field">
            <span>{t!("studio.name")}</span>
            <input type="text" prop:value=title on:change=move |event| change(events::value(&event)) />
        </label>
    }
}

fn id(bench: Bench) -> View {
    let wrong = RwSignal::new(false);
    let now =
        move || bench.theme.with(|theme| theme.as_ref().map(|theme: &Theme| theme.id.to_string()).unwrap_or_default());
    let change = move |words: String| {
        let id = Id::new(words.trim());
        wrong.set(id.is_none());
        let mut next = bench.document.get_untracked();
        if let (Some(id), Some(map)) = (id, next.as_object_mut()) {
            map.insert("id", id.as_str().into());
            bench.step(None, next);
        }
    };
    view! {
        <label class="field">
            <span>{t!("studio.id")}</span>
            <input
                type="text"
                dir="ltr"
                spellcheck="false"
                autocapitalize="off"
                prop:value=now
                aria-invalid=move || wrong.get().then_some("true")
                // Gone while it is mended: on leaving the field it would move the next button away from under the pointer.
                on:input=move |_| wrong.set(false)
                on:change=move |event| change(events::value(&event))
            />
            <span class="field__error" role="alert">{move || wrong.get().then(|| t!("studio.id-wrong"))}</span>
        </label>
    }
}

fn save(bench: Bench, tokens_only: bool) {
    let id = bench
        .theme
        .with_untracked(|theme| theme.as_ref().map_or_else(|| "theme".to_owned(), |theme| theme.id.to_string()));
    let text = bench.document.with_untracked(|document| {
        let part = if tokens_only { document.get("tokens") } else { Some(document) };
        part.map(Value::to_pretty).unwrap_or_default()
    });
    let ending = if tokens_only { ".tokens.json" } else { ".theme.json" };
    let saved = files::save(&[id.as_str(), ending].concat(), "application/json", &text);
    // Tokens alone are a part: its name, its id and its notes are in no file by that.
    if saved && !tokens_only {
        bench.keep();
    }
    bench.said.set(if saved { t!("studio.saved") } else { t!("studio.not-saved") });
}

fn sentences(bench: Bench) -> View {
    if let Some(refusal) = bench.refused.get() {
        let (words, list) = match refusal {
            Refusal::NoAnswer => (t!("studio.no-answer"), Vec::new()),
            Refusal::NoTheme => (t!("studio.no-theme"), Vec::new()),
            Refusal::Wrong(list) => (t!("studio.wrong"), list),
        };
        return view! { <div class="notice notice--warn" role="alert"><p>{words}</p>{lines(list)}</div> };
    }
    let problems = bench.problems.get();
    if problems.is_empty() {
        return ().into_view();
    }
    view! { <div class="notice" role="status"><p>{t!("studio.partial")}</p>{lines(problems)}</div> }
}

fn lines(list: Vec<String>) -> View {
    if list.is_empty() {
        return ().into_view();
    }
    // The contract's sentences are in English, for whoever makes the files.
    let items: Vec<View> = list.into_iter().take(20).map(|line| view! { <li>{line}</li> }).collect();
    view! { <ul class="sentences" lang="en" dir="ltr">{items}</ul> }
}
