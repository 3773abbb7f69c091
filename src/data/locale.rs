//! The catalogue of a language, fetched and installed.

use super::fetch;
use crate::{
    i18n::{self, languages::Language},
    platform::{dom, url},
};

/// Loads a language's catalogue and makes the page speak it. `false` when it could not be had; the old one then stays.
pub async fn speak(language: Language) -> bool {
    speak_from("locales/", language).await
}

/// Like [`speak`], from catalogues of another bundle: `prefix` is what their addresses begin with, from the page's base.
pub async fn speak_from(prefix: &str, language: Language) -> bool {
    let address = url::resolve(&[prefix, language.tag, ".json"].concat(), &url::base()).unwrap_or_default();
    let installed = match fetch::get(&address).await {
        Ok(answer) => i18n::install(language.tag, &answer.text),
        Err(_) => false,
    };
    if installed {
        dom::set_language(language.tag, language.direction);
    }
    installed
}
