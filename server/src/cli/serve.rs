//! `serve`: answers requests until told to stop, and then finishes what runs.

use super::Done;
use crate::config::Config;
use crate::house::library::Library;
use crate::house::{self, House};
use crate::metrics::metrics;
use crate::store::Store;
use atrium_contract::json::Value;
use axum::Router;
use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{self, HeaderValue};
use axum::http::{Response, StatusCode};
use axum::middleware::{self, Next};
use axum::routing::get;
use axum::serve::ListenerExt;
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;

/// So long what runs may take to finish after the word to stop.
const GRACE: Duration = Duration::from_secs(20);

/// Serves until told to stop.
pub async fn run(config: Config, with_parent: bool) -> Done {
    crate::log::start(config.log);
    let listener = TcpListener::bind(config.listen)
        .await
        .map_err(|error| format!("{} cannot be listened at: {error}. Set `listen` to another.", config.listen))?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let app = build(&config).await?;
    tracing::info!(%address, public_url = %config.public_url, "ready");
    serve(listener, app, told_to_stop(with_parent)).await;
    tracing::info!("stopped");
    Ok(())
}

/// The whole server over a configuration.
///
/// # Errors
/// A sentence.
pub async fn build(config: &Config) -> Result<Router, String> {
    let store = Store::open(&config.database).await.map_err(|error| super::check::unreachable(config, &error))?;
    let house = House::open(config, Library::new(store), Value::default()).await?;
    house.keep_fresh();
    Ok(router(house))
}

fn router(house: Arc<House>) -> Router {
    house::routes()
        .route("/healthz", get(health))
        .route("/metrics", get(numbers))
        .layer(middleware::from_fn(measured))
        .fallback(everything_else)
        .with_state(house)
}

/// Serves until the future ends, and finishes what runs.
pub async fn serve(listener: TcpListener, app: Router, stop: impl Future<Output = ()> + Send + 'static) {
    let (said, heard) = tokio::sync::oneshot::channel();
    let stop = async move {
        stop.await;
        let _ = said.send(());
    };
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    let service = app.into_make_service_with_connect_info::<SocketAddr>();
    let served = axum::serve(listener, service).with_graceful_shutdown(stop);
    tokio::select! {
        _ = served => {}
        () = async {
            let _ = heard.await;
            tokio::time::sleep(GRACE).await;
            tracing::warn!("some requests did not finish in time");
        } => {}
    }
}

/// SIGTERM, Ctrl+C, or the end of the program that started this one.
async fn told_to_stop(with_parent: bool) {
    let parent = async {
        if !with_parent {
            return std::future::pending().await;
        }
        let mut stdin = tokio::io::stdin();
        let mut bytes = [0; 64];
        while stdin.read(&mut bytes).await.is_ok_and(|read| read > 0) {}
    };
    tokio::select! {
        () = parent => {}
        () = interrupted() => {}
        () = terminated() => {}
    }
    tracing::info!("stopping: what runs is finished first");
}

async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending().await
    }
}

#[cfg(unix)]
async fn terminated() {
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut signal) => drop(signal.recv().await),
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}

/// Whether the database answers.
async fn health(State(house): State<Arc<House>>) -> Response<Body> {
    let well = house.library.revision().await.is_ok();
    let mut response = Response::new(Body::from(if well { "well\n" } else { "the database does not answer\n" }));
    *response.status_mut() = if well { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    text(&mut response, "text/plain; charset=utf-8");
    response
}

async fn numbers() -> Response<Body> {
    let mut response = Response::new(Body::from(metrics().text()));
    text(&mut response, "text/plain; version=0.0.4; charset=utf-8");
    response
}

fn text(response: &mut Response<Body>, kind: &'static str) {
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
}

/// Counts what has a route of its own.
async fn measured(route: MatchedPath, request: Request, next: Next) -> Response<Body> {
    let since = Instant::now();
    let response = next.run(request).await;
    metrics().answered(route.as_str(), response.status().as_u16(), since.elapsed());
    response
}

/// Documents, files and pages: most of what is asked for, so it passes as few hands as it can.
async fn everything_else(State(house): State<Arc<House>>, request: Request) -> Response<Body> {
    let since = Instant::now();
    let (response, route) = house::site::answer(&house, request.method(), request.uri(), request.headers()).await;
    metrics().answered(route, response.status().as_u16(), since.elapsed());
    response
}
