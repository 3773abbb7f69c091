//! What everyone reads: documents from memory, with their validators, encodings and links.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use atrium_contract::json::Value;
use reqwest::Method;
use support::{With, campaign, challenge, draft, json, start, text, until};

const DOCUMENT: &str = "/atrium/campaigns/two-skies.json";

#[tokio::test]
async fn a_document_is_answered_with_all_a_reader_needs() {
    let house = start(With::default()).await;
    assert_eq!(house.publish("campaigns/two-skies", &campaign("two-skies", "")).await.status(), 201);
    let plain = house.get(DOCUMENT).await;
    assert_eq!(plain.status(), 200);
    for (name, value) in [
        ("content-type", "application/json"),
        ("access-control-allow-origin", "*"),
        ("cache-control", "public, no-cache"),
        ("vary", "Accept-Encoding"),
    ] {
        assert_eq!(plain.headers()[name], value, "{name}");
    }
    assert!(plain.headers()["access-control-expose-headers"].to_str().unwrap().contains("ETag"));
    let tag = plain.headers()["etag"].to_str().unwrap().to_owned();
    assert!(tag.starts_with('"'), "a strong validator: {tag}");
    let length = plain.headers()["content-length"].clone();
    let body = plain.text().await.unwrap();

    let again =
        house.ask(Method::GET, DOCUMENT).header("if-none-match", format!("\"other\", {tag}")).send().await.unwrap();
    assert_eq!((again.status().as_u16(), again.headers()["etag"].to_str().unwrap()), (304, tag.as_str()));
    assert_eq!(again.headers()["access-control-allow-origin"], "*");
    assert_eq!(again.text().await.unwrap(), "");

    let head = house.ask(Method::HEAD, DOCUMENT).send().await.unwrap();
    assert_eq!((head.status().as_u16(), &head.headers()["content-length"]), (200, &length));
    assert_eq!(head.text().await.unwrap(), "");

    for (accepted, encoding) in [("br, gzip", Some("br")), ("gzip;q=0.5, br;q=0", Some("gzip")), ("identity", None)] {
        let small = house.ask(Method::GET, DOCUMENT).header("accept-encoding", accepted).send().await.unwrap();
        let said = small.headers().get("content-encoding").map(|value| value.to_str().unwrap().to_owned());
        assert_eq!(said.as_deref(), encoding, "{accepted}");
        let own = small.headers()["etag"].to_str().unwrap().to_owned();
        assert_eq!(own == tag, encoding.is_none(), "each form has a validator of its own");
        let bytes = small.bytes().await.unwrap();
        let mut read = Vec::new();
        match encoding {
            Some("br") => drop(brotli::BrotliDecompress(&mut bytes.as_ref(), &mut read)),
            Some(_) => drop(std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(bytes.as_ref()), &mut read)),
            None => read = bytes.to_vec(),
        }
        assert_eq!(String::from_utf8(read).unwrap(), body);
        let known = house.ask(Method::GET, DOCUMENT).header("if-none-match", own).send().await.unwrap();
        assert_eq!(known.status(), 304, "{accepted}");
    }
}

#[tokio::test]
async fn other_methods_are_told_what_is_allowed() {
    let house = start(With::default()).await;
    for method in [Method::PUT, Method::POST, Method::DELETE, Method::PATCH] {
        let refused = house.ask(method, "/atrium/member.json").send().await.unwrap();
        assert_eq!(
            (refused.status().as_u16(), refused.headers()["allow"].to_str().unwrap()),
            (405, "GET, HEAD, OPTIONS")
        );
        assert_eq!(refused.headers()["content-type"], "application/problem+json");
        assert_eq!(text(&json(refused).await, "/type"), "urn:atrium:problem:method-not-allowed");
    }
    let asked = house.ask(Method::OPTIONS, "/atrium/member.json").header("origin", "https://any.example");
    let asked = asked.header("access-control-request-headers", "if-none-match").send().await.unwrap();
    assert_eq!((asked.status().as_u16(), asked.headers()["access-control-allow-origin"].to_str().unwrap()), (204, "*"));
    assert!(asked.headers()["access-control-allow-headers"].to_str().unwrap().contains("If-None-Match"));
    let lost =
        house.ask(Method::GET, "/atrium/campaigns/lost.json").header("accept-language", "es").send().await.unwrap();
    assert_eq!((lost.status().as_u16(), lost.headers()["access-control-allow-origin"].to_str().unwrap()), (404, "*"));
    assert_eq!(lost.headers()["content-language"], "es");
}

