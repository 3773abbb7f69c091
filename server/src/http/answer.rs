//! Answers with JSON.

use crate::problem::Problem;
use crate::secret::hashed;
use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// An answer that is one patron's, unless it is said to be public.
pub struct Answer {
    status: StatusCode,
    body: Option<String>,
    public: bool,
    headers: Vec<(header::HeaderName, String)>,
}

impl Answer {
    /// Here it is.
    pub fn ok(body: String) -> Answer {
        Answer { status: StatusCode::OK, body: Some(body), public: false, headers: Vec::new() }
    }

    /// It is new, or it was here.
    pub fn kept(new: bool, body: String) -> Answer {
        Answer { status: if new { StatusCode::CREATED } else { StatusCode::OK }, ..Answer::ok(body) }
    }

    /// Done, and nothing more to say.
    pub fn done() -> Answer {
        Answer { status: StatusCode::NO_CONTENT, body: None, public: false, headers: Vec::new() }
    }

    /// Go there.
    pub fn see(address: &str) -> Answer {
        Answer { status: StatusCode::SEE_OTHER, ..Answer::done() }.with(header::LOCATION, address)
    }

    /// Anyone may have it, and keep it until it changes.
    #[must_use]
    pub fn public(self) -> Answer {
        Answer { public: true, ..self }
    }

    /// With a header.
    #[must_use]
    pub fn with(mut self, name: header::HeaderName, value: &str) -> Answer {
        self.headers.push((name, value.to_owned()));
        self
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let tag = self.body.as_deref().and_then(|body| hashed(body).get(..32).map(|hash| format!("\"{hash}\"")));
        let mut response = Response::new(self.body.map_or_else(Body::empty, Body::from));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        if let Some(tag) = tag.and_then(|tag| HeaderValue::from_str(&tag).ok()) {
            headers.insert(header::ETAG, tag);
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        let cache = if self.public { "public, no-cache" } else { "private, no-store" };
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
        for (name, value) in self.headers {
            match HeaderValue::from_str(&value) {
                Ok(value) => drop(headers.append(name, value)),
                Err(error) => return Problem::internal(error).into_response(),
            }
        }
        response
    }
}
