//! A real server over a real socket and a real database, and devices that ask it.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

pub mod postgres;

use atrium_server::clock::Clock;
use atrium_server::config::Config;
use atrium_server::state::{App, Shared};
use reqwest::Method;
pub use serde_json::{Value, json};
use std::collections::HashMap;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

pub const DOOR: &str = "https://app.example";
pub const MEMBER: &str = "city-library";

/// One server process, as far as anybody outside can tell.
pub struct Server {
    pub app: Shared,
    pub url: String,
    pub clock: Clock,
    /// The folder of its file, which goes with it.
    _home: Option<tempfile::TempDir>,
}

/// The configuration of a test.
pub fn config(database: &str, listen: &str, more: &str) -> Config {
    let text = format!(
        "public_url = \"http://{listen}\"\nlisten = \"{listen}\"\ndatabase = \"{database}\"\nfront_doors = [\"{DOOR}\"]\n{more}\n[member]\nid = \"{MEMBER}\"\n"
    );
    Config::read(&text, Path::new("/tmp/test.toml"), &HashMap::new()).expect("a configuration")
}

impl Server {
    /// With a database of its own: a file, or one in the PostgreSQL that the environment names.
    pub async fn start() -> Server {
        Server::with("").await
    }

    /// The same, with more in its configuration.
    pub async fn with(more: &str) -> Server {
        Server::limited(0, more).await
    }

    /// The same, with so many accounts of an address in an hour.
    pub async fn limited(accounts: u32, more: &str) -> Server {
        let more = &format!("accounts_per_hour = {accounts}\n{more}");
        if let Some(database) = postgres::fresh().await {
            return Server::over(&database, more, None).await;
        }
        let home = tempfile::tempdir().unwrap();
        let database = format!("sqlite:{}", home.path().join("atrium.sqlite").display());
        Server::over(&database, more, Some(home)).await
    }

    /// At an address that others know already.
    pub async fn at(listen: &str, more: &str) -> Server {
        let home = tempfile::tempdir().unwrap();
        let database = format!("sqlite:{}", home.path().join("atrium.sqlite").display());
        Server::listening(listen, &database, more, Some(home)).await
    }

    /// Over a database that is there.
    pub async fn over(database: &str, more: &str, home: Option<tempfile::TempDir>) -> Server {
        Server::listening("127.0.0.1:0", database, more, home).await
    }

    async fn listening(listen: &str, database: &str, more: &str, home: Option<tempfile::TempDir>) -> Server {
        let listener = tokio::net::TcpListener::bind(listen).await.unwrap();
        let listen = listener.local_addr().unwrap().to_string();
        let clock = Clock::default();
        let app = App::open(config(database, &listen, more), clock.clone()).await.expect("a database");
        let router = atrium_server::serve::router(app.clone()).await.expect("a server");
        tokio::spawn(atrium_server::serve::serve(listener, router, std::future::pending()));
        Server { app, url: format!("http://{listen}/atrium/"), clock, _home: home }
    }

    /// Publishes a version of a challenge, as the house would.
    pub async fn publish(&self, challenge: &Value) {
        self.publish_as(challenge, "published").await;
    }

    pub async fn publish_as(&self, challenge: &Value, state: &str) {
        let now = self.app.clock.now();
        let mut writing = self.app.store.begin().await.unwrap();
        sqlx::query(
            "INSERT INTO house_versions (collection, id, version, state, since_ms, changed_ms, document, codes)
             SELECT 'challenges', $1, COALESCE(MAX(version), 0) + 1, $2, $3, $4, $5, '[]' FROM house_versions WHERE id = $6",
        )
        .bind(challenge["id"].as_str().unwrap())
        .bind(state)
        .bind(now)
        .bind(now)
        .bind(challenge.to_string())
        .bind(challenge["id"].as_str().unwrap())
        .execute(&mut *writing)
        .await
        .unwrap();
        writing.commit().await.unwrap();
        // What is in force since a millisecond is so for whatever comes later.
        self.clock.advance(1);
    }

