//! Which colours stand on which, and how well they must be told apart.

use super::{
    Look,
    color::{Oklch, contrast, contrast_on},
    tokens::Token,
    value::TokenValue,
};

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

    /// The ratio it has in a look; `None` where one of the two is the house's.
    pub fn ratio(self, look: &Look) -> Option<f32> {
        self.ratio_of(&|token| match look.get(token)? {
            TokenValue::Color(color) => Some(color.oklch()),
            _ => None,
        })
    }

    /// The ratio it has among colours; a translucent ground lies on the page's surface.
    pub fn ratio_of(self, color: &dyn Fn(Token) -> Option<Oklch>) -> Option<f32> {
        let (front, ground) = (color(self.front)?, color(self.ground)?);
        Some(match color(Token::Surface).filter(|_| self.ground != Token::Surface) {
            Some(surface) => contrast_on(front, ground, surface),
            None => contrast(front, ground),
        })
    }
}
