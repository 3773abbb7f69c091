//! Finds the values of tokens in a Design Tokens resolver: layers in resolution order, aliases, inherited types.

use super::{
    Contrast, Scheme,
    color::{Color, Oklch, Srgb},
    tokens::{LengthUnit, Look, Token, TokenKind, TokenValue, in_family},
};
use crate::decode::{At, ProblemKind};
use serde_json::Value;

/// How many aliases one token may go through: more is a circle.
const MOST_ALIASES: usize = 32;
/// How many layers are read.
const MOST_LAYERS: usize = 200;

/// One source, and where it stands.
struct Layer<'v> {
    value: &'v Value,
    place: Vec<String>,
    /// Colours of this layer are in its group `dark`.
    dark: bool,
}

/// All values of a theme's tokens in one appearance. What is wrong is reported, and takes the house's value.
pub fn look(tokens: &Value, scheme: Scheme, contrast: Contrast, at: &mut At) -> Look {
    let layers = layers(tokens, scheme, contrast, at);
    let mut look = Look::default();
    for token in Token::ALL {
        let (group, leaf) = token.path();
        if let Some((found, layer)) = find(&layers, &[group, leaf]) {
            let place: Vec<&str> = layer.place.iter().map(String::as_str).chain([layer.group(group), leaf]).collect();
            let value = within(&place, at, &mut |at| value(&layers, token, found, &[group, leaf], at));
            look.0.extend(value.map(|value| (token, value)));
        }
    }
    look
}

fn within<T>(place: &[&str], at: &mut At, read: &mut dyn FnMut(&mut At) -> T) -> T {
    match place.split_first() {
        Some((first, rest)) => at.below(first, |at| within(rest, at, read)),
        None => read(at),
    }
}

impl Layer<'_> {
    fn group<'n>(&self, group: &'n str) -> &'n str {
        if self.dark && group == "color" { "dark" } else { group }
    }
}

/// The layers of an appearance, the first one lowest.
fn layers<'v>(tokens: &'v Value, scheme: Scheme, contrast: Contrast, at: &mut At) -> Vec<Layer<'v>> {
    let dark = scheme == Scheme::Dark;
    let mut layers = Vec::new();
    let order = at.below("resolutionOrder", |at| match tokens.get("resolutionOrder") {
        Some(list) => at.list(Some(list)),
        None => {
            at.problem::<()>(ProblemKind::Missing);
            &[]
        }
    });
    for (index, step) in order.iter().enumerate() {
        let target = step.get("$ref").and_then(Value::as_str).unwrap_or_default();
        if let Some(name) = target.strip_prefix("#/sets/") {
            let sources = tokens.get("sets").and_then(|sets| sets.get(name)).and_then(|set| set.get("sources"));
            push(&mut layers, sources, &["sets", name, "sources"], false);
        } else if let Some(name) = target.strip_prefix("#/modifiers/") {
            let modifier = tokens.get("modifiers").and_then(|modifiers| modifiers.get(name));
            let Some(contexts) = modifier.and_then(|modifier| modifier.get("contexts")) else { continue };
            let default = modifier.and_then(|modifier| modifier.get("default")).and_then(Value::as_str);
            let chosen = match name {
                "scheme" => Some(if dark { "dark" } else { "light" }),
                "contrast" => Some(if contrast == Contrast::More { "more" } else { "normal" }),
                _ => None,
            };
            let context = chosen.filter(|chosen| contexts.get(chosen).is_some()).or(default).unwrap_or_default();
            let place = ["modifiers", name, "contexts", context];
            push(&mut layers, contexts.get(context), &place, dark && name == "contrast");
        } else {
            let found = Value::from(target);
            at.below("resolutionOrder", |at| {
                at.item(index, |at| at.not::<()>("a $ref such as #/sets/base or #/modifiers/scheme", &found));
            });
        }
    }
    layers
}

fn push<'v>(layers: &mut Vec<Layer<'v>>, sources: Option<&'v Value>, place: &[&str], dark: bool) {
    for (index, value) in sources.and_then(Value::as_array).into_iter().flatten().enumerate() {
        if layers.len() + 2 > MOST_LAYERS {
            return;
        }
        let place: Vec<String> = place.iter().map(ToString::to_string).chain([index.to_string()]).collect();
        layers.push(Layer { value, place: place.clone(), dark: false });
        if dark {
            layers.push(Layer { value, place, dark: true });
        }
    }
}

/// The topmost token with this path.
fn find<'l, 'v>(layers: &'l [Layer<'v>], path: &[&str]) -> Option<(&'v Value, &'l Layer<'v>)> {
    layers.iter().rev().find_map(|layer| {
        let token = below(layer, path).filter(|token| token.get("$value").is_some())?;
        Some((token, layer))
    })
}

fn below<'v>(layer: &Layer<'v>, path: &[&str]) -> Option<&'v Value> {
    let (first, rest) = path.split_first()?;
    // The layer of dark colours holds nothing else.
    if layer.dark && *first != "color" {
        return None;
    }
    rest.iter().try_fold(layer.value.get(layer.group(first))?, |value, name| value.get(name))
}

/// The type a token says it has, or the nearest of its groups.
fn type_of<'v>(layers: &[Layer<'v>], token: &'v Value, path: &[&str]) -> Option<&'v str> {
    let own = token.get("$type").and_then(Value::as_str);
    own.or_else(|| {
        (1..path.len()).rev().find_map(|depth| {
            let group = path.get(..depth)?;
            layers.iter().rev().find_map(|layer| below(layer, group)?.get("$type")?.as_str())
        })
    })
}

