//! The frame around every page: providers, header, outlet, notices, the word to screen readers.

mod footer;
mod header;
mod not_found;
mod notices;
mod outlet;
mod rooms;

use crate::view::{mount, prelude::*};
use crate::{
    data::{
        federation::Federation,
        ledger::{self, Store},
        locale,
    },
    i18n::languages,
    platform::dom,
    routes::{Navigator, here},
    ui::{appearance::Appearance, look::Wardrobe},
};

/// Which catalogue the views were made with. Setting it makes them anew.
#[derive(Clone, Copy)]
struct Speech(RwSignal<&'static str>);

/// Loads the catalogue and mounts the app in place of the shell.
pub fn start() {
    // Leptos has no executor before something is mounted.
    crate::platform::task::spawn(async {
        // Opened on a page that is not home, its code is asked for beside the catalogue.
        rooms::ahead(&here());
        let language = languages::choose();
        let spoken = locale::speak(language).await;
        if !spoken && !locale::speak(languages::LANGUAGES[0]).await {
            // Without a single word to say there is no page: the shell says what to do.
            crate::platform::panic::give_up("catalogue");
            return;
        }
        if let Some(place) = dom::empty("#app") {
            mount(&place, frame);
        }
    });
}

fn frame() -> View {
    let speech = Speech(RwSignal::new(crate::i18n::language()));
    provide_context(speech);
    provide_context(Appearance::start());
    provide_context(Federation::start());
    provide_context(Wardrobe::start());
    let store = Store::start();
    ledger::on_outgoing(move || rooms::send(store));
    provide_context(store);
    let navigator = Navigator::start();
    provide_context(navigator);
    // The whole page is made anew in another language: simpler, and smaller, than every text listening for it.
    let page = move || {
        speech.0.get();
        view! {
            <a class="skip" href="#content">{crate::t!("shell.skip")}</a>
            {header::header()}
            {notices::notices()}
            <main id="content" tabindex="-1">{outlet::outlet()}</main>
            {footer::footer()}
            <p class="visually-hidden" role="status">{move || navigator.announced()}</p>
        }
    };
    page.into_view()
}

/// Changes the language of the interface, and keeps the choice on this device.
fn speak(speech: Speech, tag: &str) {
    let Some(language) = languages::nearest(tag) else { return };
    crate::platform::preferences::set("language", language.tag);
    crate::platform::task::spawn(async move {
        if locale::speak(language).await {
            speech.0.set(language.tag);
        }
    });
}
