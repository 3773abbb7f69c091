//! Sign-in by OIDC against the certified provider `oidc-provider`, by the pages a person would see.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::expect_fun_call,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod common;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use common::*;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use url::Url;

/// The provider as a process; it ends with the test.
struct Provider {
    child: Child,
    issuer: String,
}

impl Drop for Provider {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn provider(back: &str) -> Provider {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/provider");
    // Once for all tests, which start at the same time: two installations at once take each other's files away.
    static PACKAGES: std::sync::Once = std::sync::Once::new();
    PACKAGES.call_once(|| {
        if !std::path::Path::new(folder).join("node_modules/oidc-provider").is_dir() {
            let npm = Command::new("npm").args(["ci", "--no-fund", "--no-audit"]).current_dir(folder).status();
            assert!(npm.unwrap().success());
        }
    });
    let mut child = Command::new("node")
        .args(["provider.mjs", back])
        .current_dir(folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut issuer = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut issuer).unwrap();
    Provider { child, issuer: issuer.trim().to_owned() }
}

/// A browser as far as sign-in needs one: it keeps cookies of each host and follows where it is sent.
#[derive(Default)]
struct Browser {
    cookies: BTreeMap<String, BTreeMap<String, String>>,
}

struct Page {
    at: Url,
    to: Option<Url>,
    status: u16,
    text: String,
}

impl Browser {
    async fn ask(&mut self, at: &Url, form: Option<&str>) -> Page {
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        let host = at.origin().ascii_serialization();
        let jar = self.cookies.entry(host).or_default();
        let cookies: Vec<String> = jar.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = match form {
            Some(form) => client
                .post(at.clone())
                .header("content-type", "application/x-www-form-urlencoded")
                .body(form.to_owned()),
            None => client.get(at.clone()),
        };
        let response = request.header("cookie", cookies.join("; ")).send().await.unwrap();
        for set in response.headers().get_all("set-cookie") {
            let (name, value) = set.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
            if value.is_empty() {
                jar.remove(name)
            } else {
                jar.insert(name.into(), value.into())
            };
        }
        let to = response.headers().get("location").map(|it| at.join(it.to_str().unwrap()).unwrap());
        Page { at: at.clone(), to, status: response.status().as_u16(), text: response.text().await.unwrap() }
    }

    /// Goes where it is sent, fills in the provider's forms, and ends at the front door.
    async fn sign_in(&mut self, start: &Url, login: &str) -> Url {
        let mut page = self.ask(start, None).await;
        for _ in 0..30 {
            match page.to {
                Some(to) if to.origin().ascii_serialization() == DOOR => return to,
                Some(to) => page = self.ask(&to, None).await,
                None => {
                    assert_eq!(page.status, 200, "{} {}", page.at, page.text);
                    let action = page.text.split("action=\"").nth(1).expect(&page.text).split('"').next().unwrap();
                    let form = if page.text.contains("name=\"login\"") {
                        format!("prompt=login&login={login}&password=x")
                    } else {
                        "prompt=consent".into()
                    };
                    page = self.ask(&page.at.join(action).unwrap(), Some(&form)).await;
                }
            }
        }
        panic!("it goes round and round")
    }
}

/// A page of the app that signs in.
struct App {
    verifier: String,
    start: Url,
}

fn app(server: &Server, verifier: &str) -> App {
    let challenge = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()));
    let mut start = Url::parse(&format!("{}patron/oidc/start", server.url)).unwrap();
    start
        .query_pairs_mut()
        .append_pair("return", &format!("{DOOR}/account?x=1#old"))
        .append_pair("challenge", &challenge);
    App { verifier: verifier.into(), start }
}

fn code(back: &Url) -> String {
    assert_eq!((back.path(), back.query()), ("/account", Some("x=1")));
    back.fragment().unwrap().strip_prefix("atrium-code=").expect(back.as_str()).to_owned()
}

async fn started() -> (Server, Provider) {
    // The provider has to know where it sends a browser back to, and the server who the provider is.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let listen = listener.local_addr().unwrap().to_string();
    drop(listener);
    let provider = provider(&format!("http://{listen}/atrium/patron/oidc/back"));
    let more = format!(
        "[oidc]\nissuer = \"{}\"\nclient_id = \"atrium\"\nclient_secret = \"a secret of the tests\"\n[staff]\nclaim = \"groups\"\nvalues = [\"curators\"]\n",
        provider.issuer
    );
    (Server::at(&listen, &format!("accounts_per_hour = 0\n{more}")).await, provider)
}

