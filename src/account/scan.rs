//! Joining by the camera, where the browser can read a square code. The phrase can always be typed.

use crate::view::prelude::*;
use crate::{
    data::account::With,
    platform::{camera, task, url},
    t,
};
use atrium_contract::account::Proof;
use std::{cell::RefCell, rc::Rc};

use super::counter::Counter;

const VIDEO: &str = "account-video";

pub(super) fn scan(counter: Counter, device: RwSignal<String>) -> View {
    let on = RwSignal::new(false);
    let looking: Rc<RefCell<Option<camera::Looking>>> = Rc::default();
    let off = {
        let looking = looking.clone();
        move || drop(looking.take())
    };
    // A page that is left takes the camera with it.
    let left = StoredValue::new_local(off.clone());
    on_cleanup(move || left.with_value(|off| off()));
    let start = {
        let (looking, off) = (looking.clone(), off.clone());
        move |_| {
            counter.wrong.set(String::new());
            on.set(true);
            let (looking, off) = (looking.clone(), off.clone());
            task::spawn(async move {
                let found = move |text: String| {
                    if let Some(proof) = read(&text)
                        && on.try_set(false).is_none()
                    {
                        counter.sign_in(With::Proof(proof), device.get_untracked());
                    }
                };
                match camera::look(VIDEO, found).await {
                    Some(eye) => {
                        looking.replace(Some(eye));
                    }
                    None => {
                        let _ = on.try_set(false);
                        let _ = counter.wrong.try_set(t!("account.no-camera"));
                    }
                }
                let _ = &off;
            });
        }
    };
    let stop = {
        let off = off.clone();
        move |_| {
            off();
            on.set(false);
        }
    };
    // Whatever ended the looking, the camera goes off with it.
    effect(move || {
        if !on.get() {
            off();
        }
    });
    view! {
        <div class="account__scan">
            <button class="button" type="button" on:click=start>{t!("account.scan")}</button>
            <div class="account__camera" hidden=move || (!on.get()).then_some("")>
                <video id=VIDEO muted="" playsinline="" aria-label=t!("account.camera")></video>
                <button class="button" type="button" on:click=stop>{t!("account.scan-stop")}</button>
            </div>
        </div>
    }
}

/// What a square code of ours says: the address with a phrase, or a recovery key.
fn read(text: &str) -> Option<Proof> {
    if let Some((_, phrase)) = text.split_once("#join=") {
        return url::decode(phrase).map(Proof::Phrase);
    }
    let signs = text.chars().filter(char::is_ascii_alphanumeric).count();
    (signs == 32 && text.len() <= 48).then(|| Proof::Recovery(text.to_owned()))
}