    pub async fn code(&self, key: &str, challenge: &str, item: Option<&str>, amount: Option<(i64, &str)>) {
        let mut writing = self.app.store.begin().await.unwrap();
        sqlx::query("INSERT INTO house_codes (code_key, challenge, item, amount, unit) VALUES ($1, $2, $3, $4, $5)")
            .bind(key)
            .bind(challenge)
            .bind(item)
            .bind(amount.map(|it| it.0))
            .bind(amount.map(|it| it.1))
            .execute(&mut *writing)
            .await
            .unwrap();
        writing.commit().await.unwrap();
    }

    /// The day that challenges of this test run on.
    pub fn today(&self) -> String {
        atrium_server::clock::day_in("Europe/Lisbon", self.app.clock.now()).to_string()
    }

    pub fn now(&self) -> String {
        atrium_server::clock::written(self.app.clock.now())
    }

    /// A device without an account.
    pub fn device(&self) -> Device {
        Device {
            client: reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap(),
            url: self.url.clone(),
            cookie: None,
            set: None,
            from: None,
        }
    }

    /// A device with an account.
    pub async fn patron(&self) -> Device {
        let mut device = self.device();
        assert_eq!(device.post("patron/accounts", json!({})).await.status, 201);
        device
    }

    /// A device with an account and one reader.
    pub async fn reader(&self) -> (Device, String) {
        let device = self.patron().await;
        let id = uuid();
        let profile = json!({ "id": id, "nickname": "Ada", "createdAt": self.now() });
        assert_eq!(device.put(&format!("patron/profiles/{id}"), profile).await.status, 201);
        (device, id)
    }

    /// An entry of today.
    pub fn entry(&self, profile: &str, challenge: &str, amount: u32) -> Value {
        json!({ "id": uuid(), "challenge": { "member": MEMBER, "id": challenge }, "profile": profile, "occurredOn": self.today(),
            "zone": "Europe/Lisbon", "recordedAt": self.now(), "amount": { "amount": amount, "unit": "minutes" } })
    }
}

/// A challenge that has run for a month and runs for another.
pub fn challenge(server: &Server, id: &str) -> Value {
    let now = server.app.clock.now();
    let day = |days: i64| atrium_server::clock::day_in("Europe/Lisbon", now + days * 86_400_000).to_string();
    json!({ "atrium": "1", "type": "Challenge", "id": id, "title": "Read", "goal": { "kind": "total", "unit": "minutes", "target": 100 },
        "starts": day(-30), "ends": day(30), "zone": "Europe/Lisbon",
        "milestones": [{ "id": "half", "at": 50, "title": "Half" }] })
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub text: String,
    pub body: Value,
}

impl Reply {
    /// The word of a problem.
    pub fn problem(&self) -> &str {
        self.body["type"].as_str().and_then(|it| it.strip_prefix("urn:atrium:problem:")).unwrap_or("none")
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|it| it.to_str().unwrap()).unwrap_or_default()
    }

    /// Status and problem, for a look at both.
    pub fn refused(&self) -> (u16, &str) {
        (self.status, self.problem())
    }
}

/// A device at a front door.
#[derive(Clone)]
pub struct Device {
    pub client: reqwest::Client,
    pub url: String,
    pub cookie: Option<String>,
    /// The last Set-Cookie, whole.
    pub set: Option<String>,
    /// Where a proxy says it comes from.
    pub from: Option<String>,
}

impl Device {
    pub async fn get(&self, path: &str) -> Reply {
        self.clone().ask(Method::GET, path, None, &[]).await
    }

    pub async fn put(&self, path: &str, body: Value) -> Reply {
        self.clone().ask(Method::PUT, path, Some(body.to_string()), &[]).await
    }

    pub async fn post(&mut self, path: &str, body: Value) -> Reply {
        self.ask(Method::POST, path, Some(body.to_string()), &[]).await
    }

    pub async fn delete(&self, path: &str) -> Reply {
        self.clone().ask(Method::DELETE, path, None, &[]).await
    }

