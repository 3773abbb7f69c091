//! From a Design Tokens resolver document (2025.10) to the four looks of a theme.

use super::{
    Look,
    value::{self, TokenType, TokenValue},
};
use crate::decode::{At, ProblemKind};
use serde_json::{Map, Value};

/// The tokens that are read; everything else in a document is kept and ignored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    /// The page.
    Surface,
    /// A card.
    Raised,
    /// A well.
    Sunken,
    /// Text.
    OnSurface,
    /// Secondary text.
    Quiet,
    /// The one button that matters.
    Action,
    /// Its text.
    OnAction,
    /// Links, marks, the ring.
    Accent,
    /// Edges of controls.
    Outline,
    /// Something went well.
    Success,
    /// Something is wrong, or will be gone.
    Danger,
    /// The face of titles.
    Display,
    /// The face of texts.
    TextFace,
    /// The weight of titles.
    DisplayWeight,
    /// The corners of cards.
    RadiusCard,
    /// The corners of controls.
    RadiusControl,
    /// The unit of space.
    Space,
}

use Token::*;

impl Token {
    /// All of them.
    pub const ALL: [Token; 17] = [
        Surface, Raised, Sunken, OnSurface, Quiet, Action, OnAction, Accent, Outline, Success, Danger, Display, TextFace,
        DisplayWeight, RadiusCard, RadiusControl, Space,
    ];

    /// Its path in a document, its custom property, its type.
    fn facts(self) -> (&'static str, &'static str, TokenType) {
        use TokenType::{Color, Families, Length, Number};
        match self {
            Surface => ("color.surface", "--surface", Color),
            Raised => ("color.raised", "--raised", Color),
            Sunken => ("color.sunken", "--sunken", Color),
            OnSurface => ("color.on-surface", "--on-surface", Color),
            Quiet => ("color.quiet", "--quiet", Color),
            Action => ("color.action", "--action", Color),
            OnAction => ("color.on-action", "--on-action", Color),
            Accent => ("color.accent", "--accent", Color),
            Outline => ("color.outline", "--outline", Color),
            Success => ("color.success", "--success", Color),
            Danger => ("color.danger", "--danger", Color),
            Display => ("font.display", "--display", Families),
            TextFace => ("font.text", "--text-face", Families),
            DisplayWeight => ("font.display-weight", "--display-weight", Number),
            RadiusCard => ("radius.card", "--radius-card", Length),
            RadiusControl => ("radius.control", "--radius-control", Length),
            Space => ("space.unit", "--space", Length),
        }
    }

    /// Its path in a document, such as `color.surface`.
    pub fn path(self) -> &'static str {
        self.facts().0
    }

    /// The custom property it becomes.
    pub fn property(self) -> &'static str {
        self.facts().1
    }

    /// Its type.
    pub fn kind(self) -> TokenType {
        self.facts().2
    }
}

/// Reads the `tokens` of a theme document into light, dark, light with more contrast, dark with more contrast.
pub(super) fn looks(tokens: &Value, at: &mut At) -> Option<[Look; 4]> {
    let root = at.object(tokens)?;
    let base: Vec<&Value> = root
        .get("sets")
        .and_then(Value::as_object)
        .map(|sets| sets.values().filter_map(|set| set.get("sources")?.as_array()).flatten().collect())
        .unwrap_or_default();
    let context = |modifier: &str, name: &str| -> Vec<&Value> {
        tokens
            .pointer(&["/modifiers/", modifier, "/contexts/", name].concat())
            .and_then(Value::as_array)
            .map(|sources| sources.iter().collect())
            .unwrap_or_default()
    };
    let mut seen = |scheme, contrast, dark| {
        look(&[base.clone(), context("scheme", scheme), context("contrast", contrast)].concat(), dark, at)
    };
    Some([
        seen("light", "normal", false),
        seen("dark", "normal", false),
        seen("light", "more", false),
        seen("dark", "more", true),
    ])
}

/// One look from its sources, later ones over earlier ones. With `dark`, a source's group `dark` is its colours.
fn look(sources: &[&Value], dark: bool, at: &mut At) -> Look {
    let mut look = Look::default();
    for source in sources {
        let Some(groups) = at.object(source) else { continue };
        let has_dark = groups.contains_key("dark");
        for token in Token::ALL {
            let Some((group, name)) = token.path().split_once('.') else { continue };
            let group = if group == "color" && dark && has_dark { "dark" } else { group };
            let found = groups.get(group).and_then(|group| group.get(name)).and_then(|token| token.get("$value"));
            let Some(found) = found else { continue };
            let read = at.inside(group, |at| at.inside(name, |at| resolve(found, token.kind(), sources, at)));
            if let Some(value) = read {
                look.set(token, value);
            }
        }
    }
    look
}

