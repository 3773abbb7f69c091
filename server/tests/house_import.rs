//! What an import does not let whoever wrote the member's documents do.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use atrium_contract::json::Value;
use atrium_server::house::House;
use atrium_server::house::import::{self, Report, Source, Wishes};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{Response, Uri, header};
use std::sync::{Arc, Mutex};
use support::{With, campaign, put, start};
use tokio::net::TcpListener;

/// What a host answers at a path.
#[derive(Clone)]
enum Says {
    Text(String),
    To(String),
    /// Something that never ends.
    Forever,
}

/// A host, and the paths that were asked for.
async fn host(
    says: impl Fn(&str) -> Option<Says> + Clone + Send + Sync + 'static,
) -> (String, Arc<Mutex<Vec<String>>>) {
    let asked: Arc<Mutex<Vec<String>>> = Arc::default();
    let noted = Arc::clone(&asked);
    let router = Router::new().fallback(move |uri: Uri| {
        noted.lock().unwrap().push(uri.path().to_owned());
        let said = says(uri.path());
        async move {
            match said {
                Some(Says::Text(text)) => Response::new(Body::from(text)),
                Some(Says::To(to)) => {
                    Response::builder().status(302).header(header::LOCATION, to).body(Body::empty()).unwrap()
                }
                Some(Says::Forever) => {
                    let chunk = Ok::<_, std::io::Error>(Bytes::from(vec![b' '; 65_536]));
                    Response::new(Body::from_stream(futures_util::stream::repeat_with(move || {
                        chunk.as_ref().map(Bytes::clone).map_err(|_| std::io::Error::other("never"))
                    })))
                }
                None => Response::builder().status(404).body(Body::empty()).unwrap(),
            }
        }
    });
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (url, asked)
}

fn member(pictures: &[&str]) -> String {
    let pictures: Vec<String> =
        pictures.iter().map(|src| format!(r#"{{"src":"{src}","width":10,"height":5}}"#)).collect();
    format!(
        r#"{{"atrium":"1","type":"Member","id":"library","kind":"library","name":"L","offers":["read"],"x-pictures":[{}],
        "campaigns":[{{"id":"two-skies","href":"campaigns/two-skies.json","title":"Two"}}]}}"#,
        pictures.join(",")
    )
}

async fn run(house: &support::House, source: &Source) -> Result<Report, String> {
    let opened = House::open(house.app.clone()).await.unwrap();
    let wishes = Wishes { at: None, pictures: true, codes: Value::default(), dry_run: false };
    import::run(&opened, source, &wishes).await
}

fn said(report: &Report, sentence: &str) -> bool {
    report.wrong.iter().any(|wrong| wrong.contains(sentence))
}

#[tokio::test]
async fn an_import_is_not_led_out_of_the_members_folder() {
    let house = start(With::default()).await;
    let (inner, inside) = host(|_| Some(Says::Text(campaign("two-skies", "")))).await;
    let secret = inner.clone();
    let (outer, asked) = host(move |path| match path {
        "/house/member.json" => Some(Says::Text(member(&["here.png", "there.png", "other.png"]))),
        "/house/campaigns/two-skies.json" => Some(Says::To(format!("{secret}/house/campaigns/two-skies.json"))),
        "/house/here.png" => Some(Says::To("/house/moved.png".into())),
        "/house/moved.png" => Some(Says::Text("a picture".into())),
        "/house/there.png" => Some(Says::To(format!("{secret}/latest/meta-data.png"))),
        "/house/other.png" => Some(Says::To("/admin.png".into())),
        "/led/member.json" => Some(Says::To(format!("{secret}/house/member.json"))),
        _ => None,
    })
    .await;
    let report = run(&house, &Source::open(&format!("{outer}/house/member.json")).unwrap()).await.unwrap();
    assert_eq!((report.made.as_slice(), report.files), (["member.json".to_owned()].as_slice(), 1), "{report:?}");
    for place in ["campaigns/two-skies.json", "there.png", "other.png"] {
        let wrong = report.wrong.iter().find(|wrong| wrong.starts_with(&format!("{place}: leads to "))).unwrap();
        assert!(wrong.contains("is not followed"), "{wrong}");
    }
    let files = house.folder.path().join("files");
    assert!(files.join("here.png").is_file() && !files.join("there.png").exists() && !files.join("other.png").exists());
    let refused = run(&house, &Source::open(&format!("{outer}/led/member.json")).unwrap()).await.unwrap_err();
    assert!(refused.contains("is not followed"), "{refused}");
    assert_eq!(*inside.lock().unwrap(), Vec::<String>::new(), "the other host was never asked");
    assert!(!asked.lock().unwrap().contains(&"/admin.png".to_owned()));
}

