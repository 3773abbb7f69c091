//! Another device: a phrase to type there, and the same as a square code.

use crate::view::prelude::*;
use crate::{
    data::account,
    i18n::formats,
    platform::{clock, events, task, url},
    routes::Route,
    t,
};
use atrium_contract::account::Phrase;

use super::{counter::Counter, square, words};

pub(super) fn another(counter: Counter) -> View {
    let phrase: RwSignal<Option<Phrase>> = RwSignal::new(None);
    // By itself and not in the counter's turn: the page of a new account stands before all of this device is on its way to it,
    // and who asks by then is not passed over.
    let wanted = RwSignal::new(false);
    let ask = move |_| {
        if wanted.get_untracked() {
            return;
        }
        let Some(account) = untrack(|| counter.account()) else { return };
        wanted.set(true);
        counter.wrong.set(String::new());
        task::spawn(async move {
            let new = account::phrase(&account).await;
            let _ = wanted.try_set(false);
            match new {
                Ok(new) => show(phrase, new),
                Err(trouble) => {
                    let _ = counter.wrong.try_set(words::trouble(&trouble, &counter.name()));
                }
            }
        });
    };
    let shown = move || {
        phrase.get().map(|phrase| {
            let place = counter.place.with_value(|place| Route::Account(place.member.clone()).address());
            let digits: String = phrase.phrase.chars().filter(char::is_ascii_alphanumeric).collect();
            let link = [&place, "#join=", &url::encode(&digits)].concat();
            #[allow(clippy::cast_precision_loss)]
            let until = formats::moment(phrase.expires_at.ms as f64, None);
            view! {
                <div class="phrase">
                    {square::square(&link, t!("another.square"))}
                    <div>
                        <p class="phrase__digits" dir="ltr">{phrase.phrase}</p>
                        <p>{t!("another.until", until = until)}</p>
                    </div>
                </div>
            }
        })
    };
    let words = move || if phrase.get().is_some() { t!("another.new") } else { t!("another.show") };
    view! {
        <section>
            <h2>{t!("another.title")}</h2>
            <p class="measure">{t!("another.text")}</p>
            <div role="status">{shown}</div>
            <button class="button" type="button" aria-disabled=move || wanted.get().then_some("true") on:click=ask>
                {words}
            </button>
        </section>
    }
}

/// Shows a phrase for as long as it is good: an old one is not left standing for somebody to try.
fn show(phrase: RwSignal<Option<Phrase>>, new: Phrase) {
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
    let left = (new.expires_at.ms as f64 - clock::now_ms()).clamp(0.0, 3_600_000.0) as i32;
    let this = new.phrase.clone();
    events::after(left, move || {
        if phrase.try_get_untracked().flatten().is_some_and(|it| it.phrase == this) {
            let _ = phrase.try_set(None);
        }
    });
    let _ = phrase.try_set(Some(new));
}
