//! Boards that were worked out already: one look at all readers of a challenge serves everybody who asks meanwhile.
//!
//! Whoever asks gets a board that holds everything that was kept before they asked, so a reader who leaves the board is gone
//! from the next answer. Of one challenge one board is worked out at a time, however many ask. Another process's changes are
//! seen after [`LONGEST`].

use crate::problem::Answered;
use std::collections::HashMap;
use std::future::Future;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long a board is shown that nothing has changed in this process.
const LONGEST: Duration = Duration::from_secs(1);
/// Boards that are held; all are let go when there are more.
const MOST: usize = 2_000;

/// One challenge's board, once somebody has worked it out.
type Place = Arc<tokio::sync::Mutex<Option<Kept>>>;

/// The boards of this process.
#[derive(Default)]
pub struct BoardCache {
    changes: AtomicU64,
    places: Mutex<HashMap<String, Place>>,
}

struct Kept {
    json: Arc<str>,
    /// The version of the challenge it was worked out by.
    version: i64,
    /// What was kept before it was begun.
    changes: u64,
    begun: Instant,
}

impl BoardCache {
    /// Something was kept that may stand on a board. Said after it is committed.
    pub fn changed(&self) {
        self.changes.fetch_add(1, Ordering::SeqCst);
    }

    /// A challenge's board under one of its versions: the one at hand, or the one that `work` makes.
    ///
    /// # Errors
    /// Those of `work`; nothing is held then.
    pub async fn get<W>(&self, challenge: &str, version: i64, work: impl FnOnce() -> W) -> Answered<Arc<str>>
    where
        W: Future<Output = Answered<String>>,
    {
        let asked = self.changes.load(Ordering::SeqCst);
        let place = self.place(challenge);
        let mut place = place.lock().await;
        let fits = |kept: &&Kept| kept.version == version && kept.changes >= asked && kept.begun.elapsed() < LONGEST;
        if let Some(kept) = place.as_ref().filter(fits) {
            return Ok(Arc::clone(&kept.json));
        }
        let (changes, begun) = (self.changes.load(Ordering::SeqCst), Instant::now());
        let json: Arc<str> = work().await?.into();
        *place = Some(Kept { json: Arc::clone(&json), version, changes, begun });
        Ok(json)
    }

    fn place(&self, challenge: &str) -> Place {
        let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        if places.len() >= MOST && !places.contains_key(challenge) {
            places.clear();
        }
        Arc::clone(places.entry(challenge.to_owned()).or_default())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    async fn get(cache: &BoardCache, version: i64, worked: &AtomicU64) -> String {
        let work = || async {
            let number = worked.fetch_add(1, Ordering::SeqCst) + 1;
            tokio::task::yield_now().await;
            Ok(number.to_string())
        };
        cache.get("minutes", version, work).await.unwrap().to_string()
    }

    #[tokio::test]
    async fn many_who_ask_at_once_cost_one_look() {
        let (cache, worked) = (BoardCache::default(), AtomicU64::new(0));
        let all = futures_util::future::join_all((0..50).map(|_| get(&cache, 1, &worked))).await;
        assert!(all.iter().all(|board| board == "1"), "{all:?}");
    }

    #[tokio::test]
    async fn what_was_kept_before_somebody_asked_is_in_their_board() {
        let (cache, worked) = (BoardCache::default(), AtomicU64::new(0));
        assert_eq!(get(&cache, 1, &worked).await, "1");
        cache.changed();
        assert_eq!(get(&cache, 1, &worked).await, "2");
        assert_eq!(get(&cache, 2, &worked).await, "3", "another version of the challenge");
        // A change while a board is worked out may not be in it.
        let work = || async {
            cache.changed();
            Ok("early".to_owned())
        };
        cache.get("minutes", 3, work).await.unwrap();
        assert_eq!(get(&cache, 3, &worked).await, "4");
    }

    #[tokio::test]
    async fn a_board_that_failed_is_not_held() {
        let (cache, worked) = (BoardCache::default(), AtomicU64::new(0));
        let failed = cache.get("minutes", 1, || async { Err(crate::problem::Kind::Unavailable.into()) }).await;
        assert!(failed.is_err());
        assert_eq!(get(&cache, 1, &worked).await, "1");
    }
}
