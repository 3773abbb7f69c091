//! Every route and every object, without a token, with another's and with a revoked one; forged requests; bodies that are none.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

mod common;
use atrium_server::http::{Access, table};
use common::*;
use reqwest::Method;

/// What stands for the placeholders of a path, of one patron who has everything.
struct Owned {
    device: Device,
    profile: String,
    entry: Value,
    team: String,
    redemption: String,
    device_id: String,
}

async fn owned(server: &Server) -> Owned {
    let (device, profile) = server.reader().await;
    let entry = server.entry(&profile, "minutes", 60);
    let (team, redemption) = (uuid(), uuid());
    assert_eq!(
        device.put(&format!("patron/entries/{}", entry["id"].as_str().unwrap()), entry.clone()).await.status,
        201
    );
    let body = json!({ "id": team, "challenge": "minutes", "name": "Owls", "createdAt": server.now() });
    assert_eq!(device.put(&format!("patron/teams/{team}"), body).await.status, 201);
    let body =
        json!({ "id": redemption, "profile": profile, "code": "moon", "on": server.today(), "at": server.now() });
    assert_eq!(device.put(&format!("patron/redemptions/{redemption}"), body).await.status, 201);
    let body = json!({ "challenge": { "member": MEMBER, "id": "minutes" }, "profile": profile, "on": server.today(), "at": server.now() });
    assert_eq!(device.put(&format!("patron/enrolments/minutes/{profile}"), body).await.status, 201);
    let device_id = device.get("patron/account").await.body["devices"][0]["id"].as_str().unwrap().to_owned();
    Owned { device, profile, entry, team, redemption, device_id }
}

impl Owned {
    /// The address of the owner's thing at a route, and a good body for it.
    fn aim(&self, server: &Server, path: &str) -> (String, Value) {
        let at = path.trim_start_matches("/atrium/");
        let entry = self.entry["id"].as_str().unwrap();
        let (id, body) = match at {
            "patron/devices/{id}" => (self.device_id.as_str(), Value::Null),
            "patron/profiles/{id}" => (
                self.profile.as_str(),
                json!({ "id": self.profile, "nickname": "Mine", "createdAt": "2030-01-01T00:00:00Z" }),
            ),
            "patron/entries/{id}" => (entry, self.entry.clone()),
            "patron/entries" => ("", json!({ "entries": [self.entry] })),
            "patron/redemptions/{id}" => (
                self.redemption.as_str(),
                json!({ "id": self.redemption, "profile": self.profile, "code": "moon", "on": server.today(), "at": server.now() }),
            ),
            "patron/teams/{id}" => (
                self.team.as_str(),
                json!({ "id": self.team, "challenge": "minutes", "name": "Mine", "createdAt": server.now() }),
            ),
            "patron/enrolments/{challenge}/{profile}" => (
                "",
                json!({ "challenge": { "member": MEMBER, "id": "minutes" }, "profile": self.profile, "on": server.today(), "at": "2030-01-01T00:00:00Z" }),
            ),
            _ => ("", json!({})),
        };
        (at.replace("{id}", id).replace("{challenge}", "minutes").replace("{profile}", &self.profile), body)
    }
}

