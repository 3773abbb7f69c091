//! Text of documents: in the best language there is, marked with its language where that is not the interface's.

use crate::i18n;
#[cfg(feature = "app")]
use crate::view::prelude::*;
use atrium_contract::text::Text;

/// A text as it will be shown. `lang` and `dir` are set only where they differ from the page's.
#[derive(Clone, PartialEq)]
pub struct Spoken {
    /// The words; several paragraphs are joined by a line break.
    pub words: String,
    /// The language to mark it with.
    pub lang: Option<String>,
    /// The direction to mark it with.
    pub dir: Option<&'static str>,
}

/// Letters that are shown of one text, whatever a stranger sends: a title of a million would hold the page.
const MOST: usize = 4_000;
/// Letters of one word that are shown. Browsers measure a word that fills several lines again for each of them: one of four
/// thousand letters holds a slow phone for half a second at every layout.
const LONGEST_WORD: usize = 150;

/// Picks the best language of a text.
pub fn say(text: &Text) -> Spoken {
    let picked = text.pick(i18n::language());
    let mut words = picked.paragraphs.join("\n");
    if let Some((end, _)) = words.char_indices().nth(MOST) {
        words.truncate(end);
        words.push('…');
    }
    let words = bounded(words);
    match picked.lang {
        Some(lang) if lang == i18n::language() => Spoken { words, lang: None, dir: None },
        Some(lang) => Spoken { words, lang: Some(lang.to_owned()), dir: Some(i18n::languages::direction(lang)) },
        None => Spoken { words, lang: None, dir: Some("auto") },
    }
}

/// The text with its endless words cut short.
pub fn bounded(text: String) -> String {
    if text.len() <= LONGEST_WORD {
        return text;
    }
    let mut bounded = String::with_capacity(text.len());
    let mut length = 0_usize;
    for letter in text.chars() {
        // Scripts without spaces break anywhere; further Latin and Greek letters stand behind some of them.
        let ends = letter.is_whitespace() || (letter >= '\u{e00}' && !matches!(letter, '\u{1e00}'..='\u{1fff}'));
        length = if ends { 0 } else { length.saturating_add(1) };
        if length <= LONGEST_WORD {
            bounded.push(letter);
        } else if length == LONGEST_WORD.saturating_add(1) {
            bounded.push('…');
        }
    }
    bounded
}

/// The words alone: for titles, accessible names, files.
pub fn words(text: &Text) -> String {
    say(text).words
}

/// The words of a text that may be missing.
pub fn words_of(text: Option<&Text>) -> String {
    text.map(words).unwrap_or_default()
}

/// An inline text.
#[cfg(feature = "app")]
pub fn inline(text: &Text) -> View {
    let Spoken { words, lang, dir } = say(text);
    if lang.is_none() && dir.is_none() {
        return words.into_view();
    }
    view! { <span lang=lang dir=dir>{words}</span> }
}

/// A text as paragraphs of a class; nothing where there is no text.
#[cfg(feature = "app")]
pub fn paragraphs(text: Option<&Text>, class: &'static str) -> View {
    let Some(text) = text else { return ().into_view() };
    let Spoken { words, lang, dir } = say(text);
    View::together(
        words.split('\n').map(|paragraph| view! { <p class=class lang=lang.clone() dir=dir>{paragraph}</p> }),
    )
}

#[cfg(test)]
mod tests {
    use super::bounded;

    #[test]
    fn only_an_endless_word_is_cut() {
        for whole in
            ["a short one".to_owned(), "ab ".repeat(90), "x".repeat(150), "海".repeat(300), "ภาษาไทย".repeat(60)]
        {
            assert_eq!(bounded(whole.clone()), whole);
        }
        let endless = ["before ", &"x".repeat(4000), " after ", &"ế".repeat(151), "海"].concat();
        assert_eq!(bounded(endless), ["before ", &"x".repeat(150), "… after ", &"ế".repeat(150), "…海"].concat());
    }
}