    /// Asks as a page at the front door would; a header without text takes away what would be sent.
    pub async fn ask(&mut self, method: Method, path: &str, body: Option<String>, more: &[(&str, &str)]) -> Reply {
        let mut headers: HashMap<String, String> = HashMap::from([("origin".to_owned(), DOOR.to_owned())]);
        if method != Method::GET {
            headers.insert("atrium-client".into(), "1".into());
        }
        if body.is_some() {
            headers.insert("content-type".into(), "application/json".into());
        }
        if let Some(cookie) = &self.cookie {
            headers.insert("cookie".into(), cookie.clone());
        }
        if let Some(from) = &self.from {
            headers.insert("x-forwarded-for".into(), from.clone());
        }
        for (name, value) in more {
            if value.is_empty() {
                headers.remove(*name)
            } else {
                headers.insert((*name).into(), (*value).into())
            };
        }
        let address = if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.url) };
        let mut request = self.client.request(method, address);
        for (name, value) in headers {
            request = request.header(name, value);
        }
        if let Some(body) = body {
            request = request.body(body);
        }
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        if let Some(set) = headers.get("set-cookie").map(|it| it.to_str().unwrap().to_owned()) {
            self.cookie = set.split(';').next().map(str::to_owned);
            self.set = Some(set);
        }
        let text = response.text().await.unwrap();
        let body = serde_json::from_str(&text).unwrap_or(Value::Null);
        Reply { status, headers, text, body }
    }

    /// All pages of changes since a cursor, and the cursor to go on from.
    pub async fn changes(&self, from: &str) -> (Vec<Value>, String) {
        let (mut pages, mut at) = (Vec::new(), from.to_owned());
        loop {
            let page = self.get(&at).await;
            assert_eq!(page.status, 200, "{}", page.text);
            at = format!("patron/{}", page.body["next"].as_str().unwrap());
            let more = page.body["more"].as_bool().unwrap();
            pages.push(page.body);
            if !more {
                return (pages, at);
            }
        }
    }
}

static MADE: AtomicU64 = AtomicU64::new(1);

/// A UUID nobody else has.
pub fn uuid() -> String {
    let bytes = MADE.fetch_add(1, Ordering::Relaxed).to_be_bytes();
    let [_, _, _, _, a, b, c, d] = bytes;
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    let nanos = (now.subsec_nanos() & 0xffff).to_be_bytes();
    atrium_contract::uuid::v7(
        now.as_millis() as u64,
        [nanos[2], nanos[3], std::process::id() as u8, 0, 0, a, b, c, d, 1],
    )
}

/// Every table and how many of its rows hold one of these texts.
pub async fn rows_with(server: &Server, texts: &[&str]) -> Vec<(String, i64)> {
    let tables: Vec<String> = if server.app.store.is_sqlite() {
        sqlx::query_scalar("SELECT name FROM sqlite_master WHERE type = 'table'")
            .fetch_all(server.app.store.read())
            .await
            .unwrap()
    } else {
        sqlx::query_scalar("SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = 'public'")
            .fetch_all(server.app.store.read())
            .await
            .unwrap()
    };
    let mut found = Vec::new();
    for table in tables
        .into_iter()
        .filter(|table| !table.starts_with('_') && !table.starts_with("sqlite_") && !table.starts_with("house_"))
    {
        let columns: Vec<String> = if server.app.store.is_sqlite() {
            sqlx::query_scalar("SELECT name FROM pragma_table_info($1)")
                .bind(&table)
                .fetch_all(server.app.store.read())
                .await
                .unwrap()
        } else {
            sqlx::query_scalar("SELECT CAST(column_name AS TEXT) FROM information_schema.columns WHERE table_name = $1")
                .bind(&table)
                .fetch_all(server.app.store.read())
                .await
                .unwrap()
        };
        for text in texts {
            let places: Vec<String> =
                columns.iter().map(|column| format!("CAST({column} AS TEXT) LIKE '%{text}%'")).collect();
            let many: i64 = sqlx::query_scalar(atrium_server::store::sql(format!(
                "SELECT COUNT(*) FROM {table} WHERE {}",
                places.join(" OR ")
            )))
            .fetch_one(server.app.store.read())
            .await
            .unwrap();
            if many > 0 {
                found.push((table.clone(), many));
            }
        }
    }
    found
}