async fn prepared() -> (Server, Owned) {
    let server = Server::start().await;
    let mut reading = challenge(&server, "minutes");
    reading["boards"] = json!({ "kinds": ["readers"] });
    server.publish(&reading).await;
    server.code("moon", "minutes", None, Some((1, "minutes"))).await;
    let owned = owned(&server).await;
    (server, owned)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_of_patrons_refuses_whoever_is_not_signed_in() {
    let (server, owner) = prepared().await;
    let mut revoked = server.patron().await;
    let cookie = revoked.cookie.clone();
    assert_eq!(revoked.delete("patron/session").await.status, 204);
    revoked.cookie = cookie;
    let mut nonsense = server.device();
    nonsense.cookie = Some(format!("atrium-{MEMBER}={}", "0".repeat(64)));
    let mut elsewhere = owner.device.clone();
    elsewhere.cookie = owner.device.cookie.clone().map(|it| it.replace(MEMBER, "other-member"));
    let (mut seen, table) = (0, table(&server.app));
    for route in table.routes().iter().filter(|route| route.access == Access::Patron) {
        let (at, body) = owner.aim(&server, route.path);
        for who in [server.device(), revoked.clone(), nonsense.clone(), elsewhere.clone()] {
            let answer = who.clone().ask(route.method.clone(), &at, Some(body.to_string()), &[]).await;
            assert_eq!(answer.refused(), (401, "sign-in-needed"), "{} {at}", route.method);
        }
        seen += 1;
    }
    assert!(seen >= 17, "{seen} routes");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_has_to_be_is_open() {
    let (server, _) = prepared().await;
    let table = table(&server.app);
    let open: Vec<String> = table
        .routes()
        .iter()
        .filter(|it| it.access != Access::Patron)
        .map(|it| format!("{} {}", it.method, it.path))
        .collect();
    assert_eq!(
        open,
        [
            "GET /atrium/participate.json",
            "POST /atrium/patron/accounts",
            "POST /atrium/patron/session",
            "GET /atrium/patron/boards/{challenge}",
            "GET /atrium/patron/oidc/start",
            "GET /atrium/patron/oidc/back",
        ],
        "whoever adds a route here has thought about who may use it"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_another_account_is_read_changed_or_deleted() {
    let (server, owner) = prepared().await;
    let (stranger, reader_of_stranger) = server.reader().await;
    let before = owner.device.get("patron/export").await.body;
    let table = table(&server.app);
    let theirs: [&str; 5] =
        [&owner.profile, owner.entry["id"].as_str().unwrap(), &owner.team, &owner.redemption, &owner.device_id];
    for route in table.routes().iter().filter(|route| route.access == Access::Patron) {
        let (at, body) = owner.aim(&server, route.path);
        let aimed = route.path.contains('{');
        if !aimed && route.method == Method::DELETE {
            continue;
        }
        let answer = stranger.clone().ask(route.method.clone(), &at, Some(body.to_string()), &[]).await;
        let expected: &[(u16, &str)] = match (route.method.as_str(), route.path) {
            ("GET" | "DELETE", _) if aimed => &[(404, "not-found")],
            ("PUT", "/atrium/patron/enrolments/{challenge}/{profile}") => &[(422, "profile-unknown")],
            ("PUT", "/atrium/patron/entries") => {
                assert_eq!(answer.body["results"][0]["status"], 409, "{}", answer.text);
                &[(200, "none")]
            }
            ("PUT", _) => &[(409, "id-taken")],
            _ => &[(200, "none"), (201, "none")],
        };
        assert!(expected.contains(&answer.refused()), "{} {at}: {}", route.method, answer.text);
        if route.path != "/atrium/patron/entries" {
            for id in theirs {
                assert!(!answer.text.contains(id), "{} {at}: {}", route.method, answer.text);
            }
        }
    }
    // A reader of another account is no reader, also inside of bodies.
    let mut entry = server.entry(&owner.profile, "minutes", 5);
    let path = format!("patron/entries/{}", entry["id"].as_str().unwrap());
    assert_eq!(stranger.put(&path, entry.clone()).await.refused(), (422, "profile-unknown"));
    entry["profile"] = json!(reader_of_stranger);
    entry["corrects"] = owner.entry["id"].clone();
    assert_eq!(stranger.put(&path, entry).await.status, 201);
    let mut after = owner.device.get("patron/export").await.body;
    after["exportedAt"] = before["exportedAt"].clone();
    assert_eq!(after, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_another_site_could_forge_is_refused_on_every_route() {
    let (server, owner) = prepared().await;
    let table = table(&server.app);
    for route in table.routes() {
        let (at, body) = owner.aim(&server, route.path);
        let preflight =
            owner.device.clone().ask(Method::OPTIONS, &at, None, &[("atrium-client", ""), ("cookie", "")]).await;
        assert_eq!(preflight.status, 204, "{at}");
        if route.access == Access::Public {
            // The bug: what every site may read, no site but a front door could ask for with If-None-Match.
            let any = owner.device.clone().ask(Method::OPTIONS, &at, None, &[("origin", "https://any.example")]).await;
            assert_eq!((any.status, any.header("access-control-allow-origin")), (204, "*"), "{at}");
            assert_eq!(any.header("access-control-allow-credentials"), "");
            assert!(any.header("access-control-allow-headers").contains("If-None-Match"));
        } else {
            assert_eq!(preflight.header("access-control-allow-origin"), DOOR);
            assert_eq!(preflight.header("access-control-allow-credentials"), "true");
            assert!(preflight.header("access-control-allow-headers").contains("Atrium-Client"));
            let evil =
                owner.device.clone().ask(Method::OPTIONS, &at, None, &[("origin", "https://evil.example")]).await;
            assert_eq!((evil.refused(), evil.header("access-control-allow-origin")), ((403, "origin-unknown"), ""));
        }
        if route.method == Method::GET {
            continue;
        }
        let mut ask = owner.device.clone();
        let evil =
            ask.ask(route.method.clone(), &at, Some(body.to_string()), &[("origin", "https://evil.example")]).await;
        assert_eq!((evil.refused(), evil.header("access-control-allow-origin")), ((403, "origin-unknown"), ""), "{at}");
        let null = ask.ask(route.method.clone(), &at, Some(body.to_string()), &[("origin", "null")]).await;
        assert_eq!(null.refused(), (403, "origin-unknown"), "{at}");
        let form = ask.ask(route.method.clone(), &at, Some(body.to_string()), &[("atrium-client", "")]).await;
        assert_eq!(form.refused(), (403, "client-header-missing"), "{at}");
        assert_eq!(form.header("access-control-allow-origin"), DOOR, "the app can read what is wrong");
    }
    let evil =
        owner.device.clone().ask(Method::GET, "patron/changes", None, &[("origin", "https://evil.example")]).await;
    assert_eq!((evil.status, evil.header("access-control-allow-origin")), (200, ""));
    assert!(evil.header("vary").contains("Origin"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_looked_at_first() {
    let (server, owner) = prepared().await;
    let mut device = owner.device.clone();
    let ask = async |device: &mut Device, method: Method, path: &str, body: &str, more: &[(&str, &str)]| {
        device.ask(method, path, Some(body.to_owned()), more).await
    };
    let nowhere = ask(&mut device, Method::PUT, "patron/nowhere", "{}", &[("origin", "https://evil.example")]).await;
    assert_eq!(nowhere.refused(), (404, "not-found"));
    let method = ask(&mut device, Method::POST, "patron/entries", "{}", &[("atrium-client", "")]).await;
    assert_eq!(method.refused(), (405, "method-not-allowed"));
    assert!(method.header("allow").contains("PUT"), "{}", method.header("allow"));
    let large = format!("{{\"entries\":[\"{}\"]}}", "x".repeat(1_000_000));
    assert_eq!(
        ask(&mut server.device(), Method::PUT, "patron/entries", &large, &[]).await.refused(),
        (413, "too-large")
    );
    assert_eq!(ask(&mut device, Method::PUT, "patron/entries", &large, &[]).await.refused(), (413, "too-large"));
    assert_eq!(ask(&mut server.device(), Method::PUT, "patron/entries", "{", &[]).await.status, 401);
    assert_eq!(
        ask(&mut device, Method::PUT, "patron/entries", "{}", &[("content-type", "text/plain")]).await.refused(),
        (415, "media-type")
    );
    assert_eq!(ask(&mut device, Method::PUT, "patron/entries", "{", &[]).await.refused(), (400, "malformed"));
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    assert_eq!(ask(&mut device, Method::PUT, "patron/entries", &deep, &[]).await.refused(), (400, "malformed"));
    let spanish = ask(&mut device, Method::PUT, "patron/entries", "{}", &[("accept-language", "es")]).await;
    assert_eq!((spanish.refused(), spanish.header("content-language")), ((422, "invalid"), "es"));
    assert_eq!(spanish.header("content-type"), "application/problem+json");
    // What PostgreSQL takes in no text names nothing in SQLite either.
    for name in ["%ff", "%00", "a%00b", "%1F"] {
        for path in ["patron/entries/", "patron/standings/minutes/", "patron/teams/", "patron/boards/"] {
            assert_eq!(device.get(&format!("{path}{name}")).await.status, 404, "{path}{name}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_participation_document_links_to_every_route() {
    let (server, _) = prepared().await;
    let answer = server.device().get("participate.json").await;
    let document = atrium_contract::decode::document::<atrium_contract::participation::Participation>(
        &answer.text,
        "Participation",
    )
    .unwrap();
    assert!(document.problems.is_empty());
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    let links: Vec<String> = answer
        .body
        .as_object()
        .unwrap()
        .values()
        .filter_map(|it| it.as_str().map(|it| format!("/atrium/{it}")))
        .collect();
    let table = table(&server.app);
    for route in table.routes().iter().filter(|it| !it.path.contains("oidc") && it.path != "/atrium/participate.json") {
        assert!(links.contains(&route.path.to_owned()), "{}", route.path);
    }
}

/// The bug: the line was cut while the body was still being sent, and the answer with it.
#[tokio::test(flavor = "multi_thread")]
async fn a_refused_body_is_taken_in_and_the_line_goes_on() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let server = Server::start().await;
    let address = server.url.trim_start_matches("http://").split('/').next().unwrap();
    let mut line = tokio::net::TcpStream::connect(address).await.unwrap();
    let body = vec![b'x'; 3_000_000];
    for _ in 0..10 {
        let head = format!(
            "PUT /atrium/patron/entries HTTP/1.1\r\nHost: {address}\r\nAtrium-Client: 1\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        line.write_all(head.as_bytes()).await.unwrap();
        line.write_all(&body).await.unwrap();
        let mut answer = vec![0; 16_384];
        let read = line.read(&mut answer).await.unwrap();
        let answer = String::from_utf8_lossy(&answer[..read]).into_owned();
        assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    }
}
