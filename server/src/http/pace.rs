//! How fast one account may write: as much as a minute holds at once, and then as the minute goes on.
//!
//! It is a bucket for each account, in the memory of this process; a whole outbox fits into it, a program that never rests
//! does not. Where several processes share a database each has buckets of its own.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// Accounts that are remembered before those whose bucket is full again are forgotten.
const MOST: usize = 10_000;

/// Buckets of requests that write.
#[derive(Debug)]
pub struct Pace {
    /// What a bucket holds, and what flows into it in a minute; `None` is no limit.
    a_minute: Option<f64>,
    buckets: Mutex<HashMap<String, Bucket>>,
}

#[derive(Debug)]
struct Bucket {
    left: f64,
    at: Instant,
}

impl Pace {
    /// So many requests a minute; 0 is no limit.
    pub fn of(a_minute: u32) -> Pace {
        Pace { a_minute: (a_minute > 0).then(|| f64::from(a_minute)), buckets: Mutex::default() }
    }

    /// Counts a request. Says in how many seconds to come again, where it is one too many.
    pub fn step(&self, account: &str) -> Option<i64> {
        self.step_at(account, Instant::now())
    }

    fn step_at(&self, account: &str, now: Instant) -> Option<i64> {
        let most = self.a_minute?;
        let a_second = most / 60.0;
        let left = |bucket: &Bucket| {
            (bucket.left + now.saturating_duration_since(bucket.at).as_secs_f64() * a_second).min(most)
        };
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MOST && !buckets.contains_key(account) {
            buckets.retain(|_, bucket| left(bucket) < most);
        }
        let bucket = buckets.entry(account.to_owned()).or_insert(Bucket { left: most, at: now });
        *bucket = Bucket { left: left(bucket), at: now };
        if bucket.left >= 1.0 {
            bucket.left -= 1.0;
            return None;
        }
        Some((((1.0 - bucket.left) / a_second).ceil() as i64).max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_minute_at_once_and_then_as_the_minute_goes_on() {
        let (pace, start) = (Pace::of(60), Instant::now());
        let at = |seconds: u64, account: &str| pace.step_at(account, start + Duration::from_secs(seconds));
        assert_eq!((0..60).filter_map(|_| at(0, "a")).count(), 0);
        assert_eq!((at(0, "a"), at(0, "b")), (Some(1), None), "each has its own");
        assert_eq!((at(1, "a"), at(1, "a")), (None, Some(1)));
        assert_eq!((0..60).filter_map(|_| at(3600, "a")).count(), 0, "and never more than a minute's");
        assert_eq!(at(3600, "a"), Some(1));
    }

    #[test]
    fn a_slow_pace_says_how_long_to_wait_and_none_is_no_limit() {
        let (pace, start) = (Pace::of(2), Instant::now());
        assert_eq!([(); 3].map(|()| pace.step_at("a", start)), [None, None, Some(30)]);
        assert!((0..10_000).all(|_| Pace::of(0).step("a").is_none()));
    }

    #[test]
    fn whoever_rests_is_forgotten() {
        let (pace, start) = (Pace::of(60), Instant::now());
        for number in 0..MOST {
            pace.step_at(&number.to_string(), start);
        }
        pace.step_at("late", start + Duration::from_secs(60));
        assert_eq!(pace.buckets.lock().unwrap_or_else(PoisonError::into_inner).len(), 1);
    }
}
