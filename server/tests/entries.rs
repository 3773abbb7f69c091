//! The ledger: idempotent, merged, each for itself, and handed on to every device.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

mod common;
use common::*;

fn id(entry: &Value) -> String {
    entry["id"].as_str().unwrap().to_owned()
}

async fn put(device: &Device, entry: &Value) -> Reply {
    device.put(&format!("patron/entries/{}", id(entry)), entry.clone()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_is_never_changed_only_voided_since_the_earlier_moment() {
    let server = Server::start().await;
    server.publish(&challenge(&server, "minutes")).await;
    let (device, profile) = server.reader().await;
    let entry = server.entry(&profile, "minutes", 20);
    let mut mine = entry.clone();
    mine["source"] = json!("code");
    mine["receivedAt"] = json!("2001-01-01T00:00:00Z");
    mine["unknown"] = json!([1]);
    let kept = put(&device, &mine).await;
    assert_eq!(kept.status, 201, "{}", kept.text);
    assert!(kept.body.get("source").is_none() && kept.body.get("unknown").is_none());
    assert_ne!(kept.body["receivedAt"], "2001-01-01T00:00:00Z");
    let mut other = entry.clone();
    other["amount"]["amount"] = json!(21);
    assert_eq!(put(&device, &other).await.refused(), (409, "entry-differs"));
    // The same moment, written otherwise.
    let mut again = entry.clone();
    again["recordedAt"] = json!(entry["recordedAt"].as_str().unwrap().replace('Z', "+00:00"));
    assert_eq!(put(&device, &again).await.status, 200);
    let voided = |at: &str| {
        let mut entry = entry.clone();
        entry["voidedAt"] = json!(at);
        entry
    };
    assert_eq!(put(&device, &voided("2026-11-24T10:00:00Z")).await.body["voidedAt"], "2026-11-24T10:00:00Z");
    assert_eq!(put(&device, &voided("2026-11-24T09:00:00Z")).await.body["voidedAt"], "2026-11-24T09:00:00Z");
    assert_eq!(put(&device, &voided("2026-11-24T11:00:00Z")).await.body["voidedAt"], "2026-11-24T09:00:00Z");
    assert_eq!(put(&device, &entry).await.body["voidedAt"], "2026-11-24T09:00:00Z");
    assert_eq!(device.get(&format!("patron/standings/minutes/{profile}")).await.body["amount"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn ids_are_kept_in_small_letters_and_are_those_of_the_address() {
    let server = Server::start().await;
    server.publish(&challenge(&server, "minutes")).await;
    let (device, profile) = server.reader().await;
    let mut entry = server.entry(&profile, "minutes", 20);
    let (small, capital) = (id(&entry), id(&entry).to_uppercase());
    entry["id"] = json!(capital);
    entry["profile"] = json!(profile.to_uppercase());
    assert_eq!(device.put(&format!("patron/entries/{capital}"), entry.clone()).await.body["id"], json!(small));
    assert_eq!(device.get(&format!("patron/entries/{capital}")).await.status, 200);
    let wrong = device.put(&format!("patron/entries/{}", uuid()), entry).await;
    assert_eq!((wrong.refused(), &wrong.body["errors"][0]["pointer"]), ((422, "invalid"), &json!("/id")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_answers_each_for_itself_in_order() {
    let server = Server::start().await;
    server.publish(&challenge(&server, "minutes")).await;
    let (device, profile) = server.reader().await;
    let (stranger, theirs) = server.reader().await;
    let taken = server.entry(&theirs, "minutes", 5);
    assert_eq!(put(&stranger, &taken).await.status, 201);
    let good = server.entry(&profile, "minutes", 20);
    let kept = server.entry(&profile, "minutes", 30);
    assert_eq!(put(&device, &kept).await.status, 201);
    let with = |pointer: &str, value: Value| {
        let mut entry = server.entry(&profile, "minutes", 7);
        *entry.pointer_mut(pointer).unwrap() = value;
        entry
    };
    let mut twin = good.clone();
    twin["note"] = json!("other");
    let mut mine = taken.clone();
    mine["profile"] = json!(profile);
    let entries = json!([
        good,
        kept,
        twin,
        mine,
        with("/amount/amount", json!(0)),
        with("/challenge/id", json!("nowhere")),
        with("/challenge/member", json!("elsewhere")),
        with("/profile", json!(theirs)),
        with("/id", json!(7)),
        "no entry",
        good,
    ]);
    let answer = device.put("patron/entries", json!({ "entries": entries })).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let results = answer.body["results"].as_array().unwrap();
    let told: Vec<(u64, &str)> = results
        .iter()
        .map(|it| {
            (
                it["status"].as_u64().unwrap(),
                it["problem"]["type"].as_str().unwrap_or_default().trim_start_matches("urn:atrium:problem:"),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (201, ""),
            (200, ""),
            (409, "entry-differs"),
            (409, "id-taken"),
            (422, "invalid"),
            (422, "challenge-unknown"),
            (422, "challenge-unknown"),
            (422, "profile-unknown"),
            (422, "invalid"),
            (422, "invalid"),
            (200, ""),
        ],
        "{}",
        answer.text
    );
    assert_eq!(results[4]["problem"]["errors"][0]["pointer"], "/amount/amount");
    assert_eq!((&results[8]["id"], &results[0]["id"]), (&Value::Null, &good["id"]));
    assert_eq!(stranger.get(&format!("patron/entries/{}", id(&taken))).await.body["amount"]["amount"], 5);
    let (pages, _) = device.changes("patron/changes").await;
    assert_eq!(pages[0]["entries"].as_array().unwrap().len(), 2);
    let many: Vec<Value> = (0..501).map(|_| json!({})).collect();
    assert_eq!(device.put("patron/entries", json!({ "entries": many })).await.refused(), (413, "too-large"));
    for wrong in [json!({}), json!({ "entries": 1 })] {
        assert_eq!(device.put("patron/entries", wrong).await.refused(), (422, "invalid"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_award_comes_goes_with_a_reason_and_stands_again_with_its_first_moment() {
    let server = Server::start().await;
    server.publish(&challenge(&server, "minutes")).await;
    let (device, profile) = server.reader().await;
    let entry = server.entry(&profile, "minutes", 60);
    put(&device, &entry).await;
    let awards = device.get("patron/awards").await;
    let first = awards.body["items"][0].clone();
    assert_eq!((&first["milestone"], first.get("withdrawnAt")), (&json!("half"), None));
    let (_, cursor) = device.changes("patron/changes").await;
    let mut voided = entry.clone();
    voided["voidedAt"] = json!(server.now());
    put(&device, &voided).await;
    let (pages, cursor) = device.changes(&cursor).await;
    assert_eq!(pages[0]["awards"][0]["because"], "entries", "{pages:?}");
    assert_eq!(pages[0]["entries"][0]["voidedAt"], voided["voidedAt"]);
    put(&device, &server.entry(&profile, "minutes", 55)).await;
    let (pages, _) = device.changes(&cursor).await;
    let again = &pages[0]["awards"][0];
    assert_eq!(
        (&again["awardedAt"], again.get("withdrawnAt"), again.get("because")),
        (&first["awardedAt"], None, None)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_award_that_was_handed_out_stays() {
    let server = Server::start().await;
    server.publish(&challenge(&server, "minutes")).await;
    let (device, profile) = server.reader().await;
    let entry = server.entry(&profile, "minutes", 60);
    put(&device, &entry).await;
    let redeemed = atrium_server::patron::awards::redeem(&server.app, "minutes", &profile, "half", 1_800_000_000_000)
        .await
        .unwrap();
    let again = atrium_server::patron::awards::redeem(&server.app, "minutes", &profile, "half", 1_900_000_000_000)
        .await
        .unwrap();
    assert_eq!(redeemed, again);
    assert!(atrium_server::patron::awards::redeem(&server.app, "minutes", &profile, "", 0).await.is_err());
    let mut voided = entry.clone();
    voided["voidedAt"] = json!(server.now());
    put(&device, &voided).await;
    let awards = device.get("patron/awards").await;
    assert!(awards.body["items"][0].get("withdrawnAt").is_none(), "{}", awards.text);
    assert_eq!(awards.body["items"][0]["redeemedAt"], "2027-01-15T08:00:00Z");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_of_a_challenge_takes_nothing_away_and_gives_what_is_earned_by_it() {
    let server = Server::start().await;
    let mut reading = challenge(&server, "minutes");
    server.publish(&reading).await;
    let (device, profile) = server.reader().await;
    put(&device, &server.entry(&profile, "minutes", 60)).await;
    let (_, cursor) = device.changes("patron/changes").await;
    server.clock.advance(1000);
    reading["milestones"] =
        json!([{ "id": "half", "at": 90, "title": "Half" }, { "id": "start", "at": 10, "title": "Start" }]);
    reading["goal"]["target"] = json!(55);
    server.publish(&reading).await;
    let (pages, _) = device.changes(&cursor).await;
    let mut told: Vec<(String, u64)> = pages[0]["awards"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["milestone"].as_str().unwrap_or("goal").to_owned(), it["version"].as_u64().unwrap()))
        .collect();
    told.sort();
    assert_eq!(told, [("goal".to_owned(), 2), ("start".to_owned(), 2)]);
    let awards = device.get("patron/awards").await;
    let half = awards.body["items"].as_array().unwrap().iter().find(|it| it["milestone"] == "half").unwrap().clone();
    assert_eq!((&half["version"], half.get("withdrawnAt")), (&json!(1), None));
    assert_eq!(device.get(&format!("patron/standings/minutes/{profile}")).await.body["version"], 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_public_once_takes_entries_and_what_never_was_does_not() {
    let server = Server::start().await;
    let reading = challenge(&server, "minutes");
    server.publish_as(&reading, "draft").await;
    let (device, profile) = server.reader().await;
    assert_eq!(put(&device, &server.entry(&profile, "minutes", 1)).await.refused(), (422, "challenge-unknown"));
    server.publish(&reading).await;
    server.publish_as(&reading, "unpublished").await;
    assert_eq!(put(&device, &server.entry(&profile, "minutes", 1)).await.status, 201);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_devices_see_what_either_was_told_is_kept() {
    let server = Server::start().await;
    server.publish(&challenge(&server, "minutes")).await;
    let (mut phone, profile) = server.reader().await;
    let phrase = phone.post("patron/pairings", json!({})).await.body["phrase"].clone();
    let mut tablet = server.device();
    tablet.post("patron/session", json!({ "phrase": phrase })).await;
    let entries: Vec<Value> = (0..1100).map(|_| server.entry(&profile, "minutes", 1)).collect();
    for chunk in entries.chunks(400) {
        assert_eq!(phone.put("patron/entries", json!({ "entries": chunk })).await.status, 200);
    }
    let (pages, cursor) = tablet.changes("patron/changes").await;
    let seen: Vec<String> = pages.iter().flat_map(|page| page["entries"].as_array().unwrap()).map(id).collect();
    assert_eq!(seen, entries.iter().map(id).collect::<Vec<_>>(), "in the order in which they came to be");
    assert!(pages.len() >= 3 && pages.iter().all(|page| page["entries"].as_array().unwrap().len() <= 500));
    let (quiet, same) = tablet.changes(&cursor).await;
    assert_eq!((quiet[0]["entries"].as_array().unwrap().len(), &same), (0, &cursor));
    let link = tablet.get(&cursor).await;
    assert_eq!(link.header("link"), format!("<{}>; rel=\"next\"", link.body["next"].as_str().unwrap()));
    for wrong in [
        "patron/changes?cursor=",
        "patron/changes?cursor=7",
        "patron/changes?cursor=c-1",
        "patron/changes?cursor=c999999",
        "patron/changes?cursor=c1",
        "patron/changes?cursor=c1-0123456789abcdef0123456789abcdef",
        &format!("patron/changes?cursor=c999999-{}", server.app.epoch),
    ] {
        assert_eq!(tablet.get(wrong).await.refused(), (400, "malformed"), "{wrong}");
    }
}

/// An account is bounded in bytes too: what is deleted makes room again.
#[tokio::test(flavor = "multi_thread")]
async fn the_bytes_of_an_account_are_counted_as_the_database_has_them() {
    let server = Server::start().await;
    server.publish(&challenge(&server, "minutes")).await;
    let (device, profile) = server.reader().await;
    let counted = || async {
        sqlx::query_as::<_, (i64, i64)>(
            "SELECT a.bytes, CAST(COALESCE(SUM(LENGTH(e.json)), 0) AS BIGINT) FROM accounts a
             LEFT JOIN entries e ON e.account = a.id GROUP BY a.id, a.bytes",
        )
        .fetch_one(server.app.store.read())
        .await
        .unwrap()
    };
    let mut entry = server.entry(&profile, "minutes", 5);
    entry["note"] = json!("深夜读书 ".repeat(100));
    put(&device, &entry).await;
    let batch =
        json!({ "entries": [server.entry(&profile, "minutes", 5), server.entry(&profile, "minutes", 6), entry] });
    assert_eq!(device.put("patron/entries", batch).await.status, 200);
    let (kept, there) = counted().await;
    assert!(kept == there && there > 1_000, "{kept} {there}");
    assert_eq!(device.delete(&format!("patron/profiles/{profile}")).await.status, 204);
    assert_eq!(counted().await, (0, 0));
    // And at its end nothing more is taken.
    let mut writing = server.app.store.begin().await.unwrap();
    sqlx::query("UPDATE accounts SET bytes = 67108800").execute(&mut *writing).await.unwrap();
    writing.commit().await.unwrap();
    let id = uuid();
    let reader = json!({ "id": id, "nickname": "Ada", "createdAt": server.now() });
    assert_eq!(device.put(&format!("patron/profiles/{id}"), reader).await.status, 201);
    let entry = server.entry(&id, "minutes", 5);
    let path = format!("patron/entries/{}", entry["id"].as_str().unwrap());
    assert_eq!(device.put(&path, entry).await.refused(), (422, "too-many"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_is_a_ledger_with_all_there_is() {
    let server = Server::start().await;
    server.publish(&challenge(&server, "minutes")).await;
    let (device, profile) = server.reader().await;
    put(&device, &server.entry(&profile, "minutes", 60)).await;
    let export = device.get("patron/export").await;
    let ledger = atrium_contract::decode::document::<atrium_contract::entry::Ledger>(&export.text, "Ledger").unwrap();
    assert_eq!(export.body["devices"][0]["seenOn"], json!(server.now().split('T').next()), "{}", export.text);
    assert!(ledger.problems.is_empty());
    assert_eq!((ledger.value.profiles.len(), ledger.value.entries.len(), ledger.value.awards.len()), (1, 1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_answered_again_is_304_and_nothing_of_a_patron_is_cached() {
    let server = Server::start().await;
    let mut device = server.patron().await;
    let first = device.get("patron/changes").await;
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with('"') && first.header("cache-control") == "private, no-store");
    let again = device.ask(reqwest::Method::GET, "patron/changes", None, &[("if-none-match", &tag)]).await;
    assert_eq!((again.status, again.text.as_str(), again.header("etag")), (304, "", tag.as_str()));
    let head = device.ask(reqwest::Method::HEAD, "patron/changes", None, &[]).await;
    assert_eq!((head.status, head.text.as_str(), head.header("etag")), (200, "", tag.as_str()));
}