#[tokio::test]
async fn what_is_brought_is_looked_at_and_never_a_program() {
    let house = start(With::default()).await;
    let folder = tempfile::tempdir().unwrap();
    put(&folder.path().join("member.json"), &member(&["evil.html", "evil.js", "none", "good.svg", "good.MP3"]));
    let sky = r#","x-deep":{"service":{"id":"../sky","profile":"level0"}}"#;
    put(
        &folder.path().join("campaigns/two-skies.json"),
        &campaign("two-skies", sky).replace("../files/sky.jpg", "../evil.xml"),
    );
    for name in ["evil.html", "evil.js", "evil.xml", "none", "good.svg", "good.MP3", "sky/tile.jpg", "sky/evil.html"] {
        put(&folder.path().join(name), "<script>alert(1)</script>");
    }
    put(&folder.path().join("sky/info.json"), "{}");
    let report = run(&house, &Source::open(folder.path().to_str().unwrap()).unwrap()).await.unwrap();
    for (place, name) in [
        ("member.json", "evil.html"),
        ("member.json", "evil.js"),
        ("member.json", "none"),
        ("campaigns/two-skies.json", "evil.xml"),
        ("sky", "evil.html"),
    ] {
        assert!(said(&report, &format!("{place}: `{name}` is no picture, sound, video or JSON")), "{name} {report:?}");
    }
    let files = house.folder.path().join("files");
    let mut brought: Vec<_> = import::files_of(&files).unwrap();
    brought.iter_mut().for_each(|path| *path = path.strip_prefix(&files).unwrap().to_path_buf());
    assert_eq!(brought, ["good.MP3", "good.svg", "sky/info.json", "sky/tile.jpg"].map(std::path::PathBuf::from));
}

#[tokio::test]
async fn what_never_ends_is_not_read_to_its_end() {
    let house = start(With::default()).await;
    let (url, _) = host(|path| match path {
        "/member.json" => Some(Says::Text(member(&["sky.png"]))),
        "/campaigns/two-skies.json" | "/sky.png" | "/endless/member.json" => Some(Says::Forever),
        _ => None,
    })
    .await;
    let mut source = Source::open(&format!("{url}/member.json")).unwrap();
    assert_eq!((source.limits.document, source.limits.picture), (2_000_000, 64_000_000));
    source.limits.picture = 3_000_000;
    let report = run(&house, &source).await.unwrap();
    assert!(said(&report, "campaigns/two-skies.json: is larger than 2 MB"), "{report:?}");
    assert!(said(&report, "sky.png: is larger than 3 MB"), "{report:?}");
    assert!(!house.folder.path().join("files/sky.png").exists());
    let refused = run(&house, &Source::open(&format!("{url}/endless/member.json")).unwrap()).await.unwrap_err();
    assert!(refused.contains("is larger than 2 MB"), "{refused}");
}

#[tokio::test]
async fn pictures_have_a_number_and_an_amount() {
    let folder = tempfile::tempdir().unwrap();
    let pictures = ["a.png", "b.png", "c.png", "d.png"];
    put(&folder.path().join("member.json"), &member(&pictures));
    pictures.iter().for_each(|name| put(&folder.path().join(name), &"x".repeat(100)));
    let source = || Source::open(folder.path().to_str().unwrap()).unwrap();
    let few = start(With::default()).await;
    let mut limited = source();
    limited.limits.pictures = 2;
    let report = run(&few, &limited).await.unwrap();
    assert_eq!(report.files, 2, "{report:?}");
    assert!(said(&report, "there are more than 2; the others stay where they are"), "{report:?}");
    let small = start(With::default()).await;
    let mut limited = source();
    limited.limits.all_pictures = 250;
    let report = run(&small, &limited).await.unwrap();
    assert_eq!(report.files, 2, "{report:?}");
    assert!(
        said(&report, "c.png: is not brought: with it, all pictures together have more than 250 bytes"),
        "{report:?}"
    );
    // One that is too large by itself is told so, and is not in the way of the others.
    put(&folder.path().join("a.png"), &"x".repeat(101));
    let large = start(With::default()).await;
    let mut limited = source();
    limited.limits.picture = 100;
    let report = run(&large, &limited).await.unwrap();
    assert_eq!(report.files, 3, "{report:?}");
    assert!(said(&report, "a.png: is larger than 100 bytes"), "{report:?}");
}

#[tokio::test]
async fn what_is_in_a_zone_that_nobody_knows_is_told_and_not_published() {
    let house = start(With::default()).await;
    let folder = tempfile::tempdir().unwrap();
    put(&folder.path().join("member.json"), &member(&[]));
    let document = campaign("two-skies", "").replace("Europe/Lisbon", "Europe/Lisboa");
    put(&folder.path().join("campaigns/two-skies.json"), &document.replace("../files/sky.jpg", "sky.jpg"));
    put(&folder.path().join("campaigns/sky.jpg"), "a picture");
    let report = run(&house, &Source::open(folder.path().to_str().unwrap()).unwrap()).await.unwrap();
    assert!(said(&report, "campaigns/two-skies, /document/zone: should be an IANA time zone"), "{report:?}");
    assert!(said(&report, "campaigns/two-skies: is kept as a draft"), "{report:?}");
}
