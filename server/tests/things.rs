//! Readers, enrolments, codes, teams, boards.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

mod common;
use atrium_server::patron::moderate;
use common::*;

#[tokio::test(flavor = "multi_thread")]
async fn of_two_versions_of_a_reader_the_later_one_is_kept() {
    let server = Server::start().await;
    let (device, id) = server.reader().await;
    let path = format!("patron/profiles/{id}");
    let version = |nickname: &str, changed: &str| json!({ "id": id, "nickname": nickname, "createdAt": "2026-11-01T00:00:00Z", "changedAt": changed });
    assert_eq!(device.put(&path, version("Late", "2030-01-02T00:00:00Z")).await.body["nickname"], "Late");
    assert_eq!(device.put(&path, version("Early", "2030-01-01T00:00:00Z")).await.body["nickname"], "Late");
    let (one, other) = (version("A", "2030-01-03T00:00:00Z"), version("B", "2030-01-03T00:00:00Z"));
    device.put(&path, other.clone()).await;
    assert_eq!(device.put(&path, one.clone()).await.body["nickname"], "B");
    device.put(&path, other).await;
    assert_eq!(device.put(&path, one).await.body["nickname"], "B");
    for wrong in ["", "   ", "a\u{7}b", &"x".repeat(61)] {
        assert_eq!(
            device.put(&path, version(wrong, "2031-01-01T00:00:00Z")).await.refused(),
            (422, "invalid"),
            "{wrong:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_reader_is_gone_for_good_and_other_devices_are_told() {
    let server = Server::start().await;
    server.publish(&challenge(&server, "minutes")).await;
    let (device, profile) = server.reader().await;
    let entry = server.entry(&profile, "minutes", 60);
    let path = format!("patron/entries/{}", entry["id"].as_str().unwrap());
    device.put(&path, entry.clone()).await;
    let (_, cursor) = device.changes("patron/changes").await;
    let reader = format!("patron/profiles/{profile}");
    let stranger = server.patron().await;
    assert_eq!(stranger.delete(&reader).await.status, 404);
    assert_eq!(device.delete(&reader).await.status, 204);
    assert_eq!(device.delete(&reader).await.status, 404);
    assert_eq!(device.get(&path).await.status, 404);
    assert_eq!(device.get("patron/awards").await.body["items"], json!([]));
    assert_eq!(device.changes(&cursor).await.0[0]["gone"], json!([profile]));
    let body = json!({ "id": profile, "nickname": "Again", "createdAt": server.now() });
    assert_eq!(device.put(&reader, body.clone()).await.refused(), (404, "not-found"));
    assert_eq!(stranger.put(&reader, body).await.refused(), (409, "id-taken"));
    assert_eq!(device.put(&path, entry).await.refused(), (422, "profile-unknown"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_has_fifty_readers_at_most() {
    let server = Server::start().await;
    let (device, _) = server.reader().await;
    for number in 1..=50 {
        let id = uuid();
        let made = device
            .put(&format!("patron/profiles/{id}"), json!({ "id": id, "nickname": "N", "createdAt": server.now() }))
            .await;
        assert_eq!(made.status, if number < 50 { 201 } else { 422 });
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn joining_later_counts_later_where_the_challenge_says_so() {
    let server = Server::start().await;
    let mut reading = challenge(&server, "minutes");
    reading["countFrom"] = json!("enrolment");
    server.publish(&reading).await;
    let (device, profile) = server.reader().await;
    let mut entry = server.entry(&profile, "minutes", 60);
    entry["occurredOn"] = reading["starts"].clone();
    device.put(&format!("patron/entries/{}", entry["id"].as_str().unwrap()), entry).await;
    assert_eq!(device.get("patron/awards").await.body["items"].as_array().unwrap().len(), 1);
    let path = format!("patron/enrolments/minutes/{profile}");
    let enrolment = |at: &str| json!({ "challenge": { "member": MEMBER, "id": "minutes" }, "profile": profile, "on": server.today(), "at": at });
    let joined = device.put(&path, enrolment("2026-11-23T09:00:00Z")).await;
    assert_eq!(joined.status, 201, "{}", joined.text);
    assert_eq!(device.put(&path, enrolment("2026-11-23T09:00:00Z")).await.status, 200);
    assert_eq!(device.get("patron/awards").await.body["items"][0]["because"], "entries");
    let standing = device.get(&format!("patron/standings/minutes/{profile}")).await;
    assert_eq!(
        (&standing.body["enrolledOn"], &standing.body["verdicts"][0]["reason"]),
        (&json!(server.today()), &json!("before-joining"))
    );
    let mut left = enrolment("2026-11-23T09:00:00Z");
    left["leftAt"] = json!("2026-11-25T09:00:00Z");
    assert_eq!(device.put(&path, left).await.body["leftAt"], "2026-11-25T09:00:00Z");
    assert_eq!(device.put(&path, enrolment("2026-11-24T09:00:00Z")).await.body["leftAt"], "2026-11-25T09:00:00Z");
    assert!(device.put(&path, enrolment("2026-11-26T09:00:00Z")).await.body.get("leftAt").is_none());
    for (path, pointer) in [
        (format!("patron/enrolments/other/{profile}"), "/challenge/id"),
        (format!("patron/enrolments/minutes/{}", uuid()), "/profile"),
    ] {
        assert_eq!(device.put(&path, enrolment("2026-11-23T09:00:00Z")).await.body["errors"][0]["pointer"], pointer);
    }
    let stranger = server.patron().await;
    assert_eq!(stranger.put(&path, enrolment("2026-11-23T09:00:00Z")).await.refused(), (422, "profile-unknown"));
}

async fn hunt(server: &Server) {
    let days = challenge(server, "x");
    server.publish(&json!({ "atrium": "1", "type": "Challenge", "id": "hunt", "title": "Hunt", "zone": "Europe/Lisbon", "starts": days["starts"], "ends": days["ends"],
        "codes": true, "goal": { "kind": "checklist", "items": [{ "id": "owl", "title": "Owl", "code": true }, { "id": "fox", "title": "Fox" }] } })).await;
    let mut count = days.clone();
    count["id"] = json!("count");
    count["goal"] = json!({ "kind": "total", "unit": "activities", "target": 10 });
    server.publish(&count).await;
    server.code("owlseven", "hunt", Some("owl"), None).await;
    server.code("moon", "count", None, Some((3, "activities"))).await;
    server.code("later", "gone", Some("x"), None).await;
}

fn redemption(server: &Server, profile: &str, code: &str) -> (String, Value) {
    let id = uuid();
    (
        format!("patron/redemptions/{id}"),
        json!({ "id": id, "profile": profile, "code": code, "on": server.today(), "at": server.now() }),
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_ticks_its_item_however_it_is_typed_and_again_is_the_same() {
    let server = Server::start().await;
    hunt(&server).await;
    let (device, profile) = server.reader().await;
    let mut by_hand = server.entry(&profile, "hunt", 1);
    by_hand["amount"]["unit"] = json!("activities");
    by_hand["item"] = json!("owl");
    device.put(&format!("patron/entries/{}", by_hand["id"].as_str().unwrap()), by_hand).await;
    let standing = device.get(&format!("patron/standings/hunt/{profile}")).await;
    assert_eq!(
        (&standing.body["ticked"], &standing.body["verdicts"][0]["reason"]),
        (&json!([]), &json!("not-on-the-list"))
    );
    let (path, body) = redemption(&server, &profile, " owl-Seven ");
    let found = device.put(&path, body.clone()).await;
    assert_eq!(found.status, 201, "{}", found.text);
    assert_eq!(
        (&found.body["entry"]["id"], &found.body["entry"]["source"], &found.body["entry"]["item"]),
        (&body["id"], &json!("code"), &json!("owl"))
    );
    assert_eq!(device.get(&format!("patron/standings/hunt/{profile}")).await.body["ticked"], json!(["owl"]));
    let again = device.put(&path, body.clone()).await;
    assert_eq!((again.status, &again.body), (200, &found.body));
    let mut other = body.clone();
    other["code"] = json!("MOON");
    assert_eq!(device.put(&path, other).await.refused(), (409, "entry-differs"));
    let (stranger, theirs) = server.reader().await;
    let mut stolen = body.clone();
    stolen["profile"] = json!(theirs);
    assert_eq!(stranger.put(&path, stolen).await.refused(), (409, "id-taken"));
    // The entry is voided as any other.
    let mut entry = found.body["entry"].clone();
    entry["voidedAt"] = json!(server.now());
    let voided = device.put(&format!("patron/entries/{}", body["id"].as_str().unwrap()), entry).await;
    assert_eq!((voided.status, &voided.body["source"]), (200, &json!("code")), "{}", voided.text);
    assert_eq!(device.get(&format!("patron/standings/hunt/{profile}")).await.body["ticked"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_for_an_amount_is_good_once_for_each_reader_until_its_entry_is_voided() {
    let server = Server::start().await;
    hunt(&server).await;
    let (device, profile) = server.reader().await;
    let (path, body) = redemption(&server, &profile, "MOON");
    let found = device.put(&path, body).await;
    assert_eq!(found.body["entry"]["amount"], json!({ "amount": 3, "unit": "activities" }), "{}", found.text);
    let (path, body) = redemption(&server, &profile, "moon");
    assert_eq!(device.put(&path, body.clone()).await.refused(), (422, "code-unknown"));
    let mut entry = found.body["entry"].clone();
    entry["voidedAt"] = json!(server.now());
    device.put(&format!("patron/entries/{}", entry["id"].as_str().unwrap()), entry.clone()).await;
    assert_eq!(device.put(&path, body).await.status, 201);
}

#[tokio::test(flavor = "multi_thread")]
async fn codes_are_not_guessed_and_not_known_outside_of_their_time() {
    let server = Server::start().await;
    hunt(&server).await;
    let (device, profile) = server.reader().await;
    for number in 0..10 {
        let (path, body) = redemption(&server, &profile, if number == 0 { "LATER" } else { "NOTHING" });
        assert_eq!(device.put(&path, body).await.refused(), (422, "code-unknown"), "{number}");
    }
    let (path, body) = redemption(&server, &profile, "OWL SEVEN");
    let held = device.put(&path, body.clone()).await;
    assert_eq!(held.refused(), (429, "rate-limited"));
    assert!(!held.header("retry-after").is_empty());
    let (other, theirs) = server.reader().await;
    let (path_of_other, body_of_other) = redemption(&server, &theirs, "OWL SEVEN");
    assert_eq!(other.put(&path_of_other, body_of_other).await.status, 201);
    server.clock.advance(40 * 86_400_000);
    assert_eq!(device.put(&path, body).await.refused(), (422, "code-unknown"), "the challenge is over");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_team_is_joined_by_invitation_and_seen_by_who_is_in_it() {
    let server = Server::start().await;
    server.publish(&challenge(&server, "minutes")).await;
    let (maker, mine) = server.reader().await;
    let (friend, theirs) = server.reader().await;
    let team = uuid();
    let path = format!("patron/teams/{team}");
    let body = json!({ "id": team, "challenge": "minutes", "name": "Owls", "createdAt": server.now() });
    let made = maker.put(&path, body.clone()).await;
    assert_eq!(
        (made.status, made.body["invitation"].as_str().unwrap().len(), &made.body["readers"]),
        (201, 12, &json!(0))
    );
    let mut renamed = body.clone();
    renamed["name"] = json!("Foxes");
    let again = maker.put(&path, renamed.clone()).await;
    assert_eq!((again.status, &again.body), (200, &made.body));
    assert_eq!(friend.put(&path, renamed).await.refused(), (409, "id-taken"));
    assert_eq!(friend.get(&path).await.refused(), (404, "not-found"));
    let enrolment = |profile: &str, invitation: Option<&str>| {
        let mut it = json!({ "challenge": { "member": MEMBER, "id": "minutes" }, "profile": profile, "on": server.today(), "at": server.now(), "team": team });
        if let Some(invitation) = invitation {
            it["invitation"] = json!(invitation)
        }
        it
    };
    let invitation = made.body["invitation"].as_str().unwrap();
    for (device, profile) in [(&maker, &mine), (&friend, &theirs)] {
        let path = format!("patron/enrolments/minutes/{profile}");
        assert_eq!(device.put(&path, enrolment(profile, None)).await.refused(), (422, "team-unknown"));
        assert_eq!(device.put(&path, enrolment(profile, Some("AAAAAAAAAAAA"))).await.refused(), (422, "team-unknown"));
        let joined = device.put(&path, enrolment(profile, Some(invitation))).await;
        assert_eq!(joined.status, 201, "{}", joined.text);
        assert!(joined.body.get("invitation").is_none());
        // Sent again without one: they are in it already.
        assert_eq!(device.put(&path, enrolment(profile, None)).await.status, 200);
    }
    let seen = friend.get(&path).await;
    assert_eq!((&seen.body["readers"], &seen.body["name"]), (&json!(2), &json!("Owls")));
    // Who left asks nobody in any more.
    let mut left = enrolment(&theirs, None);
    left["leftAt"] = json!("2030-01-01T00:00:00Z");
    left["changedAt"] = json!("2030-01-01T00:00:00Z");
    assert_eq!(friend.put(&format!("patron/enrolments/minutes/{theirs}"), left).await.status, 200);
    assert_eq!(friend.get(&path).await.status, 404);
    // A team that is gone with its maker is nobody's to make again: its readers would stand under another name.
    assert_eq!(maker.delete("patron/account").await.status, 204);
    let mut stolen = server.patron().await.get(&path).await;
    assert_eq!(stolen.status, 404);
    stolen = friend.put(&path, json!({ "id": path.rsplit('/').next(), "challenge": "minutes", "name": "Mine now", "createdAt": server.now() })).await;
    assert_eq!(stolen.refused(), (409, "id-taken"));
    assert_eq!(server.patron().await.get(&path).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_board_shows_who_wants_to_be_on_it_and_hides_a_small_group() {
    let server = Server::start().await;
    let mut reading = challenge(&server, "minutes");
    server.publish(&reading).await;
    assert_eq!(server.device().get("patron/boards/minutes").await.status, 404);
    reading["boards"] = json!({ "kinds": ["readers", "house"], "minimum": 2 });
    server.publish(&reading).await;
    let mut accounts = Vec::new();
    for (nickname, amount, board) in [("Zoe", 30, true), ("Ben", 30, true), ("Hidden", 90, false), ("Cy", 10, true)] {
        let (device, profile) = server.reader().await;
        let enrolment = json!({ "challenge": { "member": MEMBER, "id": "minutes" }, "profile": profile, "on": server.today(), "at": server.now(), "board": board, "nickname": nickname });
        assert_eq!(device.put(&format!("patron/enrolments/minutes/{profile}"), enrolment).await.status, 201);
        if accounts.is_empty() {
            assert_eq!(server.device().get("patron/boards/minutes").await.body["hidden"], true);
        }
        let entry = server.entry(&profile, "minutes", amount);
        device.put(&format!("patron/entries/{}", entry["id"].as_str().unwrap()), entry).await;
        accounts.push((device, profile));
    }
    let board = server.device().get("patron/boards/minutes").await;
    assert_eq!(board.header("access-control-allow-origin"), "*");
    assert_eq!(
        board.body["readers"],
        json!([
            { "rank": 1, "nickname": "Ben", "amount": 30 }, { "rank": 1, "nickname": "Zoe", "amount": 30 }, { "rank": 3, "nickname": "Cy", "amount": 10 }
        ]),
        "{}",
        board.text
    );
    assert_eq!(board.body["house"]["amount"], 70);
    assert!(board.body["asOf"].as_str().unwrap().ends_with(":00Z"), "{}", board.text);
    for (_, profile) in &accounts {
        assert!(!board.text.contains(profile.as_str()));
    }
    // The house takes a name off it: the reader keeps everything, and their devices are told.
    assert_eq!(moderate::hide(&server.app, "minutes", "Cy").await, Ok((1, 0)));
    assert_eq!(moderate::hide(&server.app, "minutes", "Cy").await, Ok((0, 0)));
    let board = server.device().get("patron/boards/minutes").await;
    assert!(!board.text.contains("Cy") && board.body["house"]["amount"] == 60, "{}", board.text);
    let (device, profile) = &accounts[3];
    let told = device.get("patron/changes").await.body;
    assert_eq!(
        (&told["enrolments"][0]["board"], told["enrolments"][0].get("nickname")),
        (&json!(false), None),
        "{told}"
    );
    assert_eq!(device.get(&format!("patron/standings/minutes/{profile}")).await.body["amount"], 10);
    // What an older device still has does not bring it back; a new wish by another name does.
    let mut wish = json!({ "challenge": { "member": MEMBER, "id": "minutes" }, "profile": profile, "on": server.today(), "at": server.now(), "board": true, "nickname": "Cy", "changedAt": "2026-01-01T00:00:00Z" });
    let path = format!("patron/enrolments/minutes/{profile}");
    assert_eq!(device.put(&path, wish.clone()).await.body["board"], false);
    wish["nickname"] = json!("Cyan");
    wish["changedAt"] = json!("2030-01-01T00:00:00Z");
    assert_eq!(device.put(&path, wish).await.body["nickname"], "Cyan");
    // An edit is on the board at once: now minutes above ten count no more.
    reading["caps"] = json!([{ "per": "entry", "amount": 10, "unit": "minutes" }]);
    server.clock.advance(1000);
    server.publish(&reading).await;
    assert_eq!(server.device().get("patron/boards/minutes").await.body["house"]["amount"], 30);
    server.publish_as(&reading, "unpublished").await;
    assert_eq!(server.device().get("patron/boards/minutes").await.status, 404);
}
