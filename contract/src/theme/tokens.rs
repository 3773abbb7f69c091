//! From a Design Tokens resolver document (2025.10) to the four looks of a theme.

use super::{
    Look,
    value::{self, TokenType, TokenValue},
};
use crate::decode::{At, Decode, ProblemKind};
use crate::json::{Map, Value};

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
        Surface,
        Raised,
        Sunken,
        OnSurface,
        Quiet,
        Action,
        OnAction,
        Accent,
        Outline,
        Success,
        Danger,
        Display,
        TextFace,
        DisplayWeight,
        RadiusCard,
        RadiusControl,
        Space,
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

/// A source of tokens, and where it stands among them.
struct Source<'v> {
    value: &'v Value,
    place: String,
}

/// Light, dark, light with more contrast, dark with more contrast.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Looks(pub(super) [Look; 4]);

impl Decode for Looks {
    fn decode(tokens: &Value, at: &mut At) -> Option<Self> {
        if !tokens.is_object() {
            at.expected("an object", tokens);
            return None;
        }
        let mut looks = Looks::default();
        for (place, look) in looks.0.iter_mut().enumerate() {
            let (dark, more) = (place % 2 == 1, place > 1);
            let wanted = [if dark { "dark" } else { "light" }, if more { "more" } else { "normal" }];
            fill(look, &sources(tokens, wanted), dark && more, at);
        }
        Some(looks)
    }

    fn hole() -> Self {
        Looks::default()
    }
}

/// The sources of one look in the document's resolution order; where it names none: the sets, the scheme, the contrast.
fn sources<'v>(tokens: &'v Value, wanted: [&str; 2]) -> Vec<Source<'v>> {
    let mut found = Vec::new();
    let order = tokens.get("resolutionOrder").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let mut steps = order.iter().filter_map(|step| step.get("$ref")?.as_str()?.strip_prefix('#')).take(20).peekable();
    if steps.peek().is_none() {
        for (name, _) in tokens.get("sets").and_then(Value::as_object).into_iter().flat_map(Map::iter) {
            add(&mut found, tokens, ["/sets/", name, "/sources"].concat());
        }
        add(&mut found, tokens, context(tokens, "scheme", wanted));
        add(&mut found, tokens, context(tokens, "contrast", wanted));
    }
    for name in steps {
        let place = match name.strip_prefix("/modifiers/") {
            Some(modifier) => context(tokens, modifier, wanted),
            None => [name, "/sources"].concat(),
        };
        add(&mut found, tokens, place);
    }
    found
}

/// A look is made of so many sources at most. An alias is looked for in all of them, so that without a limit a hostile document
/// of 2 MB would take billions of looks; a theme has a handful.
const MOST_SOURCES: usize = 100;

/// Adds the sources that stand at a place.
fn add<'v>(found: &mut Vec<Source<'v>>, tokens: &'v Value, place: String) {
    let list = tokens.pointer(&place).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    for (index, value) in list.iter().enumerate().take(MOST_SOURCES.saturating_sub(found.len())) {
        found.push(Source { value, place: [&place, "/", &index.to_string()].concat() });
    }
}

/// Where the wanted context of a modifier stands, or else its default.
fn context(tokens: &Value, modifier: &str, [scheme, contrast]: [&str; 2]) -> String {
    let modifier_place = ["/modifiers/", modifier].concat();
    let wanted = match modifier {
        "scheme" => scheme,
        "contrast" => contrast,
        _ => "",
    };
    let place = [&modifier_place, "/contexts/", wanted].concat();
    let default = tokens.pointer(&[&modifier_place, "/default"].concat()).and_then(Value::as_str);
    match default {
        Some(default) if tokens.pointer(&place).is_none() => [&modifier_place, "/contexts/", default].concat(),
        _ => place,
    }
}

/// Fills a look from its sources, later ones over earlier ones. With `dark`, a source's group `dark` is its colours.
fn fill(look: &mut Look, sources: &[Source], dark: bool, at: &mut At) {
    for source in sources {
        let has_dark = source.value.get("dark").is_some();
        for token in Token::ALL {
            let Some((group, name)) = token.path().split_once('.') else { continue };
            let group = if group == "color" && dark && has_dark { "dark" } else { group };
            let found = source.value.get(group).and_then(|group| group.get(name)).and_then(|token| token.get("$value"));
            let Some(found) = found else { continue };
            let here = at.enter_pointer(&[&source.place, "/", group, "/", name, "/$value"].concat());
            if let Some(value) = resolve(found, token, sources, at) {
                look.set(token, value);
            }
            at.leave(here);
        }
    }
}

