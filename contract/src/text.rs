//! Text in several languages: a BCP 47 language map, as in IIIF Presentation 3.

use crate::decode::{At, Decode};
use crate::json::Value;

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
        let found = |fits: &dyn Fn(Option<&str>) -> bool| self.0.iter().find(|(lang, _)| fits(lang.as_deref()));
        let tagged = |tag: &str| found(&|lang| lang.is_some_and(|lang| lang.eq_ignore_ascii_case(tag)));
        let primary = first_part(wanted);
        let best = parents(wanted, &tagged)
            // `zh` asked for and only `zh-Hans` there: a relative is better than a stranger.
            .or_else(|| found(&|lang| lang.is_some_and(|lang| first_part(lang).eq_ignore_ascii_case(primary))))
            // Objects come sorted by name, so that the first language is no choice of whoever wrote the document.
            .or_else(|| found(&|lang| lang.is_none()))
            .or_else(|| tagged("en"))
            .or_else(|| self.0.first());
        match best {
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

    /// The text as JSON.
    pub fn to_json(&self) -> String {
        let list = |paragraphs: &[String]| Value::from(paragraphs.iter().map(|it| it.as_str()).collect::<Vec<_>>());
        let map = self.0.iter().map(|(lang, it)| (lang.clone().unwrap_or_else(|| "none".into()), list(it)));
        Value::Object(map.collect()).to_string()
    }

    /// Every string in it, whatever the language.
    pub fn strings(&self) -> impl Iterator<Item = &str> {
        self.0.iter().flat_map(|(_, paragraphs)| paragraphs.iter().map(String::as_str))
    }
}

/// What is found for a tag or the nearest of its parents. A region of Chinese that writes simplified (or traditional) characters
/// finds that script first.
fn parents<'t, T>(tag: &'t str, find: &dyn Fn(&'t str) -> Option<T>) -> Option<T> {
    let region = |regions: &[&str]| regions.iter().any(|region| tag.eq_ignore_ascii_case(region));
    let script = if region(&["zh-cn", "zh-sg"]) {
        find("zh-Hans")
    } else if region(&["zh-tw", "zh-hk", "zh-mo"]) {
        find("zh-Hant")
    } else {
        None
    };
    let (mut rest, mut found) = (tag, find(tag).or(script));
    while found.is_none() {
        rest = rest.rsplit_once('-')?.0;
        found = find(rest);
    }
    found
}

fn first_part(tag: &str) -> &str {
    tag.split_once('-').map_or(tag, |(first, _)| first)
}

/// Whether nothing of a text would be seen.
pub(crate) fn blank(text: &str) -> bool {
    text.chars().all(|character| {
        character.is_whitespace()
            || character.is_control()
            || matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    })
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

const MAP: &str = "a language map such as {\"en\": [\"Summer\"]}";

impl Decode for Text {
    fn decode(value: &Value, at: &mut At) -> Option<Self> {
        let Value::Object(map) = value else {
            return match value {
                Value::String(text) => Some(Text::plain(text)),
                _ => {
                    at.expected(MAP, value);
                    None
                }
            };
        };
        let (mut text, mut told) = (Vec::new(), false);
        for (tag, value) in map.iter().take(100) {
            match strings(value) {
                // Many systems write every language they know and leave empty what nobody translated.
                Some(paragraphs) if paragraphs.iter().all(|paragraph| blank(paragraph)) => {}
                Some(paragraphs) if tag == "none" => text.push((None, paragraphs)),
                Some(paragraphs) if is_tag(tag) => text.push((Some(tag.to_owned()), paragraphs)),
                _ => {
                    let here = at.enter(tag);
                    at.expected("a language tag with a list of texts", value);
                    at.leave(here);
                    told = true;
                }
            }
        }
        if text.is_empty() && (told || map.iter().next().is_none()) {
            at.expected(MAP, value);
            return None;
        }
        Some(Text(text))
    }

    fn hole() -> Self {
        Text(Vec::new())
    }

    fn is_blank(&self) -> bool {
        self.strings().all(blank)
    }
}

impl Decode for Rich {
    fn decode(value: &Value, at: &mut At) -> Option<Self> {
        Text::decode(value, at).map(Rich)
    }

    fn hole() -> Self {
        Rich(Text::hole())
    }

    fn is_blank(&self) -> bool {
        self.0.is_blank()
    }
}

#[cfg(feature = "schema")]
mod said {
    //! What a text may be, and what it may be where it must say something.

    use super::{Rich, Text};
    use crate::schema::{Defs, Node, Schema, pattern};

    fn strings() -> Node {
        node!({ "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] })
    }

    /// A text in one language, or in all of them, of which nothing is seen.
    fn blank() -> [Node; 2] {
        let text = node!({ "type": "string", "pattern": (pattern::unseen()) });
        [text.clone(), node!({ "type": "array", "items": (text) })]
    }

    fn map(about: &str) -> Node {
        let [text, texts] = blank();
        node!({
            "description": (about),
            "anyOf": [
                { "title": "Text without a language", "type": "string" },
                {
                    "title": "Language map",
                    "type": "object",
                    "minProperties": 1,
                    "patternProperties": { "^[0-9A-Za-z-]{2,35}$": (strings()) },
                    "additionalProperties": { "anyOf": [(text), (texts)] },
                },
            ],
            "examples": [{ "en": ["Two skies"], "zh-Hans": ["两重天"] }],
        })
    }

    fn seen(defs: &mut Defs, any: Node) -> Node {
        let blank = defs.named("Blank", "", |_| {
            let [text, texts] = blank();
            node!({
                "description": "A text of nothing but space counts as not there.",
                "anyOf": [
                    (text.clone()),
                    { "type": "object", "additionalProperties": { "anyOf": [(text), (texts)] } },
                ],
            })
        });
        any.with("not", blank)
    }

    const ABOUT: &str = "A text in one or more languages: BCP 47 tag to a list of paragraphs, or to one. A bare text has no language, \
        as has what stands under `none`.";

    impl Schema for Text {
        const NAME: Option<&'static str> = Some("Text");

        fn schema(_: &mut Defs) -> Node {
            map(ABOUT)
        }

        fn filled(defs: &mut Defs) -> Node {
            defs.named("FilledText", "", |defs| {
                let any = defs.refer::<Text>();
                seen(defs, node!({ "description": "A text that says something in one language at least." }))
                    .with_all(any)
            })
        }
    }

    impl Schema for Rich {
        const NAME: Option<&'static str> = Some("Rich");

        fn schema(_: &mut Defs) -> Node {
            map(
                "A text whose strings may hold `a b br em i p small span strong sub sup h3 h4 ul ol li blockquote`, with `href` on \
                `a` and `lang`, `dir` on any. Everything else is dropped and its text kept.",
            )
        }

        fn filled(defs: &mut Defs) -> Node {
            defs.named("FilledRich", "", |defs| {
                let any = defs.refer::<Rich>();
                seen(defs, node!({ "description": "A rich text that says something in one language at least." }))
                    .with_all(any)
            })
        }
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

    #[test]
    fn a_language_nobody_wrote_in_is_not_there() {
        let text = text(r#"{"en":["two skies"],"es":[""],"ar":["\u200b \n","\u2060"],"fr":[]}"#);
        assert_eq!(text.languages().collect::<Vec<_>>(), ["en"]);
        assert_eq!(text.pick("es").lang, Some("en"));
    }
}
