//! The tokens that are read, the values they may have, and the CSS we write for them.

use self::TokenValue as Value;
use super::color::Color;

/// A type of token, as the Design Tokens format calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// `color`
    Color,
    /// `fontFamily`
    Families,
    /// `number`: a weight from 100 to 900
    Weight,
    /// `dimension`: the radius of a corner
    Radius,
    /// `dimension`: the unit of the scale of spaces
    Space,
}

macro_rules! tokens {
    ($( $(#[$doc:meta])* $name:ident = $group:literal $leaf:literal $property:literal $kind:ident ),* $(,)?) => {
        /// A token that is read.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Token { $( $(#[$doc])* $name ),* }

        impl Token {
            /// All of them, in the order of the API.
            pub const ALL: [Token; 17] = [$( Token::$name ),*];

            /// The group and the name in it: `color`, `on-surface`.
            pub fn path(self) -> (&'static str, &'static str) {
                match self { $( Token::$name => ($group, $leaf) ),* }
            }

            /// The custom property it becomes: `--on-surface`.
            pub fn property(self) -> &'static str {
                match self { $( Token::$name => $property ),* }
            }

            /// What its value is.
            pub fn kind(self) -> TokenKind {
                match self { $( Token::$name => TokenKind::$kind ),* }
            }
        }
    };
}

tokens! {
    /// The page.
    Surface = "color" "surface" "--surface" Color,
    /// A card.
    Raised = "color" "raised" "--raised" Color,
    /// A well.
    Sunken = "color" "sunken" "--sunken" Color,
    /// Text.
    OnSurface = "color" "on-surface" "--on-surface" Color,
    /// Secondary text.
    Quiet = "color" "quiet" "--quiet" Color,
    /// The one button that matters.
    Action = "color" "action" "--action" Color,
    /// Text on it.
    OnAction = "color" "on-action" "--on-action" Color,
    /// Links, marks, the ring.
    Accent = "color" "accent" "--accent" Color,
    /// Edges of controls.
    Outline = "color" "outline" "--outline" Color,
    /// That something went well.
    Success = "color" "success" "--success" Color,
    /// That something went wrong.
    Danger = "color" "danger" "--danger" Color,
    /// The face of titles.
    Display = "font" "display" "--display" Families,
    /// The face of text.
    TextFace = "font" "text" "--text-face" Families,
    /// How heavy titles are.
    DisplayWeight = "font" "display-weight" "--display-weight" Weight,
    /// The corners of cards.
    RadiusCard = "radius" "card" "--radius-card" Radius,
    /// The corners of controls.
    RadiusControl = "radius" "control" "--radius-control" Radius,
    /// The unit of the scale of spaces.
    Space = "space" "unit" "--space" Space,
}

/// A unit of length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LengthUnit {
    /// CSS pixels.
    Px,
    /// The root's font size.
    Rem,
}

impl LengthUnit {
    /// The word in a document and in CSS.
    pub fn word(self) -> &'static str {
        match self {
            LengthUnit::Px => "px",
            LengthUnit::Rem => "rem",
        }
    }
}

/// The value of a token.
#[derive(Clone, Debug, PartialEq)]
pub enum TokenValue {
    /// A colour.
    Color(Color),
    /// Names of typefaces, the first one wanted most. Checked: letters, digits, spaces, hyphens.
    Families(Vec<String>),
    /// A number.
    Number(f64),
    /// A length.
    Length {
        /// How long.
        value: f64,
        /// In what.
        unit: LengthUnit,
    },
}

const GENERIC: [&str; 9] = [
    "serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "ui-serif", "ui-sans-serif", "ui-monospace",
];

impl TokenValue {
    /// The value as CSS that we write ourselves, whatever the document said.
    pub fn css(&self) -> String {
        let mut css = String::new();
        match self {
            Value::Color(color) => color.push_css(&mut css),
            Value::Families(families) => {
                for family in families {
                    if !css.is_empty() {
                        css.push(',');
                    }
                    if GENERIC.contains(&family.as_str()) {
                        css.push_str(family);
                    } else {
                        css.push('"');
                        css.extend(family.chars().filter(|c| in_family(*c)));
                        css.push('"');
                    }
                }
            }
            Value::Number(number) => push_decimal(&mut css, *number),
            Value::Length { value, unit } => {
                push_decimal(&mut css, *value);
                css.push_str(unit.word());
            }
        }
        css
    }
}

/// Whether a character may stand in the name of a typeface.
pub(super) fn in_family(c: char) -> bool {
    c == ' ' || c == '-' || c.is_alphanumeric()
}

/// A number with up to four decimals, without the machinery that prints any fraction exactly.
pub(super) fn push_decimal(css: &mut String, number: f64) {
    let scaled = (number * 10_000.0 + if number < 0.0 { -0.5 } else { 0.5 }) as i64;
    if scaled < 0 {
        css.push('-');
    }
    let scaled = scaled.unsigned_abs();
    css.push_str(&(scaled / 10_000).to_string());
    let mut fraction = scaled % 10_000;
    if fraction == 0 {
        return;
    }
    let mut digits = 4;
    while fraction % 10 == 0 {
        fraction /= 10;
        digits -= 1;
    }
    css.push('.');
    crate::day::padded(css, fraction as u32, digits);
}

/// The values of a theme in one appearance. A token that is missing takes the house's value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Look(pub Vec<(Token, TokenValue)>);

impl Look {
    /// The value of a token.
    pub fn get(&self, token: Token) -> Option<&TokenValue> {
        self.0.iter().find(|(other, _)| *other == token).map(|(_, value)| value)
    }

    /// The value of a token that is a colour.
    pub fn color(&self, token: Token) -> Option<Color> {
        match self.get(token) {
            Some(TokenValue::Color(color)) => Some(*color),
            _ => None,
        }
    }

    /// This look, with the house's values where it has none.
    pub fn over(&self, house: &Look) -> Look {
        let mut all = self.clone();
        for (token, value) in &house.0 {
            if all.get(*token).is_none() {
                all.0.push((*token, value.clone()));
            }
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_short() {
        for (number, css) in [(0.0, "0"), (1.0, "1"), (0.75, "0.75"), (0.05, "0.05"), (-0.00004, "0"), (-1.5, "-1.5"), (12.34567, "12.3457")] {
            let mut written = String::new();
            push_decimal(&mut written, number);
            assert_eq!(written, css);
        }
    }

    #[test]
    fn no_family_leaves_its_quotes() {
        let css = TokenValue::Families(vec!["Song \"; } x".into(), "思源宋体".into(), "serif".into()]).css();
        assert_eq!(css, "\"Song   x\",\"思源宋体\",serif");
    }
}