/// Follows aliases (`"{group.name}"`), at most eight: a longer chain is a cycle, or might as well be.
fn resolve(value: &Value, token: Token, sources: &[Source], at: &mut At) -> Option<TokenValue> {
    let mut value = value;
    for _ in 0..8 {
        let alias = value.as_str().and_then(|text| text.strip_prefix('{')).and_then(|text| text.strip_suffix('}'));
        let Some(path) = alias else {
            return value::read(token.kind(), value, at).filter(|read| in_range(token, read, at));
        };
        // The last source that has it wins, as for any token.
        match sources.iter().rev().find_map(|source| find(source.value, path)) {
            Some(found) => value = found,
            None => break,
        }
    }
    at.problem(ProblemKind::Alias);
    None
}

/// Whether a number is one that a page can be laid out with.
fn in_range(token: Token, value: &TokenValue, at: &mut At) -> bool {
    let rem = |number: f32, rem: bool| if rem { number } else { number / 16.0 };
    let (fits, what) = match (token, value) {
        (DisplayWeight, TokenValue::Number(number)) => ((100.0..=900.0).contains(number), "a number from 100 to 900"),
        (Space, TokenValue::Length(number, unit)) => {
            ((0.75..=1.5).contains(&rem(*number, *unit)), "a dimension from 0.75rem to 1.5rem")
        }
        (_, TokenValue::Length(number, unit)) => ((0.0..=4.0).contains(&rem(*number, *unit)), "a dimension up to 4rem"),
        _ => (true, ""),
    };
    if !fits {
        at.problem(ProblemKind::Expected { what, found: "another number" });
    }
    fits
}

fn find<'v>(source: &'v Value, path: &str) -> Option<&'v Value> {
    let mut place = source;
    for step in path.split('.') {
        place = place.get(step)?;
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
        Value::Object(map) => map.entry(name),
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
        json::parse,
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
            TokenValue::Color(color) => Some(color.oklch().hex()),
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
        assert!(
            told.iter().any(|line| line.starts_with("/tokens/sets/base/sources/0/color/quiet/$value is an alias")),
            "{told:?}"
        );
        assert!(
            told.iter()
                .any(|line| line.starts_with("/tokens/sets/base/sources/0/color/accent/$value should be a colour")),
            "{told:?}"
        );
    }

    #[test]
    fn sets_are_laid_over_each_other_in_the_order_the_document_says() {
        let tokens: Value = parse(
            r##"{"sets":{"a":{"sources":[{"color":{"surface":{"$value":"#aaaaaa"}}}]},"b":{"sources":[{"color":{"surface":{"$value":"#bbbbbb"}}}]}},
                "resolutionOrder":[{"$ref":"#/sets/b"},{"$ref":"#/sets/a"}]}"##,
        )
        .unwrap();
        let Looks([light, ..]) = Looks::decode(&tokens, &mut At::default()).unwrap();
        assert!(matches!(light.get(Surface), Some(TokenValue::Color(color)) if color.oklch().hex() == "#aaaaaa"));
    }

    #[test]
    fn a_set_that_is_named_again_and_again_is_not_looked_through_again_and_again() {
        let source = r#"{"color":{"surface":{"$value":"{color.nowhere}"}}}"#;
        let list = vec![source; 90].join(",");
        let order = vec![r##"{"$ref":"#/sets/a"}"##; 20].join(",");
        let text = format!(r#"{{"sets":{{"a":{{"sources":[{list}]}}}},"resolutionOrder":[{order}]}}"#);
        assert_eq!(sources(&parse(&text).unwrap(), ["light", "normal"]).len(), MOST_SOURCES);
    }

    #[test]
    fn a_size_that_would_break_the_page_is_told_once_and_left_out() {
        let mut at = At::default();
        let tokens: Value = parse(
            r#"{"sets":{"base":{"sources":[{"space":{"unit":{"$value":{"value":900,"unit":"rem"}}},"font":{"display-weight":{"$value":1}}}]}}}"#,
        )
        .unwrap();
        let Looks([light, ..]) = Looks::decode(&tokens, &mut at).unwrap();
        assert_eq!((light.get(Space), light.get(DisplayWeight)), (None, None));
        assert_eq!(at.problems().len(), 2);
    }

    #[test]
    fn a_written_token_is_read_again_and_the_rest_stays() {
        let mut tokens: Value = parse(TEXT).unwrap().get("tokens").unwrap().clone();
        write(&mut tokens, Some(("scheme", "dark")), Surface, Value::from("#222222"));
        let Looks([light, dark, ..]) = &Looks::decode(&tokens, &mut At::default()).unwrap();
        assert!(matches!(dark.get(Surface), Some(TokenValue::Color(color)) if color.oklch().hex() == "#222222"));
        assert!(matches!(light.get(Surface), Some(TokenValue::Color(color)) if color.oklch().hex() == "#ffffff"));
        assert_eq!(tokens.pointer("/sets/base/sources/0/color/night/$value"), Some(&Value::from("#000000")));
    }
}
