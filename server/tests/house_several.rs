//! Several processes over one PostgreSQL show the same, and of two that change one thing at once one is late.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use reqwest::{Client, Method, RequestBuilder};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use support::{campaign, draft, json, text, until};

struct Process {
    child: Child,
    url: String,
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn configured(folder: &std::path::Path, number: usize) -> (std::path::PathBuf, String) {
    let listen = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let file = folder.join(format!("{number}.toml"));
    support::put(
        &file,
        &format!("public_url = \"http://one.example\"\nlisten = \"{listen}\"\n[member]\nid = \"library\"\n"),
    );
    (file, format!("http://{listen}"))
}

fn command(file: &std::path::Path, database: &str, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_atrium-server"));
    command.args(words).arg("--config").arg(file).env("DATABASE_URL", database).stdin(Stdio::null());
    command
}

async fn process(folder: &std::path::Path, number: usize, database: &str) -> Process {
    let (file, url) = configured(folder, number);
    let child = command(&file, database, &["serve"]).stderr(Stdio::null()).spawn().unwrap();
    let process = Process { child, url };
    until("it answers", || async { reqwest::get(format!("{}/healthz", process.url)).await.is_ok() }).await;
    process
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_process_publishes_the_other_shows() {
    let cluster = support::postgres::cluster().await.expect("PostgreSQL is installed where this is tested");
    let database = support::postgres::database(&cluster.url).await;
    let folder = tempfile::tempdir().unwrap();
    let (file, _) = configured(folder.path(), 0);
    let added = command(&file, &database, &["staff", "add", "Ana", "--token-only"]).output().unwrap();
    assert!(added.status.success());
    let token = String::from_utf8(added.stdout).unwrap().trim().to_owned();
    let (one, other) = (process(folder.path(), 1, &database).await, process(folder.path(), 2, &database).await);
    let client = Client::new();
    let put = |process: &Process, tag: &str, more: &str| -> RequestBuilder {
        let put = client.request(Method::PUT, format!("{}/atrium/publish/campaigns/two-skies", process.url));
        let put = put
            .bearer_auth(&token)
            .header("content-type", "application/json")
            .body(draft("published", &campaign("two-skies", more)));
        if tag.is_empty() { put.header("if-none-match", "*") } else { put.header("if-match", tag) }
    };
    let made = put(&one, "", "").send().await.unwrap();
    assert_eq!(made.status(), 201);
    let mut tag = made.headers()["etag"].to_str().unwrap().to_owned();
    let shown = |process: &Process| {
        let asked = client.get(format!("{}/atrium/campaigns/two-skies.json", process.url));
        async move {
            let answer = asked.send().await.unwrap();
            if answer.status() == 200 { text(&json(answer).await, "/tag").to_owned() } else { "none".to_owned() }
        }
    };
    let mut slowest = Duration::ZERO;
    for round in 0..20 {
        let (here, there) = if round % 2 == 0 { (&one, &other) } else { (&other, &one) };
        let word = format!("round {round}");
        let more = format!(r#","tag":"{word}""#);
        // Both at once, with the same validator: one of them is late.
        let (first, second) = tokio::join!(put(here, &tag, &more).send(), put(there, &tag, &more).send());
        let answers = [first.unwrap(), second.unwrap()];
        let mut statuses = answers.iter().map(|answer| answer.status().as_u16()).collect::<Vec<_>>();
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 412]);
        let kept = answers.iter().find(|answer| answer.status() == 200).unwrap();
        tag = kept.headers()["etag"].to_str().unwrap().to_owned();
        let since = Instant::now();
        for process in [&one, &other] {
            until("both show it", || async { shown(process).await == word }).await;
        }
        slowest = slowest.max(since.elapsed());
    }
    println!("seen by the other process after {slowest:?} at most");
    let both = [&one, &other].map(|process| client.get(format!("{}/atrium/member.json", process.url)).send());
    let both = futures_util::future::join_all(both).await;
    let tags: Vec<_> = both.into_iter().map(|answer| answer.unwrap().headers()["etag"].clone()).collect();
    assert_eq!(tags[0], tags[1], "the same bytes, so the same validator");
}
