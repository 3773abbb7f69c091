//! The app and other files: as a good static host serves them, and previews that cannot be abused.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use base64::Engine;
use reqwest::Method;
use sha2::{Digest, Sha256};
use std::io::{Read, Write};
use std::net::TcpStream;
use support::{House, With, campaign, draft, start, until};

const SCRIPT: &str = "boot('</title>', 1 < 2)";
const HASHED: &str = "dist/app-0123456789abcdef.css";

fn page() -> String {
    let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(SCRIPT));
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\" />\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self' 'sha256-{hash}'; img-src 'self' https: data:; connect-src 'self' https:\">\n\
         <base href=\"/\" />\n<title>Atrium</title>\n<meta name=\"description\" content=\"All of it.\" />\n\
         <meta name=\"atrium-alliance\" content=\"demo/.well-known/cultural-alliance.json\" />\n<script>{SCRIPT}</script>\n</head>\n<body></body>\n</html>\n"
    )
}

async fn app(tables: &str, more: &[(&str, &str)]) -> House {
    let page = page();
    let mut files = vec![
        ("dist/index.html", page.as_str()),
        ("dist/404.html", &page),
        ("dist/embed/index.html", &page),
        ("dist/studio/index.html", &page),
        (HASHED, "plain, and long enough"),
        ("dist/app-0123456789abcdef.css.br", "br"),
        ("dist/app-0123456789abcdef.css.gz", "gz"),
        ("dist/_headers", "for another host"),
        ("dist/.secret", "hidden"),
        ("dist/film.mp4", "0123456789"),
        ("museum/member.json", "{}"),
        ("museum/.git/config", "hidden"),
        ("outside.txt", "not yours"),
        ("files/sky.jpg", "a picture"),
    ];
    files.extend_from_slice(more);
    let tables = format!("[app]\nfolder = \"dist\"\n[[mount]]\npath = \"/museum/\"\nfolder = \"museum\"\n{tables}");
    start(With { tables: &tables, files: &files, ..With::default() }).await
}

fn header<'r>(response: &'r reqwest::Response, name: &str) -> &'r str {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

