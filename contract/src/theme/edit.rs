//! Changing a theme's document for the studio: one value at a time, everything else stays as it is, known or not.

use super::{
    Contrast, Scheme,
    color::{Color, Oklch, Srgb},
    tokens::{Token, TokenKind, TokenValue},
};
use crate::json::quote;
use serde_json::{Map, Value};

/// Puts a value into a theme's document, where this appearance takes it from.
///
/// Light is the base, dark and more contrast are laid over it; a typeface or a size is the same in all of them.
/// Returns whether the document had a place for it.
pub fn set_token(document: &mut Value, scheme: Scheme, contrast: Contrast, token: Token, value: &TokenValue) -> bool {
    let Some(tokens) = document.get_mut("tokens") else { return false };
    let (group, leaf) = token.path();
    let color = token.kind() == TokenKind::Color;
    let (scheme, contrast) = if color { (scheme, contrast) } else { (Scheme::Light, Contrast::Normal) };
    let dark = scheme == Scheme::Dark;
    let (sources, group) = match contrast {
        Contrast::More => (context(tokens, "contrast", "more"), if dark { "dark" } else { group }),
        Contrast::Normal if dark => (context(tokens, "scheme", "dark"), group),
        Contrast::Normal => {
            // A theme may put its light colours into a context of their own, which then is what is seen.
            let own = context(tokens, "scheme", "light").is_some_and(|sources| defines(sources, group, leaf));
            (if own { context(tokens, "scheme", "light") } else { base(tokens) }, group)
        }
    };
    let Some(sources) = sources else { return false };
    put(sources, group, leaf, token.kind(), value)
}

fn defines(sources: &[Value], group: &str, leaf: &str) -> bool {
    sources.iter().any(|source| source.get(group).and_then(|group| group.get(leaf)).is_some())
}

/// The sources of the last set in the resolution order: the one that shows.
fn base(tokens: &mut Value) -> Option<&mut Vec<Value>> {
    let order = tokens.get("resolutionOrder")?.as_array()?.iter().rev();
    let name = order.filter_map(|step| step.get("$ref")?.as_str()?.strip_prefix("#/sets/")).next()?.to_owned();
    tokens.get_mut("sets")?.get_mut(&name)?.get_mut("sources")?.as_array_mut()
}

/// The sources of a context; made where its modifier has none.
fn context<'v>(tokens: &'v mut Value, modifier: &str, context: &str) -> Option<&'v mut Vec<Value>> {
    let contexts = tokens.get_mut("modifiers")?.get_mut(modifier)?.get_mut("contexts")?.as_object_mut()?;
    contexts.entry(context).or_insert_with(|| Value::Array(Vec::new())).as_array_mut()
}

fn put(sources: &mut Vec<Value>, group: &str, leaf: &str, kind: TokenKind, value: &TokenValue) -> bool {
    let defined = sources.iter().rposition(|source| source.get(group).and_then(|group| group.get(leaf)).is_some());
    if sources.is_empty() {
        sources.push(Value::Object(Map::new()));
    }
    let index = defined.unwrap_or(sources.len().saturating_sub(1));
    let Some(source) = sources.get_mut(index).and_then(Value::as_object_mut) else { return false };
    let group = source.entry(group).or_insert_with(|| Value::Object(Map::new()));
    let Some(group) = group.as_object_mut() else { return false };
    let inherits = group.contains_key("$type");
    let token = group.entry(leaf).or_insert_with(|| Value::Object(Map::new()));
    let Some(token) = token.as_object_mut() else { return false };
    if !inherits && !token.contains_key("$type") {
        token.insert("$type".to_owned(), Value::from(type_word(kind)));
    }
    token.insert("$value".to_owned(), json(value));
    true
}

fn type_word(kind: TokenKind) -> &'static str {
    match kind {
        TokenKind::Color => "color",
        TokenKind::Families => "fontFamily",
        TokenKind::Weight => "number",
        TokenKind::Radius | TokenKind::Space => "dimension",
    }
}

/// A value as a Design Tokens document has it.
fn json(value: &TokenValue) -> Value {
    match value {
        TokenValue::Color(Color::Oklch(Oklch { l, c, h, alpha })) => color("oklch", [*l, *c, *h], *alpha),
        TokenValue::Color(Color::Srgb(Srgb { r, g, b, alpha })) => color("srgb", [*r, *g, *b], *alpha),
        TokenValue::Families(names) => Value::from(names.clone()),
        TokenValue::Number(number) => rounded(*number),
        TokenValue::Length { value, unit } => {
            let fields = [("value".to_owned(), rounded(*value)), ("unit".to_owned(), Value::from(unit.word()))];
            Value::Object(fields.into_iter().collect())
        }
    }
}

fn color(space: &str, components: [f64; 3], alpha: f64) -> Value {
    let mut fields = Map::new();
    fields.insert("colorSpace".to_owned(), Value::from(space));
    fields.insert("components".to_owned(), components.map(rounded).to_vec().into());
    if alpha < 1.0 {
        fields.insert("alpha".to_owned(), rounded(alpha));
    }
    Value::Object(fields)
}

/// To four decimals; a whole number is written as one.
fn rounded(number: f64) -> Value {
    let number = (number * 10_000.0).round() / 10_000.0;
    if number.fract() == 0.0 { Value::from(number as i64) } else { Value::from(number) }
}

/// The document as a person wants to read it: two spaces an indent, short lists on one line.
pub fn export(document: &Value) -> String {
    let mut out = String::new();
    write(&mut out, document, 0);
    out.push('\n');
    out
}

fn write(out: &mut String, value: &Value, depth: usize) {
    let line = |out: &mut String, depth: usize| {
        out.push('\n');
        for _ in 0..depth {
            out.push_str("  ");
        }
    };
    match value {
        Value::Array(items) if items.iter().any(|item| item.is_object() || item.is_array()) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                line(out, depth + 1);
                write(out, item, depth + 1);
            }
            line(out, depth);
            out.push(']');
        }
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                write(out, item, depth);
            }
            out.push(']');
        }
        Value::Object(fields) if fields.is_empty() => out.push_str("{}"),
        Value::Object(fields) => {
            out.push('{');
            for (index, (name, value)) in fields.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                line(out, depth + 1);
                quote(out, name);
                out.push_str(": ");
                write(out, value, depth + 1);
            }
            line(out, depth);
            out.push('}');
        }
        Value::String(text) => quote(out, text),
        other => out.push_str(&other.to_string()),
    }
}
