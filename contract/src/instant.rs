//! Moments in time: RFC 3339 with an offset.

use crate::json::Value;
use crate::{
    day::{Day, number},
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
        let (date, time) = text.split_at_checked(10)?;
        let day = i64::from(Day::parse(date)?.days_since_epoch());
        let [b'T' | b't', h1, h2, b':', m1, m2, b':', s1, s2, rest @ ..] = time.as_bytes() else { return None };
        let (hour, minute, second) = (number(&[*h1, *h2])?, number(&[*m1, *m2])?, number(&[*s1, *s2])?);
        let (mut rest, mut milliseconds) = (rest, 0);
        if let [b'.', fraction @ ..] = rest {
            rest = fraction;
            let mut worth = 100;
            while let [digit @ b'0'..=b'9', more @ ..] = rest {
                milliseconds += i64::from(digit - b'0') * worth;
                worth /= 10;
                rest = more;
            }
        }
        let (sign, hours, minutes) = match rest {
            [b'Z' | b'z'] => (1, 0, 0),
            [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
                (if *sign == b'-' { -1 } else { 1 }, number(&[*h1, *h2])?, number(&[*m1, *m2])?)
            }
            _ => return None,
        };
        // A second 60 is a leap second.
        if hour > 23 || minute > 59 || second > 60 || hours > 23 || minutes > 59 {
            return None;
        }
        let offset = sign * i64::from(hours * 60 + minutes);
        let seconds = day * 86_400 + i64::from(hour * 3_600 + minute * 60 + second) - offset * 60;
        Some(Instant { ms: seconds * 1_000 + milliseconds, text: text.to_owned() })
    }
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

#[cfg(feature = "schema")]
impl crate::schema::Schema for Instant {
    const NAME: Option<&'static str> = Some("Instant");

    fn schema(_: &mut crate::schema::Defs) -> crate::schema::Node {
        node!({
            "description": "A moment: RFC 3339 with an offset.",
            "type": "string",
            "format": "date-time",
            "pattern": (crate::schema::pattern::INSTANT),
            "examples": ["2026-11-23T18:02:11Z"],
        })
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
        assert_eq!(ms("1970-01-01t00:01:00.0019999z"), Some(60_001));
        assert_eq!(ms("1970-01-02T23:59:60+23:59"), Some(86_460_000));
        for bad in [
            "1970-01-01",
            "1970-01-01T00:00Z",
            "1970-01-01T24:00:00Z",
            "1970-01-01T00:00:00",
            "1970-01-01T00:00:00.xZ",
            "1970-01-01T00:00:00+1:00",
            "1970-01-01T00:00:00+24:00",
            "1970-01-01T00:00:00+01:60",
            "1970-01-01T00:00:00Z ",
            "1970-01-01T00:60:00Z",
            "1970-01-é1T00:00:00Z",
        ] {
            assert_eq!(ms(bad), None, "{bad}");
        }
    }
}
