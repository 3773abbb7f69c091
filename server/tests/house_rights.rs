//! Whom class Publish refuses, and by which route.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod house_staff;
mod support;

use atrium_server::house::publish::{PREFIX, paths};
use house_staff::{kind, patron, put};
use reqwest::Method;
use support::{FRONT_DOOR, With, campaign, challenge, draft, start};

const ITEM: &str = "campaigns/two-skies";
const MINUTES: &str = r#"{"kind":"total","unit":"minutes","target":100}"#;

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

/// Whether a path is one of those that a pattern with `{…}` stands for.
fn fits(pattern: &str, path: &str) -> bool {
    let path = path.split('?').next().unwrap_or_default();
    let (pattern, path): (Vec<&str>, Vec<&str>) =
        (pattern.trim_start_matches(PREFIX).split('/').collect(), path.split('/').collect());
    pattern.len() == path.len() && pattern.iter().zip(path).all(|(one, other)| one.starts_with('{') || *one == other)
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
    type Credential<'a> = Option<(&'a str, String)>;
    let whose: [(&str, Credential, u16); 5] = [
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
    for pattern in paths() {
        assert!(routes(&reader).iter().any(|(_, path, _)| fits(pattern, path)), "{pattern} is tried");
    }
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
