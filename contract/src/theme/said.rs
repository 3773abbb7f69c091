//! What a theme and its tokens may be.

use super::{
    Theme,
    tokens::{Looks, Token},
    value::TokenType,
};
use crate::{
    id::Id,
    schema::{Defs, FieldSchema, Node, Schema, object, pattern},
    text::Text,
};

impl Schema for Theme {
    const NAME: Option<&'static str> = Some("Theme");

    fn schema(defs: &mut Defs) -> Node {
        let about = "A theme: design tokens that a campaign wears. Values of their type and nothing else; no token can carry CSS.";
        object(
            about.to_owned(),
            vec![
                ("id", "Its id.".to_owned(), true, Id::field(defs)),
                ("title", "Its title.".to_owned(), true, Text::field(defs)),
                ("tokens", "Its tokens.".to_owned(), true, Looks::field(defs)),
            ],
        )
    }
}

impl Schema for Looks {
    const NAME: Option<&'static str> = Some("Tokens");

    fn schema(defs: &mut Defs) -> Node {
        let source = defs.named("TokenSource", "", source);
        let sources = node!({ "items": (source) });
        node!({
            "description": "A Design Tokens (2025.10) resolver with inline sources. What is not named here is kept and ignored.",
            "type": "object",
            "properties": {
                "version": { "description": "`2025.10`." },
                "sets": {
                    "description": "Sets of tokens by name.",
                    "additionalProperties": { "properties": { "sources": (sources.clone()) } },
                },
                "modifiers": {
                    "description": "`scheme` has the contexts `light` and `dark`, `contrast` has `normal` and `more`.",
                    "additionalProperties": { "properties": { "contexts": { "additionalProperties": (sources) } } },
                },
                "resolutionOrder": {
                    "description": "What is laid over what, such as `#/sets/base` and then `#/modifiers/scheme`. Without it: the sets, the scheme, the contrast.",
                },
            },
        })
    }
}

/// Groups of tokens. In the look that is dark with more contrast, a group `dark` takes the place of `color`.
fn source(defs: &mut Defs) -> Node {
    let mut groups = node!({});
    for token in Token::ALL {
        let Some((group, name)) = token.path().split_once('.') else { continue };
        let value = node!({ "properties": { "$value": (value(token, defs)) } });
        let groups_of = if group == "color" { vec!["color", "dark"] } else { vec![group] };
        for group in groups_of {
            if groups.get(group).is_none() {
                groups.set(group, node!({ "properties": {} }));
            }
            if let Some(properties) = groups.get_mut(group).and_then(|group| group.get_mut("properties")) {
                properties.set(name, value.clone());
            }
        }
    }
    node!({ "description": "Tokens by group. Names other than these are kept and ignored.", "properties": (groups) })
}

fn value(token: Token, defs: &mut Defs) -> Node {
    let alias =
        node!({ "title": "Alias", "type": "string", "pattern": (pattern::ALIAS), "examples": ["{color.night}"] });
    let own = match (token.kind(), token) {
        (TokenType::Color, _) => defs.named("Color", "", |_| color()),
        (TokenType::Families, _) => defs.named("Families", "", |_| families()),
        (TokenType::Number, _) => node!({ "type": "number", "minimum": 100, "maximum": 900 }),
        (TokenType::Length, Token::Space) => length(0.75, 1.5),
        (TokenType::Length, _) => length(0.0, 4.0),
    };
    node!({ "anyOf": [(own), (alias)] })
}

/// A number that 32 bits of floating point hold.
fn number() -> Node {
    node!({ "type": "number", "minimum": (Node::Number("-3.4e38".into())), "maximum": (Node::Number("3.4e38".into())) })
}

fn color() -> Node {
    let part = node!({ "anyOf": [(number()), { "const": "none" }] });
    node!({
        "description": "A colour in `oklch` or `srgb`, or `#rrggbb`. What lies outside of the space is brought into it.",
        "anyOf": [
            { "type": "string", "pattern": (pattern::HEX) },
            {
                "type": "object",
                "properties": {
                    "colorSpace": { "enum": ["oklch", "srgb"] },
                    "components": { "type": "array", "prefixItems": [(part.clone()), (part.clone()), (part)], "minItems": 3 },
                    "alpha": (number()),
                },
                "required": ["colorSpace", "components"],
            },
        ],
        "examples": [{ "colorSpace": "oklch", "components": [(0.98), (0.01), 95] }],
    })
}

fn families() -> Node {
    let name = node!({ "type": "string", "minLength": 1, "maxLength": 60, "pattern": (pattern::family()) });
    node!({
        "description": "The name of a font family, of letters, digits, spaces and hyphens, or a list of names, the first preferred.",
        "anyOf": [(name.clone()), { "type": "array", "items": (name), "minItems": 1 }],
    })
}

fn length(least: f64, most: f64) -> Node {
    let of = |unit: &str, factor: f64| {
        node!({
            "type": "object",
            "properties": {
                "value": { "type": "number", "minimum": (least * factor), "maximum": (most * factor) },
                "unit": { "const": (unit) },
            },
            "required": ["value", "unit"],
        })
    };
    node!({ "anyOf": [(of("rem", 1.0)), (of("px", 16.0))] })
}
