//! Deleting everything, in two steps: what goes is said, ticked as understood, and only then can it go.

use crate::view::prelude::*;
use crate::{
    data::{account, ledger::Store, outbox::post},
    platform::{dom, events, preferences},
    t, t_count,
    ui::{dialog::dialog, icon},
};

const DIALOG: &str = "reader-forget";

pub(super) fn everything(store: Store, said: RwSignal<String>) -> View {
    let sure = RwSignal::new(false);
    let pending = RwSignal::new(false);
    let refused = RwSignal::new(String::new());
    let open = move |_| {
        sure.set(false);
        refused.set(String::new());
        dom::open_dialog(DIALOG);
    };
    let what = move || {
        let readers = t_count!("forget.readers", store.profiles.with(Vec::len) as u64);
        t_count!("forget.what", store.entries.with(Vec::len) as u64, readers = readers)
    };
    let go = move |_| {
        if !sure.get_untracked() || pending.get_untracked() {
            return;
        }
        pending.set(true);
        crate::platform::task::spawn(async move {
            account::sign_out_everywhere(store).await;
            match store.forget_all().await {
                Ok(()) => {
                    preferences::remove("readers");
                    let _ = said.try_set(t!("forget.done"));
                    dom::close_dialog(DIALOG);
                }
                Err(_) => {
                    let _ = refused.try_set(t!("reader.refused"));
                }
            }
            let _ = pending.try_set(false);
        });
    };
    // What houses keep is deleted there, by whoever wants that: it is the copy for a lost device.
    let elsewhere =
        move || (!post::follow(store).accounts.is_empty()).then(|| view! { <p>{t!("forget.elsewhere")}</p> });
    let content = view! {
        <p>{what}</p>
        {elsewhere}
        <p>{t!("reader.no-way-back")}</p>
        <label class="forget__sure">
            <input type="checkbox" prop:checked=move || sure.get() on:change=move |event| sure.set(events::checked(&event)) />
            <span>{t!("forget.sure")}</span>
        </label>
        <p class="slip" role="alert">{move || refused.get()}</p>
        <div class="reader__choices">
            <button
                class="button button--danger"
                type="button"
                aria-disabled=move || (!sure.get() || pending.get()).then_some("true")
                on:click=go
            >
                {icon::DELETE.show()}
                {t!("forget.go")}
            </button>
            <button class="button button--quiet" type="button" on:click=move |_| dom::close_dialog(DIALOG)>{t!("action.cancel")}</button>
        </div>
    };
    view! {
        <section>
            <h2>{t!("forget.title")}</h2>
            <p class="measure">{t!("forget.text")}</p>
            <button class="button" type="button" aria-haspopup="dialog" on:click=open>{icon::DELETE.show()} {t!("forget.open")}</button>
            {dialog(DIALOG, t!("forget.title"), content)}
        </section>
    }
}
