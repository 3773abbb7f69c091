//! Passes requests on, and may bend what is asked and what is told.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

/// What is asked.
#[derive(Clone, Debug)]
pub struct Asked {
    pub method: String,
    /// Path and query.
    pub path: String,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

/// What is told.
#[derive(Clone, Debug)]
pub struct Told {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

pub type Pass<'p> = &'p dyn Fn(&Asked) -> Told;
pub type Bend = Arc<dyn Fn(&mut Asked, Pass) -> Told + Send + Sync>;

impl Asked {
    pub fn is(&self, method: &str, part: &str) -> bool {
        self.method == method && self.path.contains(part)
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn header(&self, name: &str) -> Option<String> {
        self.headers.get(name).and_then(|value| value.to_str().ok()).map(ToOwned::to_owned)
    }

    pub fn set(&mut self, name: &'static str, value: &str) {
        self.headers.insert(name, HeaderValue::from_str(value).unwrap());
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    /// Changes the body, if it is JSON.
    pub fn change(&mut self, how: impl FnOnce(&mut Value)) {
        if let Ok(mut value) = serde_json::from_slice::<Value>(&self.body) {
            how(&mut value);
            self.body = value.to_string().into_bytes();
        }
    }
}

impl Told {
    pub fn new(status: u16, kind: &'static str, body: &str) -> Told {
        let mut headers = HeaderMap::new();
        if !kind.is_empty() {
            headers.insert("content-type", HeaderValue::from_static(kind));
        }
        Told { status, headers, body: body.as_bytes().to_vec() }
    }

    pub fn set(&mut self, name: &'static str, value: &str) {
        self.headers.insert(name, HeaderValue::from_str(value).unwrap());
    }

    pub fn header(&self, name: &str) -> String {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    /// Changes the body, if it is JSON.
    pub fn change(&mut self, how: impl FnOnce(&mut Value)) {
        if let Ok(mut value) = serde_json::from_slice::<Value>(&self.body) {
            how(&mut value);
            self.body = value.to_string().into_bytes();
        }
    }
}

/// Serves whatever a function answers, until the test ends; its address.
pub fn serve<F, R>(answer: F) -> String
where
    F: Fn(Request) -> R + Clone + Send + Sync + 'static,
    R: Future<Output = Response<Body>> + Send + 'static,
{
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let router = Router::new().fallback(answer);
    std::thread::spawn(move || {
        Runtime::new().unwrap().block_on(async move {
            axum::serve(TcpListener::from_std(listener).unwrap(), router).await.unwrap();
        });
    });
    url
}

/// A proxy that runs until the test ends.
pub struct Proxy {
    pub url: String,
}

impl Proxy {
    pub fn start(upstream: &str, bend: Bend) -> Proxy {
        let upstream = upstream.trim_end_matches('/').to_owned();
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(Duration::from_secs(60)));
        let agent = config.accept_encoding("identity").build().new_agent();
        let url = serve(move |request: Request| {
            let (upstream, agent, bend) = (upstream.clone(), agent.clone(), bend.clone());
            async move {
                let (parts, body) = request.into_parts();
                let body = to_bytes(body, 10_000_000).await.unwrap().to_vec();
                let path = parts.uri.path_and_query().map_or_else(|| "/".into(), ToString::to_string);
                let mut asked = Asked { method: parts.method.to_string(), path, headers: parts.headers, body };
                let (host, staff) = (asked.header("host").unwrap_or_default(), asked.path.contains("/publish/"));
                let from = upstream.clone();
                let mut told =
                    tokio::task::spawn_blocking(move || bend(&mut asked, &|asked| pass(&agent, &upstream, asked)))
                        .await
                        .unwrap();
                // A backend may name a public document's address with its own host: that way leads through here too.
                if staff {
                    told.body =
                        String::from_utf8_lossy(&told.body).replace(&from, &format!("http://{host}")).into_bytes();
                }
                response(told)
            }
        });
        Proxy { url }
    }
}

fn pass(agent: &ureq::Agent, upstream: &str, asked: &Asked) -> Told {
    let mut request =
        ureq::http::Request::builder().method(asked.method.as_str()).uri(format!("{upstream}{}", asked.path));
    for (name, value) in &asked.headers {
        // Host, so that addresses the backend writes lead through the proxy again.
        if !matches!(name.as_str(), "content-length" | "transfer-encoding" | "connection") {
            request = request.header(name, value);
        }
    }
    // A large body may be refused while it is sent; whoever waits hears the refusal.
    if asked.body.len() > 500_000 {
        request = request.header("expect", "100-continue");
    }
    let bare = matches!(asked.method.as_str(), "GET" | "HEAD" | "OPTIONS" | "DELETE") && asked.body.is_empty();
    let answer = if bare {
        agent.run(request.body(()).unwrap())
    } else {
        agent.run(request.body(asked.body.as_slice()).unwrap())
    };
    let (parts, mut body) = answer.unwrap_or_else(|error| panic!("the backend behind the proxy: {error}")).into_parts();
    let body = body.with_config().limit(50_000_000).read_to_vec().unwrap();
    Told { status: parts.status.as_u16(), headers: parts.headers, body }
}

fn response(told: Told) -> Response<Body> {
    let mut response = Response::builder().status(told.status);
    for (name, value) in &told.headers {
        let skipped = [
            HeaderName::from_static("content-length"),
            HeaderName::from_static("transfer-encoding"),
            HeaderName::from_static("connection"),
        ];
        if !skipped.contains(name) {
            response = response.header(name, value);
        }
    }
    response.body(Body::from(told.body)).unwrap()
}