#[tokio::test]
async fn files_are_served_in_the_form_that_is_taken() {
    let house = app("", &[]).await;
    for (accepted, body, encoding) in
        [("gzip, br", "br", "br"), ("gzip", "gz", "gzip"), ("br;q=0", "plain, and long enough", "")]
    {
        let css = house
            .ask(Method::GET, "/app-0123456789abcdef.css")
            .header("accept-encoding", accepted)
            .send()
            .await
            .unwrap();
        assert_eq!((header(&css, "content-encoding"), header(&css, "vary")), (encoding, "Accept-Encoding"));
        assert_eq!(header(&css, "cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(header(&css, "content-type"), "text/css; charset=utf-8");
        assert_eq!(
            (header(&css, "access-control-allow-origin"), header(&css, "x-content-type-options")),
            ("*", "nosniff")
        );
        let tag = header(&css, "etag").to_owned();
        assert_eq!(css.text().await.unwrap(), body);
        let known = house
            .ask(Method::GET, "/app-0123456789abcdef.css")
            .header("accept-encoding", accepted)
            .header("if-none-match", tag);
        assert_eq!(known.send().await.unwrap().status(), 304);
    }
    for (path, kind) in [("/museum/member.json", "application/json"), ("/atrium/files/sky.jpg", "image/jpeg")] {
        let found = house.get(path).await;
        assert_eq!((found.status().as_u16(), header(&found, "content-type")), (200, kind), "{path}");
        assert_eq!(header(&found, "access-control-allow-origin"), "*");
    }
    let head = house.ask(Method::HEAD, "/film.mp4").send().await.unwrap();
    assert_eq!((head.status().as_u16(), header(&head, "content-length")), (200, "10"));
}

#[tokio::test]
async fn a_part_of_a_file_is_a_part_of_it() {
    let house = app("", &[]).await;
    for (asked, status, body, said) in [
        ("bytes=2-4", 206, "234", "bytes 2-4/10"),
        ("bytes=8-", 206, "89", "bytes 8-9/10"),
        ("bytes=-3", 206, "789", "bytes 7-9/10"),
        ("bytes=10-", 416, "", "bytes */10"),
        ("bytes=0-1,4-5", 200, "0123456789", ""),
        ("pages=1-2", 200, "0123456789", ""),
    ] {
        let part = house.ask(Method::GET, "/film.mp4").header("range", asked).send().await.unwrap();
        assert_eq!((part.status().as_u16(), header(&part, "content-range")), (status, said), "{asked}");
        assert_eq!(part.text().await.unwrap(), body, "{asked}");
    }
    let old = house
        .ask(Method::GET, "/film.mp4")
        .header("range", "bytes=0-1")
        .header("if-range", "\"old\"")
        .send()
        .await
        .unwrap();
    assert_eq!(old.status(), 200, "a part of another version is of no use");
}

/// The status of a path as it is sent, without a client that tidies it up.
fn raw(house: &House, path: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(house.url.trim_start_matches("http://")).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: x\r\nAccept: text/html\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    (answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0), answer)
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_climbs_out_of_a_folder() {
    let house = app("", &[]).await;
    #[cfg(unix)]
    std::os::unix::fs::symlink(house.folder.path().join("outside.txt"), house.folder.path().join("dist/link.txt"))
        .unwrap();
    for path in [
        "/../outside.txt",
        "/..%2foutside.txt",
        "/%2e%2e/outside.txt",
        "/museum/../outside.txt",
        "/museum/..%2f..%2foutside.txt",
        "/museum/.git/config",
        "/atrium/files/../outside.txt",
        "/atrium/files/%2e%2e%2fatrium.toml",
        "/atrium/files/..%5coutside.txt",
        "//etc/passwd",
        "/link.txt",
        "/.secret",
        "/_headers",
        "/app-0123456789abcdef.css.br",
        "/lost.js",
        "/museum/",
        "/museum/lost",
        "/atrium/",
        "/atrium/campaigns/",
    ] {
        let (status, answer) = raw(&house, path);
        assert!(matches!(status, 404 | 400), "{path}: {answer}");
        assert!(
            !answer.contains("not yours") && !answer.contains("hidden") && !answer.contains("public_url"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_route_of_the_app_is_a_page_and_a_lost_file_is_not() {
    let house = app("", &[]).await;
    house.publish("campaigns/two-skies", &campaign("two-skies", "")).await;
    for (path, accept, status) in [
        ("/", "*/*", 200),
        ("/campaign/library/two-skies", "*/*", 200),
        ("/campaign/library/two-skies", "text/html", 200),
        ("/campaign/library/not.there", "text/html", 404),
        ("/campaign/museum/theirs", "text/html", 200),
        ("/reader", "text/html", 200),
        ("/embed/campaign/library/two-skies", "text/html", 200),
        ("/studio", "text/html", 200),
        ("/nowhere", "text/html", 404),
        ("/nowhere", "*/*", 404),
        ("/campaign/library/two-skies/lost.js", "*/*", 404),
        ("/icons/lost.png", "text/html", 404),
    ] {
        let page = house.ask(Method::GET, path).header("accept", accept).send().await.unwrap();
        assert_eq!(page.status(), status, "{path} {accept}");
    }
    let lost = house.get("/icons/lost.png").await;
    assert_eq!(
        header(&lost, "content-type"),
        "application/problem+json",
        "a missing picture is not answered with a page"
    );
}

#[tokio::test]
async fn a_pages_policy_lets_the_members_be_asked_and_keeps_its_scripts() {
    let alliance = r#"{"atrium":"1","type":"Alliance","id":"a","name":"A","members":[
        {"id":"library","kind":"library","name":"L","href":"/atrium/member.json"},
        {"id":"museum","kind":"museum","name":"M","href":"http://127.0.0.1:9/member.json"},
        {"id":"hall","kind":"museum","name":"H","href":"https://hall.example/member.json"}]}"#;
    let house = app("[alliance]\nfile = \"alliance.json\"\n", &[("alliance.json", alliance)]).await;
    for (path, ancestors) in
        [("/", "'none'"), ("/campaign/museum/x", "'none'"), ("/studio", "'none'"), ("/embed/campaign/museum/x", "*")]
    {
        let page = house.ask(Method::GET, path).header("accept", "text/html").send().await.unwrap();
        let policy = header(&page, "content-security-policy").to_owned();
        assert!(policy.ends_with(&format!("; frame-ancestors {ancestors}")), "{path}: {policy}");
        assert_eq!(header(&page, "cross-origin-opener-policy"), if ancestors == "*" { "" } else { "same-origin" });
        for part in ["img-src 'self' https: data:", "connect-src 'self' https:"] {
            assert!(policy.contains(&format!("{part} {} http://127.0.0.1:9", house.url)), "{policy}");
        }
        assert!(!policy.contains("hall.example"), "https is let through already");
        let html = page.text().await.unwrap();
        assert!(
            html.contains(&format!("content=\"{}\"", policy.rsplit_once("; frame").unwrap().0)),
            "the page says the same"
        );
        assert!(html.contains(&format!("<script>{SCRIPT}</script>")));
        let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(SCRIPT));
        assert!(policy.contains(&format!("'sha256-{hash}'")));
        assert!(html.contains("name=\"atrium-alliance\" content=\"/.well-known/cultural-alliance.json\""));
    }
}

#[tokio::test]
async fn a_link_shows_what_it_leads_to_in_the_language_asked_for() {
    let house = app("", &[]).await;
    house.publish("campaigns/two-skies", &campaign("two-skies", "")).await;
    let page = |languages: &str| {
        let asked = house.ask(Method::GET, "/campaign/library/two-skies").header("accept-language", languages);
        async move {
            let page = asked.send().await.unwrap();
            assert_eq!(header(&page, "vary"), "Accept-Encoding, Accept-Language");
            page.text().await.unwrap()
        }
    };
    let html = page("fr, en;q=0.5").await;
    for tag in [
        "<title>Two skies</title>".to_owned(),
        "<meta name=\"description\" content=\"Look up.\" />".to_owned(),
        format!("<link rel=\"canonical\" href=\"{}/campaign/library/two-skies\">", house.url),
        "<meta property=\"og:title\" content=\"Two skies\">".to_owned(),
        format!("<meta property=\"og:image\" content=\"{}/atrium/files/sky.jpg\">", house.url),
        "<meta property=\"og:image:alt\" content=\"The sky.\">".to_owned(),
        "<meta property=\"og:site_name\" content=\"The library\">".to_owned(),
        "<meta property=\"og:locale\" content=\"en_GB\">".to_owned(),
    ] {
        assert!(html.contains(&tag), "{tag}\n{html}");
    }
    let shell = house.get("/index.html").await.text().await.unwrap();
    assert!(
        shell.contains("<title>Atrium</title>") && !shell.contains("canonical"),
        "what the worker keeps for every route"
    );
    for (accepted, encoding) in [("br, gzip", "br"), ("gzip", "gzip"), ("identity", "")] {
        let small = house
            .ask(Method::GET, "/campaign/library/two-skies")
            .header("accept-encoding", accepted)
            .send()
            .await
            .unwrap();
        assert_eq!(header(&small, "content-encoding"), encoding);
        let tag = header(&small, "etag").to_owned();
        let bytes = small.bytes().await.unwrap();
        let mut read = Vec::new();
        match encoding {
            "br" => drop(brotli::BrotliDecompress(&mut bytes.as_ref(), &mut read)),
            "gzip" => drop(flate2::read::GzDecoder::new(bytes.as_ref()).read_to_end(&mut read)),
            _ => read = bytes.to_vec(),
        }
        assert!(String::from_utf8(read).unwrap().contains("<title>Two skies</title>"));
        let known = house
            .ask(Method::GET, "/campaign/library/two-skies")
            .header("accept-encoding", accepted)
            .header("if-none-match", tag);
        assert_eq!(known.send().await.unwrap().status(), 304);
    }
    let html = page("zh-CN").await;
    assert!(html.contains("<title>两重天</title>") && html.contains("content=\"zh_CN\""), "{html}");
}

#[tokio::test]
async fn a_hostile_documents_words_stay_words() {
    let house = app("", &[]).await;
    let hostile = campaign("evil", "")
        .replace("\"Two skies\"", r#""</title><script>alert(1)</script>\u0000\n<img src=x onerror=alert(2)>""#)
        .replace(
            "\"Look up.\"",
            r#""\"><script>alert(3)</script><meta http-equiv='refresh' content='0;url=//evil.example'>""#,
        )
        .replace("../files/sky.jpg", "https://p.example/a.jpg?\\\"><script>")
        .replace("The sky.", "' onload='x");
    assert_eq!(house.publish("campaigns/evil", &hostile).await.status(), 201);
    let html = house.get("/campaign/library/evil").await.text().await.unwrap();
    assert_eq!(html.matches("<script").count(), 1, "{html}");
    assert_eq!(html.matches("<meta http-equiv").count(), 1, "{html}");
    assert!(!html.contains("<img") && !html.contains("onload='x") && html.matches("</head>").count() == 1);
}

#[tokio::test]
async fn links_to_what_another_member_shows_are_previewed_too() {
    let other = start(With::default()).await;
    let href = format!("{}/atrium/member.json", other.url);
    other.publish("campaigns/theirs", &campaign("theirs", "")).await;
    let alliance = format!(
        r#"{{"atrium":"1","type":"Alliance","id":"a","name":{{"en":["The alliance"]}},"members":[
        {{"id":"library","kind":"library","name":"L","href":"/atrium/member.json"}},
        {{"id":"museum","kind":"museum","name":"M","href":"{href}"}},
        {{"id":"dead","kind":"museum","name":"D","href":"http://127.0.0.1:9/member.json"}}]}}"#
    );
    let house = app("[alliance]\nfile = \"alliance.json\"\n", &[("alliance.json", &alliance)]).await;
    let page = || async { house.get("/campaign/museum/theirs").await.text().await.unwrap() };
    until("the other member was asked", || async { page().await.contains("<title>Two skies</title>") }).await;
    let html = page().await;
    assert!(html.contains(&format!("content=\"{}/atrium/files/sky.jpg\"", other.url)), "{html}");
    assert!(html.contains("<meta property=\"og:site_name\" content=\"The alliance\">"));
    assert!(html.contains(&format!("href=\"{}/campaign/museum/theirs\"", house.url)), "the page is here");
    assert_eq!(house.get("/campaign/museum/lost").await.status(), 200, "what another member has is not for us to deny");

    house.publish("campaigns/ours", &campaign("ours", "")).await;
    house.put("campaigns/draft", &draft("draft", &campaign("draft", ""))).await;
    let map = house.get("/sitemap.xml").await;
    assert_eq!(header(&map, "content-type"), "application/xml");
    let map = map.text().await.unwrap();
    for path in ["/", "/campaign/library/ours", "/campaign/museum/theirs", "/member/museum"] {
        assert!(map.contains(&format!("<loc>{}{path}</loc>", house.url)), "{path}\n{map}");
    }
    assert!(!map.contains("draft"));
    let robots = house.get("/robots.txt").await.text().await.unwrap();
    assert!(
        robots.contains(&format!("Sitemap: {}/sitemap.xml", house.url)) && robots.contains("Disallow: /atrium/patron/")
    );
}

#[tokio::test]
async fn a_file_of_the_house_is_never_a_program_of_its_origin() {
    let evil = "<script>alert(1)</script>";
    let files = [("files/evil.html", evil), ("files/evil.svg", evil), ("there/evil.html", evil)];
    let house =
        start(With { files: &files, tables: "[[mount]]\npath = \"/demo/\"\nfolder = \"there\"\n", ..With::default() });
    let house = house.await;
    for path in ["/atrium/files/evil.html", "/atrium/files/evil.svg", "/demo/evil.html", "/demo/none.html"] {
        let answer = house.get(path).await;
        let header = |name: &str| answer.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
        assert_eq!(header("content-security-policy").as_deref(), Some("default-src 'none'; sandbox"), "{path}");
        assert_eq!(header("x-content-type-options").as_deref(), Some("nosniff"), "{path}");
    }
}
