//! Joining without an account: one button, a name to be called by, and more readers on the same device.

use crate::view::prelude::*;
use crate::{
    platform::{dom, events},
    t,
    ui::icon,
};
use atrium_contract::{entry::Profile, progress::Phase};

use super::desk::{Desk, Said};

/// A name need not be longer.
const LONGEST: &str = "40";

pub(super) fn join(desk: Desk, phase: Phase) -> View {
    if phase == Phase::Ended {
        return ().into_view();
    }
    let asking = RwSignal::new(false);
    let pending = RwSignal::new(false);
    let choices = move || {
        let (joined, others) = desk.split();
        let first = joined.is_empty();
        let class = if first { "button button--main" } else { "button button--small" };
        let mut buttons: Vec<View> = others.into_iter().map(|reader| join_as(desk, reader, class, pending)).collect();
        if !asking.get() {
            let lone = first && buttons.is_empty();
            buttons.push(ask(asking, lone));
        }
        view! { <div class="challenge__choices">{buttons}</div> }
    };
    let first_time = move || {
        (desk.store.profiles.with(Vec::is_empty) && desk.store.entries.with(Vec::is_empty))
            .then(|| view! { <p class="quiet">{t!("join.no-account")}</p> })
    };
    view! {
        <div class="challenge__join">
            {choices}
            {move || asking.get().then(|| name_form(desk, asking, pending))}
            {first_time}
        </div>
    }
}

fn ask(asking: RwSignal<bool>, lone: bool) -> View {
    let open = move |_| {
        asking.set(true);
        events::next_frame(|| {
            let _ = dom::focus("#challenge-nickname");
        });
    };
    let (class, words) =
        if lone { ("button button--main", t!("join.join")) } else { ("button button--small", t!("join.add")) };
    view! { <button class=class type="button" on:click=open>{icon::PLUS.show()} {words}</button> }
}

fn join_as(desk: Desk, reader: Profile, class: &'static str, pending: RwSignal<bool>) -> View {
    let words = t!("join.as", name = reader.nickname);
    let join = move |_| enter(desk, pending, Who::Known(reader.clone()), None);
    view! {
        <button class=class type="button" aria-disabled=move || pending.get().then_some("true") on:click=join>{words}</button>
    }
}

fn name_form(desk: Desk, asking: RwSignal<bool>, pending: RwSignal<bool>) -> View {
    // The first reader of a device is most often its owner.
    let lone = untrack(|| desk.store.profiles.with(Vec::is_empty));
    let name = RwSignal::new(if lone { t!("join.me") } else { String::new() });
    let go = move || {
        let typed = name.get_untracked().trim().to_owned();
        let nickname = if typed.is_empty() { t!("join.me") } else { typed };
        enter(desk, pending, Who::New(nickname), Some(asking));
    };
    view! {
        <form
            class="challenge__name"
            on:submit=move |event| {
                event.prevent_default();
                go();
            }
        >
            <div class="field">
                <label for="challenge-nickname">{t!("join.nickname")}</label>
                <input
                    id="challenge-nickname"
                    type="text"
                    autocomplete="off"
                    maxlength=LONGEST
                    prop:value=move || name.get()
                    on:input=move |event| name.set(events::value(&event))
                    aria-describedby="challenge-nickname-why"
                />
                <p class="quiet" id="challenge-nickname-why">{t!("join.nickname-why")}</p>
            </div>
            <div class="challenge__choices">
                <button class="button button--main" type="submit" aria-disabled=move || pending.get().then_some("true")>
                    {t!("join.start")}
                </button>
                <button class="button button--quiet" type="button" on:click=move |_| asking.set(false)>{t!("action.cancel")}</button>
            </div>
        </form>
    }
}

/// "Ada takes part now"; whoever left the name as it was is spoken to.
fn joined(name: &str) -> String {
    if name == t!("join.me") { t!("join.joined-me") } else { t!("join.joined", name = name) }
}

enum Who {
    Known(Profile),
    New(String),
}

/// Joins a reader, who is made first where there is none yet.
fn enter(desk: Desk, pending: RwSignal<bool>, who: Who, asking: Option<RwSignal<bool>>) {
    if pending.get_untracked() {
        return;
    }
    pending.set(true);
    let (key, today) = (desk.key(), desk.today());
    crate::platform::task::spawn(async move {
        let store = desk.store;
        let kept = async {
            let reader = match who {
                Who::Known(reader) => reader,
                Who::New(nickname) => store.add_profile(nickname).await?,
            };
            store.join(&key, std::slice::from_ref(&reader.id), today).await?;
            Ok::<_, crate::platform::idb::Refused>(reader)
        };
        let said = match kept.await {
            // The page was left in the meantime; there is nobody to tell.
            Ok(_) if !desk.is_here() => return,
            Ok(reader) => {
                desk.also(&reader.id);
                if let Some(asking) = asking {
                    let _ = asking.try_set(false);
                    // The field that had the focus is gone: it goes on to what comes next.
                    events::next_frame(|| {
                        let _ = dom::focus(".dock__main");
                    });
                }
                Said { words: joined(&reader.nickname), cheers: Vec::new(), undo: Vec::new(), refused: false }
            }
            Err(_) => Said::refused(),
        };
        let _ = pending.try_set(false);
        let _ = desk.said.try_set(Some(said));
    });
}
