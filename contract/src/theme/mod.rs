//! Themes: a campaign's look as design tokens. A token is a value of its type and nothing else, so none can carry CSS.
//!
//! [`tokens`] says which tokens there are, [`resolve`] finds their values in the document, [`color`] does the sums,
//! [`pairs`] says what must be readable on what, and [`edit`] changes a document for the studio.

pub mod color;
pub mod edit;
pub mod pairs;
pub mod resolve;
pub mod tokens;

use crate::{
    decode::{At, Decode},
    id::Id,
    text::Text,
};
use serde_json::Value;
use tokens::Look;

/// Light or dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scheme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// As much contrast as the designer chose, or more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Contrast {
    /// As the designer chose.
    Normal,
    /// More, because the patron asked for it.
    More,
}

/// All four ways a theme is seen.
pub const APPEARANCES: [(Scheme, Contrast); 4] = [
    (Scheme::Light, Contrast::Normal),
    (Scheme::Dark, Contrast::Normal),
    (Scheme::Light, Contrast::More),
    (Scheme::Dark, Contrast::More),
];

/// A theme, resolved.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// Its id.
    pub id: Id,
    /// What it is called.
    pub title: Text,
    looks: [Look; 4],
}

impl Theme {
    /// The values in one appearance.
    pub fn look(&self, scheme: Scheme, contrast: Contrast) -> &Look {
        let [light, dark, light_more, dark_more] = &self.looks;
        match (scheme, contrast) {
            (Scheme::Light, Contrast::Normal) => light,
            (Scheme::Dark, Contrast::Normal) => dark,
            (Scheme::Light, Contrast::More) => light_more,
            (Scheme::Dark, Contrast::More) => dark_more,
        }
    }
}

struct Tokens([Look; 4]);

impl Decode for Tokens {
    fn decode(value: &Value, at: &mut At) -> Option<Self> {
        at.object(value)?;
        Some(Tokens(APPEARANCES.map(|(scheme, contrast)| resolve::look(value, scheme, contrast, at))))
    }
}

impl Decode for Theme {
    fn decode(value: &Value, at: &mut At) -> Option<Self> {
        let object = at.object(value)?;
        let (id, title, tokens) = (at.field(object, "id"), at.field(object, "title"), at.field(object, "tokens"));
        let Tokens(looks) = tokens?;
        Some(Theme { id: id?, title: title?, looks })
    }
}
