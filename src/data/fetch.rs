//! One request: bounded in time and bytes, from the shell's early start where there is one.

use super::error::LoadError;
use crate::platform::{clock, early, media, net};
use gloo_net::http::{Request, Response};

/// A document may take this long, all in all.
const TIME_LIMIT_MS: u32 = 12_000;
/// The contract's limit for a document, in bytes.
pub const MOST_BYTES: usize = 2_000_000;

/// The text of an answer, and of when it is.
pub struct Answer {
    /// The body.
    pub text: String,
    /// When it was fetched (milliseconds since 1970): just now, or when the worker made the copy that it gave.
    pub fetched: f64,
}

/// Gets a text.
///
/// # Errors
/// [`LoadError`] for anything but a 200 with a body inside the limits.
pub async fn get(address: &str) -> Result<Answer, LoadError> {
    let asked = early::take(address).map(net::response);
    let response = match asked {
        Some(early) => match early.await {
            Ok(response) => Response::from(response),
            // It has had its time.
            Err(net::Unread::TooSlow) => return Err(LoadError::TooSlow),
            Err(_) => ask(address).await?,
        },
        None => ask(address).await?,
    };
    if response.status() != 200 {
        return Err(LoadError::Status(response.status()));
    }
    let copied = response.headers().get("x-atrium-fetched").and_then(|ms| ms.parse::<u64>().ok());
    // Milliseconds since 1970 are far below what a float counts exactly.
    #[allow(clippy::cast_precision_loss)]
    let fetched = copied.map_or_else(clock::now_ms, |ms| ms as f64);
    let raw: crate::platform::net::Raw = response.into();
    match net::text(&raw, MOST_BYTES).await {
        Ok(text) => Ok(Answer { text, fetched }),
        Err(net::Unread::TooLarge) => Err(LoadError::TooLarge),
        Err(net::Unread::CutOff) => Err(failed()),
        Err(net::Unread::TooSlow) => Err(LoadError::TooSlow),
        Err(net::Unread::NotText) => Err(LoadError::Wrong(Vec::new())),
    }
}

async fn ask(address: &str) -> Result<Response, LoadError> {
    let limit = net::time_limit(TIME_LIMIT_MS);
    Request::get(address).header("Accept", "application/json").abort_signal(Some(&limit)).send().await.map_err(
        |error| match error {
            gloo_net::Error::JsError(error) if error.name == "TimeoutError" => LoadError::TooSlow,
            _ => failed(),
        },
    )
}

fn failed() -> LoadError {
    if media::online() { LoadError::NoAnswer } else { LoadError::Offline }
}
