//! Bodies: JSON of at most 1 MB.

use super::linger;
use crate::problem::{Answered, Kind, Problem};
use atrium_contract::decode::{Decode, MOST_SENT_BYTES, sent_tree};
use atrium_contract::json::{Value, parse};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use bytes::Bytes;

/// What was sent.
pub struct Sent(Value);

impl Sent {
    /// What was sent, as what it has to be.
    ///
    /// # Errors
    /// `invalid` with a pointer for each thing that is wrong.
    pub fn read<T: Decode>(&self) -> Answered<T> {
        sent_tree(&self.0).map_err(Problem::from)
    }

    /// The tree.
    pub fn tree(&self) -> &Value {
        &self.0
    }
}

/// Refuses a body that says itself that it is too large, before anything else is asked.
///
/// # Errors
/// `too-large`.
pub fn bounded(headers: &HeaderMap) -> Answered<()> {
    let length = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if length.is_some_and(|length| length > MOST_SENT_BYTES) { Err(Kind::TooLarge.into()) } else { Ok(()) }
}

/// All of a body, of whatever type.
pub struct Whole(pub Bytes);

impl<S: Send + Sync> FromRequest<S> for Whole {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        Bytes::from_request(request, state).await.map(Whole).map_err(|error| match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Kind::TooLarge.into(),
            // Nothing is wrong with what was sent: it may be sent again.
            _ if linger::too_slow(&error) => Problem { retry_after: Some(1), ..Kind::Unavailable.into() },
            _ => Kind::Malformed.into(),
        })
    }
}

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let kind = request.headers().get(header::CONTENT_TYPE).map(|value| value.to_str().unwrap_or_default());
        let json =
            kind.map(|kind| kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json"));
        let Whole(body) = Whole::from_request(request, state).await?;
        if body.len() > MOST_SENT_BYTES {
            return Err(Kind::TooLarge.into());
        }
        // Nothing at all says nothing, and needs no type.
        if body.is_empty() && json != Some(false) {
            return Ok(Sent(Value::object([])));
        }
        if json != Some(true) {
            return Err(Kind::MediaType.into());
        }
        let text = std::str::from_utf8(&body).map_err(|_| Problem::from(Kind::Malformed).because("not UTF-8"))?;
        let value = parse(text).map_err(|wrong| {
            let place = format!("line {}, column {}", wrong.line, wrong.column);
            Problem::from(Kind::Malformed).because(place)
        })?;
        Ok(Sent(value))
    }
}