#[tokio::test(flavor = "multi_thread")]
async fn who_signs_in_twice_comes_to_the_same_account_and_nothing_of_the_identity_is_kept() {
    let (server, _provider) = started().await;
    let mut accounts = Vec::new();
    for verifier in ["first-verifier-of-the-page-0123456789abcdef", "second-verifier-of-the-page-0123456789abcde"] {
        let app = app(&server, verifier);
        let code = code(&Browser::default().sign_in(&app.start, "ada-at-the-library").await);
        let mut device = server.device();
        let wrong = device.post("patron/session", json!({ "code": "0".repeat(64), "verifier": verifier })).await;
        assert_eq!(wrong.refused(), (404, "phrase-unknown"));
        let signed =
            device.post("patron/session", json!({ "code": code, "verifier": app.verifier, "device": "phone" })).await;
        assert_eq!(signed.status, 201, "{}", signed.text);
        assert_eq!(device.get("patron/account").await.status, 200);
        let again = server.device().post("patron/session", json!({ "code": code, "verifier": app.verifier })).await;
        assert_eq!(again.refused(), (404, "phrase-unknown"), "a code is good once");
        accounts.push(signed.body["account"].clone());
    }
    assert_eq!(accounts[0], accounts[1]);
    assert_eq!(rows_with(&server, &["ada-at-the-library"]).await, []);
    let app = app(&server, "third-verifier-of-the-page-0123456789abcdef");
    let code = code(&Browser::default().sign_in(&app.start, "ben").await);
    let signed = server.device().post("patron/session", json!({ "code": code, "verifier": app.verifier })).await;
    assert_ne!(signed.body["account"], accounts[0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_is_good_only_with_its_verifier_and_for_two_minutes() {
    let (server, _provider) = started().await;
    let verifier = "a-verifier-that-only-the-page-knows-0123456";
    let stolen = code(&Browser::default().sign_in(&app(&server, verifier).start, "ada").await);
    assert_eq!(
        server.device().post("patron/session", json!({ "code": stolen, "verifier": "guessed" })).await.status,
        404
    );
    assert_eq!(
        server.device().post("patron/session", json!({ "code": stolen, "verifier": verifier })).await.status,
        404,
        "tried once, used up"
    );
    let late = code(&Browser::default().sign_in(&app(&server, verifier).start, "ada").await);
    server.clock.advance(2 * 60_000 + 1);
    assert_eq!(server.device().post("patron/session", json!({ "code": late, "verifier": verifier })).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_are_who_the_provider_says() {
    let (server, _provider) = started().await;
    for (login, staff) in [("curator", true), ("ada", false)] {
        let app = app(&server, "a-verifier-of-a-page-0123456789abcdef012345");
        let code = code(&Browser::default().sign_in(&app.start, login).await);
        let mut device = server.device();
        assert_eq!(device.post("patron/session", json!({ "code": code, "verifier": app.verifier })).await.status, 201);
        assert_eq!(is_staff(&server, &device).await, staff, "{login}");
    }
}

async fn is_staff(server: &Server, device: &Device) -> bool {
    let mut headers = axum::http::HeaderMap::new();
    headers.insert("cookie", device.cookie.clone().unwrap().parse().unwrap());
    atrium_server::patron::session::who(&server.app, &headers).await.unwrap().unwrap().staff
}

/// The bug: whoever was staff once stayed it for as long as the cookie lived, and so did every device they let in.
#[tokio::test(flavor = "multi_thread")]
async fn staff_s_rights_end_by_themselves_and_are_not_passed_on() {
    let (server, _provider) = started().await;
    let app = app(&server, "a-verifier-of-a-page-0123456789abcdef012345");
    let code = code(&Browser::default().sign_in(&app.start, "curator").await);
    let mut device = server.device();
    assert_eq!(device.post("patron/session", json!({ "code": code, "verifier": app.verifier })).await.status, 201);
    let phrase = device.post("patron/pairings", json!({})).await.body["phrase"].clone();
    let mut paired = server.device();
    assert_eq!(paired.post("patron/session", json!({ "phrase": phrase })).await.status, 201);
    assert_eq!((is_staff(&server, &device).await, is_staff(&server, &paired).await), (true, false));
    server.clock.advance(12 * 3_600_000 - 1_000);
    assert!(is_staff(&server, &device).await);
    server.clock.advance(1_000);
    assert!(!is_staff(&server, &device).await);
    assert_eq!(device.get("patron/account").await.status, 200, "a patron they stay");
}

/// The bug: each began a row in the database, and nobody counted.
#[tokio::test(flavor = "multi_thread")]
async fn ways_to_the_provider_are_counted_by_address() {
    let (server, _provider) = started().await;
    let start = app(&server, "a-verifier-of-a-page-0123456789abcdef012345").start;
    for _ in 0..30 {
        assert_eq!(Browser::default().ask(&start, None).await.status, 303);
    }
    assert_eq!(Browser::default().ask(&start, None).await.status, 429);
    server.clock.advance(10 * 60_000 + 1);
    assert_eq!(Browser::default().ask(&start, None).await.status, 303);
}

/// The bug: all who signed in waited in a row, ten seconds and more each, for a provider that does not answer.
#[tokio::test(flavor = "multi_thread")]
async fn a_provider_that_is_down_is_left_alone_for_a_while() {
    let (server, provider) = started().await;
    let place = provider.issuer.trim_start_matches("http://").trim_end_matches('/').to_owned();
    drop(provider);
    // In its place stands something that hangs up on everybody, and counts them.
    let listener = std::net::TcpListener::bind(&place).unwrap();
    let calls = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let counted = calls.clone();
    std::thread::spawn(move || {
        for _ in listener.incoming() {
            counted.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        }
    });
    let called = || calls.load(std::sync::atomic::Ordering::SeqCst);
    let start = app(&server, "a-verifier-of-a-page-0123456789abcdef012345").start;
    assert_eq!(Browser::default().ask(&start, None).await.status, 503);
    let first = called();
    assert!(first > 0);
    assert_eq!(Browser::default().ask(&start, None).await.status, 503);
    assert_eq!(called(), first, "not asked again at once");
    server.clock.advance(10_001);
    assert_eq!(Browser::default().ask(&start, None).await.status, 503);
    assert!(called() > first);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_is_sent_to_no_page_the_backend_does_not_know_and_a_state_is_good_once() {
    let (server, _provider) = started().await;
    let good = app(&server, "v").start;
    let with = |name: &str, value: &str| {
        let mut url = good.clone();
        let pairs: Vec<(String, String)> = good
            .query_pairs()
            .map(|(key, old)| (key.to_string(), if key == name { value.into() } else { old.into() }))
            .collect();
        url.query_pairs_mut().clear().extend_pairs(pairs);
        url
    };
    for (url, status) in [
        (with("return", "https://evil.example/"), 403),
        (with("return", &format!("{DOOR}.evil.example/")), 403),
        (with("return", "javascript:alert(1)"), 403),
        (with("return", &DOOR.replace("https://", "https://user@")), 403),
        (with("challenge", "short"), 400),
        (Url::parse(&format!("{}patron/oidc/start", server.url)).unwrap(), 400),
    ] {
        assert_eq!(Browser::default().ask(&url, None).await.status, status, "{url}");
    }
    let mut browser = Browser::default();
    let sent = browser.ask(&good, None).await.to.unwrap();
    let query: BTreeMap<String, String> = sent.query_pairs().into_owned().collect();
    assert_eq!((query["response_type"].as_str(), query["code_challenge_method"].as_str()), ("code", "S256"));
    assert!(query.contains_key("nonce") && query["scope"].contains("openid"));
    let back =
        |more: &str| Url::parse(&format!("{}patron/oidc/back?state={}&{more}", server.url, query["state"])).unwrap();
    // A way that somebody else began ends nowhere, and the one who began it still comes back.
    assert_eq!(Browser::default().ask(&back("error=access_denied"), None).await.status, 404);
    let mut other = Browser::default();
    other.ask(&good, None).await;
    assert_eq!(other.ask(&back("error=access_denied"), None).await.status, 404);
    // One browser may be on two ways.
    let second = browser.ask(&good, None).await.to.unwrap();
    let denied = browser.ask(&back("error=access_denied"), None).await.to.unwrap();
    assert_eq!(denied.fragment(), Some("atrium-error=denied"));
    assert_eq!(browser.ask(&back("code=x"), None).await.status, 404, "its state is used up");
    let state = second.query_pairs().find(|(name, _)| name == "state").unwrap().1.to_string();
    let forged = Url::parse(&format!("{}patron/oidc/back?state={state}&code=forged", server.url)).unwrap();
    assert_eq!(browser.ask(&forged, None).await.to.unwrap().fragment(), Some("atrium-error=failed"));
}
