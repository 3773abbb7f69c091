//! A new recovery sheet, for whoever has lost theirs or fears that somebody has seen it.

use crate::view::prelude::*;

use super::counter::Counter;

/// Nothing where the member makes a key at a sign-in only.
pub(super) fn renew(counter: Counter) -> View {
    if counter.place.with_value(|place| place.links.recovery.is_none()) {
        return ().into_view();
    }
    view! {
        <section>
            <h2>{t!("renew.title")}</h2>
            <p class="measure">{t!("renew.text")}</p>
            <button
                class="button"
                type="button"
                aria-disabled=move || counter.pending.get().then_some("true")
                on:click=move |_| counter.renew()
            >
                {t!("renew.go")}
            </button>
        </section>
    }
}
