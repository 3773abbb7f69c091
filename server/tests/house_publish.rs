//! What staff do: create, change, schedule, take down, and what they are refused.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use atrium_contract::json::Value;
use reqwest::{Method, Response};
use support::{FRONT_DOOR, House, With, campaign, challenge, draft, json, pointers, start, text};

const ITEM: &str = "campaigns/two-skies";
const MINUTES: &str = r#"{"kind":"total","unit":"minutes","target":100}"#;
const OWLS: &str =
    r#"{"kind":"checklist","items":[{"id":"owl","title":"Owl","code":true},{"id":"cat","title":"Cat"}]}"#;

async fn kind(response: Response) -> String {
    let status = response.status().as_u16();
    assert_eq!(response.headers()["content-type"], "application/problem+json");
    let problem = json(response).await;
    assert_eq!(problem.get("status").and_then(Value::as_f64), Some(f64::from(status)));
    text(&problem, "/type").trim_start_matches("urn:atrium:problem:").to_owned()
}

fn put(house: &House, path: &str, body: &str) -> reqwest::RequestBuilder {
    house.staff(Method::PUT, path).header("content-type", "application/json").body(body.to_owned())
}

#[tokio::test]
async fn a_document_is_created_once_and_changed_by_whoever_saw_it_last() {
    let house = start(With::default()).await;
    let one = draft("published", &campaign("two-skies", r#","x-own":{"kept":[1,"two"]}"#));
    assert_eq!(kind(put(&house, ITEM, &one).send().await.unwrap()).await, "precondition-required");
    let made = put(&house, ITEM, &one).header("if-none-match", "*").send().await.unwrap();
    assert_eq!(
        (made.status().as_u16(), made.headers()["location"].to_str().unwrap()),
        (201, "/atrium/publish/campaigns/two-skies")
    );
    let first = made.headers()["etag"].clone();
    let body = json(made).await;
    assert_eq!((text(&body, "/state"), body.get("version").unwrap().to_string().as_str()), ("published", "1"));
    assert_eq!(text(&body, "/href"), format!("{}/atrium/campaigns/two-skies.json", house.url));
    assert_eq!(body.pointer("/document/x-own").unwrap().to_string(), r#"{"kept":[1,"two"]}"#);
    assert_eq!(
        kind(put(&house, ITEM, &one).header("if-none-match", "*").send().await.unwrap()).await,
        "precondition-failed"
    );

    let read = house.staff(Method::GET, ITEM).send().await.unwrap();
    assert_eq!(
        (&read.headers()["etag"], &read.headers()["cache-control"]),
        (&first, &"private, no-store".parse().unwrap())
    );
    let known = house.staff(Method::GET, ITEM).header("if-none-match", &first).send().await.unwrap();
    assert_eq!(known.status(), 304);

    let two = draft("published", &campaign("two-skies", r#","tag":"Two""#));
    let changed = put(&house, ITEM, &two).header("if-match", &first).send().await.unwrap();
    assert_eq!(changed.status(), 200);
    let second = changed.headers()["etag"].clone();
    assert_ne!(first, second);
    // Somebody who still has the first one.
    assert_eq!(
        kind(put(&house, ITEM, &one).header("if-match", &first).send().await.unwrap()).await,
        "precondition-failed"
    );
    assert_eq!(
        kind(
            put(&house, "campaigns/lost", &draft("draft", &campaign("lost", "")))
                .header("if-match", "*")
                .send()
                .await
                .unwrap()
        )
        .await,
        "precondition-failed"
    );

    let history = json(house.staff(Method::GET, "campaigns/two-skies/history").send().await.unwrap()).await;
    assert_eq!(text(&history, "/type"), "History");
    let versions: Vec<String> = history
        .get("items")
        .and_then(Value::as_array)
        .unwrap()
        .iter()
        .map(|item| {
            assert!(atrium_contract::instant::Instant::parse(text(item, "/since")).is_some());
            format!("{} {} {}", item.get("version").unwrap(), text(item, "/state"), text(item, "/document/tag"))
        })
        .collect();
    assert_eq!(versions, ["1 published ", "2 published Two"]);
    // Preconditions are looked at before the body.
    let odd = put(&house, ITEM, "not json").header("if-match", &first).send().await.unwrap();
    assert_eq!(kind(odd).await, "precondition-failed");
}

#[tokio::test]
async fn of_two_that_change_at_once_one_is_late() {
    let house = start(With::default()).await;
    house.publish(ITEM, &campaign("two-skies", "")).await;
    let tag = house.staff(Method::GET, ITEM).send().await.unwrap().headers()["etag"].clone();
    let all = (0..8).map(|n| {
        let body = draft("published", &campaign("two-skies", &format!(r#","tag":"{n}""#)));
        put(&house, ITEM, &body).header("if-match", &tag).send()
    });
    let answers = futures_util::future::join_all(all).await;
    let mut statuses: Vec<u16> = answers.into_iter().map(|answer| answer.unwrap().status().as_u16()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412, 412, 412, 412, 412, 412, 412]);
}

#[tokio::test]
async fn what_the_public_could_not_read_is_not_published() {
    let house = start(With::default()).await;
    let bad = campaign(
        "two-skies",
        r#","stages":[{"id":"one","title":"One","starts":"never","ends":"2026-12-01"}],"hosts":[".."]"#,
    )
    .replace("2027-02-01", "2020-01-01");
    let refused = house.put(ITEM, &draft("published", &bad)).await;
    assert_eq!(refused.status(), 422);
    let wrong = pointers(&json(refused).await);
    for pointer in ["/document/stages/0/starts", "/document/hosts/0", "/document/ends"] {
        assert!(wrong.iter().any(|other| other == pointer), "{pointer}: {wrong:?}");
    }
    let kept = house.put(ITEM, &draft("draft", &bad)).await;
    assert_eq!(kept.status(), 201);
    let problems: Vec<String> = json(kept)
        .await
        .get("problems")
        .and_then(Value::as_array)
        .unwrap()
        .iter()
        .map(|it| text(it, "/pointer").to_owned())
        .collect();
    assert!(problems.contains(&"/document/stages/0/starts".to_owned()), "{problems:?}");
    assert_eq!(house.get("/atrium/campaigns/two-skies.json").await.status(), 404);
    for (body, pointer) in [
        (r#"{"document":{}}"#.to_owned(), "/state"),
        (draft("draft", &campaign("other", "")), "/document/id"),
        (draft("draft", &campaign("two-skies", "").replace("Campaign", "Exhibit")), "/document/type"),
        (r#"{"state":"draft"}"#.to_owned(), "/document"),
        ("[]".to_owned(), ""),
    ] {
        let refused = house.put(ITEM, &body).await;
        assert_eq!(refused.status(), 422, "{body}");
        let wrong = pointers(&json(refused).await);
        assert!(wrong.iter().any(|other| other == pointer), "{pointer}: {wrong:?}");
    }
}

#[tokio::test]
async fn what_was_published_once_is_not_deleted() {
    let house = start(With::default()).await;
    house.put(ITEM, &draft("draft", &campaign("two-skies", ""))).await;
    let delete = || house.staff(Method::DELETE, ITEM);
    assert_eq!(kind(delete().send().await.unwrap()).await, "precondition-required");
    assert_eq!(kind(delete().header("if-match", "\"other\"").send().await.unwrap()).await, "precondition-failed");
    let tag = house.staff(Method::GET, ITEM).send().await.unwrap().headers()["etag"].clone();
    assert_eq!(delete().header("if-match", tag).send().await.unwrap().status(), 204);
    assert_eq!(kind(house.staff(Method::GET, ITEM).send().await.unwrap()).await, "not-found");
    assert_eq!(kind(house.staff(Method::GET, "campaigns/two-skies/history").send().await.unwrap()).await, "not-found");

    house.publish(ITEM, &campaign("two-skies", "")).await;
    house.put(ITEM, &draft("unpublished", &campaign("two-skies", ""))).await;
    assert_eq!(kind(delete().header("if-match", "*").send().await.unwrap()).await, "published-once");
}

#[tokio::test]
async fn drafts_are_listed_page_by_page() {
    let house = start(With::default()).await;
    for number in 0..103 {
        let id = format!("c{number:03}");
        let state = if number % 2 == 0 { "draft" } else { "published" };
        let made = house.put(&format!("campaigns/{id}"), &draft(state, &campaign(&id, ""))).await;
        assert_eq!(made.status(), 201);
    }
    let (mut ids, mut next, mut pages) = (Vec::new(), Some("campaigns".to_owned()), 0);
    while let Some(path) = next {
        let page = house.staff(Method::GET, &path).send().await.unwrap();
        let link = page.headers().get("link").map(|value| value.to_str().unwrap().to_owned());
        let page = json(page).await;
        let items = page.get("items").and_then(Value::as_array).unwrap();
        assert!(
            items.len() <= 100
                && items.iter().all(|item| item.get("document").is_none() && item.get("title").is_some())
        );
        ids.extend(items.iter().map(|item| text(item, "/id").to_owned()));
        next = page.get("next").and_then(Value::as_str).map(str::to_owned);
        assert_eq!(link, next.as_ref().map(|next| format!("<{next}>; rel=\"next\"")));
        pages += 1;
    }
    assert_eq!((ids.len(), pages), (103, 2));
    assert!(ids.is_sorted());
    let some = json(house.staff(Method::GET, "campaigns?state=draft").send().await.unwrap()).await;
    assert_eq!(some.get("items").and_then(Value::as_array).unwrap().len(), 52);
    assert_eq!(kind(house.staff(Method::GET, "campaigns?state=done").send().await.unwrap()).await, "malformed");
    assert_eq!(kind(house.staff(Method::GET, "events").send().await.unwrap()).await, "not-found");
}

#[tokio::test]
async fn codes_are_one_challenges_and_not_the_publics() {
    let house = start(With::default()).await;
    let with = |id: &str, codes: &str| {
        format!(r#"{{"state":"published","document":{},"codes":{codes}}}"#, challenge(id, OWLS, "2026-01-01"))
    };
    let made = house.put("challenges/owls", &with("owls", r#"[{"code":"Owl Seven","item":"owl"}]"#)).await;
    assert_eq!(made.status(), 201);
    assert_eq!(text(&json(made).await, "/codes/0/code"), "Owl Seven");
    let public = house.get("/atrium/challenges/owls.json").await.text().await.unwrap();
    assert!(!public.contains("Seven"));
    let listed = house.staff(Method::GET, "challenges").send().await.unwrap().text().await.unwrap();
    assert!(!listed.contains("Seven"));
    let refused = house
        .put("challenges/cats", &with("cats", r#"[{"code":"CATS","item":"cat"},{"code":"owl-SEVEN","item":"cat"}]"#))
        .await;
    assert_eq!(refused.status(), 422);
    assert_eq!(pointers(&json(refused).await), ["/codes/1/code"]);
    assert_eq!(house.get("/atrium/challenges/cats.json").await.status(), 404, "nothing of it was kept");
    // A PUT without codes takes them away, and then they are free.
    house.publish("challenges/owls", &challenge("owls", OWLS, "2026-01-01")).await;
    assert_eq!(
        house.put("challenges/cats", &with("cats", r#"[{"code":"owl-SEVEN","item":"cat"}]"#)).await.status(),
        201
    );
}

/// What redeeming a code answers with, for a new reader.
async fn redeem(house: &House, code: &str) -> u16 {
    let client = |method, path: &str| house.ask(method, &format!("/atrium/patron/{path}")).header("atrium-client", "1");
    let account = client(Method::POST, "accounts").send().await.unwrap();
    let cookie = account.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    let now = house.app.clock.now();
    let (reader, id) = (atrium_server::secret::uuid(now).unwrap(), atrium_server::secret::uuid(now).unwrap());
    let moment = atrium_server::clock::written(now);
    let send = |path: String, body: String| {
        client(Method::PUT, &path)
            .header("cookie", cookie.clone())
            .header("content-type", "application/json")
            .body(body)
            .send()
    };
    let made = format!(r#"{{"id":"{reader}","nickname":"Bo","createdAt":"{moment}"}}"#);
    assert_eq!(send(format!("profiles/{reader}"), made).await.unwrap().status(), 201);
    let on = &moment[..10];
    let body = format!(r#"{{"id":"{id}","profile":"{reader}","code":"{code}","at":"{moment}","on":"{on}"}}"#);
    send(format!("redemptions/{id}"), body).await.unwrap().status().as_u16()
}

#[tokio::test]
async fn a_scheduled_edit_leaves_the_codes_in_force_until_its_turn() {
    let house = start(With { keys: "accounts_per_hour = 100000", ..With::default() }).await;
    let with = |id: &str, code: &str, when: &str| {
        let document = challenge(id, OWLS, "2026-01-01");
        format!(r#"{{"state":"published"{when},"document":{document},"codes":[{{"code":"{code}","item":"owl"}}]}}"#)
    };
    let hour = 3_600_000;
    let at = |ms| format!(r#","publishAt":"{}""#, atrium_server::clock::written(house.app.clock.now() + ms));
    assert_eq!(house.put("challenges/owls", &with("owls", "OLD POSTER", "")).await.status(), 201);
    assert_eq!(house.put("challenges/owls", &with("owls", "NEW POSTER", &at(hour))).await.status(), 200);
    assert_eq!((redeem(&house, "OLD POSTER").await, redeem(&house, "NEW POSTER").await), (201, 422));
    // Neither is free for another challenge.
    for code in ["OLD POSTER", "NEW POSTER"] {
        assert_eq!(house.put("challenges/cats", &with("cats", code, "")).await.status(), 422, "{code}");
    }
    // A draft on top changes nothing of it.
    house.put("challenges/owls", &with("owls", "DRAFTED", "").replace("published", "draft")).await;
    house.app.clock.advance(hour + 1000);
    support::until("its turn came", || async { redeem(&house, "NEW POSTER").await == 201 }).await;
    assert_eq!(redeem(&house, "OLD POSTER").await, 422);
    // What is put now is in force now, and takes the place of what was scheduled before it.
    house.put("challenges/owls", &with("owls", "LATER", &at(hour))).await;
    house.put("challenges/owls", &with("owls", "AT ONCE", "")).await;
    assert_eq!(redeem(&house, "AT ONCE").await, 201);
    house.app.clock.advance(hour + 1000);
    assert_eq!(house.put("challenges/cats", &with("cats", "LATER", "")).await.status(), 201);
    assert_eq!(redeem(&house, "AT ONCE").await, 201);
}

/// A patron with an entry; answers with the cookie and the reader.
async fn patron(house: &House, challenge: &str, day: &str) -> (String, String) {
    let client = |method, path: &str| house.ask(method, &format!("/atrium/patron/{path}")).header("atrium-client", "1");
    let account = client(Method::POST, "accounts").send().await.unwrap();
    assert_eq!(account.status(), 201);
    let cookie = account.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    let now = house.app.clock.now();
    let (reader, entry) = (atrium_server::secret::uuid(now).unwrap(), atrium_server::secret::uuid(now).unwrap());
    let moment = atrium_server::clock::written(now);
    let send = |path: String, body: String| {
        let put =
            client(Method::PUT, &path).header("cookie", cookie.clone()).header("content-type", "application/json");
        async move {
            let answer = put.body(body).send().await.unwrap();
            assert_eq!(answer.status(), 201, "{path}: {}", answer.text().await.unwrap());
        }
    };
    send(format!("profiles/{reader}"), format!(r#"{{"id":"{reader}","nickname":"Bo","createdAt":"{moment}"}}"#)).await;
    let body = format!(
        r#"{{"id":"{entry}","challenge":{{"member":"library","id":"{challenge}"}},"profile":"{reader}","occurredOn":"{day}","zone":"Europe/Lisbon",
        "recordedAt":"{moment}","amount":{{"amount":120,"unit":"minutes"}}}}"#
    );
    send(format!("entries/{entry}"), body).await;
    (cookie, reader)
}

#[tokio::test]
async fn a_running_challenge_keeps_what_it_counts() {
    let house = start(With::default()).await;
    let path = "challenges/minutes";
    house.publish(path, &challenge("minutes", MINUTES, "2026-01-01")).await;
    patron(&house, "minutes", "2026-03-01").await;
    let pages = MINUTES.replace("minutes", "pages");
    for (document, expected) in [
        (challenge("minutes", &pages, "2026-01-01"), Some("goal-fixed")),
        (challenge("minutes", OWLS, "2026-01-01"), Some("goal-fixed")),
        (challenge("minutes", MINUTES, "2026-03-02"), Some("goal-fixed")),
        (challenge("minutes", MINUTES, "2026-03-01"), None),
        (challenge("minutes", &MINUTES.replace("100", "200"), "2026-01-01"), None),
    ] {
        let put = house.publish(path, &document).await;
        match expected {
            Some(word) => {
                assert_eq!(put.status(), 409, "{document}");
                assert_eq!(kind(put).await, word);
            }
            None => assert_eq!(put.status(), 200, "{document}"),
        }
    }
    // Somebody may still think about another goal, in a draft.
    assert_eq!(house.put(path, &draft("draft", &challenge("minutes", &pages, "2026-01-01"))).await.status(), 200);
}

#[tokio::test]
async fn an_entry_that_comes_while_a_goal_is_changed_stands_against_it() {
    let house = start(With::default()).await;
    for id in ["minutes", "other"] {
        house.publish(&format!("challenges/{id}"), &challenge(id, MINUTES, "2026-01-01")).await;
    }
    patron(&house, "other", "2026-03-01").await;
    let tag = house.staff(Method::GET, "challenges/minutes").send().await.unwrap().headers()["etag"].clone();
    // Somebody is writing an entry when the change arrives.
    let mut writing = house.app.store.begin().await.unwrap();
    for sql in [
        "UPDATE house_revision SET revision = revision WHERE one = 1",
        "INSERT INTO entries (id, account, profile, challenge, seq, occurred_on, voided, json) \
         SELECT 'another', account, profile, 'minutes', seq + 1, occurred_on, voided, json FROM entries",
    ] {
        sqlx::query(sql).execute(&mut *writing).await.unwrap();
    }
    let pages = draft("published", &challenge("minutes", &MINUTES.replace("minutes", "pages"), "2026-01-01"));
    let change = tokio::spawn(put(&house, "challenges/minutes", &pages).header("if-match", tag).send());
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    writing.commit().await.unwrap();
    assert_eq!(kind(change.await.unwrap().unwrap()).await, "goal-fixed");
}

#[tokio::test]
async fn a_prize_is_handed_out_once() {
    let house = start(With::default()).await;
    house.publish("challenges/minutes", &challenge("minutes", MINUTES, "2026-01-01")).await;
    let (cookie, reader) = patron(&house, "minutes", "2026-03-01").await;
    let path = format!("awards/minutes/{reader}/~");
    let redeem = |at: &str| put(&house, &path, &format!(r#"{{"redeemedAt":"{at}"}}"#)).send();
    let award = json(redeem("2026-11-20T10:00:00Z").await.unwrap()).await;
    assert_eq!(text(&award, "/redeemedAt"), "2026-11-20T10:00:00Z");
    let again = json(redeem("2026-11-21T10:00:00Z").await.unwrap()).await;
    assert_eq!(text(&again, "/redeemedAt"), "2026-11-20T10:00:00Z");
    assert_eq!(pointers(&json(put(&house, &path, "{}").send().await.unwrap()).await), ["/redeemedAt"]);
    let none = put(&house, &format!("awards/minutes/{reader}/half"), r#"{"redeemedAt":"2026-11-20T10:00:00Z"}"#);
    assert_eq!(kind(none.send().await.unwrap()).await, "not-found");
    // The reader is staff of nothing.
    let theirs = house.ask(Method::GET, "/atrium/publish/campaigns").header("cookie", &cookie).send().await.unwrap();
    assert_eq!((theirs.status().as_u16(), kind(theirs).await.as_str()), (403, "not-staff"));
}

#[tokio::test]
async fn nobody_but_staff_and_no_forged_request() {
    let house = start(With::default()).await;
    house.publish(ITEM, &campaign("two-skies", "")).await;
    for path in ["campaigns", "campaigns/two-skies", "campaigns/two-skies/history", "member"] {
        let path = format!("/atrium/publish/{path}");
        let nobody = house.get(&path).await;
        assert_eq!((nobody.status().as_u16(), kind(nobody).await.as_str()), (401, "sign-in-needed"), "{path}");
        let wrong = house.ask(Method::GET, &path).bearer_auth("atrium-staff-00").send().await.unwrap();
        assert_eq!(wrong.status(), 401, "{path}");
    }
    let plain =
        || house.ask(Method::PUT, "/atrium/publish/member").header("content-type", "application/json").body("{}");
    assert_eq!(kind(plain().send().await.unwrap()).await, "client-header-missing");
    assert_eq!(kind(plain().header("atrium-client", "1").send().await.unwrap()).await, "sign-in-needed");
    let strange = plain().bearer_auth(&house.token).header("origin", "https://evil.example").send().await.unwrap();
    assert_eq!(strange.headers().get("access-control-allow-origin"), None);
    assert_eq!(kind(strange).await, "origin-unknown");
    // A front door may.
    let door = house.staff(Method::GET, ITEM).header("origin", FRONT_DOOR).send().await.unwrap();
    assert_eq!(door.headers()["access-control-allow-origin"], FRONT_DOOR);
    assert_eq!(door.headers()["access-control-allow-credentials"], "true");
    let asked = house
        .ask(Method::OPTIONS, "/atrium/publish/campaigns/two-skies")
        .header("origin", FRONT_DOOR)
        .send()
        .await
        .unwrap();
    assert_eq!(asked.status(), 204);
    let allowed = asked.headers()["access-control-allow-headers"].to_str().unwrap().to_owned();
    assert!(["Authorization", "If-Match", "Atrium-Client"].iter().all(|name| allowed.contains(name)), "{allowed}");
    let strange = house.ask(Method::OPTIONS, "/atrium/publish/member").header("origin", "https://evil.example");
    assert_eq!(strange.send().await.unwrap().status(), 403);
    // A token that was taken away no longer works.
    let library = atrium_server::house::library::Library::new(house.app.store.clone(), house.app.clock.clone());
    assert!(library.remove_staff("Ana").await.unwrap());
    assert_eq!(house.staff(Method::GET, ITEM).send().await.unwrap().status(), 401);
    let Ok(dump) = std::fs::read(house.folder.path().join("atrium.db")) else { return };
    let wal = std::fs::read(house.folder.path().join("atrium.db-wal")).unwrap_or_default();
    let token = house.token.as_bytes();
    assert!(!dump.windows(token.len()).chain(wal.windows(token.len())).any(|part| part == token), "no token is kept");
}

#[tokio::test]
async fn bodies_are_json_and_have_an_end() {
    let house = start(With::default()).await;
    let new = |kind: &str, body: String| {
        house.staff(Method::PUT, ITEM).header("if-none-match", "*").header("content-type", kind).body(body)
    };
    let whole = draft("draft", &campaign("two-skies", ""));
    assert_eq!(kind(new("text/plain", whole.clone()).send().await.unwrap()).await, "media-type");
    assert_eq!(kind(new("application/json", "{".into()).send().await.unwrap()).await, "malformed");
    let large = draft("draft", &campaign("two-skies", &format!(r#","x":"{}""#, "x".repeat(2_200_000))));
    let refused = new("application/json", large).send().await.unwrap();
    assert_eq!((refused.status().as_u16(), kind(refused).await.as_str()), (413, "too-large"));
    let odd = house.staff(Method::POST, ITEM).send().await.unwrap();
    assert_eq!((odd.status().as_u16(), kind(odd).await.as_str()), (405, "method-not-allowed"));
    assert_eq!(new("application/json; charset=utf-8", whole).send().await.unwrap().status(), 201);
}

#[tokio::test]
async fn the_members_document_is_changed_by_whoever_saw_it_last() {
    let house = start(With::default()).await;
    let read = || async { house.staff(Method::GET, "member").send().await.unwrap() };
    let tag = read().await.headers()["etag"].clone();
    house.publish(ITEM, &campaign("two-skies", "")).await;
    assert_eq!(read().await.headers()["etag"], tag, "a card is no change of what staff wrote");
    let body = r#"{"atrium":"1","type":"Member","id":"library","kind":"library","name":"New"}"#;
    assert_eq!(kind(put(&house, "member", body).send().await.unwrap()).await, "precondition-required");
    let changed = put(&house, "member", body).header("if-match", &tag).send().await.unwrap();
    assert_eq!(changed.status(), 200);
    assert_eq!(text(&json(changed).await, "/campaigns/0/id"), "two-skies");
    assert_eq!(
        kind(put(&house, "member", body).header("if-match", &tag).send().await.unwrap()).await,
        "precondition-failed"
    );
    let other = body.replace("library\",\"kind", "museum\",\"kind");
    let refused = put(&house, "member", &other).header("if-match", "*").send().await.unwrap();
    assert_eq!(pointers(&json(refused).await), ["/id"]);
}

/// Every route of the class, with the body it would take.
fn routes(reader: &str) -> Vec<(Method, String, String)> {
    let document = draft("published", &campaign("two-skies", r#","tag":"theirs""#));
    let own = r#"{"atrium":"1","type":"Member","id":"library","kind":"library","name":"Theirs"}"#;
    vec![
        (Method::GET, "member".into(), String::new()),
        (Method::PUT, "member".into(), own.into()),
        (Method::GET, "campaigns".into(), String::new()),
        (Method::GET, "campaigns?state=draft".into(), String::new()),
        (Method::GET, ITEM.into(), String::new()),
        (Method::PUT, ITEM.into(), document),
        (Method::PUT, "campaigns/new".into(), draft("draft", &campaign("new", ""))),
        (Method::DELETE, "campaigns/sketch".into(), String::new()),
        (Method::GET, format!("{ITEM}/history"), String::new()),
        (Method::PUT, format!("awards/minutes/{reader}/~"), r#"{"redeemedAt":"2026-11-20T10:00:00Z"}"#.into()),
    ]
}

#[tokio::test]
async fn whoever_is_not_staff_reads_and_changes_nothing_by_any_route() {
    let house = start(With::default()).await;
    house.publish(ITEM, &campaign("two-skies", "")).await;
    house.put("campaigns/sketch", &draft("draft", &campaign("sketch", ""))).await;
    house.publish("challenges/minutes", &challenge("minutes", MINUTES, "2026-01-01")).await;
    let (cookie, reader) = patron(&house, "minutes", "2026-03-01").await;
    let library = atrium_server::house::library::Library::new(house.app.store.clone(), house.app.clock.clone());
    let revoked = atrium_server::house::staff::token().unwrap();
    assert!(library.add_staff("Bo", &atrium_server::house::staff::hash(&revoked), false).await.unwrap());
    assert!(library.remove_staff("Bo").await.unwrap());
    let everything = || async {
        let mut all = library.revision().await.unwrap().to_string();
        for path in ["member", "campaigns", "challenges", "campaigns/sketch", "campaigns/two-skies/history"] {
            all += &house.staff(Method::GET, path).send().await.unwrap().text().await.unwrap();
        }
        let awards: Vec<String> = sqlx::query_scalar("SELECT json FROM awards ORDER BY challenge")
            .fetch_all(house.app.store.read())
            .await
            .unwrap();
        assert_eq!(awards.len(), 1);
        all + &awards.concat()
    };
    let before = everything().await;
    let whose: [(&str, Option<(&str, String)>, u16); 5] = [
        ("nobody's", None, 401),
        ("a wrong token", Some(("authorization", "Bearer atrium-staff-00".into())), 401),
        ("no token at all", Some(("authorization", "Basic YTpi".into())), 401),
        ("a revoked token", Some(("authorization", format!("Bearer {revoked}"))), 401),
        ("a patron's", Some(("cookie", cookie)), 403),
    ];
    for (name, credential, expected) in whose {
        for (method, path, body) in routes(&reader) {
            // With a precondition of each kind, so that nothing but the missing right refuses it.
            for (header, value) in [("if-match", "*"), ("if-none-match", "*")] {
                let mut ask = house.ask(method.clone(), &format!("/atrium/publish/{path}"));
                ask = ask.header("atrium-client", "1").header("content-type", "application/json").header(header, value);
                if let Some((header, value)) = &credential {
                    ask = ask.header(*header, value);
                }
                let answer = ask.body(body.clone()).send().await.unwrap();
                assert_eq!(answer.status(), expected, "{name}: {method} {path}");
                assert_eq!(answer.headers()["content-type"], "application/problem+json", "{name}: {method} {path}");
            }
        }
    }
    assert_eq!(everything().await, before);
    // The same requests are taken from staff, so it was the right that was missing.
    for (method, path, body) in routes(&reader) {
        let new = if path == "campaigns/new" { "if-none-match" } else { "if-match" };
        let ask = house.staff(method.clone(), &path).header("content-type", "application/json").header(new, "*");
        assert!(ask.body(body).send().await.unwrap().status().is_success(), "{method} {path}");
    }
}

#[tokio::test]
async fn an_id_that_is_no_text_names_nothing() {
    let house = start(With::default()).await;
    for path in ["campaigns/%FF", "%FF", "campaigns/%FF/history", "%FF/two-skies"] {
        let answer = house.staff(Method::GET, path).send().await.unwrap();
        assert_eq!((answer.status().as_u16(), kind(answer).await.as_str()), (404, "not-found"), "{path}");
    }
    let award = put(&house, "awards/%FF/x/~", r#"{"redeemedAt":"2026-11-20T10:00:00Z"}"#);
    assert_eq!(kind(award.send().await.unwrap()).await, "not-found");
    for method in [Method::PUT, Method::DELETE] {
        let answer = house.staff(method, "campaigns/%FF").header("if-match", "*").send().await.unwrap();
        assert_eq!(kind(answer).await, "not-found");
    }
}
