//! What must be readable on what. A theme that fails one of these is shown, and its designer is told.

use super::{
    color::{Color, contrast},
    tokens::{Look, Token},
};

/// The ratio WCAG 2.2 asks of text.
pub const TEXT: f64 = 4.5;
/// The ratio WCAG 2.2 asks of the edges of controls.
pub const EDGE: f64 = 3.0;

const SURFACES: &[Token] = &[Token::Surface, Token::Raised, Token::Sunken];

/// Every colour in front, the colours behind it, and the ratio between them.
pub const PAIRS: &[(Token, &[Token], f64)] = &[
    (Token::OnSurface, SURFACES, TEXT),
    (Token::Quiet, SURFACES, TEXT),
    (Token::OnAction, &[Token::Action], TEXT),
    (Token::Accent, SURFACES, TEXT),
    (Token::Success, SURFACES, TEXT),
    (Token::Danger, SURFACES, TEXT),
    (Token::Outline, SURFACES, EDGE),
];

/// How one pair does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PairResult {
    /// The colour in front.
    pub front: Token,
    /// The colour behind it.
    pub back: Token,
    /// The ratio there is.
    pub ratio: f64,
    /// The ratio there should be.
    pub needed: f64,
}

impl PairResult {
    /// Whether it can be read. Not rounded: 4.499 fails.
    pub fn passes(&self) -> bool {
        self.ratio >= self.needed
    }
}

/// How every pair of a look does. A look that leaves colours to the house is laid [over](Look::over) the house's first;
/// pairs of which a colour is missing are not judged.
pub fn check(look: &Look) -> Vec<PairResult> {
    let mut results = Vec::new();
    for (front, backs, needed) in PAIRS {
        for back in *backs {
            if let (Some(one), Some(other)) = (look.color(*front), look.color(*back)) {
                results.push(PairResult { front: *front, back: *back, ratio: contrast(one, other), needed: *needed });
            }
        }
    }
    results
}

/// The colours a token stands on, and the ratio it needs there; what [`super::color::nearest_passing`] asks for.
pub fn behind(look: &Look, front: Token) -> Option<(Vec<Color>, f64)> {
    let (_, backs, needed) = PAIRS.iter().find(|(token, ..)| *token == front)?;
    Some((backs.iter().filter_map(|back| look.color(*back)).collect(), *needed))
}
