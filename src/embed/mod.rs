//! The embed: one card of a campaign or a challenge in somebody else's page.
//!
//! No framework, no router, no store, no service worker: the page of other people pays for every byte, and nothing is
//! kept on a device that is only passing by. It asks for the alliance, for the one member, and for the card's theme.

mod address;
mod card;
mod read;

use crate::{
    data::{config, error::LoadError},
    i18n::{
        self,
        languages::{self, LANGUAGES, Language},
    },
    platform::{dom, frame, history, media, panic, url},
};
use address::Kind;
use atrium_contract::{
    id::Key,
    theme::{Contrast, Scheme, Theme, tokens::Token},
};
use read::{Campaigns, Challenges, House, Seen};
use std::rc::Rc;

/// Where the embed's catalogues are, from its base.
const CATALOGUES: &str = "../locales/embed.";

/// A card, the addresses it is relative to, and the alliance.
struct Shown {
    house: House,
    house_at: String,
    member_at: String,
    card: Seen,
}

/// Why there is no card, and whose answer is missing.
struct Missing {
    error: LoadError,
    who: String,
}

/// Shows the card that the address asks for.
pub fn start() {
    crate::platform::task::spawn(async {
        // The boot script has chosen the language, from `?lang=` or from the browser.
        let wanted = dom::root_attribute("lang").and_then(|tag| languages::nearest(&tag)).unwrap_or(LANGUAGES[0]);
        if !speak(wanted).await && !speak(LANGUAGES[0]).await {
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

async fn speak(language: Language) -> bool {
    let address = url::resolve(&[CATALOGUES, language.tag, ".json"].concat(), &url::base()).unwrap_or_default();
    let spoken = read::text(&address).await.is_ok_and(|(catalogue, _)| i18n::install(language.tag, &catalogue));
    if spoken {
        dom::set_language(language.tag, language.direction);
    }
    spoken
}

async fn find(kind: Kind, key: &Key) -> Result<Shown, Missing> {
    let unknown = || Missing { error: LoadError::Unknown, who: String::new() };
    let house_at = config::alliance_address();
    let (house, house_at): (House, String) =
        read::read(&house_at, "Alliance").await.map_err(|error| Missing { error, who: url::host(&house_at) })?;
    let door = house.members.iter().find(|door| door.id == key.member).ok_or_else(unknown)?;
    let member_at = url::resolve(door.href.as_str(), &house_at).ok_or_else(unknown)?;
    let cards = match kind {
        Kind::Campaign => {
            read::read::<Campaigns>(&member_at, "Member").await.map(|(member, from)| (member.cards, from))
        }
        Kind::Challenge => {
            read::read::<Challenges>(&member_at, "Member").await.map(|(member, from)| (member.cards, from))
        }
    };
    let (cards, member_at) = cards.map_err(|error| Missing { error, who: crate::ui::text::words(&door.name) })?;
    let own = |card: &Seen| card.id == key.id && card.member.as_ref().is_none_or(|owner| *owner == key.member);
    let card = cards.into_iter().find(own).ok_or_else(unknown)?;
    Ok(Shown { house, house_at, member_at, card })
}

/// Puts on the card's theme, else the alliance's. A theme that does not come leaves the house's own look.
async fn wear(shown: &Shown) {
    let own = shown.card.theme.as_ref().and_then(|href| url::resolve(href.as_str(), &shown.member_at));
    let house = || url::resolve(shown.house.theme.as_ref()?.as_str(), &shown.house_at);
    let Some(address) = own.or_else(house) else { return };
    if let Ok((theme, _)) = read::read::<Theme>(&address, "Theme").await {
        dress(&theme);
        let theme = Rc::new(theme);
        for query in ["(prefers-color-scheme: dark)", "(prefers-contrast: more)"] {
            let theme = theme.clone();
            media::on_change(query, move || dress(&theme));
        }
    }
}

fn dress(theme: &Theme) {
    // Set by the boot script from `?theme=`; without it the device decides.
    let dark = match dom::root_attribute("data-scheme").as_deref() {
        Some(scheme) => scheme == "dark",
        None => media::dark(),
    };
    let scheme = if dark { Scheme::Dark } else { Scheme::Light };
    let contrast = if media::more_contrast() { Contrast::More } else { Contrast::Normal };
    let look = theme.look(scheme, contrast);
    let Some(root) = dom::root() else { return };
    for token in Token::ALL {
        if let Some(value) = look.get(token) {
            dom::set_property(&root, token.property(), &value.css());
        }
    }
}
