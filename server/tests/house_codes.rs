//! Codes of challenges: whose they are, and when they are redeemed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use reqwest::Method;
use support::{House, With, challenge, json, pointers, start, text};

const OWLS: &str =
    r#"{"kind":"checklist","items":[{"id":"owl","title":"Owl","code":true},{"id":"cat","title":"Cat"}]}"#;

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
    let on = moment.split('T').next().unwrap();
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
