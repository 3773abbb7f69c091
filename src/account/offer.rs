//! Before there is an account: what it is for, what is sent and what is not, and the ways to one.

use crate::view::prelude::*;
use crate::{
    data::account::{self, With},
    platform::{camera, events, history},
    routes::Route,
    t,
    ui::{icon, text},
};
use atrium_contract::{account::Proof, participation::Way};

use super::{counter::Counter, scan};

/// A field and its button.
struct Asked {
    id: &'static str,
    label: String,
    why: String,
    go: String,
    mode: &'static str,
    most: &'static str,
    here: String,
}

pub(super) fn offer(counter: Counter, ways: &[Way]) -> View {
    let name = counter.name();
    // Untracked: what is half typed outlives what happens to the post.
    let again = untrack(|| counter.account()).is_some_and(|account| account.signed_out == Some(true));
    let device = RwSignal::new(String::new());
    let pairing = ways.contains(&Way::Pairing);
    let own: Vec<View> = ways.iter().filter_map(|way| by_the_member(counter, way)).collect();
    let make = move |event: crate::view::event::Event| {
        event.prevent_default();
        counter.sign_in(With::New, device.get_untracked());
    };
    let new = pairing.then(|| {
        view! {
            <section>
                <h2>{t!("account.new")}</h2>
                <form on:submit=make>
                    <div class="field">
                        <label for="account-device">{t!("account.device")}</label>
                        <input
                            id="account-device"
                            type="text"
                            autocomplete="off"
                            maxlength="60"
                            aria-describedby="account-device-why"
                            prop:value=move || device.get()
                            on:input=move |event| device.set(events::value(&event))
                        />
                        <p class="quiet" id="account-device-why">{t!("account.device-why")}</p>
                    </div>
                    <button class="button button--main" type="submit" aria-disabled=move || counter.pending.get().then_some("true")>
                        {t!("account.make")}
                    </button>
                </form>
            </section>
        }
    });
    let phrase = Asked {
        id: "account-phrase",
        label: t!("account.phrase"),
        why: t!("account.phrase-why"),
        go: t!("account.join"),
        mode: "numeric",
        most: "40",
        here: counter.brought.get_untracked(),
    };
    let sheet = Asked {
        id: "account-key",
        label: t!("account.key"),
        why: t!("account.key-why"),
        go: t!("account.recover"),
        mode: "text",
        most: "80",
        here: String::new(),
    };
    let scan = camera::can_read().then(|| scan::scan(counter, device));
    let join = move |typed: String| counter.sign_in(With::Proof(Proof::Phrase(typed)), device.get_untracked());
    let recover = move |typed: String| counter.sign_in(With::Proof(Proof::Recovery(typed)), device.get_untracked());
    let brought = (!counter.brought.with_untracked(String::is_empty))
        .then(|| view! { <p class="notice notice--warn">{t!("account.brought")}</p> });
    let there = pairing.then(|| {
        view! {
            <section>
                <h2>{t!("account.there")}</h2>
                {brought}
                {field(counter, phrase, join)}
                {scan}
            </section>
            <section>
                <h2>{t!("account.lost")}</h2>
                {field(counter, sheet, recover)}
            </section>
        }
    });
    let out = again.then(|| view! { <p class="notice notice--warn">{t!("account.signed-out", name = name)}</p> });
    view! {
        {out}
        <p class="measure">{t!("account.for", name = name)}</p>
        <div class="account__facts">
            <p>{icon::TICK.show()} <span>{t!("account.sent", name = name)}</span></p>
            <p>{icon::CLOSE.show()} <span>{t!("account.not-sent")}</span></p>
        </div>
        {(!own.is_empty()).then(|| view! { <section><h2>{t!("account.own", name = name)}</h2>{own}</section> })}
        {new}
        {there}
    }
}

fn field(counter: Counter, asked: Asked, go: impl Fn(String) + Clone + 'static) -> View {
    let typed = RwSignal::new(asked.here);
    let why = [asked.id, "-why"].concat();
    let send = move |event: crate::view::event::Event| {
        event.prevent_default();
        let typed = typed.get_untracked().trim().to_owned();
        if typed.is_empty() {
            counter.wrong.set(t!("account.unknown"));
        } else {
            go(typed);
        }
    };
    view! {
        <form on:submit=send>
            <div class="field">
                <label for=asked.id>{asked.label}</label>
                <input
                    id=asked.id
                    class="account__typed"
                    type="text"
                    dir="ltr"
                    inputmode=asked.mode
                    autocomplete="off"
                    autocapitalize="characters"
                    spellcheck="false"
                    maxlength=asked.most
                    aria-describedby=why.clone()
                    prop:value=move || typed.get()
                    on:input=move |event| typed.set(events::value(&event))
                />
                <p class="quiet" id=why.clone()>{asked.why}</p>
            </div>
            <button class="button" type="submit" aria-disabled=move || counter.pending.get().then_some("true")>{asked.go}</button>
        </form>
    }
}

/// The button of a member's own sign-in, which is a full page of its own.
fn by_the_member(counter: Counter, way: &Way) -> Option<View> {
    let Way::Oidc { title, start } = way else { return None };
    let start = start.as_str().to_owned();
    let leave = move |_| {
        let start = start.clone();
        let place = counter.place.get_value();
        counter.go(async move {
            let back = Route::Account(place.member.clone()).address();
            match account::to_sign_in(&place, &start, &back).await {
                Some(address) => history::leave_for(&address),
                None => return Err(account::Trouble::NotKept),
            }
            Ok(String::new())
        });
    };
    Some(view! {
        <p>
            <button class="button" type="button" aria-disabled=move || counter.pending.get().then_some("true") on:click=leave>
                {text::inline(title)}
            </button>
        </p>
    })
}
