//! A theme: design tokens that a campaign wears. Values of their type and nothing else; no token can carry CSS.

pub mod color;
pub mod pairs;
#[cfg(feature = "schema")]
mod said;
pub mod tokens;
pub mod value;

use crate::json::Value;
use crate::{
    decode::{At, Decode},
    id::Id,
    text::Text,
};
use tokens::{Looks, Token};
use value::TokenValue;

/// Light or dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// Normal or more contrast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contrast {
    /// As designed.
    Normal,
    /// As a person asked their device for.
    More,
}

/// A theme.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// Its id.
    pub id: Id,
    /// Its title.
    pub title: Text,
    looks: Looks,
}

/// What each token is, in one scheme and contrast. Tokens that are missing take the house's value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Look(Vec<(Token, TokenValue)>);

impl Look {
    /// The value of a token.
    pub fn get(&self, token: Token) -> Option<&TokenValue> {
        self.0.iter().find(|(name, _)| *name == token).map(|(_, value)| value)
    }

    /// Sets the value of a token.
    pub fn set(&mut self, token: Token, value: TokenValue) {
        self.0.retain(|(name, _)| *name != token);
        self.0.push((token, value));
    }
}

impl Theme {
    /// How it looks in a scheme and a contrast.
    pub fn look(&self, scheme: Scheme, contrast: Contrast) -> &Look {
        let Looks([light, dark, light_more, dark_more]) = &self.looks;
        match (scheme, contrast) {
            (Scheme::Light, Contrast::Normal) => light,
            (Scheme::Dark, Contrast::Normal) => dark,
            (Scheme::Light, Contrast::More) => light_more,
            (Scheme::Dark, Contrast::More) => dark_more,
        }
    }
}

impl Decode for Theme {
    fn decode(value: &Value, at: &mut At) -> Option<Self> {
        let object = at.open(value)?;
        let (id, title) = (at.get(&object, "id"), at.get(&object, "title"));
        let looks = at.get(&object, "tokens");
        at.close(object)?;
        Some(Theme { id, title, looks })
    }

    fn hole() -> Self {
        Theme { id: Id::hole(), title: Text::hole(), looks: Looks::hole() }
    }
}
