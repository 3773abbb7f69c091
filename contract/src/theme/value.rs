//! The value of a token, checked, and written out by us as CSS.

use super::color::Oklch;
use crate::decode::{At, ProblemKind};
use serde_json::Value;

/// The value of a token.
#[derive(Clone, Debug, PartialEq)]
pub enum TokenValue {
    /// A colour.
    Color(Oklch),
    /// Font families, the first preferred.
    Families(Vec<String>),
    /// A number.
    Number(f32),
    /// A length: a number and `px` (`false`) or `rem` (`true`).
    Length(f32, bool),
}

/// The type of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenType {
    /// `color`.
    Color,
    /// `fontFamily`.
    Families,
    /// `number`, or `fontWeight`.
    Number,
    /// `dimension`.
    Length,
}

const GENERIC: [&str; 7] = ["serif", "sans-serif", "monospace", "cursive", "system-ui", "ui-serif", "ui-sans-serif"];

impl TokenValue {
    /// The value as CSS. It holds numbers, and family names out of letters, digits, spaces and hyphens: nothing else can come out.
    pub fn css(&self) -> String {
        match self {
            TokenValue::Color(color) => {
                let alpha = if color.alpha < 1.0 { [" / ", &decimal(color.alpha)].concat() } else { String::new() };
                ["oklch(", &decimal(color.l), " ", &decimal(color.c), " ", &decimal(color.h), &alpha, ")"].concat()
            }
            TokenValue::Families(families) => {
                let written: Vec<String> = families
                    .iter()
                    .map(|family| {
                        if GENERIC.contains(&family.as_str()) { family.clone() } else { ["\"", family, "\""].concat() }
                    })
                    .collect();
                written.join(", ")
            }
            TokenValue::Number(number) => decimal(*number),
            TokenValue::Length(number, rem) => [decimal(*number).as_str(), if *rem { "rem" } else { "px" }].concat(),
        }
    }
}

/// At most four decimals, by integers: a formatter for floating point would cost more bytes than all of this file.
fn decimal(number: f32) -> String {
    let scaled = (number.clamp(-100_000.0, 100_000.0) * 10_000.0).round() as i64;
    let (whole, part) = (scaled.unsigned_abs() / 10_000, scaled.unsigned_abs() % 10_000);
    let sign = if scaled < 0 { "-" } else { "" };
    if part == 0 {
        return [sign, &whole.to_string()].concat();
    }
    let part = (part + 10_000).to_string();
    [sign, &whole.to_string(), ".", part.get(1..).unwrap_or_default().trim_end_matches('0')].concat()
}

/// Reads the `$value` of a token of a type.
pub(super) fn read(kind: TokenType, value: &Value, at: &mut At) -> Option<TokenValue> {
    let read = match kind {
        TokenType::Color => color(value).map(TokenValue::Color),
        TokenType::Families => families(value).map(TokenValue::Families),
        TokenType::Number => number(value).filter(|number| (0.0..=1_000.0).contains(number)).map(TokenValue::Number),
        TokenType::Length => length(value),
    };
    if read.is_none() {
        let what = match kind {
            TokenType::Color => {
                "a colour such as {\"colorSpace\":\"oklch\",\"components\":[0.5,0.1,200]} or \"#336699\""
            }
            TokenType::Families => "a font family name of letters, digits, spaces and hyphens, or a list of them",
            TokenType::Number => "a number from 0 to 1000",
            TokenType::Length => "a dimension such as {\"value\":1,\"unit\":\"rem\"}",
        };
        at.problem(ProblemKind::Expected { what, found: "something else" });
    }
    read
}

fn number(value: &Value) -> Option<f32> {
    value.as_f64().map(|number| number as f32).filter(|number| number.is_finite())
}

fn color(value: &Value) -> Option<Oklch> {
    if let Some(hex) = value.as_str() {
        return Oklch::from_hex(hex);
    }
    let components = value.get("components")?.as_array()?;
    let mut parts = components.iter().map(|part| if part.as_str() == Some("none") { Some(0.0) } else { number(part) });
    let (first, second, third) = (parts.next()??, parts.next()??, parts.next()??);
    let alpha = value.get("alpha").map_or(Some(1.0), number)?.clamp(0.0, 1.0);
    match value.get("colorSpace")?.as_str()? {
        "oklch" => {
            Some(Oklch { l: first.clamp(0.0, 1.0), c: second.clamp(0.0, 0.5), h: third.rem_euclid(360.0), alpha })
        }
        "srgb" => {
            Some(Oklch { alpha, ..Oklch::from_srgb([first, second, third].map(|channel| channel.clamp(0.0, 1.0))) })
        }
        _ => None,
    }
}

fn families(value: &Value) -> Option<Vec<String>> {
    let names: Vec<&str> = match value {
        Value::String(name) => vec![name],
        Value::Array(names) => names.iter().take(12).map(Value::as_str).collect::<Option<_>>()?,
        _ => return None,
    };
    let plain = |name: &&str| {
        (1..=60).contains(&name.len())
            && name.chars().all(|character| character.is_alphanumeric() || matches!(character, ' ' | '-'))
    };
    (!names.is_empty() && names.iter().all(plain)).then(|| names.into_iter().map(ToOwned::to_owned).collect())
}

fn length(value: &Value) -> Option<TokenValue> {
    let number = number(value.get("value")?).filter(|number| (0.0..=1_000.0).contains(number))?;
    match value.get("unit")?.as_str()? {
        "px" => Some(TokenValue::Length(number, false)),
        "rem" => Some(TokenValue::Length(number, true)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_short() {
        for (number, text) in [
            (0.0, "0"),
            (1.0, "1"),
            (0.5, "0.5"),
            (0.1234, "0.1234"),
            (-1.25, "-1.25"),
            (284.0, "284"),
            (1e9, "100000"),
        ] {
            assert_eq!(decimal(number), text);
        }
    }

    #[test]
    fn no_value_carries_css() {
        for bad in [r#""a\";}*{x:y""#, r#""url(//x)""#, r#"["ok","a;b"]"#, r#""""#] {
            let value: Value = serde_json::from_str(bad).unwrap_or_default();
            assert_eq!(read(TokenType::Families, &value, &mut At::default()), None, "{bad}");
        }
        let families = TokenValue::Families(vec!["EB Garamond".into(), "serif".into()]);
        assert_eq!(families.css(), "\"EB Garamond\", serif");
    }
}