/// Follows aliases (`"{group.name}"`), at most eight: a longer chain is a cycle, or might as well be.
fn resolve(value: &Value, kind: TokenType, sources: &[&Value], at: &mut At) -> Option<TokenValue> {
    let mut value = value;
    for _ in 0..8 {
        let alias = value.as_str().and_then(|text| text.strip_prefix('{')).and_then(|text| text.strip_suffix('}'));
        let Some(path) = alias else { return value::read(kind, value, at) };
        // The last source that has it wins, as for any token.
        match sources.iter().rev().find_map(|source| find(source, path)) {
            Some(found) => value = found,
            None => break,
        }
    }
    at.problem(ProblemKind::Alias);
    None
}

fn find<'v>(source: &'v Value, path: &str) -> Option<&'v Value> {
    let mut place = source;
    for step in path.split('.') {
        place = place.as_object()?.get(step)?;
    }
    place.get("$value")
}

/// Writes a token into a resolver document, for the studio: everything else in it stays as it is.
///
/// `context` is a modifier and one of its contexts, such as `("scheme", "dark")`; without it the token is the base's.
pub fn write(tokens: &mut Value, context: Option<(&str, &str)>, token: Token, value: Value) {
    let Some((group, name)) = token.path().split_once('.') else { return };
    let sources = match context {
        None => entry(entry(entry(tokens, "sets"), "base"), "sources"),
        Some((modifier, name)) => entry(entry(entry(entry(tokens, "modifiers"), modifier), "contexts"), name),
    };
    if !sources.is_array() {
        *sources = Value::Array(Vec::new());
    }
    if let Value::Array(list) = sources {
        if list.is_empty() {
            list.push(Value::Object(Map::new()));
        }
        if let Some(last) = list.last_mut() {
            *entry(entry(entry(last, group), name), "$value") = value;
        }
    }
}

fn entry<'v>(value: &'v mut Value, name: &str) -> &'v mut Value {
    if !value.is_object() {
        *value = Value::Object(Map::new());
    }
    match value {
        Value::Object(map) => map.entry(name.to_owned()).or_insert(Value::Null),
        // Made an object two lines above.
        other => other,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{
        decode::document,
        theme::{Contrast, Scheme, Theme},
    };

    const TEXT: &str = r##"{"atrium":"1","type":"Theme","id":"t","title":"T","tokens":{"sets":{"base":{"sources":[{
        "color":{"$type":"color","night":{"$value":"#000000"},"surface":{"$value":"#ffffff"},"on-surface":{"$value":"{color.night}"},
            "quiet":{"$value":"{color.quiet}"},"accent":{"$value":"red;}"}},
        "font":{"display":{"$value":["EB Garamond","serif"]}}}]}},
        "modifiers":{"scheme":{"contexts":{"light":[],"dark":[{"color":{"surface":{"$value":"#111111"}}}]}},
            "contrast":{"contexts":{"more":[{"color":{"surface":{"$value":"#fefefe"}},"dark":{"surface":{"$value":"#010101"}}}]}}}}}"##;

    fn css(theme: &Theme, scheme: Scheme, contrast: Contrast, token: Token) -> Option<String> {
        match theme.look(scheme, contrast).get(token)? {
            TokenValue::Color(color) => Some(color.hex()),
            other => Some(other.css()),
        }
    }

    #[test]
    fn schemes_contrasts_and_aliases_resolve_and_wrong_tokens_are_told() {
        let decoded = document::<Theme>(TEXT, "Theme").unwrap();
        let theme = &decoded.value;
        let surface = |scheme, contrast| css(theme, scheme, contrast, Surface).unwrap();
        assert_eq!(surface(Scheme::Light, Contrast::Normal), "#ffffff");
        assert_eq!(surface(Scheme::Dark, Contrast::Normal), "#111111");
        assert_eq!(surface(Scheme::Light, Contrast::More), "#fefefe");
        assert_eq!(surface(Scheme::Dark, Contrast::More), "#010101");
        assert_eq!(css(theme, Scheme::Light, Contrast::Normal, OnSurface).unwrap(), "#000000");
        assert_eq!(css(theme, Scheme::Light, Contrast::Normal, Display).unwrap(), "\"EB Garamond\", serif");
        assert_eq!(css(theme, Scheme::Light, Contrast::Normal, Accent), None);
        let told: Vec<String> = decoded.problems.iter().map(ToString::to_string).collect();
        assert!(told.iter().any(|line| line.starts_with("/tokens/color/quiet is an alias")), "{told:?}");
        assert!(told.iter().any(|line| line.starts_with("/tokens/color/accent should be a colour")), "{told:?}");
    }

    #[test]
    fn a_written_token_is_read_again_and_the_rest_stays() {
        let mut tokens: Value = serde_json::from_str::<Value>(TEXT).unwrap().get("tokens").unwrap().clone();
        write(&mut tokens, Some(("scheme", "dark")), Surface, Value::from("#222222"));
        let looks = looks(&tokens, &mut At::default()).unwrap();
        let [light, dark, ..] = &looks;
        assert!(matches!(dark.get(Surface), Some(TokenValue::Color(color)) if color.hex() == "#222222"));
        assert!(matches!(light.get(Surface), Some(TokenValue::Color(color)) if color.hex() == "#ffffff"));
        assert_eq!(tokens.pointer("/sets/base/sources/0/color/night/$value"), Some(&Value::from("#000000")));
    }
}
