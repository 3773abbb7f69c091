//! Taking it along, signing out, and having everything deleted at the member: each says what goes and what stays.

use crate::view::prelude::*;
use crate::{
    data::{account, outbox::post},
    platform::{clock, dom, events, files},
    t, t_count,
    ui::{dialog::dialog, icon},
};

use super::counter::Counter;

const DIALOG: &str = "account-delete";

pub(super) fn end(counter: Counter) -> View {
    let name = counter.name();
    let save = move |_| {
        counter.go(async move {
            let Some(account) = untrack(|| counter.account()) else { return Err(account::Trouble::SignIn) };
            let text = account::export(&account).await?;
            let name = ["atrium-", account.member.as_str(), "-", &clock::today().to_string(), ".json"].concat();
            let saved = files::save(&name, "application/json", &text);
            Ok(if saved { t!("take.saved", name = name) } else { t!("take.not-saved") })
        });
    };
    let out = move |_| {
        counter.go(async move {
            let Some(account) = untrack(|| counter.account()) else { return Err(account::Trouble::SignIn) };
            account::sign_out(counter.store, &account).await?;
            Ok(t!("end.signed-out", name = counter.name()))
        });
    };
    // What was not taken yet stays here, and that is worth knowing before.
    let waits = move || {
        let post = post::follow(counter.store);
        let count = counter.place.with_value(|place| post.items.iter().filter(|it| it.member == place.member).count());
        (count > 0)
            .then(|| view! { <p class="notice">{t_count!("end.waits", count as u64, name = counter.name())}</p> })
    };
    view! {
        <section>
            <h2>{t!("end.title")}</h2>
            {waits}
            <p class="measure">{t!("end.export-text", name = name)}</p>
            <button class="button" type="button" aria-disabled=move || counter.pending.get().then_some("true") on:click=save>
                {icon::SAVE.show()}
                {t!("end.export", name = name)}
            </button>
            <p class="measure">{t!("end.out-text", name = name)}</p>
            <button class="button" type="button" aria-disabled=move || counter.pending.get().then_some("true") on:click=out>
                {t!("end.out")}
            </button>
            <p class="measure">{t!("end.delete-text", name = name)}</p>
            {delete(counter)}
        </section>
    }
}

fn delete(counter: Counter) -> View {
    let sure = RwSignal::new(false);
    let name = counter.name();
    let open = move |_| {
        sure.set(false);
        dom::open_dialog(DIALOG);
    };
    let go = move |_| {
        if !sure.get_untracked() {
            return;
        }
        counter.go(async move {
            let Some(account) = untrack(|| counter.account()) else { return Err(account::Trouble::SignIn) };
            let deleted = account::delete(counter.store, &account).await;
            dom::close_dialog(DIALOG);
            deleted.map(|()| t!("end.deleted", name = counter.name()))
        });
    };
    let content = view! {
        <p>{t!("end.goes", name = name)}</p>
        <p>{t!("end.stays")}</p>
        <p>{t!("reader.no-way-back")}</p>
        <label class="forget__sure">
            <input type="checkbox" prop:checked=move || sure.get() on:change=move |event| sure.set(events::checked(&event)) />
            <span>{t!("forget.sure")}</span>
        </label>
        <div class="reader__choices">
            <button
                class="button button--danger"
                type="button"
                aria-disabled=move || (!sure.get() || counter.pending.get()).then_some("true")
                on:click=go
            >
                {icon::DELETE.show()}
                {t!("end.delete-go")}
            </button>
            <button class="button button--quiet" type="button" on:click=move |_| dom::close_dialog(DIALOG)>{t!("action.cancel")}</button>
        </div>
    };
    view! {
        <button class="button" type="button" aria-haspopup="dialog" on:click=open>
            {icon::DELETE.show()}
            {t!("end.delete", name = name)}
        </button>
        {dialog(DIALOG, t!("end.delete", name = name), content)}
    }
}
