//! Text in several languages: a BCP 47 language map, as in IIIF Presentation 3.

use crate::decode::{At, Decode};
use serde_json::Value;

/// A text in one or more languages.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Text(Vec<(Option<String>, Vec<String>)>);

/// A text whose strings hold the HTML subset of `API.md`.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Rich(pub Text);

/// The part of a text that suits a language best.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picked<'t> {
    /// Its language, when the document says.
    pub lang: Option<&'t str>,
    /// Its paragraphs.
    pub paragraphs: &'t [String],
}

impl Text {
    /// The best there is for a language: itself, its parents, a relative, the text without a language, English, anything.
    pub fn pick(&self, wanted: &str) -> Picked<'_> {
        let found = chain(wanted).iter().find_map(|tag| {
            self.0.iter().find(|(lang, _)| lang.as_deref().is_some_and(|lang| lang.eq_ignore_ascii_case(tag)))
        });
        // `zh` asked for and only `zh-Hans` there: a relative is better than a stranger.
        let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        let relative =
            || self.0.iter().find(|(lang, _)| lang.as_deref().is_some_and(|lang| primary(lang) == primary(wanted)));
        // Objects come sorted by name, so that the first language is no choice of whoever wrote the document.
        let plain = || self.0.iter().find(|(lang, _)| lang.is_none());
        let english = || self.0.iter().find(|(lang, _)| lang.as_deref() == Some("en"));
        match found.or_else(relative).or_else(plain).or_else(english).or_else(|| self.0.first()) {
            Some((lang, paragraphs)) => Picked { lang: lang.as_deref(), paragraphs },
            None => Picked { lang: None, paragraphs: &[] },
        }
    }

    /// The languages there are.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|(lang, _)| lang.as_deref())
    }

    /// A text without a language.
    pub fn plain(words: &str) -> Text {
        Text(vec![(None, vec![words.to_owned()])])
    }

    /// Every string in it, whatever the language.
    pub fn strings(&self) -> impl Iterator<Item = &str> {
        self.0.iter().flat_map(|(_, paragraphs)| paragraphs.iter().map(String::as_str))
    }
}

/// A tag, then its parents. A region of Chinese that writes simplified (or traditional) characters finds that script first.
fn chain(tag: &str) -> Vec<String> {
    let mut tags = vec![tag.to_owned()];
    match tag.to_ascii_lowercase().as_str() {
        "zh-cn" | "zh-sg" => tags.push("zh-Hans".into()),
        "zh-tw" | "zh-hk" | "zh-mo" => tags.push("zh-Hant".into()),
        _ => {}
    }
    let mut rest = tag;
    while let Some((parent, _)) = rest.rsplit_once('-') {
        tags.push(parent.to_owned());
        rest = parent;
    }
    tags
}

fn is_tag(tag: &str) -> bool {
    (2..=35).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn strings(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::String(text) => Some(vec![text.clone()]),
        Value::Array(items) => {
            items.iter().take(200).map(|item| item.as_str().map(ToOwned::to_owned)).collect::<Option<Vec<_>>>()
        }
        _ => None,
    }
}

impl Decode for Text {
    fn decode(value: &Value, at: &mut At) -> Option<Self> {
        match value {
            Value::String(text) => Some(Text::plain(text)),
            Value::Object(map) => {
                let mut text = Vec::new();
                for (tag, value) in map.iter().take(100) {
                    match strings(value) {
                        Some(paragraphs) if tag == "none" => text.push((None, paragraphs)),
                        Some(paragraphs) if is_tag(tag) => text.push((Some(tag.clone()), paragraphs)),
                        _ => at.inside(tag, |at| at.expected("a language tag with a list of texts", value)),
                    }
                }
                (!text.is_empty()).then_some(Text(text)).or_else(|| {
                    at.expected("a language map such as {\"en\": [\"Summer\"]}", value);
                    None
                })
            }
            _ => {
                at.expected("a language map such as {\"en\": [\"Summer\"]}", value);
                None
            }
        }
    }
}

impl Decode for Rich {
    fn decode(value: &Value, at: &mut At) -> Option<Self> {
        Text::decode(value, at).map(Rich)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn text(json: &str) -> Text {
        crate::decode::record(json).unwrap()
    }

    #[test]
    fn a_language_falls_back_to_its_parents_then_to_a_relative_then_to_the_first() {
        let both = text(r#"{"en":["two skies"],"zh-Hans":"两重天"}"#);
        for (wanted, lang) in [
            ("zh-Hans-CN", "zh-Hans"),
            ("zh-CN", "zh-Hans"),
            ("zh", "zh-Hans"),
            ("zh-TW", "zh-Hans"),
            ("en-GB", "en"),
            ("fr", "en"),
        ] {
            assert_eq!(both.pick(wanted).lang, Some(lang), "{wanted}");
        }
        assert_eq!(
            text(r#"{"ar":["سماء"],"en":["sky"]}"#).pick("fr").lang,
            Some("en"),
            "not the first by the alphabet"
        );
        assert_eq!(text(r#""bare""#).pick("en"), Picked { lang: None, paragraphs: &["bare".to_owned()] });
    }
}
