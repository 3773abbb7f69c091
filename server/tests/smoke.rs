//! The shortest way through: an account, a reader, an entry, a standing, an award, changes.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

mod common;
use common::*;

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_becomes_a_standing_an_award_and_a_change() {
    let server = Server::start().await;
    server.publish(&challenge(&server, "minutes")).await;
    let (device, profile) = server.reader().await;
    let entry = server.entry(&profile, "minutes", 60);
    let path = format!("patron/entries/{}", entry["id"].as_str().unwrap());
    let first = device.put(&path, entry.clone()).await;
    assert_eq!(first.status, 201, "{}", first.text);
    assert_eq!(device.put(&path, entry.clone()).await.status, 200);
    assert_eq!(device.get(&path).await.body, first.body);
    let standing = device.get(&format!("patron/standings/minutes/{profile}")).await;
    assert_eq!(
        (standing.status, &standing.body["amount"], &standing.body["version"]),
        (200, &json!(60), &json!(1)),
        "{}",
        standing.text
    );
    let awards = device.get("patron/awards").await;
    assert_eq!(awards.body["items"][0]["milestone"], "half", "{}", awards.text);
    let (pages, _) = device.changes("patron/changes").await;
    assert_eq!(pages[0]["entries"], json!([first.body]));
    assert_eq!(pages[0]["awards"], awards.body["items"]);
    assert_eq!(pages[0]["profiles"][0]["id"], json!(profile));
}
