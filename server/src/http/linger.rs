//! A body that was refused unread is still taken in.
//!
//! A connection whose request is half read can only be closed, and what the other side was still sending then wipes out
//! the answer on its way: instead of "too large" it would see a broken line. So the rest is read and thrown away, up to
//! a limit in bytes and time.

use axum::body::{Body, BodyDataStream, Bytes};
use axum::extract::Request;
use axum::http::header;
use axum::middleware::Next;
use axum::response::Response;
use futures_util::{Stream, StreamExt};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

/// Bytes taken in at most, after the refusal.
const MOST: usize = 16 << 20;
/// How long at most.
const LONGEST: Duration = Duration::from_secs(10);

/// Lets every body linger.
pub async fn linger(request: Request, next: Next) -> Response<Body> {
    let headers = request.headers();
    if !headers.contains_key(header::TRANSFER_ENCODING)
        && headers.get(header::CONTENT_LENGTH).is_none_or(|length| length == "0")
    {
        return next.run(request).await;
    }
    let lingering = |body: Body| Body::from_stream(Lingering { rest: Some(body.into_data_stream()) });
    next.run(request.map(lingering)).await
}

/// A body; what nobody read of it when it is dropped is read then.
struct Lingering {
    rest: Option<BodyDataStream>,
}

impl Stream for Lingering {
    type Item = Result<Bytes, axum::Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(rest) = &mut self.rest else { return Poll::Ready(None) };
        let next = rest.poll_next_unpin(context);
        if !matches!(next, Poll::Ready(Some(Ok(_))) | Poll::Pending) {
            self.rest = None;
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
