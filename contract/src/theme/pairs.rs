//! Which colours stand on which, and how well they must be told apart.

use super::{Look, color, tokens::Token, value::TokenValue};

/// A colour on a ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The colour in front.
    pub front: Token,
    /// The colour behind.
    pub ground: Token,
    /// Text needs 4.5:1, the edge of a control 3:1 (WCAG 2.2, 1.4.3 and 1.4.11).
    pub text: bool,
}

const GROUNDS: [Token; 3] = [Token::Surface, Token::Raised, Token::Sunken];
const TEXTS: [Token; 5] = [Token::OnSurface, Token::Quiet, Token::Accent, Token::Success, Token::Danger];

/// Every pair that occurs on a page.
pub fn pairs() -> Vec<Pair> {
    let mut pairs = vec![Pair { front: Token::OnAction, ground: Token::Action, text: true }];
    for ground in GROUNDS {
        pairs.extend(TEXTS.map(|front| Pair { front, ground, text: true }));
        pairs.push(Pair { front: Token::Outline, ground, text: false });
    }
    pairs
}

impl Pair {
    /// The ratio it needs.
    pub fn needs(self) -> f32 {
        if self.text { 4.5 } else { 3.0 }
    }

    /// The ratio it has; `None` where one of the two is the house's.
    pub fn ratio(self, look: &Look) -> Option<f32> {
        match (look.get(self.front)?, look.get(self.ground)?) {
            (TokenValue::Color(front), TokenValue::Color(ground)) => Some(color::contrast(*front, *ground)),
            _ => None,
        }
    }
}
