//! Connections: how many there may be, how long one may take to say what it wants, and how they end.
//!
//! `axum::serve` has no clock, so whoever opens a connection and says nothing would hold it for ever. HTTP/1.1 alone: the proxy in
//! front speaks it, and whoever has to find out first which version is spoken waits for that without a clock too.

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use hyper::body::Incoming;
use hyper::server::conn::http1::Builder;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower::ServiceExt;

/// What connections are held to.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// At once; the next one waits until one has ended.
    pub most: usize,
    /// Until a request's head is there, and between one request and the next.
    pub head: Duration,
    /// What runs may take to finish after the word to stop.
    pub grace: Duration,
}

impl Terms {
    /// Those of a server in use.
    pub const USUAL: Terms = Terms { most: 8_192, head: Duration::from_secs(75), grace: Duration::from_secs(20) };
}

/// Serves until the future ends, and finishes what runs.
pub async fn serve(listener: TcpListener, router: Router, stop: impl Future<Output = ()>, terms: Terms) {
    let mut builder = Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(terms.head);
    let (graceful, places) = (GracefulShutdown::new(), Arc::new(Semaphore::new(terms.most)));
    let mut stop = std::pin::pin!(stop);
    loop {
        let next = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (accepted(&listener).await, place)
        };
        let ((stream, from), place) = tokio::select! {
            next = next => next,
            () = &mut stop => break,
        };
        let _ = stream.set_nodelay(true);
        let router = router.clone();
        let service = tower::service_fn(move |request: Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo(from));
            router.clone().oneshot(request)
        });
        let connection = builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // A line that breaks is the line's; nothing is to be done about it here.
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    tokio::select! {
        () = graceful.shutdown() => {}
        () = tokio::time::sleep(terms.grace) => tracing::warn!("some requests did not finish in time"),
    }
}

/// The next connection. Where this process can open no more, others have to end first.
async fn accepted(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok(accepted) => return accepted,
            Err(error) if passing(&error) => {}
            Err(error) => {
                tracing::warn!(%error, "a connection could not be taken");
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        }
    }
}

/// Whether an error is of the connection alone, which ended before it began.
fn passing(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    const SHORT: Terms = Terms { most: 2, head: Duration::from_millis(200), grace: Duration::from_secs(5) };

    /// A server, and what is told when somebody asks for what takes long.
    async fn started(
        stop: tokio::sync::oneshot::Receiver<()>,
    ) -> (SocketAddr, tokio::task::JoinHandle<()>, Arc<tokio::sync::Notify>) {
        let began = Arc::new(tokio::sync::Notify::new());
        let tell = Arc::clone(&began);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = listener.local_addr().unwrap();
        let slow = get(move || async move {
            tell.notify_one();
            tokio::time::sleep(Duration::from_millis(300)).await;
            "done"
        });
        let router = Router::new().route("/", get(|| async { "here" })).route("/slow", slow);
        let stop = async move { drop(stop.await) };
        (at, tokio::spawn(serve(listener, router, stop, SHORT)), began)
    }

    async fn ask(at: SocketAddr, path: &str) -> String {
        let mut stream = TcpStream::connect(at).await.unwrap();
        let request = format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut text = String::new();
        let _ = stream.read_to_string(&mut text).await;
        text
    }

    #[tokio::test]
    async fn whoever_says_nothing_is_not_waited_for_and_makes_room() {
        let (_keep, stop) = tokio::sync::oneshot::channel();
        let (at, ..) = started(stop).await;
        let mut silent = Vec::new();
        for half in ["", "GET / HTTP/1.1\r\nhost:"] {
            let mut stream = TcpStream::connect(at).await.unwrap();
            stream.write_all(half.as_bytes()).await.unwrap();
            silent.push(stream);
        }
        // Both places are taken by those; this one has its turn when their time is over.
        assert!(ask(at, "/").await.ends_with("here"));
        for mut stream in silent {
            let mut rest = Vec::new();
            let _ = stream.read_to_end(&mut rest).await;
        }
    }

    #[tokio::test]
    async fn what_runs_is_finished_after_the_word_to_stop() {
        let (say, stop) = tokio::sync::oneshot::channel();
        let (at, served, began) = started(stop).await;
        let asked = tokio::spawn(async move { ask(at, "/slow").await });
        began.notified().await;
        say.send(()).unwrap();
        assert!(asked.await.unwrap().ends_with("done"));
        served.await.unwrap();
        assert!(TcpStream::connect(at).await.is_err());
    }
}
