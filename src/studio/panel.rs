//! The tokens that are no colour: faces, weight, corners, space; and the choice of the look that is edited.

use super::{bench::Bench, colour};
use crate::view::prelude::*;
use crate::{
    platform::{events, intl},
    t,
};
use atrium_contract::theme::{Contrast, Scheme, tokens::Token, value::TokenValue};

/// The faces that every page of the app has, and two of the device. Each with what stands in for it in other scripts.
const FACES: [(&str, &[&str]); 6] = [
    ("Atrium Text", SANS),
    ("Atrium Harbour", SANS),
    ("Atrium Two Skies", SERIF),
    ("Atrium Lantern", SERIF),
    ("Georgia", SERIF),
    ("system-ui", SANS),
];
const SANS: &[&str] = &["PingFang SC", "Noto Sans SC", "Noto Sans Arabic", "system-ui", "sans-serif"];
const SERIF: &[&str] = &["Songti SC", "Noto Serif SC", "Amiri", "Georgia", "serif"];

/// A token's name.
pub(super) fn name(token: Token) -> String {
    match token {
        Token::Surface => t!("studio.token.surface"),
        Token::Raised => t!("studio.token.raised"),
        Token::Sunken => t!("studio.token.sunken"),
        Token::OnSurface => t!("studio.token.on-surface"),
        Token::Quiet => t!("studio.token.quiet"),
        Token::Action => t!("studio.token.action"),
        Token::OnAction => t!("studio.token.on-action"),
        Token::Accent => t!("studio.token.accent"),
        Token::Outline => t!("studio.token.outline"),
        Token::Success => t!("studio.token.success"),
        Token::Danger => t!("studio.token.danger"),
        Token::Display => t!("studio.token.display"),
        Token::TextFace => t!("studio.token.text"),
        Token::DisplayWeight => t!("studio.token.display-weight"),
        Token::RadiusCard => t!("studio.token.radius-card"),
        Token::RadiusControl => t!("studio.token.radius-control"),
        Token::Space => t!("studio.token.space"),
    }
}

pub(super) fn panel(bench: Bench) -> View {
    view! {
        <section class="studio-panel" aria-labelledby="studio-colours">
            <h2 id="studio-colours">{t!("studio.colours")}</h2>
            {sides(bench)}
            {colour::colours(bench)}
        </section>
        <section class="studio-panel" aria-labelledby="studio-shape">
            <h2 id="studio-shape">{t!("studio.shape")}</h2>
            {face(bench, Token::Display)}
            {face(bench, Token::TextFace)}
            {number(bench, Token::DisplayWeight, [300.0, 800.0, 50.0])}
            {number(bench, Token::RadiusCard, [0.0, 2.0, 0.125])}
            {number(bench, Token::RadiusControl, [0.0, 2.0, 0.125])}
            {number(bench, Token::Space, [0.75, 1.5, 0.0625])}
        </section>
    }
}

/// Which of the four looks is edited.
fn sides(bench: Bench) -> View {
    let scheme = move |it: Scheme, words: String| {
        view! {
            <button
                class="button button--small"
                type="button"
                aria-pressed=move || if bench.scheme.get() == it { "true" } else { "false" }
                on:click=move |_| bench.scheme.set(it)
            >
                {words}
            </button>
        }
    };
    view! {
        <div class="studio-sides" role="group" aria-label=t!("studio.look")>
            {scheme(Scheme::Light, t!("studio.light"))}
            {scheme(Scheme::Dark, t!("studio.dark"))}
            <label class="studio-check">
                <input
                    type="checkbox"
                    prop:checked=move || bench.contrast.get() == Contrast::More
                    on:change=move |event| {
                        bench.contrast.set(if events::checked(&event) { Contrast::More } else { Contrast::Normal });
                    }
                />
                <span>{t!("studio.more-contrast")}</span>
            </label>
        </div>
    }
}

fn face(bench: Bench, token: Token) -> View {
    let families = move || match bench.value(bench.side(), token) {
        Some(TokenValue::Families(families)) => families,
        _ => Vec::new(),
    };
    let options = move || {
        let now = families().into_iter().next().unwrap_or_default();
        let mut names: Vec<String> = FACES.iter().map(|(name, _)| (*name).to_owned()).collect();
        if !names.contains(&now) {
            // A face of the file that we do not have is kept, and can be kept.
            names.push(now.clone());
        }
        names
            .into_iter()
            .map(|it| view! { <option value=it.clone() selected=it == now>{it.clone()}</option> })
            .collect::<Vec<_>>()
    };
    let change = move |face: String| {
        let Some((_, others)) = FACES.iter().find(|(name, _)| *name == face) else { return };
        let mut stack = vec![face.clone()];
        stack.extend(others.iter().filter(|other| **other != face).map(|other| (*other).to_owned()));
        bench.set(untrack(|| bench.side()), token, &TokenValue::Families(stack));
    };
    view! {
        <label class="field">
            <span>{name(token)}</span>
            <select on:change=move |event| change(events::value(&event))>{options}</select>
        </label>
    }
}

/// A slider for a number or a length; a length in pixels stays in pixels.
fn number(bench: Bench, token: Token, [least, most, step]: [f32; 3]) -> View {
    let now = move || bench.value(bench.side(), token);
    let pixels = move || matches!(now(), Some(TokenValue::Length(_, false)));
    let scale = move || if pixels() { 16.0 } else { 1.0 };
    let shown = move || match now() {
        Some(TokenValue::Number(number) | TokenValue::Length(number, _)) => number,
        _ => least,
    };
    let unit = move || match now() {
        Some(TokenValue::Length(_, true)) => " rem",
        Some(TokenValue::Length(_, false)) => " px",
        _ => "",
    };
    let change = move |number: f32| {
        let value = match untrack(now) {
            Some(TokenValue::Length(_, false)) => TokenValue::Length(number, false),
            _ if token == Token::DisplayWeight => TokenValue::Number(number),
            _ => TokenValue::Length(number, true),
        };
        bench.drag(token, &value);
    };
    let range = Range {
        least: Signal::derive(move || least * scale()),
        most: Signal::derive(move || most * scale()),
        step: Signal::derive(move || step * scale()),
    };
    slider(bench, name(token), range, shown, unit, change)
}

/// From where to where a slider goes, and in what steps.
pub(super) struct Range {
    pub least: Signal<f32>,
    pub most: Signal<f32>,
    pub step: Signal<f32>,
}

/// A slider with its label and its value in words. Dragging it is one step to undo.
pub(super) fn slider(
    bench: Bench,
    label: String,
    range: Range,
    now: impl Fn() -> f32 + Copy + Send + Sync + 'static,
    unit: impl Fn() -> &'static str + Copy + Send + Sync + 'static,
    change: impl Fn(f32) + 'static,
) -> View {
    let Range { least, most, step } = range;
    let words = move || [intl::number(crate::i18n::language(), f64::from(now())).as_str(), unit()].concat();
    view! {
        <label class="studio-slider">
            <span class="studio-slider__label">{label}</span>
            <span class="studio-slider__value" aria-hidden="true">{words}</span>
            <input
                type="range"
                min=move || least.get().to_string()
                max=move || most.get().to_string()
                step=move || step.get().to_string()
                aria-valuetext=words
                prop:value=move || now().to_string()
                on:input=move |event| {
                    if let Ok(number) = events::value(&event).parse::<f32>() {
                        change(number);
                    }
                }
                on:change=move |_| bench.settle()
            />
        </label>
    }
}
