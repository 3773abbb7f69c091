//! The devices of the account, each of which can be signed out from any other.

use crate::view::prelude::*;
use crate::{data::account, i18n::formats, platform::task, t};
use atrium_contract::{account::Device, instant::Instant};

use super::counter::Counter;

/// What is known of them.
#[derive(Clone)]
enum Known {
    Waiting,
    Here(Vec<Device>),
    NoAnswer,
}

pub(super) fn devices(counter: Counter) -> View {
    let known = RwSignal::new(Known::Waiting);
    ask(counter, known);
    let list = move || match known.get() {
        Known::Waiting => view! { <p class="quiet" role="status">{t!("state.loading")}</p> },
        Known::NoAnswer => view! {
            <p class="quiet">{t!("devices.no-answer")}</p>
            <button class="button button--small" type="button" on:click=move |_| ask(counter, known)>{t!("action.try-again")}</button>
        },
        Known::Here(all) => {
            let rows: Vec<View> = all.into_iter().map(|device| row(counter, known, device)).collect();
            view! { <ul class="devices" role="list">{rows}</ul> }
        }
    };
    view! {
        <section>
            <h2>{t!("devices.title")}</h2>
            <p class="measure">{t!("devices.text")}</p>
            {list}
        </section>
    }
}

fn ask(counter: Counter, known: RwSignal<Known>) {
    let Some(account) = untrack(|| counter.account()) else { return };
    task::spawn(async move {
        let all = account::devices(&account).await;
        let _ = known.try_set(all.map_or(Known::NoAnswer, Known::Here));
    });
}

fn row(counter: Counter, known: RwSignal<Known>, device: Device) -> View {
    let name = device.name.clone().unwrap_or_else(|| t!("devices.unnamed"));
    let day = |text: &Instant| {
        #[allow(clippy::cast_precision_loss)]
        let ms = text.ms as f64;
        formats::moment(ms, None)
    };
    let since = t!(
        "devices.since",
        since = day(&device.created_at),
        seen = formats::day(device.seen_on, formats::DateStyle::Full)
    );
    let label = t!("devices.revoke-label", name = name);
    let id = device.id.to_string();
    let revoke = {
        let name = name.clone();
        move |_| {
            let (id, name) = (id.clone(), name.clone());
            counter.go(async move {
                let Some(account) = untrack(|| counter.account()) else { return Err(account::Trouble::SignIn) };
                account::revoke(counter.store, &account, &id).await?;
                ask(counter, known);
                Ok(t!("devices.revoked", name = name))
            });
        }
    };
    // This one is signed out further down, where it is said what stays.
    let action = (!device.this).then(|| {
        view! {
            <button
                class="button button--small"
                type="button"
                aria-label=label
                aria-disabled=move || counter.pending.get().then_some("true")
                on:click=revoke
            >
                {t!("devices.revoke")}
            </button>
        }
    });
    let this = device.this.then(|| view! { <strong>{t!("devices.this")}</strong> });
    view! {
        <li class="devices__row">
            <div>
                <p class="devices__name"><span dir="auto">{name}</span> " " {this}</p>
                <p class="quiet">{since}</p>
            </div>
            {action}
        </li>
    }
}
