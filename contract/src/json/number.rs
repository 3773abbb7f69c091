//! Numbers of JSON, kept as they were written.

/// A number as it stands in a document: what is passed on is passed on digit by digit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number(String);

impl Number {
    pub(super) fn written(text: &str) -> Number {
        Number(text.to_owned())
    }

    /// As it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its value. Exact for up to 15 digits and moderate exponents, else within a few units in the last place: the
    /// standard library's exact reader would cost 15 KB of tables, and nothing in a document asks for it.
    pub fn as_f64(&self) -> Option<f64> {
        let (mut digits, mut power, mut after_point, mut negative) = (0u64, 0i32, false, false);
        let mut bytes = self.0.bytes();
        while let Some(byte) = bytes.next() {
            match byte {
                b'-' => negative = true,
                b'.' => after_point = true,
                b'0'..=b'9' if digits < 100_000_000_000_000_000 => {
                    digits = digits * 10 + u64::from(byte - b'0');
                    power -= i32::from(after_point);
                }
                b'0'..=b'9' => power += i32::from(!after_point),
                _ => {
                    power = power.saturating_add(exponent(&mut bytes));
                }
            }
        }
        let mut value = digits as f64;
        // By at most 22 powers at once: so many are exact.
        while power != 0 && value != 0.0 && value.is_finite() {
            let step = power.unsigned_abs().min(22);
            let scale = (0..step).fold(1.0, |scale, _| scale * 10.0);
            if power < 0 {
                value /= scale;
                power += step as i32;
            } else {
                value *= scale;
                power -= step as i32;
            }
        }
        value.is_finite().then_some(if negative { -value } else { value })
    }
}

fn exponent(bytes: &mut dyn Iterator<Item = u8>) -> i32 {
    let (mut value, mut negative) = (0i32, false);
    for byte in bytes {
        match byte {
            b'-' => negative = true,
            b'+' => {}
            digit => value = value.saturating_mul(10).saturating_add(i32::from(digit.wrapping_sub(b'0'))),
        }
    }
    if negative { -value } else { value }
}

impl From<f64> for Number {
    /// With at most four decimals.
    fn from(number: f64) -> Number {
        Number(decimal(number))
    }
}

/// A number in digits, with at most four decimals, by integers: a formatter for floating point would cost more bytes than all of
/// this folder. What is beyond 10^14 is cut there.
pub fn decimal(number: f64) -> String {
    let scaled = (number.clamp(-1e14, 1e14) * 10_000.0).round() as i64;
    let mut rest = scaled.unsigned_abs();
    // From the last digit to the first; zeroes at the end of the decimals are not written.
    let (mut backwards, mut place) = (Vec::new(), 0);
    while place < 5 || rest > 0 {
        if place == 4 && !backwards.is_empty() {
            backwards.push(b'.');
        }
        let digit = (rest % 10) as u8;
        if place >= 4 || digit > 0 || !backwards.is_empty() {
            backwards.push(b'0' + digit);
        }
        rest /= 10;
        place += 1;
    }
    if scaled < 0 {
        backwards.push(b'-');
    }
    backwards.into_iter().rev().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_written_short() {
        for (number, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (1.0, "1"),
            (10.0, "10"),
            (0.5, "0.5"),
            (0.1234, "0.1234"),
            (0.0001, "0.0001"),
            (0.00004, "0"),
            (-1.25, "-1.25"),
            (284.0, "284"),
            (1e300, "100000000000000"),
            (f64::NAN, "0"),
        ] {
            assert_eq!(decimal(number), text);
        }
    }

    #[test]
    fn what_floating_point_does_not_hold_is_no_number() {
        for text in ["1e400", "-1e999999999999", "123456789e310"] {
            assert_eq!(Number::written(text).as_f64(), None, "{text}");
        }
        assert_eq!(Number::written("0e999999999999").as_f64(), Some(0.0));
        assert_eq!(Number::written("1e-999999999999").as_f64(), Some(0.0));
    }

    proptest! {
        #[test]
        fn a_number_of_a_document_is_read_exactly(whole in -999_999_999i64..999_999_999, part in 0..999_999u32, power in -15..15i32) {
            for text in [format!("{whole}"), format!("{whole}.{part:06}"), format!("{whole}.{part:06}e{power}"), format!("{whole}E+{}", power.abs())] {
                let close = |one: f64, other: f64| one == other;
                prop_assert!(close(Number::written(&text).as_f64().unwrap_or(f64::NAN), text.parse().unwrap_or(0.0)), "{}", text);
            }
        }

        #[test]
        fn any_number_is_read_nearly(text in "-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?(e-?[0-9]{1,2})?") {
            let (mine, theirs) = (Number::written(&text).as_f64().unwrap_or(f64::NAN), text.parse::<f64>().unwrap_or(0.0));
            prop_assert!((mine - theirs).abs() <= theirs.abs() * 1e-15, "{} {} {}", text, mine, theirs);
        }
    }
}
