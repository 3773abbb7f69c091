//! The eleven colours, and the one in the editor: lightness, chroma and hue by sliders, or a hex value.

use super::{
    bench::Bench,
    panel::{Range, name, slider},
};
use crate::view::prelude::*;
use crate::{platform::events, t};
use atrium_contract::theme::{
    color::Oklch,
    tokens::Token,
    value::{TokenType, TokenValue},
};

pub(super) fn colours(bench: Bench) -> View {
    let swatches: Vec<View> = Token::ALL
        .into_iter()
        .filter(|token| token.kind() == TokenType::Color)
        .map(|token| swatch(bench, token))
        .collect();
    view! {
        <div class="studio-swatches" role="group" aria-label=t!("studio.colours")>{swatches}</div>
        <div class="studio-colour">
            <h3>{move || name(bench.token.get())}</h3>
            {editor(bench)}
        </div>
    }
}

fn swatch(bench: Bench, token: Token) -> View {
    let hex = move || bench.colour(bench.side(), token).map(Oklch::hex).unwrap_or_default();
    view! {
        <button
            class="studio-swatch"
            type="button"
            aria-pressed=move || if bench.token.get() == token { "true" } else { "false" }
            on:click=move |_| bench.token.set(token)
        >
            <span class="studio-swatch__colour" aria-hidden="true" style:background-color=hex></span>
            <span>{name(token)}</span>
            <span class="studio-swatch__hex" dir="ltr">{hex}</span>
        </button>
    }
}

fn editor(bench: Bench) -> View {
    let now =
        move || bench.colour(bench.side(), bench.token.get()).unwrap_or(Oklch { l: 0.5, c: 0.0, h: 0.0, alpha: 1.0 });
    let change = move |color: Oklch| bench.drag(bench.token.get_untracked(), &TokenValue::Color(color.into()));
    let still = move || untrack(now);
    let range = |most: f32, step: f32| Range {
        least: Signal::stored(0.0),
        most: Signal::stored(most),
        step: Signal::stored(step),
    };
    let wrong = RwSignal::new(false);
    // What was wrong with one colour is not said of the next.
    effect(move || {
        bench.token.get();
        wrong.set(false);
    });
    let hex = move |words: String| {
        let words = words.trim().to_ascii_lowercase();
        let words = if words.starts_with('#') { words } else { ["#", &words].concat() };
        let color = Oklch::from_hex(&words);
        wrong.set(color.is_none());
        if let Some(color) = color {
            bench.set(untrack(|| bench.side()), bench.token.get_untracked(), &TokenValue::Color(color.into()));
        }
    };
    view! {
        {slider(bench, t!("studio.lightness"), range(1.0, 0.001), move || now().l, || "", move |l| change(Oklch { l, ..still() }))}
        {slider(bench, t!("studio.chroma"), range(0.4, 0.001), move || now().c, || "", move |c| change(Oklch { c, ..still() }))}
        {slider(bench, t!("studio.hue"), range(360.0, 1.0), move || now().h, || "°", move |h| change(Oklch { h: h.min(359.999), ..still() }))}
        <label class="field">
            <span>{t!("studio.hex")}</span>
            <input
                type="text"
                dir="ltr"
                spellcheck="false"
                autocapitalize="off"
                maxlength="7"
                prop:value=move || now().hex()
                aria-invalid=move || wrong.get().then_some("true")
                on:change=move |event| hex(events::value(&event))
            />
            <span class="field__error" role="alert">{move || wrong.get().then(|| t!("studio.hex-wrong"))}</span>
        </label>
        <p class="quiet">{move || beyond(now()).then(|| t!("studio.beyond"))}</p>
    }
}

/// Whether a screen without more than sRGB shows it otherwise than it is.
fn beyond(color: Oklch) -> bool {
    let shown = Oklch::from_srgb(color.to_srgb());
    (shown.l - color.l).abs() > 0.01 || (shown.c - color.c).abs() > 0.01
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_that_no_plain_screen_shows_is_told() {
        assert!(!beyond(Oklch { l: 0.44, c: 0.1, h: 248.0, alpha: 1.0 }));
        assert!(beyond(Oklch { l: 0.7, c: 0.35, h: 140.0, alpha: 1.0 }));
    }
}
