//! The page: what an account is for and what is sent, or the account that is there.

use crate::view::prelude::*;
use crate::{
    data::{
        account::{self, Place, With},
        document::{Load, Opened},
        federation::use_federation,
        ledger::{Keeping, use_store},
    },
    platform::{history, url},
    routes::{Route, arrive},
    t,
    ui::{state, text},
};
use atrium_contract::{account::Proof, id::Id, participation::Participation};

use super::{another, counter::Counter, devices, end, offer, renew, sheet};

/// The page of a member's account.
pub fn page(member: Id) -> View {
    let federation = use_federation();
    // What came with the address (a phrase, a code) is used once and does not stay in it.
    let came = history::take_fragment();
    let document = {
        let member = member.clone();
        untrack(|| {
            Opened::<Participation>::open(move || {
                let seat = federation.seat(&member);
                Ok(seat.and_then(|seat| {
                    let document = seat.member.ready()?;
                    url::resolve(document.value.participate.as_ref()?.as_str(), &document.address)
                }))
            })
        })
    };
    let name = {
        let member = member.clone();
        move || federation.name(&member).map_or_else(|| member.to_string(), |name| text::words(&name))
    };
    let keeping = Memo::new(move |_| use_store().keeping.get());
    let key = RwSignal::new(None);
    let offered = {
        let member = member.clone();
        // Only whether, so that news of the member does not make the page anew.
        Memo::new(move |_| match federation.seat(&member).map(|seat| seat.member.get()) {
            Some(Load::Ready(document)) => Some(document.value.participate.is_some()),
            Some(Load::Failed(_)) => Some(true),
            Some(Load::Waiting) => None,
            None => federation.alliance.answered().then_some(false),
        })
    };
    (move || {
        let failed = matches!(document.get(), Load::Failed(_));
        let ready = document.ready().filter(|document| document.value.id == member);
        match (offered.get(), ready, keeping.get()) {
            (Some(false), ..) => nothing(t!("account.not-offered", name = name())),
            (_, _, Keeping::Nothing) => nothing(t!("reader.keeps-nothing")),
            (_, Some(document), Keeping::Open) => {
                let store = use_store();
                // What is sent carries cookies: a document whose links lead elsewhere is not this member's to write.
                let Some(place) = Place::new(&document.address, &document.value) else {
                    return nothing(t!("error.wrong.title", who = name()));
                };
                let counter = Counter::new(store, place, name(), key);
                take(counter, came.clone());
                shown(counter, &document.value)
            }
            (..) if failed => nothing(t!("account.no-answer", name = name())),
            _ => state::skeleton_page(),
        }
    })
    .into_view()
}

fn nothing(words: String) -> View {
    arrive(&t!("account.link"));
    view! {
        <article class="page page--narrow account">
            <h1 tabindex="-1">{t!("account.link")}</h1>
            <p class="notice">{words}</p>
            <p><a href=Route::Reader.href()>{t!("reader.link")}</a></p>
        </article>
    }
}

fn shown(counter: Counter, document: &Participation) -> View {
    // Only whether, so that a field half filled outlives what is sent meanwhile.
    let connected = Memo::new(move |_| counter.account().is_some_and(|account| account.signed_out != Some(true)));
    let ways = document.sign_in.clone();
    let title = move || {
        let title = if connected.get() {
            t!("account.title", name = counter.name())
        } else {
            t!("account.offer", name = counter.name())
        };
        arrive(&title);
        title
    };
    let body = move || {
        if let Some(key) = counter.key.get() {
            return sheet::sheet(counter, &key);
        }
        if !connected.get() {
            return offer::offer(counter, &ways);
        }
        view! {
            <p class="measure">{t!("account.kept", name = counter.name())}</p>
            {another::another(counter)}
            {devices::devices(counter)}
            {renew::renew(counter)}
            {end::end(counter)}
        }
    };
    view! {
        <article class="page page--narrow account">
            <h1 tabindex="-1">{title}</h1>
            <p class="account__said" role="status">{move || counter.said.get()}</p>
            <p class="slip" role="alert">{move || counter.wrong.get()}</p>
            {body}
            <p class="account__back"><a href=Route::Reader.href()>{t!("reader.link")}</a></p>
        </article>
    }
}

/// Takes up what came with the address: the phrase of a scanned code, or what a member's own sign-in sent back.
fn take(counter: Counter, came: Option<String>) {
    let Some(came) = came else { return };
    let value = |name: &str| came.strip_prefix(name).and_then(url::decode).filter(|value| !value.is_empty());
    let member = counter.place.with_value(|place| place.member.clone());
    if let Some(code) = value("atrium-code=") {
        match account::verifier(&member) {
            Some(verifier) => counter.sign_in(With::Proof(Proof::Code { code, verifier }), String::new()),
            None => counter.wrong.set(t!("account.unknown")),
        }
    } else if value("atrium-error=").is_some() {
        let _ = account::verifier(&member);
        counter.wrong.set(t!("account.oidc-failed", name = counter.name()));
    } else if let Some(phrase) = value("join=") {
        counter.brought.set(phrase);
    }
}
