//! One request: bounded in time and bytes, from the shell's early start where there is one.

use super::error::LoadError;
use crate::platform::{clock, early, media, net};

/// A document may take this long, all in all.
const TIME_LIMIT_MS: u32 = 12_000;
/// The contract's limit for a document, in bytes.
pub const MOST_BYTES: usize = 2_000_000;

/// The text of an answer, where it is from, and of when it is.
pub struct Answer {
    /// The body.
    pub text: String,
    /// Where it came from in the end, which the links in it are relative to: its server may have sent us on.
    pub address: String,
    /// When it was fetched (milliseconds since 1970): just now, or when the worker made the copy that it gave.
    pub fetched: f64,
}

/// Gets a text.
///
/// # Errors
/// [`LoadError`] for anything but a 200 with a body inside the limits.
pub async fn get(address: &str) -> Result<Answer, LoadError> {
    let response = match early::take(address) {
        Some(early) => match net::response(early).await {
            // What failed early is asked for once more; what had its time has had it.
            Err(net::Unread::CutOff) => ask(address).await,
            other => other,
        },
        None => ask(address).await,
    };
    let response = response.map_err(unread)?;
    if response.status() != 200 {
        return Err(LoadError::Status(response.status()));
    }
    let told = |name| if net::may_be_copy(&response) { response.headers().get(name).ok().flatten() } else { None };
    let copied = told("x-atrium-fetched").and_then(|ms| ms.parse::<u64>().ok());
    let address = told("x-atrium-url").unwrap_or_else(|| response.url());
    // Milliseconds since 1970 are far below what a float counts exactly.
    #[allow(clippy::cast_precision_loss)]
    let fetched = copied.map_or_else(clock::now_ms, |ms| ms as f64);
    let text = net::text(&response, MOST_BYTES).await.map_err(unread)?;
    Ok(Answer { text, address, fetched })
}

async fn ask(address: &str) -> Result<net::Raw, net::Unread> {
    net::response(net::ask(address, TIME_LIMIT_MS).ok_or(net::Unread::CutOff)?).await
}

fn unread(unread: net::Unread) -> LoadError {
    match unread {
        net::Unread::TooLarge => LoadError::TooLarge,
        net::Unread::TooSlow => LoadError::TooSlow,
        net::Unread::NotText => LoadError::Wrong(Vec::new()),
        net::Unread::CutOff if media::online() => LoadError::NoAnswer,
        net::Unread::CutOff => LoadError::Offline,
    }
}
