//! Requests as a browser would send them, and no more trust in the answer than it earned.
//!
//! Redirects, cookies, compression and caches are in the checks' hands: nothing is followed, kept or unpacked behind their back.

mod answer;
mod body;
mod client;
mod cookie;

pub use answer::Answer;
pub use answer::short;
pub use client::{Client, DOCUMENT, EXPORT, PICTURE, resolve};
pub use cookie::SetCookie;

use serde_json::Value;
use url::Url;

/// A request to be sent.
#[derive(Clone, Debug)]
pub struct Ask {
    /// The method.
    pub method: &'static str,
    /// The address.
    pub url: Url,
    /// The headers, as they are sent.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Option<Vec<u8>>,
    /// So many bytes of the answer are read.
    pub most: usize,
    /// Whether a 429 is waited for.
    pub patient: bool,
}

impl Ask {
    /// A request without a body.
    pub fn new(method: &'static str, url: &Url) -> Ask {
        Ask { method, url: url.clone(), headers: Vec::new(), body: None, most: DOCUMENT, patient: true }
    }

    /// A `GET`.
    pub fn get(url: &Url) -> Ask {
        Ask::new("GET", url)
    }

    /// With a header.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Ask {
        self.headers.retain(|(other, _)| *other != name);
        self.headers.push((name, value.into()));
        self
    }

    /// Without a header that was put there.
    #[must_use]
    pub fn without(mut self, name: &str) -> Ask {
        self.headers.retain(|(other, _)| *other != name);
        self
    }

    /// With a JSON body.
    #[must_use]
    pub fn json(self, body: &Value) -> Ask {
        self.bytes("application/json", body.to_string().into_bytes())
    }

    /// With any body.
    #[must_use]
    pub fn bytes(mut self, kind: &str, body: Vec<u8>) -> Ask {
        self.body = Some(body);
        self.with("Content-Type", kind)
    }

    /// Reads so much of the answer.
    #[must_use]
    pub fn most(mut self, most: usize) -> Ask {
        self.most = most;
        self
    }

    /// A 429 is an answer like any other.
    #[must_use]
    pub fn impatient(mut self) -> Ask {
        self.patient = false;
        self
    }
}
