//! The contract's OpenAPI document describes the routes of this server, each of them and no other.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use atrium_contract::json::parse;
use atrium_server::house::publish;
use atrium_server::http::table;
use reqwest::Method;
use std::collections::BTreeSet;
use support::{With, start};

/// What the sign-in by OIDC needs is led to by `start` of the Participation document, and by the provider: no app builds it.
const OIDC: [&str; 2] = ["GET /patron/oidc/start", "GET /patron/oidc/back"];
const METHODS: [&str; 4] = ["get", "put", "post", "delete"];

/// The operations below a path, each as its method and path.
fn described(below: &str) -> BTreeSet<String> {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../contract/openapi.json")).unwrap();
    let document = parse(&text).unwrap();
    let paths = document.get("paths").and_then(|paths| paths.as_object()).unwrap();
    let of = |path: &str, item: &atrium_contract::json::Value| -> Vec<String> {
        let has = METHODS.iter().filter(|method| item.get(method).is_some());
        has.map(|method| format!("{} {path}", method.to_uppercase())).collect()
    };
    let below = paths.iter().filter(|(path, _)| path.starts_with(below));
    below.flat_map(|(path, item)| of(path, item)).collect()
}

#[tokio::test]
async fn every_operation_of_a_patron_is_a_route_and_every_route_an_operation() {
    let house = start(With::default()).await;
    let served: BTreeSet<String> = table(&house.app)
        .routes()
        .iter()
        .map(|route| format!("{} {}", route.method, route.path.strip_prefix("/atrium").unwrap()))
        .collect();
    let mut said = described("/patron/");
    said.extend(described("/participate.json"));
    assert!(said.len() > 20, "{said:?}");
    said.extend(OIDC.map(ToOwned::to_owned));
    assert_eq!(served, said);
}

#[tokio::test]
async fn every_operation_of_staff_is_a_route_and_every_route_an_operation() {
    let house = start(With::default()).await;
    let mut served = BTreeSet::new();
    for path in publish::paths() {
        let known = path.replace("{collection}", "campaigns").replace("{id}", "x").replace("{challenge}", "c");
        let known = known.replace("{profile}", "0193570a-0000-7000-8000-000000000001").replace("{milestone}", "~");
        // Whoever asks for what is not there is told what is.
        let refused = house.ask(Method::PATCH, &known).bearer_auth(&house.token).send().await.unwrap();
        assert_eq!(refused.status(), 405, "{path}");
        let allowed = refused.headers()["allow"].to_str().unwrap().to_owned();
        let methods = allowed.split(',').map(str::trim).filter(|method| !matches!(*method, "HEAD" | "OPTIONS"));
        served.extend(methods.map(|method| format!("{method} {}", path.strip_prefix("/atrium").unwrap())));
    }
    let said = described("/publish/");
    assert!(said.len() > 6, "{said:?}");
    assert_eq!(served, said);
}
