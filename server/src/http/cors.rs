//! What other sites' pages may ask and read.

use crate::http::Access;
use crate::problem::{Kind, Problem};
use crate::state::{App, Shared};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

const METHODS: HeaderValue = HeaderValue::from_static("GET, PUT, POST, DELETE");
const ASKED: HeaderValue = HeaderValue::from_static("Content-Type, If-Match, If-None-Match, Atrium-Client");
const EXPOSED: HeaderValue = HeaderValue::from_static("ETag, Link, Location, Retry-After");
const TRUE: HeaderValue = HeaderValue::from_static("true");
const ANYONE: HeaderValue = HeaderValue::from_static("*");

/// The origin of a request, if the backend knows it as a front door.
pub fn known(app: &App, headers: &HeaderMap) -> Option<HeaderValue> {
    let origin = headers.get(header::ORIGIN)?;
    app.config.front_doors.iter().any(|door| origin == door.as_str()).then(|| origin.clone())
}

/// Answers a browser that asks whether it may.
pub async fn preflight(State(app): State<Shared>, headers: HeaderMap) -> Response {
    if headers.contains_key(header::ORIGIN) && known(&app, &headers).is_none() {
        return Problem::from(Kind::OriginUnknown).into_response();
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    let out = response.headers_mut();
    out.insert(header::ACCESS_CONTROL_ALLOW_METHODS, METHODS);
    out.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, ASKED);
    out.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("7200"));
    response
}

/// The same for what anyone may read from any site.
pub async fn preflight_of_all() -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    let out = response.headers_mut();
    out.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, ANYONE);
    out.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET"));
    out.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, ASKED);
    out.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("7200"));
    response
}

/// The layer that names the origin that may read an answer; anyone's is named there already.
pub async fn named(State(app): State<Shared>, request: Request, next: Next) -> Response {
    let origin = known(&app, request.headers());
    let mut response = next.run(request).await;
    let public = response.extensions().get::<Access>() == Some(&Access::Public);
    let headers = response.headers_mut();
    if headers.contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN) {
        return response;
    }
    if public {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, ANYONE);
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
        return response;
    }
    headers.append(header::VARY, HeaderValue::from_static("Origin"));
    if let Some(origin) = origin {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, TRUE);
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    }
    response
}
