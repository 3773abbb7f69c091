//! The catalogue of a language, fetched and installed.

use super::fetch;
use crate::{
    i18n::{
        self,
        languages::{self, Language},
    },
    platform::{dom, url},
};
use std::cell::Cell;

const APP: &str = "locales/";
/// The texts of the pages on which a reader takes part: home does not pay for them.
const LOG: &str = "locales/log.";

thread_local! {
    /// The language whose further texts are here.
    static MORE: Cell<Option<&'static str>> = const { Cell::new(None) };
}

/// Loads a language's catalogue and makes the page speak it. `false` when it could not be had; the old one then stays.
pub async fn speak(language: Language) -> bool {
    // Before the page is made anew in it, not after.
    let more = match MORE.get() {
        Some(_) => text(LOG, language).await,
        None => None,
    };
    let spoken = (MORE.get().is_none() || more.is_some()) && speak_from(APP, language).await;
    if let Some(more) = more.filter(|_| spoken) {
        i18n::install_more(&more);
        MORE.set(Some(language.tag));
    }
    spoken
}

/// Loads the further texts of the language that is spoken. `false` when they could not be had.
pub async fn more() -> bool {
    let tag = i18n::language();
    if MORE.get() == Some(tag) {
        return true;
    }
    let Some(language) = languages::nearest(tag) else { return false };
    let installed = text(LOG, language).await.is_some_and(|text| i18n::install_more(&text));
    if installed {
        MORE.set(Some(tag));
    }
    installed
}

/// Like [`speak`], from catalogues of another bundle: `prefix` is what their addresses begin with, from the page's base.
pub async fn speak_from(prefix: &str, language: Language) -> bool {
    let installed = text(prefix, language).await.is_some_and(|text| i18n::install(language.tag, &text));
    if installed {
        dom::set_language(language.tag, language.direction);
    }
    installed
}

async fn text(prefix: &str, language: Language) -> Option<String> {
    let address = url::resolve(&[prefix, language.tag, ".json"].concat(), &url::base())?;
    fetch::get(&address).await.ok().map(|answer| answer.text)
}
