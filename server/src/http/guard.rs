//! What stands before every route: forged requests, and who is signed in.

use super::{Access, body, cors};
use crate::patron::session::{self, Who};
use crate::problem::{Answered, Kind, Problem};
use crate::state::{App, Shared};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Whoever is signed in.
#[derive(Clone, Debug)]
pub struct Patron(pub Who);

impl<S: Send + Sync> FromRequestParts<S> for Patron {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        // The guard put it there, or there is no guard: then nobody is let in.
        parts.extensions.get::<Patron>().cloned().ok_or_else(|| Kind::SignInNeeded.into())
    }
}

/// The layer before a route.
pub async fn guard(State((app, access)): State<(Shared, Access)>, mut request: Request, next: Next) -> Response {
    let asked = request.headers().get(header::IF_NONE_MATCH).cloned();
    let read = matches!(*request.method(), Method::GET | Method::HEAD);
    let mut cookie = None;
    let admitted = admit(&app, access, read, &mut request, &mut cookie).await;
    let mut response = match admitted {
        Ok(()) => next.run(request).await,
        Err(problem) => problem.into_response(),
    };
    response.extensions_mut().insert(access);
    if let Some(cookie) = cookie
        && !response.headers().contains_key(header::SET_COOKIE)
    {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    if read && response.status() == StatusCode::OK && matches(asked.as_ref(), response.headers()) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        *response.body_mut() = axum::body::Body::empty();
        response.headers_mut().remove(header::CONTENT_TYPE);
    }
    response
}

async fn admit(
    app: &App,
    access: Access,
    read: bool,
    request: &mut Request,
    cookie: &mut Option<HeaderValue>,
) -> Answered<()> {
    if !read {
        forged(app, request.headers())?;
        body::bounded(request.headers())?;
    }
    if access == Access::Patron {
        let who = session::who(app, request.headers()).await?.ok_or(Kind::SignInNeeded)?;
        if !read && let Some(seconds) = app.pace.step(&who.account) {
            return Err(Problem::later(seconds));
        }
        if who.seen_anew {
            *cookie = session::cookie(app, request.headers(), &who.token);
        }
        request.extensions_mut().insert(Patron(who));
    }
    Ok(())
}

/// Refuses what another site's page could have sent in a patron's name.
pub fn forged(app: &App, headers: &HeaderMap) -> Answered<()> {
    if headers.contains_key(header::ORIGIN) && cors::known(app, headers).is_none() {
        return Err(Kind::OriginUnknown.into());
    }
    if headers.get("atrium-client").is_none_or(|value| value != "1") {
        return Err(Kind::ClientHeaderMissing.into());
    }
    Ok(())
}

/// Whether the asker has what would be answered.
fn matches(asked: Option<&HeaderValue>, headers: &HeaderMap) -> bool {
    let (Some(asked), Some(tag)) = (asked.and_then(|value| value.to_str().ok()), headers.get(header::ETAG)) else {
        return false;
    };
    asked
        .split(',')
        .map(str::trim)
        .any(|it| it == "*" || it.strip_prefix("W/").unwrap_or(it).as_bytes() == tag.as_bytes())
}
