//! The recovery sheet: shown once, to be printed or written down.

use crate::view::prelude::*;
use crate::{
    i18n::formats,
    platform::{clock, dom, events, print},
    routes::Route,
    t,
};

use super::{counter::Counter, square};

pub(super) fn sheet(counter: Counter, key: &str) -> View {
    let sure = RwSignal::new(false);
    let name = counter.name();
    let address = counter.place.with_value(|place| Route::Account(place.member.clone()).address());
    let day = formats::day(clock::today(), formats::DateStyle::Full);
    let on = move |_| {
        if sure.get_untracked() {
            counter.key.set(None);
            events::next_frame(|| {
                let _ = dom::focus("main h1");
            });
        }
    };
    view! {
        <section class="sheet" aria-labelledby="sheet-title">
            <h2 id="sheet-title">{t!("sheet.title", name = name)}</h2>
            <p class="measure">{t!("sheet.text", name = name)}</p>
            <div class="sheet__key">
                {square::square(key, t!("sheet.square"))}
                <p class="sheet__letters" dir="ltr" aria-label=t!("account.key")>{key.to_owned()}</p>
            </div>
            <p class="measure">{t!("sheet.how")} " " <span class="sheet__address" dir="ltr">{address}</span></p>
            <p class="measure">{t!("sheet.secret")}</p>
            <p class="quiet">{t!("sheet.made", day = day)}</p>
            <div class="sheet__do">
                <button class="button button--main" type="button" on:click=move |_| print::print()>{t!("sheet.print")}</button>
                <label class="forget__sure">
                    <input type="checkbox" prop:checked=move || sure.get() on:change=move |event| sure.set(events::checked(&event)) />
                    <span>{t!("sheet.have")}</span>
                </label>
                <button class="button" type="button" aria-disabled=move || (!sure.get()).then_some("true") on:click=on>
                    {t!("sheet.on")}
                </button>
            </div>
        </section>
    }
}
