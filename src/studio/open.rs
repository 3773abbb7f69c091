//! What a designer may open: a whole theme document, a Design Tokens resolver document, or a plain file of tokens.

use atrium_contract::{
    decode::{self, At, Decode, MOST_BYTES, Refused},
    json::{self, NotJson, Value},
    theme::Theme,
};

/// A theme document as it was read: everything in it is kept, also what we do not know.
#[derive(Debug)]
pub(super) struct Opened {
    /// The document.
    pub document: Value,
    /// What was left out of it and why.
    pub problems: Vec<String>,
}

/// Reads a file. Refused with sentences for whoever made the file; with none when it is no theme at all.
pub(super) fn read(text: &str) -> Result<Opened, Vec<String>> {
    if text.len() > MOST_BYTES {
        return Err(Refused::TooLarge.sentences());
    }
    let value = json::parse(text).map_err(|NotJson { line, column }| Refused::NotJson { line, column }.sentences())?;
    if value.get("atrium").is_some() || value.get("type").is_some() {
        let decoded = decode::document::<Theme>(text, "Theme").map_err(|refused| refused.sentences())?;
        return Ok(Opened { document: value, problems: decoded.problems.iter().map(ToString::to_string).collect() });
    }
    let has = |names: &[&str]| names.iter().any(|name| value.get(name).is_some_and(Value::is_object));
    let tokens = if has(&["sets", "modifiers"]) {
        value
    } else if has(&["color", "font", "radius", "space"]) {
        let base = Value::object([("sources", vec![value].into())]);
        Value::object([("version", "2025.10".into()), ("sets", Value::object([("base", base)]))])
    } else {
        return Err(Vec::new());
    };
    let document = with_head(tokens);
    let (theme, problems) = theme(&document);
    if theme.is_some() { Ok(Opened { document, problems }) } else { Err(problems) }
}

/// A theme document around tokens.
pub(super) fn with_head(tokens: Value) -> Value {
    Value::object([
        ("atrium", decode::VERSION.into()),
        ("type", "Theme".into()),
        ("id", "new-theme".into()),
        ("title", Value::object([("en", vec!["New theme"].into())])),
        ("tokens", tokens),
    ])
}

/// The theme in a document, and what is wrong with it.
pub(super) fn theme(document: &Value) -> (Option<Theme>, Vec<String>) {
    let mut at = At::default();
    let theme = Theme::decode(document, &mut at);
    (theme, at.problems().iter().map(ToString::to_string).collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use atrium_contract::theme::{Contrast, Scheme, tokens::Token};

    fn surface(text: &str) -> String {
        let (theme, _) = theme(&read(text).unwrap().document);
        theme.unwrap().look(Scheme::Light, Contrast::Normal).get(Token::Surface).unwrap().css()
    }

    #[test]
    fn three_kinds_of_file_are_the_same_theme() {
        let plain = r##"{"color":{"surface":{"$value":"#ffffff"}}}"##;
        let resolver = format!(r#"{{"sets":{{"base":{{"sources":[{plain}]}}}}}}"#);
        let whole = format!(r#"{{"atrium":"1","type":"Theme","id":"t","title":"T","tokens":{resolver}}}"#);
        for text in [plain, &resolver, &whole] {
            assert_eq!(surface(text), surface(plain), "{text}");
        }
    }

    #[test]
    fn a_wrong_file_is_told_with_the_place() {
        let sentences = |text: &str| read(text).unwrap_err();
        assert_eq!(sentences("{"), ["the document is not JSON: line 1, column 1"]);
        assert_eq!(sentences(r#"{"atrium":"1","type":"Campaign"}"#), ["/type should be \"Theme\""]);
        assert_eq!(sentences(r#"{"a":1}"#), Vec::<String>::new());
        assert!(sentences(r#"{"atrium":"1","type":"Theme","tokens":{}}"#).iter().any(|line| line == "/id is missing"));
        let half = read(r#"{"color":{"surface":{"$value":"red"}}}"#).unwrap();
        assert!(
            half.problems
                .iter()
                .any(|line| line.starts_with("/tokens/sets/base/sources/0/color/surface/$value should be a colour")),
            "{half:?}"
        );
    }
}
