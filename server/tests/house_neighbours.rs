//! The other members are asked where the alliance says they are, and nobody leads the server elsewhere.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use atrium_server::house::neighbours::Neighbours;
use axum::Router;
use axum::body::Body;
use axum::http::{Response, Uri, header};
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;
use url::Url;

/// A host, and the paths that were asked for. `Err` leads elsewhere.
async fn host(
    says: impl Fn(&str) -> Result<String, String> + Clone + Send + Sync + 'static,
) -> (String, Arc<Mutex<Vec<String>>>) {
    let asked: Arc<Mutex<Vec<String>>> = Arc::default();
    let noted = Arc::clone(&asked);
    let router = Router::new().fallback(move |uri: Uri| {
        noted.lock().unwrap().push(uri.path().to_owned());
        let said = says(uri.path());
        async move {
            match said {
                Ok(text) => Response::new(Body::from(text)),
                Err(to) => Response::builder().status(302).header(header::LOCATION, to).body(Body::empty()).unwrap(),
            }
        }
    });
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (url, asked)
}

#[tokio::test]
async fn nobody_leads_the_server_to_another_host() {
    let (elsewhere, strangers) = host(|_| Ok(r#"{"atrium":"1","type":"Member","id":"led"}"#.into())).await;
    let (url, _) = host(move |path| match path {
        "/alliance.json" => Ok(r#"{"atrium":"1","type":"Alliance","id":"a","name":"A","members":[
            {"id":"led","kind":"museum","name":"M","href":"led.json"},
            {"id":"moved","kind":"museum","name":"M","href":"moved.json"}]}"#
            .into()),
        "/led.json" => Err(format!("{elsewhere}/secret.json")),
        "/moved.json" => Err("/new/member.json".into()),
        _ => Ok(r#"{"atrium":"1","type":"Member","id":"moved"}"#.into()),
    })
    .await;
    let neighbours = Neighbours::new(Url::parse(&format!("{url}/alliance.json")).unwrap(), None, "library");
    assert!(!neighbours.ask().await, "one of them did not answer");
    let known = neighbours.known();
    // The alliance document was configured on this machine, so it may lead to members there.
    assert_eq!(known.members["moved"].address.path(), "/new/member.json");
    assert!(!known.members.contains_key("led"));
    assert_eq!(*strangers.lock().unwrap(), Vec::<String>::new(), "the other host was never asked");
}
