//! Refusals of public addresses, which pass no layer on their way out, and of documents that are wrong.

use super::collection::Fault;
use crate::problem::{Kind, Problem, language};
use axum::body::Body;
use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::http::{Response, StatusCode};

/// The refusal of a public address, in the language asked for. Anyone may read it.
pub fn plain(kind: Kind, asked: &HeaderMap) -> Response<Body> {
    let language = language(asked);
    let mut response = Response::new(Body::from(Problem::from(kind).to_json(language)));
    *response.status_mut() = StatusCode::from_u16(kind.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language));
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Language"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if kind == Kind::Unavailable {
        headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
    }
    super::answer::share(headers);
    response
}

/// Fields are missing or wrong.
pub fn invalid(faults: &[Fault]) -> Problem {
    let errors = faults.iter().map(|fault| (fault.pointer.clone(), fault.detail.clone())).collect();
    Problem { errors, ..Kind::Invalid.into() }
}
