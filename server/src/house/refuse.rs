//! A request that is refused, as a problem document (RFC 9457).

use super::collection::Fault;
use atrium_contract::json::Value;
use axum::body::Body;
use axum::http::header::{self, HeaderValue};
use axum::http::{Response, StatusCode};
use axum::response::IntoResponse;

/// Why a request is refused.
#[derive(Debug)]
pub struct Refusal {
    kind: &'static str,
    status: StatusCode,
    detail: Option<String>,
    errors: Vec<Fault>,
}

impl Refusal {
    /// Of a kind that `PARTICIPATE.md` lists.
    pub fn new(kind: &'static str, status: StatusCode) -> Refusal {
        Refusal { kind, status, detail: None, errors: Vec::new() }
    }

    /// With a sentence of its own.
    #[must_use]
    pub fn because(mut self, detail: &str) -> Refusal {
        self.detail = Some(detail.to_owned());
        self
    }

    /// There is nothing here.
    pub fn not_found() -> Refusal {
        Refusal::new("not-found", StatusCode::NOT_FOUND)
    }

    /// The body or the query is not understood.
    pub fn malformed(detail: &str) -> Refusal {
        Refusal::new("malformed", StatusCode::BAD_REQUEST).because(detail)
    }

    /// Fields are missing or wrong.
    pub fn invalid(errors: &[Fault]) -> Refusal {
        Refusal { errors: errors.to_vec(), ..Refusal::new("invalid", StatusCode::UNPROCESSABLE_ENTITY) }
    }

    /// It was changed by somebody else.
    pub fn precondition_failed() -> Refusal {
        Refusal::new("precondition-failed", StatusCode::PRECONDITION_FAILED)
    }
}

impl From<sqlx::Error> for Refusal {
    fn from(error: sqlx::Error) -> Self {
        tracing::error!(%error, "the database failed");
        Refusal::new("unavailable", StatusCode::SERVICE_UNAVAILABLE)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response<Body> {
        let mut fields = Value::object([
            ("type", Value::from(format!("urn:atrium:problem:{}", self.kind))),
            ("title", Value::from(self.kind)),
            ("status", Value::from(f64::from(self.status.as_u16()))),
        ]);
        if let Some(map) = fields.as_object_mut() {
            if let Some(detail) = self.detail {
                map.insert("detail", Value::from(detail));
            }
            if !self.errors.is_empty() {
                map.insert("errors", super::publish::listed(&self.errors));
            }
        }
        let mut response = Response::new(Body::from(fields.to_string()));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }
}

/// The refusal of a public address.
pub fn plain(kind: &'static str, status: StatusCode) -> Response<Body> {
    Refusal::new(kind, status).into_response()
}
