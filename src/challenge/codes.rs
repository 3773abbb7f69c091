//! Codes to be found: a field to type one. The member checks it, so an account there is needed.

use crate::view::prelude::*;
use crate::{
    data::{account, federation::use_federation, outbox::post},
    platform::{dom, events, task},
    routes::Route,
    t,
    ui::text,
};

use super::desk::{Desk, Said};

pub(super) fn codes(desk: Desk) -> View {
    let member = desk.key().member;
    let connected = Memo::new(move |_| post::follow(desk.store).account(&desk.key().member).is_some());
    let name = {
        let member = member.clone();
        move || use_federation().name(&member).map_or_else(|| member.to_string(), |name| text::words(&name))
    };
    let field = move || {
        if connected.get() {
            return form(desk);
        }
        let href = Route::Account(desk.key().member).href();
        view! {
            <p>{t!("codes.needs", name = name())}</p>
            <p><a class="button button--small" href=href>{t!("account.offer", name = name())}</a></p>
        }
    };
    view! {
        <section class="challenge__codes">
            <h2>{t!("codes.title")}</h2>
            {field}
        </section>
    }
}

fn form(desk: Desk) -> View {
    // One that waits, or was not taken, and is to be changed.
    let old = StoredValue::new(post::changed_next(&desk.key()));
    let was = old.with_value(|old| old.as_ref().and_then(|item| item.code.as_ref()).map(|code| code.code.clone()));
    if was.is_some() {
        events::next_frame(|| {
            let _ = dom::scroll_to("challenge-code");
            let _ = dom::focus("#challenge-code");
        });
    }
    let typed = RwSignal::new(was.unwrap_or_default());
    let pending = RwSignal::new(false);
    let send = move |event: crate::view::event::Event| {
        event.prevent_default();
        let code = typed.get_untracked().trim().to_owned();
        if code.is_empty() || pending.get_untracked() {
            return;
        }
        pending.set(true);
        let (key, day) = (desk.key(), desk.today());
        let readers = untrack(|| desk.logging());
        task::spawn(async move {
            let kept = match old.try_get_value().flatten() {
                Some(old) => account::change_code(desk.store, &old, &code).await.is_ok(),
                None => {
                    let mut kept = !readers.is_empty();
                    for reader in readers {
                        kept &= account::redeem(desk.store, &key, &reader.id, &code, day).await.is_ok();
                    }
                    kept
                }
            };
            let said = if kept {
                let _ = old.try_set_value(None);
                let _ = typed.try_set(String::new());
                Said { words: t!("codes.kept", code = code), cheers: Vec::new(), undo: Vec::new(), refused: false }
            } else {
                Said::refused()
            };
            let _ = pending.try_set(false);
            let _ = desk.said.try_set(Some(said));
        });
    };
    view! {
        <form class="challenge__name" on:submit=send>
            <div class="field">
                <label for="challenge-code">{t!("codes.label")}</label>
                <input
                    id="challenge-code"
                    type="text"
                    autocomplete="off"
                    autocapitalize="characters"
                    spellcheck="false"
                    maxlength="60"
                    aria-describedby="challenge-code-why"
                    prop:value=move || typed.get()
                    on:input=move |event| typed.set(events::value(&event))
                />
                <p class="quiet" id="challenge-code-why">{t!("codes.why")}</p>
            </div>
            <button class="button" type="submit" aria-disabled=move || pending.get().then_some("true")>{t!("codes.send")}</button>
        </form>
    }
}
