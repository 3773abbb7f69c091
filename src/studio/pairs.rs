//! Every pair of colours that occurs on a page, measured as WCAG measures it, and a way to mend what does not pass.

use super::{bench::Bench, panel::name, write::Side};
use crate::view::prelude::*;
use crate::{i18n, platform::intl, t, t_count};
use atrium_contract::theme::{
    Scheme,
    color::{self, Oklch},
    pairs::{Pair, pairs},
    value::TokenValue,
};

pub(super) fn table(bench: Bench) -> View {
    // How many do not pass, and how many cannot be measured because a colour is nowhere to be had.
    let judged = move || {
        let (mut failing, mut unmeasured) = (0, 0);
        for side in [Scheme::Light, Scheme::Dark].map(|scheme| (scheme, bench.contrast.get())) {
            for pair in pairs() {
                match ratio(bench, side, pair) {
                    Some(ratio) => failing += u64::from(ratio < pair.needs()),
                    None => unmeasured += 1,
                }
            }
        }
        (failing, unmeasured)
    };
    let rows: Vec<View> = pairs().into_iter().map(|pair| row(bench, pair)).collect();
    view! {
        <section class="studio-pairs">
            <h2 id="studio-pairs">{t!("studio.pairs")}</h2>
            <p role="status">
                {move || match judged() {
                    (0, 0) => t!("studio.all-pass"),
                    (0, unmeasured) => t_count!("studio.unmeasured", unmeasured),
                    (failing, _) => t_count!("studio.failing", failing),
                }}
            </p>
            <div class="studio-pairs__scroll" tabindex="0" role="region" aria-labelledby="studio-pairs">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{t!("studio.front")}</th>
                            <th scope="col">{t!("studio.ground")}</th>
                            <th scope="col">{t!("studio.needs")}</th>
                            <th scope="col">{t!("studio.light")}</th>
                            <th scope="col">{t!("studio.dark")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
}

fn row(bench: Bench, pair: Pair) -> View {
    let needs = ratio_words(pair.needs());
    view! {
        <tr>
            <th scope="row">{name(pair.front)}</th>
            <td>{name(pair.ground)}</td>
            <td>{if pair.text { t!("studio.needs-text", ratio = needs) } else { t!("studio.needs-edge", ratio = needs) }}</td>
            {cell(bench, Scheme::Light, pair)}
            {cell(bench, Scheme::Dark, pair)}
        </tr>
    }
}

fn cell(bench: Bench, scheme: Scheme, pair: Pair) -> View {
    let side = move || (scheme, bench.contrast.get());
    let colour = move |token| move || bench.colour(side(), token).map(Oklch::hex).unwrap_or_default();
    let content = move || {
        let Some(ratio) = ratio(bench, side(), pair) else { return t!("studio.not-set").into_view() };
        let number = ratio_words(ratio);
        if ratio >= pair.needs() {
            return view! { <span class="studio-pairs__pass">{t!("studio.passes", ratio = number)}</span> };
        }
        view! {
            <span class="studio-pairs__fail">{t!("studio.fails", ratio = number)}</span>
            <button
                class="button button--small"
                type="button"
                aria-label=t!("studio.mend-long", front = name(pair.front), ground = name(pair.ground))
                on:click=move |_| mend(bench, untrack(side), pair)
            >
                {t!("studio.mend")}
            </button>
        }
    };
    view! {
        <td>
            <div class="studio-pairs__cell">
                <span
                    class="studio-pairs__sample"
                    aria-hidden="true"
                    style:color=colour(pair.front)
                    style:background-color=colour(pair.ground)
                >
                    // The edge of a control is no text: its sample is a plain swatch.
                    {pair.text.then(|| t!("studio.sample-letters"))}
                </span>
                {content}
            </div>
        </td>
    }
}

fn ratio(bench: Bench, side: Side, pair: Pair) -> Option<f32> {
    pair.ratio_of(&|token| bench.colour(side, token))
}

/// Cut off, not rounded: 4.499 does not pass as 4.5.
fn ratio_words(ratio: f32) -> String {
    let number = intl::number(i18n::language(), (f64::from(ratio) * 100.0 + 0.001).floor() / 100.0);
    [number.as_str(), ":1"].concat()
}

/// Sets the front to the nearest lightness that passes on all its grounds.
fn mend(bench: Bench, side: Side, pair: Pair) {
    let own: Vec<Pair> = pairs().into_iter().filter(|other| other.front == pair.front).collect();
    let found = untrack(|| {
        let grounds: Vec<Oklch> = own.iter().filter_map(|other| bench.colour(side, other.ground)).collect();
        let front = bench.colour(side, pair.front)?;
        color::nearest_passing(front, &grounds, own.iter().map(|other| other.needs()).fold(0.0, f32::max))
    });
    match found {
        Some(color) => {
            bench.set(side, pair.front, &TokenValue::Color(color.into()));
            bench.said.set(t!("studio.mended", token = name(pair.front), hex = color.hex()));
        }
        None => {
            bench.said.set(t!("studio.cannot-mend", token = name(pair.front)));
            bench.refused.set(None);
        }
    }
}
