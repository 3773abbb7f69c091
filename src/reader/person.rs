//! One reader of this device: what they are called, what they joined, and how to remove them.

use crate::view::prelude::*;
use crate::{
    data::{federation::use_federation, ledger::Store, outbox::post},
    i18n::formats,
    platform::{dom, events},
    t, t_count,
    ui::{dialog::dialog, icon, text},
};
use atrium_contract::entry::Profile;

use super::joined;

const DIALOG: &str = "reader-remove";

pub(super) fn person(
    store: Store,
    profile: Profile,
    said: RwSignal<String>,
    leaving: RwSignal<Option<Profile>>,
    passports: View,
) -> View {
    let renaming = RwSignal::new(false);
    let name = profile.nickname.clone();
    let joined: Vec<View> = store.enrolments.with(|all| {
        all.iter()
            .filter(|it| it.profile == profile.id)
            .map(|it| joined::joined(store, it, &profile.nickname, said))
            .collect()
    });
    let none = joined.is_empty().then(|| view! { <p class="quiet">{t!("reader.joined-nothing")}</p> });
    let going = profile.clone();
    let remove = move |_| {
        leaving.set(Some(going.clone()));
        dom::open_dialog(DIALOG);
    };
    let rename_label = t!("reader.rename-label", name = name);
    let remove_label = t!("reader.remove-label", name = name);
    view! {
        <li class="person">
            <div class="person__head">
                <h3 dir="auto">{name}</h3>
                <button
                    class="button button--small"
                    type="button"
                    aria-label=rename_label
                    on:click=move |_| renaming.update(|it| *it = !*it)
                >
                    {icon::EDIT.show()}
                    {t!("reader.rename")}
                </button>
                <button class="button button--small" type="button" aria-haspopup="dialog" aria-label=remove_label on:click=remove>
                    {icon::DELETE.show()}
                    {t!("reader.remove")}
                </button>
            </div>
            {move || renaming.get().then(|| rename(store, profile.clone(), renaming, said))}
            {none}
            {passports}
            <ul class="joins" role="list">{joined}</ul>
        </li>
    }
}

fn rename(store: Store, profile: Profile, renaming: RwSignal<bool>, said: RwSignal<String>) -> View {
    let id = ["rename-", &profile.id].concat();
    let name = RwSignal::new(profile.nickname.clone());
    let pending = RwSignal::new(false);
    let go = move || {
        let typed = name.get_untracked().trim().to_owned();
        if typed.is_empty() || pending.get_untracked() {
            return;
        }
        pending.set(true);
        let profile = profile.clone();
        crate::platform::task::spawn(async move {
            let words = match store.rename(profile, typed.clone()).await {
                Ok(()) => {
                    let _ = renaming.try_set(false);
                    t!("reader.renamed", name = typed)
                }
                Err(_) => t!("reader.refused"),
            };
            let _ = pending.try_set(false);
            let _ = said.try_set(words);
        });
    };
    view! {
        <form
            class="person__rename"
            on:submit=move |event| {
                event.prevent_default();
                go();
            }
        >
            <div class="field">
                <label for=id.clone()>{t!("join.nickname")}</label>
                <input
                    id=id.clone()
                    type="text"
                    autocomplete="off"
                    maxlength="40"
                    prop:value=move || name.get()
                    on:input=move |event| name.set(events::value(&event))
                />
            </div>
            <button class="button button--main" type="submit" aria-disabled=move || pending.get().then_some("true")>
                {t!("reader.rename-save")}
            </button>
        </form>
    }
}

/// Says what goes before it goes.
pub(super) fn remove_dialog(store: Store, leaving: RwSignal<Option<Profile>>, said: RwSignal<String>) -> View {
    let pending = RwSignal::new(false);
    let refused = RwSignal::new(String::new());
    let what = move || {
        leaving.get().map(|profile| {
            let entries = store.entries.with(|all| all.iter().filter(|it| it.profile == profile.id).count());
            t_count!("reader.remove-what", entries as u64, name = profile.nickname)
        })
    };
    let there = move || {
        let post = post::follow(store);
        let members = leaving.get().map(|profile| store.members_of(&profile.id)).unwrap_or_default();
        let names: Vec<String> = members
            .iter()
            .filter(|member| post.account(member).is_some())
            .map(|member| use_federation().name(member).map_or_else(|| member.to_string(), |name| text::words(&name)))
            .collect();
        (!names.is_empty()).then(|| t!("reader.remove-there", names = formats::list(&names)))
    };
    let go = move |_| {
        let Some(profile) = leaving.get_untracked().filter(|_| !pending.get_untracked()) else { return };
        pending.set(true);
        crate::platform::task::spawn(async move {
            match store.forget(&profile.id).await {
                Ok(()) => {
                    dom::close_dialog(DIALOG);
                    let _ = refused.try_set(String::new());
                    let _ = said.try_set(t!("reader.removed", name = profile.nickname));
                }
                Err(_) => {
                    let _ = refused.try_set(t!("reader.refused"));
                }
            }
            let _ = pending.try_set(false);
        });
    };
    let content = view! {
        <p>{what}</p>
        <p>{there}</p>
        <p>{t!("reader.no-way-back")}</p>
        <p class="slip" role="alert">{move || refused.get()}</p>
        <div class="reader__choices">
            <button
                class="button button--danger"
                type="button"
                aria-disabled=move || pending.get().then_some("true")
                on:click=go
            >
                {icon::DELETE.show()}
                {t!("reader.remove")}
            </button>
            <button class="button button--quiet" type="button" on:click=move |_| dom::close_dialog(DIALOG)>{t!("action.cancel")}</button>
        </div>
    };
    dialog(DIALOG, t!("reader.remove-title"), content)
}
