//! How a body comes in: not for ever, and a body that was refused unread is still taken in.
//!
//! Whoever sends a byte now and then holds a connection and what it has said so far; a body has a time in all, and a shorter
//! one between two pieces.
//!
//! A connection whose request is half read can only be closed, and what the other side was still sending then wipes out
//! the answer on its way: instead of "too large" it would see a broken line. So the rest is read and thrown away, up to
//! a limit in bytes and time.

use axum::body::HttpBody;
use axum::body::{Body, BodyDataStream, Bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use futures_util::{Stream, StreamExt};
use std::error::Error;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{Instant, Sleep, sleep_until};

/// Bytes taken in at most, after the refusal.
const MOST: usize = 16 << 20;
/// How long at most.
const LONGEST: Duration = Duration::from_secs(10);

/// The times of a body.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// From its beginning to its end.
    pub in_all: Duration,
    /// Between two pieces of it.
    pub between: Duration,
}

impl Patience {
    /// Enough for two megabytes over a line of 140 kbit/s.
    pub const USUAL: Patience = Patience { in_all: Duration::from_secs(120), between: Duration::from_secs(20) };
}

/// Lets every body linger.
pub async fn linger(State(patience): State<Patience>, request: Request, next: Next) -> Response<Body> {
    // Most requests have none.
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    let lingering = |body: Body| {
        let end = Instant::now() + patience.in_all;
        let sleep = Box::pin(sleep_until(end.min(Instant::now() + patience.between)));
        Body::from_stream(Lingering { rest: Some(body.into_data_stream()), patience, end, sleep })
    };
    next.run(request.map(lingering)).await
}

/// A body that did not come in its time.
#[derive(Debug)]
struct TooSlow;

impl fmt::Display for TooSlow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the body did not come in its time")
    }
}

impl Error for TooSlow {}

/// Whether a body could not be read because it did not come in its time.
pub fn too_slow(error: &(dyn Error + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        if error.is::<TooSlow>() {
            return true;
        }
        next = error.source();
    }
    false
}

/// A body; what nobody read of it when it is dropped is read then.
struct Lingering {
    rest: Option<BodyDataStream>,
    patience: Patience,
    end: Instant,
    sleep: Pin<Box<Sleep>>,
}

impl Stream for Lingering {
    type Item = Result<Bytes, axum::Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(rest) = &mut self.rest else { return Poll::Ready(None) };
        let next = rest.poll_next_unpin(context);
        match next {
            Poll::Ready(Some(Ok(_))) => {
                let until = self.end.min(Instant::now() + self.patience.between);
                self.sleep.as_mut().reset(until);
            }
            Poll::Pending if self.sleep.as_mut().poll(context).is_ready() => {
                // Whoever is that slow is not waited for a second time.
                self.rest = None;
                return Poll::Ready(Some(Err(axum::Error::new(TooSlow))));
            }
            Poll::Pending => {}
            Poll::Ready(_) => self.rest = None,
        }
        next
    }
}

impl Drop for Lingering {
    fn drop(&mut self) {
        let (Some(rest), Ok(runtime)) = (self.rest.take(), tokio::runtime::Handle::try_current()) else { return };
        runtime.spawn(tokio::time::timeout(LONGEST, drain(rest)));
    }
}

/// Reads on until the end, a fault or the limit.
async fn drain(mut rest: BodyDataStream) {
    let mut taken = 0;
    while let Some(Ok(bytes)) = rest.next().await {
        taken += bytes.len();
        if taken > MOST {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::Router;
    use axum::middleware::from_fn_with_state;
    use axum::routing::put;
    use tower::ServiceExt;

    const SHORT: Patience = Patience { in_all: Duration::from_secs(3), between: Duration::from_secs(1) };

    /// A body of so many pieces with so many milliseconds before each, and what became of it.
    async fn sent(pieces: u64, before_each: u64) -> u16 {
        let piece = move |_| async move {
            tokio::time::sleep(Duration::from_millis(before_each)).await;
            Ok::<_, std::io::Error>(Bytes::from_static(b" "))
        };
        let body = Body::from_stream(futures_util::stream::iter(0..pieces).then(piece));
        let handler = |whole: Result<super::super::Whole, crate::problem::Problem>| async move {
            whole.map_or_else(|problem| problem.kind.status().to_string(), |whole| whole.0.len().to_string())
        };
        let router = Router::new().route("/", put(handler)).layer(from_fn_with_state(SHORT, linger));
        let request = Request::put("/").body(body);
        let Ok(response) = router.oneshot(request.unwrap_or_default()).await;
        let text = axum::body::to_bytes(response.into_body(), 100).await.unwrap_or_default();
        std::str::from_utf8(&text).ok().and_then(|text| text.parse().ok()).unwrap_or_default()
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_drips_is_given_up_and_may_be_sent_again() {
        assert_eq!(sent(20, 100).await, 20, "slow, and in its time");
        assert_eq!(sent(2, 1_500).await, 503, "a long while without a byte");
        assert_eq!(sent(20, 900).await, 503, "a byte now and then");
    }
}
