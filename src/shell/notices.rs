//! Notices above every page: off line, members that do not answer, a device that keeps nothing, a new version.

use crate::view::prelude::*;
use crate::{
    data::{
        federation::use_federation,
        ledger::{Keeping, use_store},
    },
    i18n::formats,
    platform::{url, worker},
    routes::{Route, use_navigator},
    t,
    ui::{icon, text},
};
use atrium_contract::id::Id;

pub(super) fn notices() -> View {
    let update = RwSignal::new(false);
    let federation = use_federation();
    let store = use_store();
    let online = federation.online;
    worker::on_connection(move |now| {
        online.set(now);
        if now {
            federation.load();
        }
    });
    let page = use_navigator().page();
    worker::on_told(move |told| federation.told(told, &|member| is_about(&page.get_untracked(), member)));
    worker::ask_again();
    effect(move || {
        let page = page.get();
        federation.renew(&|member| is_about(&page, member));
    });
    // Debug builds have no worker: it would serve yesterday's program.
    if !cfg!(debug_assertions) {
        crate::platform::task::spawn(async move {
            worker::register(&url::base_path(), move || {
                let _ = update.try_set(true);
            })
            .await;
        });
    }
    view! {
        <div class="notices" role="status">
            {move || {
                (!online.get())
                    .then(|| view! { <p class="notice">{icon::OFFLINE.show()} <span>{t!("notice.offline")}</span></p> })
            }}
            {move || {
                federation
                    .silent()
                    .map(|(names, oldest)| {
                        let names: Vec<String> = names.iter().map(text::words).collect();
                        let when = formats::moment(oldest, None);
                        let words = t!("notice.silent", names = formats::list(&names), when = when);
                        view! { <p class="notice">{icon::OFFLINE.show()} <span>{words}</span></p> }
                    })
            }}
            {move || {
                (store.keeping.get() == Keeping::Blocked)
                    .then(|| view! { <p class="notice notice--warn">{t!("notice.other-tab")}</p> })
            }}
            {move || {
                (store.keeping.get() == Keeping::Nothing)
                    .then(|| view! { <p class="notice notice--warn">{t!("notice.keeps-nothing")}</p> })
            }}
            {move || {
                update
                    .get()
                    .then(|| {
                        view! {
                            <p class="notice notice--update">
                                <span>{t!("notice.update")}</span>
                                <button
                                    class="button button--small"
                                    type="button"
                                    on:click=move |_| crate::platform::task::spawn(worker::activate_update())
                                >
                                    {t!("notice.update.now")}
                                </button>
                            </p>
                        }
                    })
            }}
        </div>
    }
}

/// Whether a page shows what a member's own document says.
fn is_about(page: &Route, member: &Id) -> bool {
    match page {
        Route::Home => true,
        Route::Member(shown) => shown == member,
        _ => false,
    }
}
