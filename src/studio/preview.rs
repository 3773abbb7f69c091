//! The theme on a real campaign and on the real components, light beside dark, as wide as a phone or as the page.

use super::{app, bench::Bench};
use crate::view::prelude::*;
use crate::{
    data::federation::{Found, Kind},
    i18n::formats,
    platform::{dom, url},
    t, t_count,
    ui::{
        card, hosts, icon,
        picture::{self, Show},
        ring, text,
    },
};
use atrium_contract::theme::{Scheme, tokens::Token};

pub(super) fn preview(bench: Bench) -> View {
    let phone = RwSignal::new(true);
    let width = move |it: bool, words: String| {
        view! {
            <button
                class="button button--small"
                type="button"
                aria-pressed=move || if phone.get() == it { "true" } else { "false" }
                on:click=move |_| phone.set(it)
            >
                {words}
            </button>
        }
    };
    view! {
        <section>
            <div class="studio-stage__head">
                <h2 id="studio-preview">{t!("studio.preview")}</h2>
                <div class="studio-sides" role="group" aria-label=t!("studio.width")>
                    {width(true, t!("studio.phone"))}
                    {width(false, t!("studio.wide"))}
                </div>
            </div>
            <div class="studio-stage" class:studio-stage--wide=move || !phone.get() tabindex="0" role="region" aria-labelledby="studio-preview">
                {panel(bench, Scheme::Light, t!("studio.light"))}
                {panel(bench, Scheme::Dark, t!("studio.dark"))}
            </div>
        </section>
    }
}

fn panel(bench: Bench, scheme: Scheme, label: String) -> View {
    let node = NodeRef::new();
    effect(move || {
        let Some(element) = node.get().and_then(dom::styled) else { return };
        for token in Token::ALL {
            match bench.value((scheme, bench.contrast.get()), token) {
                Some(value) => dom::set_property(&element, token.property(), &value.css()),
                None => dom::remove_property(&element, token.property()),
            }
        }
    });
    view! {
        <div class="studio-stage__side">
            <h3>{label}</h3>
            <div class="studio-stage__panel" class:studio-stage__panel--dark=scheme == Scheme::Dark node_ref=node>
                {move || campaign(bench)}
                {components()}
                {move || cards(bench)}
            </div>
        </div>
    }
}

/// The campaign that wears the theme on the bench, else the alliance's first.
fn chosen(bench: Bench) -> Option<Found> {
    let from = bench.from.get();
    let mut all = bench.federation.cards(Kind::Campaign);
    let wears = |found: &Found| {
        found
            .card
            .theme
            .as_ref()
            .and_then(|href| url::resolve(href.as_str(), &found.base))
            .is_some_and(|it| Some(it) == from)
    };
    let place = all.iter().position(wears).unwrap_or(0);
    (place < all.len()).then(|| all.swap_remove(place))
}

fn campaign(bench: Bench) -> View {
    let Some(found) = chosen(bench) else {
        return view! { <p class="empty">{t!("studio.no-campaign")}</p> };
    };
    let it = &found.card;
    let show = Show { sizes: "(min-width: 60rem) 40rem, 390px", first: false };
    let image = it.picture.as_ref().map(|picture| picture::img(picture, &found.base, show));
    let days = it.starts.zip(it.ends).map(|(starts, ends)| formats::span(starts, ends));
    let hosts = hosts::words(bench.federation, &found);
    let link = app(&["campaign/", found.key.member.as_str(), "/", found.key.id.as_str()].concat());
    view! {
        <div class="studio-hero">
            <div class="studio-hero__picture">{image}</div>
            {it.tag.as_ref().map(|tag| view! { <p class="tag">{text::inline(tag)}</p> })}
            <h4 class="studio-hero__title">{text::inline(&it.title)}</h4>
            <p class="quiet">{days}</p>
            {text::paragraphs(it.summary.as_ref(), "studio-hero__summary")}
            <p class="quiet">{hosts}</p>
            <p><a class="button button--main" href=link target="_blank" rel="noopener">{t!("studio.sample.open")}</a></p>
        </div>
    }
}

/// One of each: what a patron touches and reads.
fn components() -> View {
    view! {
        <div class="studio-parts">
            <div class="studio-parts__row">
                {ring::ring(640, formats::percent(640))}
                <div>
                    <p>{t_count!("studio.sample.progress", 32)}</p>
                    <p class="quiet">{t!("studio.sample.quiet")}</p>
                </div>
            </div>
            <div class="studio-parts__row">
                <button class="button button--main" type="button">{icon::PLUS.show()} <span>{t!("studio.sample.main")}</span></button>
                <button class="button" type="button">{t!("studio.sample.button")}</button>
                <button class="button button--quiet" type="button">{t!("studio.sample.quiet-button")}</button>
            </div>
            <label class="field">
                <span>{t!("studio.sample.field")}</span>
                <input type="text" autocomplete="off" />
            </label>
            <p class="notice">{icon::OFFLINE.show()} <span>{t!("studio.sample.notice")}</span></p>
            <p class="studio-parts__well">{t!("studio.sample.well")}</p>
            <p class="studio-parts__success">{icon::TICK.show()} <span>{t!("studio.sample.success")}</span></p>
            <p class="studio-parts__danger">{t!("studio.sample.danger")}</p>
            <p>{t!("studio.sample.text")} " " <a href=app("") target="_blank" rel="noopener">{t!("studio.sample.link")}</a></p>
        </div>
    }
}

/// Real cards of the alliance: a challenge and an exhibit.
fn cards(bench: Bench) -> View {
    let one = |kind: Kind, word: &str| {
        let found = bench.federation.cards(kind).into_iter().next()?;
        let link = app(&[word, "/", found.key.member.as_str(), "/", found.key.id.as_str()].concat());
        Some(card::card(&found, link))
    };
    let found: Vec<View> =
        [one(Kind::Challenge, "challenge"), one(Kind::Exhibit, "exhibit")].into_iter().flatten().collect();
    if found.is_empty() { ().into_view() } else { card::cards(found) }
}
