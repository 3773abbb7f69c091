//! A server of one test: its own folder, its own database, a real socket.

#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "../common/postgres.rs"]
pub mod postgres;

use atrium_contract::json::{Value, parse};
use atrium_server::clock::Clock;
use atrium_server::config::Config;
use atrium_server::house::library::Library;
use atrium_server::house::staff;
use atrium_server::state::{App, Shared};
use reqwest::{Client, Method, RequestBuilder, Response};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::net::TcpListener;

/// The front door every test's server knows.
pub const FRONT_DOOR: &str = "https://front-door.example";

/// A running server.
pub struct House {
    pub url: String,
    pub app: Shared,
    pub folder: TempDir,
    pub token: String,
    pub client: Client,
    pub file: PathBuf,
}

/// What a test says besides.
#[derive(Default)]
pub struct With<'a> {
    /// Lines of the configuration at its top.
    pub keys: &'a str,
    /// Its tables.
    pub tables: &'a str,
    /// Files of the folder, by name.
    pub files: &'a [(&'a str, &'a str)],
}

/// Starts a server of the member `library`.
pub async fn start(with: With<'_>) -> House {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in with.files {
        put(&folder.path().join(name), text);
    }
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    // A file of its own, or a database in the PostgreSQL that the environment names.
    let database = postgres::fresh().await.unwrap_or_else(|| "sqlite:atrium.db".into());
    let text = format!(
        "database = \"{database}\"\npublic_url = \"{url}\"\nfront_doors = [\"{FRONT_DOOR}\"]\n{}\n[member]\nid = \"library\"\nkind = \"library\"\nname = \"The library\"\n{}",
        with.keys, with.tables
    );
    let file = folder.path().join("atrium.toml");
    put(&file, &text);
    let config = Config::read(&text, &file, &HashMap::new()).unwrap();
    let app = App::open(config, Clock::default()).await.unwrap();
    let token = staff::token().unwrap();
    let library = Library::new(app.store.clone(), app.clock.clone());
    assert!(library.add_staff("Ana", &staff::hash(&token), false).await.unwrap());
    let router = atrium_server::serve::router(app.clone()).await.unwrap();
    tokio::spawn(atrium_server::serve::serve(listener, router, std::future::pending()));
    let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    House { url, app, folder, token, client, file }
}

pub fn put(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

impl House {
    /// A request nobody signed.
    pub fn ask(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.url))
    }

    /// A `GET` of everyone.
    pub async fn get(&self, path: &str) -> Response {
        self.ask(Method::GET, path).send().await.unwrap()
    }

    /// A request of staff.
    pub fn staff(&self, method: Method, path: &str) -> RequestBuilder {
        self.ask(method, &format!("/atrium/publish/{path}")).bearer_auth(&self.token)
    }

    /// Publishes a document, new or changed.
    pub async fn publish(&self, path: &str, document: &str) -> Response {
        self.put(path, &draft("published", document)).await
    }

    /// Puts a Draft, new or over what is there.
    pub async fn put(&self, path: &str, draft: &str) -> Response {
        let before = self.staff(Method::GET, path).send().await.unwrap();
        let put = self.staff(Method::PUT, path).header("content-type", "application/json").body(draft.to_owned());
        let put = match before.headers().get("etag") {
            Some(tag) if before.status() == 200 => put.header("if-match", tag),
            _ => put.header("if-none-match", "*"),
        };
        put.send().await.unwrap()
    }
}

/// A Draft with a document.
pub fn draft(state: &str, document: &str) -> String {
    format!("{{\"state\":\"{state}\",\"document\":{document}}}")
}

/// The body as JSON.
pub async fn json(response: Response) -> Value {
    parse(&response.text().await.unwrap()).unwrap()
}

/// A text somewhere in a document.
pub fn text<'v>(value: &'v Value, pointer: &str) -> &'v str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

/// The pointers of a problem's errors.
pub fn pointers(problem: &Value) -> Vec<String> {
    let errors = problem.get("errors").and_then(Value::as_array).cloned().unwrap_or_default();
    errors.iter().map(|error| text(error, "/pointer").to_owned()).collect()
}

/// Waits until something is so.
pub async fn until<F: Future<Output = bool>>(what: &str, mut is: impl FnMut() -> F) {
    let since = Instant::now();
    while !is().await {
        assert!(since.elapsed() < Duration::from_secs(20), "never: {what}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// A campaign.
pub fn campaign(id: &str, more: &str) -> String {
    format!(
        r#"{{"atrium":"1","type":"Campaign","id":"{id}","title":{{"en":["Two skies"],"zh-Hans":["两重天"]}},"summary":{{"en":["Look up."]}},
        "starts":"2026-11-01","ends":"2027-02-01","zone":"Europe/Lisbon","theme":"../themes/night.json",
        "picture":{{"src":"../files/sky.jpg","width":10,"height":5,"alt":{{"en":["The sky."]}}}}{more}}}"#
    )
}

/// A challenge with a checklist or, in another unit, a total.
pub fn challenge(id: &str, goal: &str, starts: &str) -> String {
    format!(
        r#"{{"atrium":"1","type":"Challenge","id":"{id}","title":"A challenge","starts":"{starts}","ends":"2030-01-01","zone":"Europe/Lisbon","goal":{goal}}}"#
    )
}
