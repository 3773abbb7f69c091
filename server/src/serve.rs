//! Both halves behind one door: what patrons ask, what staff ask, and documents, files and pages for everyone.

use crate::connections::{self, Terms};
use crate::house::{self, House};
use crate::http::{Patience, linger};
use crate::metrics::metrics;
use crate::patron::{self, guesses};
use crate::state::Shared;
use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::http::{Response, StatusCode};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::routing::get;
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tower::ServiceExt;

/// So often what is old is swept out.
const SWEEP: Duration = Duration::from_secs(300);

/// Where the routers of the two halves begin.
struct Doors {
    house: Arc<House>,
    patrons: Router,
    publish: Router,
}

/// The whole server.
///
/// # Errors
/// A sentence.
pub async fn router(app: Shared) -> Result<Router, String> {
    let house = House::open(Arc::clone(&app)).await?;
    house.keep_fresh();
    tokio::spawn(sweep(Arc::clone(&app)));
    let patrons = crate::http::table(&app).router().layer(from_fn(measured));
    let doors = Arc::new(Doors { patrons, publish: house::publish::router(&house), house });
    Ok(Router::new()
        .route("/healthz", get(health))
        .route("/metrics", get(numbers))
        .fallback(everything_else)
        .layer(from_fn_with_state(Patience::USUAL, linger))
        .with_state(doors))
}

/// Serves until the future ends, and finishes what runs.
pub async fn serve(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    connections::serve(listener, router, stop, Terms::USUAL).await;
}

/// Now and then what counts no more is deleted, and what was deleted is gone from the journal.
async fn sweep(app: Shared) {
    loop {
        tokio::time::sleep(SWEEP).await;
        if let Err(problem) = guesses::sweep(&app).await {
            tracing::warn!(kind = problem.kind.word(), "what is old could not be deleted; it is tried again");
        }
        app.store.forget_traces().await;
    }
}

/// Whether the database answers.
async fn health(State(doors): State<Arc<Doors>>) -> Response<Body> {
    let well = doors.house.library.revision().await.is_ok();
    let mut response = Response::new(Body::from(if well { "well\n" } else { "the database does not answer\n" }));
    *response.status_mut() = if well { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    plain(&mut response, "text/plain; charset=utf-8");
    response
}

/// Numbers, for whoever asks from this machine itself: what a proxy passed on names another host, or says that it did.
async fn numbers(State(doors): State<Arc<Doors>>, request: Request) -> Response<Body> {
    let here = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .is_some_and(|from| from.0.ip().to_canonical().is_loopback());
    let apart = doors.house.app.config.metrics_listen.is_some();
    if here && !apart && straight(request.headers()) {
        text_of_numbers().await
    } else {
        everything_else(State(doors), request).await
    }
}

fn straight(headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = host
        .rsplit_once(':')
        .filter(|(_, port)| port.bytes().all(|it| it.is_ascii_digit()))
        .map_or(host, |(name, _)| name);
    let passed_on = ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip"];
    matches!(name, "localhost" | "127.0.0.1" | "[::1]") && !passed_on.iter().any(|it| headers.contains_key(*it))
}

/// Gives numbers at an address of their own, until the process ends.
///
/// # Errors
/// A sentence, when the address cannot be listened at.
pub async fn numbers_apart(address: SocketAddr) -> Result<(), String> {
    let listener = TcpListener::bind(address)
        .await
        .map_err(|error| format!("{address} cannot be listened at: {error}. Set `metrics_listen` to another."))?;
    tracing::info!(%address, "numbers");
    let router = Router::new().route("/metrics", get(text_of_numbers));
    tokio::spawn(serve(listener, router, std::future::pending()));
    Ok(())
}

async fn text_of_numbers() -> Response<Body> {
    let mut response = Response::new(Body::from(metrics().text()));
    plain(&mut response, "text/plain; version=0.0.4; charset=utf-8");
    response
}

fn plain(response: &mut Response<Body>, kind: &'static str) {
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
}

/// The layer that counts what has a route of its own.
pub async fn measured(route: Option<MatchedPath>, request: Request, next: Next) -> Response<Body> {
    let since = Instant::now();
    let response = next.run(request).await;
    let route = route.as_ref().map_or("unknown", MatchedPath::as_str);
    metrics().answered(route, response.status().as_u16(), since.elapsed());
    response
}

/// Documents, files and pages are most of what is asked for, so they pass as few hands as they can.
async fn everything_else(State(doors): State<Arc<Doors>>, request: Request) -> Response<Body> {
    let path = request.uri().path();
    let other = if path.starts_with(patron::PREFIX) {
        Some(&doors.patrons)
    } else if path.starts_with(house::publish::PREFIX) {
        Some(&doors.publish)
    } else {
        None
    };
    if let Some(router) = other {
        return match router.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        };
    }
    let since = Instant::now();
    let (response, route) = house::site::answer(&doors.house, request.method(), request.uri(), request.headers()).await;
    metrics().answered(route, response.status().as_u16(), since.elapsed());
    response
}
