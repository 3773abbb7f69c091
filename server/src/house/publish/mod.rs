//! Class Publish: staff create, change, schedule and take down what the member shows.

mod award;
mod drafts;
mod own;

use super::House;
use super::collection::{Collection, Fault};
use super::staff;
use crate::http::{Named, Whole};
use crate::problem::{self, Kind, Problem};
use atrium_contract::id::Id;
use atrium_contract::json::{Value, parse_around};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::http::{Method, Response, StatusCode};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::IntoResponse;
use axum::routing::{MethodRouter, get, put};
use std::sync::Arc;

/// A body of a Draft may have this many bytes: a document of 2 MB, and its codes.
const MOST_BYTES: usize = 2_100_000;

/// What a front door may send: what patrons send, and the token of staff.
const ASKED: HeaderValue =
    HeaderValue::from_static("Content-Type, If-Match, If-None-Match, Atrium-Client, Authorization");

/// Where staff's addresses begin.
pub const PREFIX: &str = "/atrium/publish/";

/// The paths of class Publish, and what answers there.
fn routes() -> [(&'static str, MethodRouter<Arc<House>>); 5] {
    [
        ("/atrium/publish/member", get(own::read).put(own::write)),
        ("/atrium/publish/{collection}", get(drafts::list)),
        ("/atrium/publish/{collection}/{id}", get(drafts::read).put(drafts::write).delete(drafts::remove)),
        ("/atrium/publish/{collection}/{id}/history", get(drafts::history)),
        ("/atrium/publish/awards/{challenge}/{profile}/{milestone}", put(award::redeem)),
    ]
}

/// The paths of class Publish, with `{…}` for what changes.
pub fn paths() -> impl Iterator<Item = &'static str> {
    routes().into_iter().map(|(path, _)| path)
}

/// The router of class Publish.
pub fn router(house: &Arc<House>) -> Router {
    routes()
        .into_iter()
        .fold(Router::new(), |router, (path, methods)| router.route(path, methods))
        .fallback(|| async { Problem::from(Kind::NotFound) })
        .method_not_allowed_fallback(|| async { Problem::from(Kind::MethodNotAllowed) })
        .layer(axum::extract::DefaultBodyLimit::max(MOST_BYTES))
        .layer(from_fn_with_state(Arc::clone(house), guard))
        .layer(from_fn(problem::written))
        .layer(from_fn(crate::serve::measured))
        .with_state(Arc::clone(house))
}

/// What is asked of every request of this class before its path is looked at more closely, and what every answer carries.
async fn guard(State(house): State<Arc<House>>, request: Request, next: Next) -> Response<Body> {
    let app = &house.app;
    let origin = crate::http::known(app, request.headers());
    let strange = request.headers().contains_key(header::ORIGIN) && origin.is_none();
    let mut response = match *request.method() {
        Method::OPTIONS => {
            let mut response = crate::http::preflight(State(Arc::clone(app)), request.headers().clone()).await;
            if response.headers().contains_key(header::ACCESS_CONTROL_ALLOW_HEADERS) {
                response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_HEADERS, ASKED);
            }
            response
        }
        Method::GET | Method::HEAD => next.run(request).await,
        _ if strange => Problem::from(Kind::OriginUnknown).into_response(),
        _ if !meant(request.headers()) => Problem::from(Kind::ClientHeaderMissing).into_response(),
        _ => next.run(request).await,
    };
    let headers = response.headers_mut();
    headers.append(header::VARY, HeaderValue::from_static("Origin"));
    if let Some(origin) = origin {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, super::answer::EXPOSED);
    }
    response
}

/// Whether no form of another site can have sent it: it says so, or it carries `Authorization`, which none can send.
fn meant(headers: &HeaderMap) -> bool {
    match headers.get("atrium-client") {
        Some(said) => said == "1",
        None => headers.contains_key(header::AUTHORIZATION),
    }
}

/// Only staff.
async fn admitted(house: &House, headers: &HeaderMap) -> Result<(), Problem> {
    staff::admitted(house, headers).await
}

/// A collection and an id, or nothing that is here.
fn item(collection: &str, id: &str) -> Result<(Collection, String), Problem> {
    let collection = Collection::parse(collection).ok_or_else(|| Problem::from(Kind::NotFound))?;
    let id = Id::new(id).ok_or_else(|| Problem::from(Kind::NotFound))?;
    Ok((collection, id.to_string()))
}

/// The body of a request as JSON; so many levels may stand around a document in it.
fn json(headers: &HeaderMap, body: &Bytes, around: usize) -> Result<Value, Problem> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("application/json") {
        return Err(Problem::from(Kind::MediaType));
    }
    let text = std::str::from_utf8(body).map_err(|_| malformed("the body is not UTF-8"))?;
    parse_around(text, around)
        .map_err(|place| malformed(&format!("the body is not JSON: line {}, column {}", place.line, place.column)))
}

/// What a change may be made to.
#[derive(Debug, PartialEq, Eq)]
enum Precondition {
    /// Only to what is not there yet.
    New,
    /// Only to what still has this validator.
    Tags(Vec<String>),
    /// To whatever is there.
    Any,
}

fn precondition(headers: &HeaderMap) -> Result<Precondition, Problem> {
    let list = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok()).map(str::trim);
    match (list(header::IF_MATCH), list(header::IF_NONE_MATCH)) {
        (Some("*"), _) => Ok(Precondition::Any),
        (Some(tags), _) => Ok(Precondition::Tags(tags.split(',').map(|tag| tag.trim().to_owned()).collect())),
        (None, Some("*")) => Ok(Precondition::New),
        _ => Err(Problem::from(Kind::PreconditionRequired)),
    }
}

/// What is one member's staff's, and nobody's to keep.
fn answer(status: StatusCode, headers: &HeaderMap, tag: Option<&str>, value: &Value) -> Response<Body> {
    let text = value.to_string();
    let tag = super::answer::tag(tag.unwrap_or(&super::answer::short(text.as_bytes())));
    let known = status == StatusCode::OK
        && headers.get(header::IF_NONE_MATCH).is_some_and(|known| super::answer::matches(known, &tag));
    let mut response = Response::new(if known { Body::empty() } else { Body::from(text) });
    *response.status_mut() = if known { StatusCode::NOT_MODIFIED } else { status };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    headers.insert(header::ETAG, tag);
    response
}

/// A field is missing or wrong.
fn malformed_field(pointer: &str, detail: &str) -> Problem {
    Problem::field(pointer, detail)
}

/// The body or the query is not understood.
fn malformed(detail: &str) -> Problem {
    Problem::from(Kind::Malformed).because(detail)
}

/// Faults as they stand in an answer.
pub(super) fn listed(faults: &[Fault]) -> Value {
    let one = |fault: &Fault| {
        Value::object([
            ("pointer", Value::from(fault.pointer.as_str())),
            ("detail", Value::from(fault.detail.as_str())),
        ])
    };
    Value::Array(faults.iter().map(one).collect())
}
