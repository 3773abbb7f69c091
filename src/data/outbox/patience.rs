//! How long to wait after what did not go well: longer each time, and never the same for all who wait.

/// The first wait, in milliseconds.
const FIRST: f64 = 2_000.0;
/// No wait is longer.
const LONGEST: f64 = 15.0 * 60_000.0;
/// What a member may ask for at most: one that asks for a year is asked again tomorrow.
const MOST_ASKED: f64 = 24.0 * 3_600_000.0;

/// Milliseconds until the next try after `tries` that failed in a row; `chance` is a random number from 0 to 1, and `asked` what
/// the member asked for, in seconds.
pub fn wait(tries: u32, asked: Option<f64>, chance: f64) -> f64 {
    let doubled = FIRST * f64::from(2_u32.saturating_pow(tries.saturating_sub(1).min(20)));
    let wait = doubled.min(LONGEST);
    // Half of it by chance: a thousand phones that lost one server do not come back in one second.
    let wait = wait / 2.0 + wait / 2.0 * chance;
    let asked = asked.filter(|asked| asked.is_finite() && *asked > 0.0).map(|asked| (asked * 1_000.0).min(MOST_ASKED));
    match asked {
        // Never sooner than asked, and a little later by chance.
        Some(asked) => asked.max(1_000.0) * (1.0 + 0.1 * chance),
        None => wait,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wait_is_longer_and_none_is_too_long() {
        let middle = |tries| wait(tries, None, 0.5);
        assert!((1..9).all(|tries| middle(tries) < middle(tries + 1)));
        assert!(wait(60, None, 1.0) <= LONGEST && wait(1, None, 0.0) >= 1_000.0);
    }

    #[test]
    fn chance_spreads_them() {
        assert!(wait(3, None, 0.0) < wait(3, None, 0.9));
        assert!(wait(3, Some(30.0), 0.0) < wait(3, Some(30.0), 0.9));
    }

    #[test]
    fn what_a_member_asks_for_is_kept_to_within_reason() {
        assert!(wait(1, Some(30.0), 0.0) >= 30_000.0 && wait(9, Some(1.0), 0.0) >= 1_000.0);
        assert!(wait(1, Some(1e9), 1.0) <= MOST_ASKED * 1.1);
        for odd in [f64::NAN, f64::INFINITY, -5.0, 0.0] {
            assert!(wait(1, Some(odd), 0.5) <= FIRST, "{odd}");
        }
    }
}
