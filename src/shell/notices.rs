//! Notices above every page: off line, a new version, a device that keeps nothing.

use crate::view::prelude::*;
use crate::{
    data::{
        federation::use_federation,
        ledger::{Keeping, use_store},
    },
    platform::{media, url, worker},
    ui::icon,
};

pub(super) fn notices() -> View {
    let online = RwSignal::new(media::online());
    let update = RwSignal::new(false);
    let federation = use_federation();
    let store = use_store();
    worker::on_connection(move |now| {
        let _ = online.try_set(now);
        if now {
            federation.load();
        }
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
                (store.keeping.get() == Keeping::Nothing)
                    .then(|| view! { <p class="notice notice--warn">{t!("notice.keeps-nothing")}</p> })
            }}
            {move || {
                update
                    .get()
                    .then(|| {
                        view! {
                            <p class="notice">
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
