//! What tests of staff's work have in common: a request, a problem, and a patron.

#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use crate::support::{House, json, text};
use atrium_contract::json::Value;
use reqwest::{Method, Response};

/// The type of a problem.
pub async fn kind(response: Response) -> String {
    let status = response.status().as_u16();
    assert_eq!(response.headers()["content-type"], "application/problem+json");
    let problem = json(response).await;
    assert_eq!(problem.get("status").and_then(Value::as_f64), Some(f64::from(status)));
    text(&problem, "/type").trim_start_matches("urn:atrium:problem:").to_owned()
}

/// A change by staff.
pub fn put(house: &House, path: &str, body: &str) -> reqwest::RequestBuilder {
    house.staff(Method::PUT, path).header("content-type", "application/json").body(body.to_owned())
}

/// A patron with an entry; answers with the cookie and the reader.
pub async fn patron(house: &House, challenge: &str, day: &str) -> (String, String) {
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
