//! A token's value put where it takes effect: in the base, in a scheme or in a contrast, whatever the document is made of.
//!
//! Only that one value changes; what we do not know in the document stays as it is.

use super::open;
use atrium_contract::{
    json::{Map, Value},
    theme::{
        Contrast, Scheme,
        tokens::{self, Token},
        value::{TokenType, TokenValue},
    },
};

/// One of a theme's four looks.
pub(super) type Side = (Scheme, Contrast);

/// The places a value can be written to, the first preferred.
#[derive(Clone, Copy)]
enum Place {
    Base,
    In(&'static str, &'static str),
    /// The group that dark takes its colours from when more contrast is asked for.
    DarkMore,
}

/// The document with a token's value in one look. The first place in which the value takes effect is kept.
pub(super) fn put(document: &Value, (scheme, contrast): Side, token: Token, value: &TokenValue) -> Value {
    let own = match (scheme, contrast) {
        (Scheme::Light, Contrast::Normal) => Place::In("scheme", "light"),
        (Scheme::Dark, Contrast::Normal) => Place::In("scheme", "dark"),
        (Scheme::Dark, Contrast::More) if token.kind() == TokenType::Color => Place::DarkMore,
        (_, Contrast::More) => Place::In("contrast", "more"),
    };
    // A colour of the dark look is nobody else's; a face or a corner belongs to all four.
    let shared = token.kind() != TokenType::Color || (scheme, contrast) == (Scheme::Light, Contrast::Normal);
    if shared {
        let written = at(document, Place::Base, token, value);
        let (theme, _) = open::theme(&written);
        let now = theme.as_ref().and_then(|theme| theme.look(scheme, contrast).get(token));
        if now.is_some_and(|now| now.css() == value.css()) {
            return written;
        }
    }
    at(document, own, token, value)
}

fn at(document: &Value, place: Place, token: Token, value: &TokenValue) -> Value {
    let mut document = document.clone();
    let Some(tokens) = object(&mut document).map(|map| map.entry("tokens")) else {
        return document;
    };
    let value = json(value);
    match place {
        Place::Base => tokens::write(tokens, None, token, value),
        Place::In(modifier, context) => {
            if modifier == "contrast" {
                // Without a group of its own, dark would take this colour of the light look.
                if let Some(source) = more(tokens).filter(|source| !source.contains_key("color")) {
                    let _ = object(source.entry("dark"));
                }
            }
            tokens::write(tokens, Some((modifier, context)), token, value);
        }
        Place::DarkMore => {
            let name = token.path().split_once('.').map(|(_, name)| name).unwrap_or_default();
            let group = more(tokens).and_then(|source| object(source.entry("dark")));
            if let Some(it) = group.and_then(|group| object(group.entry(name))) {
                it.insert("$value", value);
            }
        }
    }
    typed(tokens, token);
    document
}

/// The last source of the contrast `more`, made where there is none.
fn more(tokens: &mut Value) -> Option<&mut Map> {
    let mut place = tokens;
    for name in ["modifiers", "contrast", "contexts", "more"] {
        place = object(place)?.entry(name);
    }
    if !place.is_array() {
        *place = Value::Array(Vec::new());
    }
    let list = place.as_array_mut()?;
    if list.is_empty() {
        list.push(Value::Null);
    }
    object(list.last_mut()?)
}

fn object(value: &mut Value) -> Option<&mut Map> {
    if !value.is_object() {
        *value = Value::Object(Map::new());
    }
    value.as_object_mut()
}

/// Other tools ask for a type: a token that has none, and whose group has none, is given it.
fn typed(tokens: &mut Value, token: Token) {
    let Some((group, name)) = token.path().split_once('.') else { return };
    let kind = match token.kind() {
        TokenType::Color => "color",
        TokenType::Families => "fontFamily",
        TokenType::Number => "number",
        TokenType::Length => "dimension",
    };
    let mut lists: Vec<&mut Value> = Vec::new();
    if let Some(map) = tokens.as_object_mut() {
        for (part, value) in map.iter_mut() {
            let Some(inner) = value.as_object_mut() else { continue };
            for each in inner.values_mut() {
                match part {
                    "sets" => lists.extend(each.get_mut("sources")),
                    "modifiers" => lists.extend(
                        each.get_mut("contexts").and_then(Value::as_object_mut).into_iter().flat_map(Map::values_mut),
                    ),
                    _ => {}
                }
            }
        }
    }
    for source in lists.into_iter().filter_map(Value::as_array_mut).flatten() {
        for group in [group, "dark"] {
            let Some(group) = source.get_mut(group).and_then(Value::as_object_mut) else { continue };
            if group.contains_key("$type") {
                continue;
            }
            if let Some(it) = group.get_mut(name).and_then(Value::as_object_mut)
                && !it.contains_key("$type")
            {
                it.insert("$type", kind.into());
            }
        }
    }
}

