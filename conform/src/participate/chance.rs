//! Numbers that look like chance, and are the same in every walk: what was found once is found again.

/// Gives them.
pub struct Chance(u64);

impl Chance {
    /// Begins with a name.
    pub fn of(name: &str) -> Chance {
        let hash = name
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        // Zero would stay zero.
        Chance(hash | 1)
    }

    /// One below `most`.
    pub fn below(&mut self, most: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let high = u32::try_from(self.0 >> 32).unwrap_or_default();
        high.checked_rem(most).unwrap_or_default()
    }

    /// One of several; of none, none.
    pub fn one<'s, T>(&mut self, several: &'s [T]) -> Option<&'s T> {
        let place = self.below(u32::try_from(several.len()).unwrap_or(u32::MAX));
        several.get(usize::try_from(place).ok()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_walk_deals_alike_and_everything_comes() {
        let drawn = |name| {
            let mut chance = Chance::of(name);
            (0..60).map(|_| chance.below(6)).collect::<Vec<_>>()
        };
        assert_eq!(drawn("a"), drawn("a"));
        assert_ne!(drawn("a"), drawn("b"));
        assert!((0..6).all(|wanted| drawn("a").contains(&wanted)));
        assert_eq!(Chance::of("").below(0), 0);
    }
}
