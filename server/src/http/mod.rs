//! Routes, who may ask, and what every answer carries.
//!
//! Every route stands in one [`Table`] with who may use it; the guard is put before it there, so that none can be forgotten.
//! The tests walk the same table.

mod answer;
mod body;
mod cors;
mod guard;
mod linger;
mod pace;

pub use answer::Answer;
pub use body::{Sent, Whole};
pub use cors::{known, preflight};
pub use guard::Patron;
pub use linger::{Patience, linger};
pub use pace::Pace;

use crate::problem::{self, Kind, Problem};
use crate::state::Shared;
use axum::Router;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{MethodFilter, MethodRouter, on};

/// Who may use a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anyone, from any site.
    Public,
    /// Anyone, from a front door the backend knows.
    Open,
    /// Whoever is signed in.
    Patron,
}

/// One route.
#[derive(Clone, Debug)]
pub struct Route {
    /// Its method.
    pub method: Method,
    /// Its path, with `{…}` for what changes.
    pub path: &'static str,
    /// Who may use it.
    pub access: Access,
}

/// All routes of a server.
pub struct Table {
    shared: Shared,
    routes: Vec<Route>,
    router: Router<Shared>,
}

impl Table {
    /// Without routes yet.
    pub fn new(shared: &Shared) -> Table {
        Table { shared: shared.clone(), routes: Vec::new(), router: Router::new() }
    }

    /// Adds a route.
    pub fn add<H, T>(&mut self, access: Access, method: Method, path: &'static str, handler: H)
    where
        H: Handler<T, Shared>,
        T: 'static,
    {
        let Ok(filter) = MethodFilter::try_from(method.clone()) else { return };
        let guarded: MethodRouter<Shared> =
            on(filter, handler).route_layer(from_fn_with_state((self.shared.clone(), access), guard::guard));
        let first = !self.routes.iter().any(|route| route.path == path);
        let router = std::mem::take(&mut self.router).route(path, guarded);
        let preflight = match access {
            Access::Public => on(MethodFilter::OPTIONS, cors::preflight_of_all),
            Access::Open | Access::Patron => on(MethodFilter::OPTIONS, cors::preflight),
        };
        self.router = if first { router.route(path, preflight) } else { router };
        self.routes.push(Route { method, path, access });
    }

    /// The routes.
    pub fn routes(&self) -> &[Route] {
        &self.routes
    }

    /// The router, with what every answer carries.
    pub fn router(self) -> Router {
        self.router
            .fallback(|| async { Problem::from(Kind::NotFound) })
            .method_not_allowed_fallback(|| async { Problem::from(Kind::MethodNotAllowed) })
            .layer(from_fn_with_state(self.shared.clone(), cors::named))
            .layer(from_fn(problem::written))
            .with_state(self.shared)
    }
}

/// Everything a patron may ask.
pub fn table(shared: &Shared) -> Table {
    let mut table = Table::new(shared);
    crate::patron::routes(&mut table);
    table
}

/// A path's values, or nothing here: what is no text in UTF-8, or has control characters, names nothing.
pub struct Named<T>(pub T);

impl<T: serde::de::DeserializeOwned + Send, S: Send + Sync> axum::extract::FromRequestParts<S> for Named<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut axum::http::request::Parts, state: &S) -> Result<Self, Problem> {
        if names_nothing(parts.uri.path()) {
            return Err(Kind::NotFound.into());
        }
        let path = axum::extract::Path::<T>::from_request_parts(parts, state).await;
        path.map(|path| Named(path.0)).map_err(|_| Kind::NotFound.into())
    }
}

/// Whether a path has a control character in it, which no name has and PostgreSQL takes in no text.
fn names_nothing(path: &str) -> bool {
    path.as_bytes().windows(3).any(|three| matches!(three, [b'%', b'0' | b'1', _]))
}

/// The fields of a query, in their order.
pub fn query(text: Option<&str>) -> Vec<(String, String)> {
    url::form_urlencoded::parse(text.unwrap_or_default().as_bytes()).into_owned().collect()
}
