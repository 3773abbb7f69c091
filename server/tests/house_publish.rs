//! What staff do: create, change, schedule, take down, and what they are refused.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod house_staff;
mod support;

use atrium_contract::entry::Entry;
use atrium_contract::json::{Value, parse};
use atrium_server::patron::entries;
use atrium_server::patron::ledger::Ledger;
use house_staff::{kind, patron, put};
use reqwest::Method;
use support::{With, campaign, challenge, draft, json, pointers, start, text, until};

const ITEM: &str = "campaigns/two-skies";
const MINUTES: &str = r#"{"kind":"total","unit":"minutes","target":100}"#;
const OWLS: &str =
    r#"{"kind":"checklist","items":[{"id":"owl","title":"Owl","code":true},{"id":"cat","title":"Cat"}]}"#;

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
async fn a_document_is_not_published_in_a_zone_that_nobody_knows() {
    let house = start(With::default()).await;
    let nowhere = |document: String| document.replace("Europe/Lisbon", "Europe/Lisboa");
    for (item, document) in [
        (ITEM, nowhere(campaign("two-skies", ""))),
        ("challenges/owls", nowhere(challenge("owls", MINUTES, "2026-11-01"))),
    ] {
        let refused = house.put(item, &draft("published", &document)).await;
        assert_eq!(refused.status(), 422, "{item}");
        assert_eq!(pointers(&json(refused).await), ["/document/zone"], "{item}");
        let kept = json(house.put(item, &draft("draft", &document)).await).await;
        assert_eq!(text(&kept, "/problems/0/pointer"), "/document/zone", "{item}");
    }
}

