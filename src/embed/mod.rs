//! The embed: one card of a campaign or a challenge in somebody else's page.
//!
//! No framework, no router, no store, no service worker: the page of other people pays for every byte, and nothing is
//! kept on a device that is only passing by. It asks for the alliance, for the one member, and for the card's theme.

mod address;
mod card;

use crate::{
    data::{
        config,
        document::{self, Document},
        error::LoadError,
        federation::Kind,
        locale,
    },
    i18n::languages::{self, LANGUAGES},
    platform::{dom, frame, history, media, panic, url},
    ui::{appearance::Appearance, look},
};
use atrium_contract::{
    alliance::Alliance,
    card::Card,
    id::Key,
    member::Member,
    theme::{Contrast, Scheme, Theme},
};
use std::sync::Arc;

/// Where the embed's catalogues are, from its base.
const CATALOGUES: &str = "../locales/embed.";

/// A card, the document it stands in, and the alliance.
struct Shown {
    alliance: Arc<Document<Alliance>>,
    member: Arc<Document<Member>>,
    card: Card,
}

/// Why there is no card, and whose answer is missing.
struct Missing {
    error: LoadError,
    who: String,
}

/// Shows the card that the address asks for.
pub fn start() {
    wasm_bindgen_futures::spawn_local(async {
        // The boot script has chosen the language, from `?lang=` or from the browser.
        let wanted = dom::root_attribute("lang").and_then(|tag| languages::nearest(&tag)).unwrap_or(LANGUAGES[0]);
        if !locale::speak_from(CATALOGUES, wanted).await && !locale::speak_from(CATALOGUES, LANGUAGES[0]).await {
            panic::give_up("catalogue");
            return;
        }
        match address::asked_for(&history::path()) {
            Some((kind, key)) => match find(kind, &key).await {
                Ok(shown) => {
                    wear(&shown).await;
                    card::show(&shown, kind, &key);
                }
                Err(missing) => card::sorry(&missing, &app(&address::page(kind, &key))),
            },
            None => card::sorry(&Missing { error: LoadError::Unknown, who: String::new() }, &app("")),
        }
        dom::set_root_attribute("data-started", Some(""));
        frame::tell_height("#app");
    });
}

/// An address in the app, which stands one folder above the embed.
fn app(path: &str) -> String {
    url::resolve(&["../", path].concat(), &url::base()).unwrap_or_default()
}

async fn find(kind: Kind, key: &Key) -> Result<Shown, Missing> {
    let from = config::alliance_address();
    let alliance =
        document::read::<Alliance>(from.clone()).await.map_err(|error| Missing { error, who: url::host(&from) })?;
    let unknown = || Missing { error: LoadError::Unknown, who: String::new() };
    let link = alliance.value.members.iter().find(|link| link.id == key.member).ok_or_else(unknown)?;
    let from = url::resolve(link.href.as_str(), &alliance.address).ok_or_else(unknown)?;
    let member = document::read::<Member>(from)
        .await
        .map_err(|error| Missing { error, who: crate::ui::text::words(&link.name) })?;
    let cards = if kind == Kind::Campaign { &member.value.campaigns } else { &member.value.challenges };
    let own = |card: &&Card| card.id == key.id && card.member.as_ref().is_none_or(|owner| *owner == key.member);
    let card = cards.iter().find(own).cloned().ok_or_else(unknown)?;
    Ok(Shown { alliance, member, card })
}

/// Puts on the card's theme, else the alliance's. A theme that does not come leaves the house's own look.
async fn wear(shown: &Shown) {
    let own = shown.card.theme.as_ref().and_then(|href| url::resolve(href.as_str(), &shown.member.address));
    let house = || url::resolve(shown.alliance.value.theme.as_ref()?.as_str(), &shown.alliance.address);
    let Some(address) = own.or_else(house) else { return };
    if let Ok(theme) = document::read::<Theme>(address).await {
        dress(&theme);
        for query in ["(prefers-color-scheme: dark)", "(prefers-contrast: more)"] {
            let theme = theme.clone();
            media::on_change(query, move || dress(&theme));
        }
    }
}

fn dress(theme: &Document<Theme>) {
    // Set by the boot script from `?theme=`; without it the device decides.
    let dark = match dom::root_attribute("data-scheme").as_deref() {
        Some(scheme) => scheme == "dark",
        None => media::dark(),
    };
    let appearance = Appearance {
        scheme: if dark { Scheme::Dark } else { Scheme::Light },
        contrast: if media::more_contrast() { Contrast::More } else { Contrast::Normal },
    };
    look::dress_page(Some(&theme.value), appearance);
}
