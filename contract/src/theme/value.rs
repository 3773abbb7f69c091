//! The value of a token, checked, and written out by us as CSS.

use super::color::{self, Color, Oklch};
use crate::{
    decode::{At, ProblemKind},
    json::{self, Value},
};

/// The value of a token.
#[derive(Clone, Debug, PartialEq)]
pub enum TokenValue {
    /// A colour.
    Color(Color),
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
                let (space, parts, alpha) = match color {
                    Color::Oklch(color) => ("oklch(", [color.l, color.c, color.h], color.alpha),
                    Color::Srgb(rgb, alpha) => ("color(srgb ", *rgb, *alpha),
                };
                let [first, second, third] = parts.map(decimal);
                let alpha = if alpha < 1.0 { [" / ", &decimal(alpha)].concat() } else { String::new() };
                [space, &first, " ", &second, " ", &third, &alpha, ")"].concat()
            }
            TokenValue::Families(families) => {
                let mut written = String::new();
                for family in families {
                    if !written.is_empty() {
                        written.push_str(", ");
                    }
                    let mark = if GENERIC.contains(&family.as_str()) { "" } else { "\"" };
                    [mark, family, mark].iter().for_each(|part| written.push_str(part));
                }
                written
            }
            TokenValue::Number(number) => decimal(*number),
            TokenValue::Length(number, rem) => [decimal(*number).as_str(), if *rem { "rem" } else { "px" }].concat(),
        }
    }
}

/// At most four decimals.
fn decimal(number: f32) -> String {
    json::decimal(f64::from(number))
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

fn color(value: &Value) -> Option<Color> {
    if let Some(hex) = value.as_str() {
        return Color::from_hex(hex);
    }
    let components = value.get("components")?.as_array()?;
    let mut parts = components.iter().map(|part| if part.as_str() == Some("none") { Some(0.0) } else { number(part) });
    let (first, second, third) = (parts.next()??, parts.next()??, parts.next()??);
    let alpha = value.get("alpha").map_or(Some(1.0), number)?.clamp(0.0, 1.0);
    match value.get("colorSpace")?.as_str()? {
        "oklch" => {
            let color = Oklch { l: first.clamp(0.0, 1.0), c: second.clamp(0.0, 0.5), h: color::round(third), alpha };
            Some(Color::Oklch(color))
        }
        "srgb" => Some(Color::Srgb([first, second, third].map(|channel| channel.clamp(0.0, 1.0)), alpha)),
        _ => None,
    }
}

fn families(value: &Value) -> Option<Vec<String>> {
    let names: Vec<&str> = match value {
        Value::String(name) => vec![name],
        Value::Array(names) => names.iter().take(12).map(Value::as_str).collect::<Option<_>>()?,
        _ => return None,
    };
    let plain = |name: &&str| (1..=60).contains(&name.len()) && name.chars().all(in_a_name);
    (!names.is_empty() && names.iter().all(plain)).then(|| names.into_iter().map(ToOwned::to_owned).collect())
}

/// Whether a character may stand in the name of a font family: space, hyphen, digits, and the blocks of Unicode that hold letters.
/// The tables of which of them are assigned would cost more than all tokens; a quotation mark or a backslash is in none.
fn in_a_name(character: char) -> bool {
    matches!(character, ' ' | '-')
        || character.is_ascii_alphanumeric()
        || matches!(character, '\u{c0}'..='\u{24f}' if !matches!(character, '×' | '÷'))
        || matches!(character, '\u{370}'..='\u{1fff}' | '\u{3041}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
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
    fn a_colour_is_written_in_the_space_it_was_given_in() {
        let css =
            |json: &str| color(&json::parse(json).unwrap_or_default()).map(|color| TokenValue::Color(color).css());
        for (json, wanted) in [
            (r##""#ff8000""##, "color(srgb 1 0.502 0)"),
            (r#"{"colorSpace":"srgb","components":[0.5,2,-1],"alpha":0.25}"#, "color(srgb 0.5 1 0 / 0.25)"),
            (r#"{"colorSpace":"oklch","components":[0.5,"none",-30]}"#, "oklch(0.5 0 330)"),
            (r#"{"colorSpace":"oklch","components":[9,9,750]}"#, "oklch(1 0.5 30)"),
        ] {
            assert_eq!(css(json).as_deref(), Some(wanted), "{json}");
        }
        for bad in [r##""#ff800""##, r##""#+f8000""##, r##""#ééé""##, r#"{"colorSpace":"lab","components":[1,1,1]}"#]
        {
            assert_eq!(css(bad), None, "{bad}");
        }
    }

    #[test]
    fn no_value_carries_css() {
        for bad in
            [r#""a\";}*{x:y""#, r#""url(//x)""#, r#"["ok","a;b"]"#, r#""""#, r#""a\\b""#, r#""„x“""#, r#""a\u2028b""#]
        {
            let value: Value = json::parse(bad).unwrap_or_default();
            assert_eq!(read(TokenType::Families, &value, &mut At::default()), None, "{bad}");
        }
        let families = TokenValue::Families(vec!["EB Garamond".into(), "serif".into()]);
        assert_eq!(families.css(), "\"EB Garamond\", serif");
        for good in ["Noto Sans", "思源宋体", "Űrhajós", "खंड", "ÀÉ 2"] {
            assert!(read(TokenType::Families, &Value::from(good), &mut At::default()).is_some(), "{good}");
        }
    }
}
