//! The languages of the interface, and the choice among them.

use crate::platform::{media, preferences};

/// A language of the interface.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Language {
    /// BCP 47 tag; also the name of its catalogue.
    pub tag: &'static str,
    /// Its name in itself, which is the only name a person who needs it can read.
    pub name: &'static str,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
}

/// All of them; the first is the fallback.
pub const LANGUAGES: [Language; 4] = [
    Language { tag: "en", name: "English", direction: "ltr" },
    Language { tag: "zh-Hans", name: "简体中文", direction: "ltr" },
    Language { tag: "es", name: "Español", direction: "ltr" },
    Language { tag: "ar", name: "العربية", direction: "rtl" },
];

const FALLBACK: Language = LANGUAGES[0];

/// The language with this tag, or the nearest: `zh-CN` finds `zh-Hans`, `es-MX` finds `es`.
pub fn nearest(tag: &str) -> Option<Language> {
    let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    LANGUAGES
        .into_iter()
        .find(|language| language.tag.eq_ignore_ascii_case(tag))
        .or_else(|| LANGUAGES.into_iter().find(|language| primary(language.tag) == primary(tag)))
}

/// The language chosen on this device, else the first of the browser's that there is, else English.
pub fn choose() -> Language {
    preferences::get("language")
        .and_then(|tag| nearest(&tag))
        .or_else(|| media::languages().iter().find_map(|tag| nearest(tag)))
        .unwrap_or(FALLBACK)
}

/// The first of the browser's languages that is this one: `en-GB` for `en`.
pub fn of_the_browser(tag: &str) -> Option<String> {
    media::languages().into_iter().find(|own| nearest(own).is_some_and(|language| language.tag == tag))
}

/// The direction a text in this language runs in.
pub fn direction(tag: &str) -> &'static str {
    match tag.split('-').next().unwrap_or_default() {
        "ar" | "he" | "fa" | "ur" | "ps" | "sd" | "ug" | "yi" | "dv" => "rtl",
        _ => "ltr",
    }
}
