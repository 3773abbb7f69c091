//! What one patron, or whoever asks, cannot have without end.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::expect_used, missing_docs)]

mod common;
use common::*;

#[tokio::test(flavor = "multi_thread")]
async fn whoever_writes_without_rest_waits_and_nobody_else_does() {
    let server = Server::with("writes_per_minute = 3").await;
    server.publish(&challenge(&server, "minutes")).await;
    let (device, profile) = server.reader().await;
    let send = || {
        let entry = server.entry(&profile, "minutes", 1);
        let path = format!("patron/entries/{}", entry["id"].as_str().unwrap());
        let device = device.clone();
        async move { device.put(&path, entry).await }
    };
    // The reader was the first of the three.
    assert_eq!([send().await.status, send().await.status], [201, 201]);
    let refused = send().await;
    assert_eq!(refused.refused(), (429, "rate-limited"), "{}", refused.text);
    let wait: i64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=20).contains(&wait), "{wait}");
    // What was refused was not kept; reading goes on; another account has a pace of its own.
    assert_eq!(device.get(&format!("patron/standings/minutes/{profile}")).await.body["amount"], 2);
    server.reader().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_makes_a_hundred_teams_and_not_one_more() {
    let server = Server::start().await;
    server.publish(&challenge(&server, "minutes")).await;
    let device = server.patron().await;
    let team = |id: &str| json!({ "id": id, "challenge": "minutes", "name": "Owls", "createdAt": server.now() });
    let mut last = String::new();
    for _ in 0..100 {
        last = uuid();
        assert_eq!(device.put(&format!("patron/teams/{last}"), team(&last)).await.status, 201);
    }
    let more = uuid();
    assert_eq!(device.put(&format!("patron/teams/{more}"), team(&more)).await.refused(), (422, "too-many"));
    assert_eq!(device.get(&format!("patron/teams/{more}")).await.status, 404);
    assert_eq!(device.put(&format!("patron/teams/{last}"), team(&last)).await.status, 200, "one that is there");
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_are_for_whoever_asks_from_this_machine_past_no_proxy() {
    let server = Server::start().await;
    let at = server.url.replace("/atrium/", "/metrics");
    let client = reqwest::Client::new();
    let ask = |name: &'static str, value: &'static str| {
        let request = client.get(&at).header(name, value);
        async move {
            let response = request.send().await.unwrap();
            (response.status().as_u16(), response.text().await.unwrap())
        }
    };
    let (status, text) = ask("accept", "text/plain").await;
    assert!(status == 200 && text.contains("atrium_entries_total"), "{status} {text}");
    for (name, value) in [
        ("host", "library.example"),
        ("host", "library.example:443"),
        ("x-forwarded-for", "192.0.2.1"),
        ("forwarded", "for=192.0.2.1"),
        ("x-real-ip", "127.0.0.1"),
    ] {
        let (status, text) = ask(name, value).await;
        assert!(status == 404 && !text.contains("atrium_entries_total"), "{name}: {status} {text}");
    }
    // With an address of their own they are there and nowhere else.
    let apart = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let other = Server::with(&format!("metrics_listen = \"{apart}\"")).await;
    atrium_server::serve::numbers_apart(apart).await.unwrap();
    assert_eq!(reqwest::get(other.url.replace("/atrium/", "/metrics")).await.unwrap().status(), 404);
    let there = reqwest::get(format!("http://{apart}/metrics")).await.unwrap();
    assert!(there.status() == 200 && there.text().await.unwrap().contains("atrium_entries_total"));
    assert!(atrium_server::serve::numbers_apart(apart).await.unwrap_err().contains("metrics_listen"));
}
