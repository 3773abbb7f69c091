//! Accounts, devices, phrases, recovery keys, and guessing.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

mod common;
use atrium_server::clock::MINUTE;
use common::*;
use reqwest::Method;

#[tokio::test(flavor = "multi_thread")]
async fn an_account_has_a_recovery_key_and_a_cookie_that_no_script_reads() {
    let server = Server::start().await;
    let mut device = server.device();
    let made = device.post("patron/accounts", json!({ "device": "phone" })).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let key = made.body["recovery"].as_str().unwrap();
    assert_eq!((key.len(), key.split('-').count()), (39, 8));
    let cookie = device.set.clone().unwrap();
    for part in
        ["atrium-city-library=", "; HttpOnly", "; Secure", "; Path=/", "; SameSite=Strict", "; Max-Age=31536000"]
    {
        assert!(cookie.contains(part), "{cookie}");
    }
    let token = device.cookie.clone().unwrap().split_once('=').unwrap().1.to_owned();
    assert!(token.len() >= 32 && !made.text.contains(&token));
    assert_eq!(rows_with(&server, &[&token, key, &key.replace('-', "")]).await, []);
    let account = device.get("patron/account").await;
    assert_eq!(account.body["devices"][0]["name"], "phone");
    assert_eq!(account.body["devices"][0]["this"], true);
    assert_eq!(account.header("cache-control"), "private, no-store");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_another_site_gets_a_cookie_for_its_own_partition() {
    let server = Server::start().await;
    let mut device = server.device();
    let made =
        device.ask(Method::POST, "patron/accounts", Some("{}".into()), &[("sec-fetch-site", "cross-site")]).await;
    assert_eq!(made.status, 201);
    assert!(device.set.unwrap().contains("SameSite=None; Partitioned"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phrase_lets_one_device_in_once_however_it_is_typed() {
    let server = Server::start().await;
    let mut phone = server.patron().await;
    let first = phone.post("patron/pairings", json!({})).await;
    assert_eq!(first.status, 201);
    let ended = first.body["phrase"].as_str().unwrap().to_owned();
    let phrase =
        phone.ask(Method::POST, "patron/pairings", None, &[]).await.body["phrase"].as_str().unwrap().to_owned();
    assert_eq!((phrase.len(), phrase.matches(' ').count()), (14, 2));
    let mut tablet = server.device();
    assert_eq!(tablet.post("patron/session", json!({ "phrase": ended })).await.refused(), (404, "phrase-unknown"));
    let typed: String = phrase
        .replace(' ', "-")
        .chars()
        .map(|it| it.to_digit(10).map_or(it, |it| char::from_u32(0x660 + it).unwrap()))
        .collect();
    let joined = tablet.post("patron/session", json!({ "phrase": typed, "device": "tablet" })).await;
    assert_eq!(joined.status, 201, "{}", joined.text);
    assert_eq!(joined.body["account"], phone.get("patron/account").await.body["id"]);
    assert!(joined.body.get("recovery").is_none());
    assert_eq!(server.device().post("patron/session", json!({ "phrase": phrase })).await.status, 404);
    assert_eq!(phone.get("patron/account").await.body["devices"].as_array().unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phrase_is_good_for_ten_minutes() {
    let server = Server::start().await;
    let mut phone = server.patron().await;
    let phrase = phone.post("patron/pairings", json!({})).await.body["phrase"].clone();
    server.clock.advance(10 * MINUTE + 1);
    assert_eq!(
        server.device().post("patron/session", json!({ "phrase": phrase })).await.refused(),
        (404, "phrase-unknown")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recovery_key_is_used_up_and_replaced() {
    let server = Server::start().await;
    let mut lost = server.device();
    let key = lost.post("patron/accounts", json!({})).await.body["recovery"].as_str().unwrap().to_owned();
    let mut found = server.device();
    let typed = key.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
    let back = found.post("patron/session", json!({ "recovery": typed })).await;
    assert_eq!(back.status, 201, "{}", back.text);
    assert_ne!(back.body["recovery"], json!(key));
    // It shows that it heard.
    assert_eq!(found.get("patron/account").await.status, 200);
    assert_eq!(
        server.device().post("patron/session", json!({ "recovery": key })).await.refused(),
        (404, "phrase-unknown")
    );
    assert_eq!(server.device().post("patron/session", json!({ "recovery": back.body["recovery"] })).await.status, 201);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recovery_key_outlives_an_answer_that_was_lost() {
    let server = Server::start().await;
    let made = server.device().post("patron/accounts", json!({})).await;
    let key = json!({ "recovery": made.body["recovery"] });
    let mut unheard = server.device();
    let lost = unheard.post("patron/session", key.clone()).await;
    let mut again = server.device();
    let back = again.post("patron/session", key.clone()).await;
    assert_eq!((back.status, &back.body["account"]), (201, &made.body["account"]), "{}", back.text);
    // Whoever took the first answer on its way has nothing by it.
    assert_eq!(unheard.get("patron/account").await.status, 401);
    assert_eq!(server.device().post("patron/session", json!({ "recovery": lost.body["recovery"] })).await.status, 404);
    // The new key is good before its device was heard of again, and then it is the only one.
    let new = json!({ "recovery": back.body["recovery"] });
    let mut third = server.device();
    assert_eq!(third.post("patron/session", new.clone()).await.status, 201);
    assert_eq!(server.device().post("patron/session", key).await.status, 404);
    assert_eq!((third.get("patron/account").await.status, again.get("patron/account").await.status), (200, 200));
    assert_eq!(server.device().post("patron/session", new).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_sheet_ends_every_key_before_it() {
    let server = Server::start().await;
    let mut device = server.device();
    let first = device.post("patron/accounts", json!({})).await.body["recovery"].clone();
    // Somebody found the sheet, came in by it, and is sent away.
    let mut thief = server.device();
    let stolen = thief.post("patron/session", json!({ "recovery": first })).await;
    let new = device.post("patron/recovery", json!({})).await;
    assert_eq!((new.status, new.body["recovery"].as_str().unwrap().len()), (201, 39), "{}", new.text);
    let id = stolen.body["device"].as_str().unwrap();
    assert_eq!(device.delete(&format!("patron/devices/{id}")).await.status, 204);
    for old in [&first, &stolen.body["recovery"]] {
        assert_eq!(server.device().post("patron/session", json!({ "recovery": old })).await.status, 404);
    }
    let mut back = server.device();
    assert_eq!(back.post("patron/session", json!({ "recovery": new.body["recovery"] })).await.status, 201);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_those_who_use_a_recovery_key_at_once_one_stays() {
    let server = Server::start().await;
    let key = server.device().post("patron/accounts", json!({})).await.body["recovery"].clone();
    let tries = (0..8).map(|_| {
        let (mut device, key) = (server.device(), key.clone());
        tokio::spawn(async move {
            assert_eq!(device.post("patron/session", json!({ "recovery": key })).await.status, 201);
            device
        })
    });
    let mut devices = Vec::new();
    for one in tries.collect::<Vec<_>>() {
        devices.push(one.await.unwrap());
    }
    let mut stayed = 0;
    for device in &devices {
        stayed += u16::from(device.get("patron/account").await.status == 200);
    }
    assert_eq!(stayed, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phrase_goes_with_a_device_that_is_revoked() {
    let server = Server::start().await;
    let mut device = server.patron().await;
    let phrase = |answer: Reply| json!({ "phrase": answer.body["phrase"] });
    let first = phrase(device.post("patron/pairings", json!({})).await);
    let mut thief = server.device();
    let joined = thief.post("patron/session", first).await;
    let open = phrase(thief.post("patron/pairings", json!({})).await);
    let id = joined.body["device"].as_str().unwrap();
    assert_eq!(device.delete(&format!("patron/devices/{id}")).await.status, 204);
    assert_eq!(server.device().post("patron/session", open).await.refused(), (404, "phrase-unknown"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_is_revoked_and_signed_out() {
    let server = Server::start().await;
    let mut phone = server.patron().await;
    let phrase = phone.post("patron/pairings", json!({})).await.body["phrase"].clone();
    let mut tablet = server.device();
    let id =
        tablet.post("patron/session", json!({ "phrase": phrase })).await.body["device"].as_str().unwrap().to_owned();
    let stranger = server.patron().await;
    assert_eq!(stranger.delete(&format!("patron/devices/{id}")).await.refused(), (404, "not-found"));
    assert_eq!(tablet.get("patron/account").await.status, 200);
    assert_eq!(phone.delete(&format!("patron/devices/{id}")).await.status, 204);
    assert_eq!(tablet.get("patron/account").await.refused(), (401, "sign-in-needed"));
    assert_eq!(phone.delete(&format!("patron/devices/{id}")).await.status, 404);
    assert_eq!(phone.delete("patron/session").await.status, 204);
    assert_eq!(phone.get("patron/account").await.status, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_has_fifty_devices_at_most_and_the_phrase_stays_good() {
    let server = Server::start().await;
    let mut phone = server.patron().await;
    let mut last = String::new();
    for _ in 0..49 {
        let phrase = phone.post("patron/pairings", json!({})).await.body["phrase"].clone();
        let joined = server.device().post("patron/session", json!({ "phrase": phrase })).await;
        assert_eq!(joined.status, 201);
        last = joined.body["device"].as_str().unwrap().to_owned();
    }
    let phrase = phone.post("patron/pairings", json!({})).await.body["phrase"].clone();
    let mut more = server.device();
    assert_eq!(more.post("patron/session", json!({ "phrase": phrase })).await.refused(), (422, "too-many"));
    assert_eq!(phone.delete(&format!("patron/devices/{last}")).await.status, 204);
    assert_eq!(more.post("patron/session", json!({ "phrase": phrase })).await.status, 201);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cookie_lives_for_a_year_of_use() {
    const DAY: i64 = 24 * 60 * MINUTE;
    let server = Server::start().await;
    let mut phone = server.patron().await;
    server.clock.advance(300 * DAY);
    phone.set = None;
    assert_eq!(phone.ask(Method::GET, "patron/account", None, &[]).await.status, 200);
    assert!(phone.set.as_ref().unwrap().contains("Max-Age=31536000"), "its first request of a day renews it");
    server.clock.advance(300 * DAY);
    assert_eq!(phone.get("patron/account").await.status, 200);
    server.clock.advance(366 * DAY);
    assert_eq!(phone.get("patron/account").await.status, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn guesses_from_one_address_are_held_off_also_when_they_come_at_once() {
    let server = Server::with("behind_proxy = true").await;
    let key = server.device().post("patron/accounts", json!({})).await.body["recovery"].clone();
    let tries = (0..40).map(|number| {
        let mut device = server.device();
        device.from = Some("203.0.113.7".into());
        tokio::spawn(
            async move { device.post("patron/session", json!({ "phrase": format!("{number:012}") })).await.status },
        )
    });
    let mut answers = Vec::new();
    for one in tries.collect::<Vec<_>>() {
        answers.push(one.await.unwrap());
    }
    let tried = answers.iter().filter(|status| **status == 404).count();
    assert!(tried <= 10 && answers.iter().all(|status| [404, 429].contains(status)), "{answers:?}");
    let mut device = server.device();
    device.from = Some("203.0.113.7".into());
    // As many as there may be, one after the other.
    for _ in tried..10 {
        assert_eq!(device.post("patron/session", json!({ "phrase": "0000" })).await.status, 404);
    }
    let right = device.post("patron/session", json!({ "recovery": key })).await;
    assert_eq!(right.refused(), (429, "rate-limited"));
    let wait: i64 = right.header("retry-after").parse().unwrap();
    assert!((1..=600).contains(&wait), "{wait}");
    let mut elsewhere = server.device();
    elsewhere.from = Some("198.51.100.1, 203.0.113.8".into());
    assert_eq!(elsewhere.post("patron/session", json!({ "phrase": "0000" })).await.status, 404);
    server.clock.advance(wait * 1000 + 1);
    assert_eq!(device.post("patron/session", json!({ "recovery": key })).await.status, 201);
}

#[tokio::test(flavor = "multi_thread")]
async fn guesses_from_everywhere_are_held_off() {
    let server = Server::with("behind_proxy = true").await;
    let key = server.device().post("patron/accounts", json!({})).await.body["recovery"].clone();
    let mut device = server.device();
    for number in 0..100 {
        device.from = Some(format!("198.51.{}.{}", number / 250, number % 250));
        assert_eq!(device.post("patron/session", json!({ "phrase": "0000" })).await.status, 404, "{number}");
    }
    device.from = Some("192.0.2.200".into());
    assert_eq!(device.post("patron/session", json!({ "phrase": "0000" })).await.status, 429);
    // Whoever tries phrases shuts nobody out who has a key.
    assert_eq!(device.clone().post("patron/session", json!({ "recovery": key })).await.status, 201);
    server.clock.advance(MINUTE + 1);
    assert_eq!(device.post("patron/session", json!({ "phrase": "0000" })).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_without_a_reason_or_with_two_is_no_guess() {
    let server = Server::start().await;
    let mut device = server.device();
    for _ in 0..15 {
        assert_eq!(device.post("patron/session", json!({})).await.refused(), (422, "invalid"));
        assert_eq!(
            device.post("patron/session", json!({ "phrase": "1", "recovery": "2" })).await.refused(),
            (422, "invalid")
        );
    }
    assert_eq!(device.post("patron/session", json!({ "phrase": "1" })).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn accounts_from_one_address_are_bounded_and_zero_is_no_limit() {
    let server = Server::limited(2, "behind_proxy = true").await;
    let mut device = server.device();
    device.from = Some("203.0.113.9".into());
    for _ in 0..2 {
        assert_eq!(device.post("patron/accounts", json!({})).await.status, 201);
    }
    let held = device.post("patron/accounts", json!({})).await;
    assert_eq!(held.refused(), (429, "rate-limited"));
    let wait: i64 = held.header("retry-after").parse().unwrap();
    assert!((1..=3600).contains(&wait), "{wait}");
    device.from = Some("203.0.113.10".into());
    assert_eq!(device.post("patron/accounts", json!({})).await.status, 201);
    device.from = Some("203.0.113.9".into());
    server.clock.advance(wait * 1000 + 1);
    assert_eq!(device.post("patron/accounts", json!({})).await.status, 201);
    let free = Server::limited(0, "").await;
    for _ in 0..35 {
        assert_eq!(free.device().post("patron/accounts", json!({})).await.status, 201);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_of_a_device_has_no_control_characters() {
    let server = Server::start().await;
    let refused = server.device().post("patron/accounts", json!({ "device": "a\u{0}b" })).await;
    assert_eq!((refused.refused(), &refused.body["errors"][0]["pointer"]), ((422, "invalid"), &json!("/device")));
}

#[tokio::test(flavor = "multi_thread")]
async fn deleting_an_account_leaves_no_row_in_any_table() {
    let server = Server::start().await;
    let mut many = challenge(&server, "minutes");
    many["boards"] = json!({ "kinds": ["readers"], "minimum": 2 });
    server.publish(&many).await;
    server.publish(&json!({ "goal": { "kind": "checklist", "items": [{ "id": "owl", "title": "Owl", "code": true }] }, "id": "hunt",
        "atrium": "1", "type": "Challenge", "title": "Hunt", "starts": many["starts"], "ends": many["ends"], "zone": "Europe/Lisbon" })).await;
    server.code("owl7", "hunt", Some("owl"), None).await;
    let (mut device, profile) = server.reader().await;
    let (friend, other) = server.reader().await;
    let account = device.get("patron/account").await.body["id"].as_str().unwrap().to_owned();
    let device_id = device.get("patron/account").await.body["devices"][0]["id"].as_str().unwrap().to_owned();
    let entry = server.entry(&profile, "minutes", 200);
    let entry_id = entry["id"].as_str().unwrap().to_owned();
    assert_eq!(device.put(&format!("patron/entries/{entry_id}"), entry).await.status, 201);
    let (team, redemption, gone) = (uuid(), uuid(), uuid());
    let made = device
        .put(
            &format!("patron/teams/{team}"),
            json!({ "id": team, "challenge": "minutes", "name": "Owls of Lisbon", "createdAt": server.now() }),
        )
        .await;
    assert_eq!(made.status, 201, "{}", made.text);
    for (device, profile, nickname) in [(&device, &profile, "Ada Board"), (&friend, &other, "Ben Board")] {
        let enrolment = json!({ "challenge": { "member": MEMBER, "id": "minutes" }, "profile": profile, "on": server.today(), "at": server.now(),
            "board": true, "nickname": nickname, "team": team, "invitation": made.body["invitation"] });
        let enrolled = device.put(&format!("patron/enrolments/minutes/{profile}"), enrolment).await;
        assert_eq!(enrolled.status, 201, "{}", enrolled.text);
        let entry = server.entry(profile, "minutes", 10);
        assert_eq!(device.put(&format!("patron/entries/{}", entry["id"].as_str().unwrap()), entry).await.status, 201);
    }
    let found = device
        .put(
            &format!("patron/redemptions/{redemption}"),
            json!({ "id": redemption, "profile": profile, "code": "OWL-7", "on": server.today(), "at": server.now() }),
        )
        .await;
    assert_eq!(found.status, 201, "{}", found.text);
    let wrong = uuid();
    assert_eq!(
        device
            .put(
                &format!("patron/redemptions/{wrong}"),
                json!({ "id": wrong, "profile": profile, "code": "WRONG", "on": server.today(), "at": server.now() })
            )
            .await
            .refused(),
        (422, "code-unknown")
    );
    assert_eq!(
        device
            .put(
                &format!("patron/profiles/{gone}"),
                json!({ "id": gone, "nickname": "Short", "createdAt": server.now() })
            )
            .await
            .status,
        201
    );
    assert_eq!(device.delete(&format!("patron/profiles/{gone}")).await.status, 204);
    assert_eq!(device.post("patron/pairings", json!({})).await.status, 201);
    let board = server.device().get("patron/boards/minutes").await;
    assert!(board.text.contains("Ada Board"), "{}", board.text);
    let theirs = [account.as_str(), &device_id, &profile, &entry_id, &redemption, &gone, "Ada Board", "Owls of Lisbon"];
    assert!(rows_with(&server, &theirs).await.len() >= 10);

    assert_eq!(device.delete("patron/account").await.status, 204);

    // What the friend wrote of the team's id is the friend's.
    assert_eq!(rows_with(&server, &theirs).await, []);
    assert_eq!(device.get("patron/account").await.status, 401);
    let board = server.device().get("patron/boards/minutes").await;
    assert!(!board.text.contains("Ada Board"), "{}", board.text);
    assert_eq!(friend.get("patron/account").await.status, 200);
}
