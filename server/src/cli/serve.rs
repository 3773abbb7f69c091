//! `serve`: answers requests until told to stop, and then finishes what runs.

use super::Done;
use crate::clock::Clock;
use crate::config::Config;
use crate::state::App;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;

/// So long the database is waited for, after what runs was.
const CLOSE: Duration = Duration::from_secs(5);

/// Serves until told to stop.
pub async fn run(config: Config, with_parent: bool) -> Done {
    crate::log::start(config.log);
    let listener = TcpListener::bind(config.listen)
        .await
        .map_err(|error| format!("{} cannot be listened at: {error}. Set `listen` to another.", config.listen))?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    // First alone, because this error is one to be told in full.
    super::open::library(&config).await?.store().close().await;
    let public_url = config.public_url.clone();
    let app = App::open(config, Clock::default()).await;
    let app = app.map_err(|problem| format!("The database cannot be used: {}.", problem.kind.title("en")))?;
    let router = crate::serve::router(Arc::clone(&app)).await?;
    if let Some(apart) = app.config.metrics_listen {
        crate::serve::numbers_apart(apart).await?;
    }
    tracing::info!(%address, %public_url, "ready");
    crate::serve::serve(listener, router, told_to_stop(with_parent)).await;
    // An export that somebody still takes in holds a connection; it is not waited for a second time.
    let _ = tokio::time::timeout(CLOSE, app.store.close()).await;
    tracing::info!("stopped");
    Ok(())
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