/// The value of a token, aliases followed.
fn value<'v>(layers: &[Layer<'v>], wanted: Token, token: &'v Value, path: &[&str], at: &mut At) -> Option<TokenValue> {
    let mut token = token;
    let mut path: Vec<&str> = path.to_vec();
    for _ in 0..MOST_ALIASES {
        let value = token.get("$value")?;
        let alias = value.as_str().and_then(|text| text.strip_prefix('{')).and_then(|text| text.strip_suffix('}'));
        let Some(alias) = alias else {
            if let Some(kind) = type_of(layers, token, &path).filter(|kind| !fits(wanted.kind(), kind)) {
                return at.below("$type", |at| at.not(wanted_of(wanted.kind()), &Value::from(kind)));
            }
            return at.below("$value", |at| read(wanted.kind(), value, at));
        };
        path = alias.split('.').collect();
        match find(layers, &path) {
            Some((next, _)) => token = next,
            None => return at.below("$value", |at| at.not("an alias of a token that there is", value)),
        }
    }
    let found = "one that leads in a circle".to_owned();
    at.problem(ProblemKind::Not { wanted: "an alias of a value", found })
}

fn fits(kind: TokenKind, named: &str) -> bool {
    match kind {
        TokenKind::Color => named == "color",
        TokenKind::Families => named == "fontFamily",
        TokenKind::Weight => matches!(named, "number" | "fontWeight"),
        TokenKind::Radius | TokenKind::Space => named == "dimension",
    }
}

fn wanted_of(kind: TokenKind) -> &'static str {
    match kind {
        TokenKind::Color => "\"color\"",
        TokenKind::Families => "\"fontFamily\"",
        TokenKind::Weight => "\"number\"",
        TokenKind::Radius | TokenKind::Space => "\"dimension\"",
    }
}

/// Reads a value of a kind.
pub fn read(kind: TokenKind, value: &Value, at: &mut At) -> Option<TokenValue> {
    match kind {
        TokenKind::Color => match color(value) {
            Some(color) => Some(TokenValue::Color(color)),
            None => at.not("a colour in oklch or srgb, or \"#rrggbb\"", value),
        },
        TokenKind::Families => families(value, at),
        TokenKind::Weight => match value.as_f64().filter(|weight| (100.0..=900.0).contains(weight)) {
            Some(weight) => Some(TokenValue::Number(weight)),
            None => at.not("a number from 100 to 900", value),
        },
        TokenKind::Radius => match length(value, 0.0, 4.0) {
            Some(length) => Some(length),
            None => at.not("a dimension in px or rem, from 0 to 4 rem", value),
        },
        TokenKind::Space => match length(value, 0.75, 1.5) {
            Some(length) => Some(length),
            None => at.not("a dimension in px or rem, from 0.75 to 1.5 rem", value),
        },
    }
}

fn color(value: &Value) -> Option<Color> {
    if let Some(text) = value.as_str() {
        return Srgb::from_hex(text).map(Color::Srgb);
    }
    let number = |value: &Value| match value {
        Value::String(text) if text == "none" => Some(0.0),
        other => other.as_f64(),
    };
    let [one, two, three] = value.get("components")?.as_array()?.as_slice() else { return None };
    let (one, two, three) = (number(one)?, number(two)?, number(three)?);
    let alpha = value.get("alpha").map_or(Some(1.0), number)?.clamp(0.0, 1.0);
    match value.get("colorSpace")?.as_str()? {
        "oklch" if (0.0..=1.0).contains(&one) && (0.0..=0.5).contains(&two) && three.abs() <= 3_600.0 => {
            // Whole turns are taken off by hand: the remainder of fractions costs more code than this.
            let turns = (three / 360.0).floor();
            Some(Color::Oklch(Oklch { l: one, c: two, h: three - turns * 360.0, alpha }))
        }
        "srgb" if [one, two, three].iter().all(|channel| (0.0..=1.0).contains(channel)) => {
            Some(Color::Srgb(Srgb { r: one, g: two, b: three, alpha }))
        }
        _ => None,
    }
}

fn families(value: &Value, at: &mut At) -> Option<TokenValue> {
    let mut names: Vec<String> = Vec::new();
    let one = std::slice::from_ref(value);
    let list = if value.is_string() { one } else { at.list(Some(value)) };
    for (index, item) in list.iter().enumerate().take(16) {
        let name = item.as_str().map(str::trim);
        match name.filter(|name| !name.is_empty() && name.len() <= 100 && name.chars().all(in_family)) {
            Some(name) => names.push(name.to_owned()),
            None => {
                at.item(index, |at| at.not::<()>("the name of a typeface: letters, digits, spaces, hyphens", item));
            }
        }
    }
    if names.is_empty() {
        return at.not("a list of names of typefaces", value);
    }
    Some(TokenValue::Families(names))
}

fn length(value: &Value, least: f64, most: f64) -> Option<TokenValue> {
    let number = value.get("value")?.as_f64()?;
    let (unit, rem) = match value.get("unit")?.as_str()? {
        "px" => (LengthUnit::Px, number / 16.0),
        "rem" => (LengthUnit::Rem, number),
        _ => return None,
    };
    (least..=most).contains(&rem).then_some(TokenValue::Length { value: number, unit })
}