#[tokio::test]
async fn the_members_document_shows_what_is_published_with_links_that_lead_there() {
    let house = start(With::default()).await;
    let own = r#"{"atrium":"1","type":"Member","id":"library","kind":"library","name":{"en":["Own words"]},"x-kept":[1.50],
        "offers":["publish"],"participate":"elsewhere.json","campaigns":[{"id":"made-up","href":"x.json","title":"Made up"},
        {"id":"theirs","member":"museum","href":"https://museum.example/c.json","title":"Theirs"}]}"#;
    let put = house.staff(Method::PUT, "member").header("content-type", "application/json").header("if-match", "*");
    assert_eq!(put.body(own).send().await.unwrap().status(), 200);
    house.publish("campaigns/two-skies", &campaign("two-skies", r#","stages":[]"#)).await;
    house.publish("campaigns/another", &campaign("another", "")).await;
    house.put("campaigns/hidden", &draft("draft", &campaign("hidden", ""))).await;
    let member = json(house.get("/atrium/member.json").await).await;
    assert_eq!(text(&member, "/name/en/0"), "Own words");
    assert_eq!(member.pointer("/x-kept/0").unwrap().to_string(), "1.50", "unknown fields are kept to the digit");
    assert_eq!(member.get("offers").unwrap().to_string(), r#"["read","participate","publish"]"#);
    let ids: Vec<&str> =
        member.get("campaigns").and_then(Value::as_array).unwrap().iter().map(|card| text(card, "/id")).collect();
    assert_eq!(ids, ["two-skies", "another", "theirs"]);
    assert_eq!(text(&member, "/campaigns/0/href"), "campaigns/two-skies.json");
    assert_eq!(text(&member, "/campaigns/0/theme"), "themes/night.json");
    assert_eq!(text(&member, "/campaigns/0/picture/src"), "files/sky.jpg");
    assert_eq!(member.pointer("/campaigns/0/stages"), None, "a card is no document");
    // The two documents that say where the rest begins.
    for (name, kind) in [("participate", "Participation"), ("publish", "Publication")] {
        let found = house.get(&format!("/atrium/{}", text(&member, &format!("/{name}")))).await;
        assert_eq!(found.headers()["access-control-allow-origin"], "*");
        assert_eq!(text(&json(found).await, "/type"), kind);
    }
    let alliance = json(house.get("/.well-known/cultural-alliance.json").await).await;
    assert_eq!((text(&alliance, "/type"), text(&alliance, "/members/0/href")), ("Alliance", "/atrium/member.json"));
}

#[tokio::test]
async fn what_is_unpublished_is_gone_and_what_is_scheduled_comes() {
    let house = start(With::default()).await;
    house.publish("campaigns/two-skies", &campaign("two-skies", "")).await;
    // The next version waits; this one stays.
    let later = atrium_server::clock::written(house.app.clock.now() + 3_600_000);
    let next = campaign("two-skies", r#","tag":"New""#);
    let scheduled = format!(r#"{{"state":"published","publishAt":"{later}","document":{next}}}"#);
    let put = json(house.put("campaigns/two-skies", &scheduled).await).await;
    assert_eq!(put.get("scheduled"), Some(&Value::Bool(true)));
    let shown = |house: &support::House| {
        let asked = house.ask(Method::GET, DOCUMENT);
        async move {
            let found = asked.send().await.unwrap();
            if found.status() == 200 { text(&json(found).await, "/tag").to_owned() } else { found.status().to_string() }
        }
    };
    assert_eq!(shown(&house).await, "");
    house.app.clock.advance(3_600_001);
    until("the scheduled version is public", || async { shown(&house).await == "New" }).await;
    assert_eq!(house.put("campaigns/two-skies", &draft("draft", &campaign("two-skies", ""))).await.status(), 200);
    assert_eq!(shown(&house).await, "New", "a draft over it does not take it down");
    assert_eq!(house.put("campaigns/two-skies", &draft("unpublished", &next)).await.status(), 200);
    assert_eq!(shown(&house).await, "404 Not Found");
    let member = json(house.get("/atrium/member.json").await).await;
    assert_eq!(member.get("campaigns").unwrap().to_string(), "[]");
}

#[tokio::test]
async fn each_collection_has_its_place() {
    let house = start(With::default()).await;
    let theme = r##"{"atrium":"1","type":"Theme","id":"night","title":"Night","tokens":{"version":"2025.10","sets":{"base":{"sources":[{}]}},"resolutionOrder":[{"$ref":"#/sets/base"}]}}"##;
    let list = r#"{"atrium":"1","type":"ReadingList","id":"l","title":"List","works":[{"title":"A book"}]}"#;
    let exhibit = r#"{"atrium":"1","type":"Exhibit","id":"e","title":"Exhibit","scenes":[{"id":"one","title":"One"}]}"#;
    let total = challenge("c", r#"{"kind":"total","unit":"minutes","target":100}"#, "2026-01-01");
    for (path, document) in
        [("themes/night", theme), ("lists/l", list), ("exhibits/e", exhibit), ("challenges/c", &total)]
    {
        let put = house.publish(path, document).await;
        assert_eq!(put.status(), 201, "{path}: {}", put.text().await.unwrap());
        assert_eq!(house.get(&format!("/atrium/{path}.json")).await.status(), 200, "{path}");
    }
    let member = json(house.get("/atrium/member.json").await).await;
    assert_eq!((text(&member, "/exhibits/0/id"), text(&member, "/challenges/0/id")), ("e", "c"));
}
