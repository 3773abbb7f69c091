//! Moments in time: RFC 3339 with an offset.

use crate::json::Value;
use crate::{
    day::Day,
    decode::{At, Decode},
};

/// A moment, as it was written and as milliseconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub ms: i64,
    /// As it was written.
    pub text: String,
}

impl Instant {
    /// Reads `2026-11-23T18:00:00+01:00` or `…Z`, with or without fractions of a second.
    pub fn parse(text: &str) -> Option<Instant> {
        let (date, time) = text.split_once(['T', 't'])?;
        let day = i64::from(Day::parse(date)?.days_since_epoch());
        let (clock, offset) = match time.strip_suffix(['Z', 'z']) {
            Some(clock) => (clock, 0),
            None => {
                let at = time.rfind(['+', '-'])?;
                let (clock, offset) = time.split_at_checked(at)?;
                let sign = if offset.starts_with('-') { -1 } else { 1 };
                let mut parts = offset.get(1..)?.split(':');
                let (hours, minutes) = (two(parts.next()?)?, two(parts.next()?)?);
                if hours > 23 || minutes > 59 || parts.next().is_some() {
                    return None;
                }
                (clock, sign * (hours * 60 + minutes))
            }
        };
        let (whole, fraction) = clock.split_once('.').unwrap_or((clock, ""));
        if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let mut parts = whole.split(':');
        let (hour, minute, second) = (two(parts.next()?)?, two(parts.next()?)?, two(parts.next()?)?);
        if hour > 23 || minute > 59 || second > 60 || parts.next().is_some() {
            return None;
        }
        let milliseconds =
            fraction.bytes().chain(*b"000").take(3).fold(0, |sum, byte| sum * 10 + i64::from(byte - b'0'));
        let seconds = day * 86_400 + hour * 3_600 + (minute - offset) * 60 + second;
        Some(Instant { ms: seconds * 1_000 + milliseconds, text: text.to_owned() })
    }
}

fn two(digits: &str) -> Option<i64> {
    (digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| digits.parse().ok())?
}

impl Decode for Instant {
    fn decode(value: &Value, at: &mut At) -> Option<Self> {
        let instant = value.as_str().and_then(Instant::parse);
        if instant.is_none() {
            at.expected("an instant such as 2026-07-01T18:00:00+02:00", value);
        }
        instant
    }

    fn hole() -> Self {
        Instant { ms: 0, text: String::new() }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::Instant;

    #[test]
    fn offsets_and_fractions_are_read() {
        let ms = |text| Instant::parse(text).map(|instant| instant.ms);
        assert_eq!(ms("1970-01-01T01:00:00+01:00"), Some(0));
        assert_eq!(ms("1969-12-31T23:30:00-00:30"), Some(0));
        assert_eq!(ms("1970-01-01T00:00:00.25Z"), Some(250));
        for bad in [
            "1970-01-01",
            "1970-01-01T00:00Z",
            "1970-01-01T24:00:00Z",
            "1970-01-01T00:00:00",
            "1970-01-01T00:00:00.xZ",
            "1970-01-01T00:00:00+1:00",
        ] {
            assert_eq!(ms(bad), None, "{bad}");
        }
    }
}
