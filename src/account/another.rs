//! Another device: a phrase to type there, and the same as a square code.

use crate::view::prelude::*;
use crate::{
    data::account,
    effect::effect,
    i18n::formats,
    platform::{clock, events, url},
    routes::Route,
    t,
};
use atrium_contract::account::Phrase;

use super::{counter::Counter, square};

pub(super) fn another(counter: Counter) -> View {
    let phrase: RwSignal<Option<Phrase>> = RwSignal::new(None);
    // Asked for and not here yet. The page of a new account stands before all of this device is on its way to it: who asks for a
    // phrase by then is not passed over, it comes after.
    let wanted = RwSignal::new(false);
    effect(move || {
        if !wanted.get() || counter.pending.get() {
            return;
        }
        counter.go(async move {
            let new = match untrack(|| counter.account()) {
                Some(account) => account::phrase(&account).await,
                None => Err(account::Trouble::SignIn),
            };
            let _ = wanted.try_set(false);
            let new = new?;
            #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
            let left = (new.expires_at.ms as f64 - clock::now_ms()).clamp(0.0, 3_600_000.0) as i32;
            let this = new.phrase.clone();
            // An old phrase is not left standing for somebody to try.
            events::after(left, move || {
                if phrase.try_get_untracked().flatten().is_some_and(|it| it.phrase == this) {
                    let _ = phrase.try_set(None);
                }
            });
            let _ = phrase.try_set(Some(new));
            Ok(String::new())
        });
    });
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
            <button class="button" type="button" aria-disabled=move || wanted.get().then_some("true") on:click=move |_| wanted.set(true)>
                {words}
            </button>
        </section>
    }
}