#[tokio::test]
async fn a_document_is_64_levels_deep_and_the_draft_around_it_one_more() {
    let house = start(With::default()).await;
    let deep = |levels: usize| {
        // The document is the first of its levels.
        let inner = levels - 1;
        campaign("two-skies", &format!(r#","x-deep":{}1{}"#, "[".repeat(inner), "]".repeat(inner)))
    };
    assert_eq!(kind(house.put(ITEM, &draft("published", &deep(65))).await).await, "malformed");
    assert_eq!(house.put(ITEM, &draft("published", &deep(64))).await.status(), 201);
    let public = house.get("/atrium/campaigns/two-skies.json").await.text().await.unwrap();
    assert!(parse(&public).is_ok(), "a reader reads it");
    let history = house.staff(Method::GET, "campaigns/two-skies/history").send().await.unwrap().text().await.unwrap();
    assert!(parse(&history).is_err() && atrium_contract::json::parse_around(&history, 3).is_ok());
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
        // Ordered by their bytes, whatever a language does with a dash.
        let id = format!("c{}{number:03}", if number % 3 == 0 { "-" } else { "" });
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
async fn a_moment_that_has_passed_takes_nothing_from_what_was_before() {
    let house = start(With::default()).await;
    let document = |target: &str| challenge("minutes", &MINUTES.replace("100", target), "2026-01-01");
    house.publish("challenges/minutes", &document("100")).await;
    let (cookie, reader) = patron(&house, "minutes", "2026-03-01").await;
    let awards = || async {
        let asked = house.ask(Method::GET, "/atrium/patron/awards").header("cookie", &cookie);
        json(asked.send().await.unwrap()).await.to_string()
    };
    let earned = awards().await;
    assert!(earned.contains(&reader) && !earned.contains("withdrawnAt"), "{earned}");
    // Read, edited and put back, with the moment that stood in it.
    let long_ago =
        format!(r#"{{"state":"published","publishAt":"2026-01-01T00:00:00Z","document":{}}}"#, document("5000"));
    assert_eq!(house.put("challenges/minutes", &long_ago).await.status(), 200);
    let after = awards().await;
    assert!(!after.contains("withdrawnAt"), "what was earned under the version before stays: {after}");
}

#[tokio::test]
async fn a_version_that_was_taken_down_before_its_moment_never_judges() {
    let house = start(With::default()).await;
    let path = "challenges/minutes";
    let document = |target: &str| challenge("minutes", &MINUTES.replace("100", target), "2026-01-01");
    house.publish(path, &document("100")).await;
    let later = atrium_server::clock::written(house.app.clock.now() + 3_600_000);
    let scheduled = format!(r#"{{"state":"published","publishAt":"{later}","document":{}}}"#, document("5000"));
    assert_eq!(house.put(path, &scheduled).await.status(), 200);
    assert_eq!(house.put(path, &draft("unpublished", &document("5000"))).await.status(), 200);
    house.app.clock.advance(7_200_000);
    let (cookie, reader) = patron(&house, "minutes", "2026-03-01").await;
    let at = format!("/atrium/patron/standings/minutes/{reader}");
    let standing = json(house.ask(Method::GET, &at).header("cookie", &cookie).send().await.unwrap()).await;
    assert_eq!(standing.get("target").unwrap().to_string(), "100", "{standing}");
}

#[tokio::test]
async fn what_is_counted_is_not_changed_for_later_while_entries_may_come() {
    let house = start(With::default()).await;
    let path = "challenges/minutes";
    house.publish(path, &challenge("minutes", MINUTES, "2026-01-01")).await;
    let pages = challenge("minutes", &MINUTES.replace("minutes", "pages"), "2026-01-01");
    let later = atrium_server::clock::written(house.app.clock.now() + 3_600_000);
    let scheduled = format!(r#"{{"state":"published","publishAt":"{later}","document":{pages}}}"#);
    let refused = house.put(path, &scheduled).await;
    assert_eq!((refused.status().as_u16(), kind(refused).await.as_str()), (409, "goal-fixed"));
    assert_eq!(house.publish(path, &pages).await.status(), 200, "now it can: nobody has logged");
}

#[tokio::test]
async fn an_entry_that_comes_while_a_goal_is_changed_stands_against_it() {
    let house = start(With::default()).await;
    for id in ["minutes", "other"] {
        house.publish(&format!("challenges/{id}"), &challenge(id, MINUTES, "2026-01-01")).await;
    }
    let (_, reader) = patron(&house, "other", "2026-03-01").await;
    let account: String = sqlx::query_scalar("SELECT account FROM profiles WHERE id = $1")
        .bind(&reader)
        .fetch_one(house.app.store.read())
        .await
        .unwrap();
    let tag = house.staff(Method::GET, "challenges/minutes").send().await.unwrap().headers()["etag"].clone();
    // Somebody is writing an entry when the change arrives.
    let (id, moment) = (atrium_server::secret::uuid(house.app.clock.now()).unwrap(), "2026-03-01T10:00:00Z");
    let entry = format!(
        r#"{{"id":"{id}","challenge":{{"member":"library","id":"minutes"}},"profile":"{reader}","occurredOn":"2026-03-01",
        "zone":"Europe/Lisbon","recordedAt":"{moment}","amount":{{"amount":20,"unit":"minutes"}}}}"#
    );
    let entry = Entry::sent(&parse(&entry).unwrap()).unwrap();
    let mut ledger = Ledger::open(&house.app, &account).await.unwrap();
    let kept = entries::keep(&house.app, &mut ledger, vec![Ok(entry)]).await.unwrap();
    assert!(matches!(kept.as_slice(), [Ok((true, _))]), "{kept:?}");
    let pages = draft("published", &challenge("minutes", &MINUTES.replace("minutes", "pages"), "2026-01-01"));
    let change = tokio::spawn(put(&house, "challenges/minutes", &pages).header("if-match", tag).send());
    // On SQLite there is one who writes. On PostgreSQL the change is seen to wait.
    if !house.app.store.is_sqlite() {
        const WAITING: &str = "SELECT COUNT(*) FROM pg_locks WHERE NOT granted AND locktype = 'advisory' \
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
        until("a change that waits for the entry", || async {
            sqlx::query_scalar::<_, i64>(WAITING).fetch_one(house.app.store.read()).await.unwrap() == 1
        })
        .await;
    }
    ledger.keep().await.unwrap();
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