/// A value in the Design Tokens format.
fn json(value: &TokenValue) -> Value {
    let round = |number: f32| Value::from(f64::from(number));
    match value {
        TokenValue::Color(color) => {
            let color = color.oklch();
            let parts = vec![round(color.l), round(color.c), round(color.h)];
            let mut it = Value::object([("colorSpace", "oklch".into()), ("components", parts.into())]);
            if let Some(map) = it.as_object_mut().filter(|_| color.alpha < 1.0) {
                map.insert("alpha", round(color.alpha));
            }
            it
        }
        TokenValue::Families(names) => names.clone().into(),
        TokenValue::Number(number) => round(*number),
        TokenValue::Length(number, rem) => {
            Value::object([("value", round(*number)), ("unit", if *rem { "rem" } else { "px" }.into())])
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use atrium_contract::{json::parse, theme::color::Oklch};

    const SIDES: [Side; 4] = [
        (Scheme::Light, Contrast::Normal),
        (Scheme::Dark, Contrast::Normal),
        (Scheme::Light, Contrast::More),
        (Scheme::Dark, Contrast::More),
    ];

    fn seen(document: &Value, token: Token) -> Vec<Option<String>> {
        let theme = open::theme(document).0.unwrap();
        SIDES.iter().map(|(scheme, contrast)| theme.look(*scheme, *contrast).get(token).map(TokenValue::css)).collect()
    }

    fn house() -> Value {
        parse(include_str!("../../demo/alliance/themes/house.json")).unwrap()
    }

    #[test]
    fn a_colour_of_one_look_changes_that_look_only() {
        let colour = TokenValue::Color(Oklch { l: 0.512_3, c: 0.1, h: 33.0, alpha: 1.0 }.into());
        for (index, side) in SIDES.iter().enumerate() {
            let before = seen(&house(), Token::Accent);
            let after = seen(&put(&house(), *side, Token::Accent, &colour), Token::Accent);
            for (at, (before, after)) in before.iter().zip(&after).enumerate() {
                let expected = if at == index { Some(colour.css()) } else { before.clone() };
                assert_eq!(after, &expected, "side {index}, look {at}");
            }
        }
    }

    #[test]
    fn a_theme_of_one_colour_grows_into_four_looks() {
        let mut document = open::with_head(parse(r#"{"keep":[1,"two"]}"#).unwrap());
        for (index, side) in SIDES.iter().enumerate() {
            let colour = TokenValue::Color(Oklch { l: 0.1 * (index as f32 + 1.0), c: 0.0, h: 0.0, alpha: 1.0 }.into());
            document = put(&document, *side, Token::Surface, &colour);
        }
        let looks: Vec<String> = seen(&document, Token::Surface).into_iter().flatten().collect();
        assert_eq!(looks, ["oklch(0.1 0 0)", "oklch(0.2 0 0)", "oklch(0.3 0 0)", "oklch(0.4 0 0)"]);
        assert_eq!(document.pointer("/tokens/keep"), Some(&parse(r#"[1,"two"]"#).unwrap()));
        assert_eq!(document.pointer("/tokens/sets/base/sources/0/color/surface/$type"), Some(&Value::from("color")));
    }

    #[test]
    fn a_corner_belongs_to_all_looks_and_a_set_that_covers_the_base_does_not_hide_it() {
        let corner = TokenValue::Length(1.25, true);
        let after = put(&house(), (Scheme::Dark, Contrast::More), Token::RadiusCard, &corner);
        assert!(seen(&after, Token::RadiusCard).iter().all(|it| it.as_deref() == Some("1.25rem")));
        let covered =
            parse(r#"{"sets":{"zz":{"sources":[{"radius":{"card":{"$value":{"value":1,"unit":"px"}}}}]}}}"#).unwrap();
        let after = put(&open::with_head(covered), (Scheme::Light, Contrast::Normal), Token::RadiusCard, &corner);
        assert_eq!(seen(&after, Token::RadiusCard).first().cloned().flatten().as_deref(), Some("1.25rem"));
    }
}
