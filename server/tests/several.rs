//! Several server processes over one PostgreSQL give the same answers, and no cursor skips a thing.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::expect_used, missing_docs)]

mod common;
use common::*;
use std::collections::BTreeSet;
use std::process::{Child, Command, Stdio};

/// A process of its own; it ends with the test.
struct Process(Child, String);

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

async fn process(home: &std::path::Path, number: usize, database: &str) -> Process {
    let listen = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let file = home.join(format!("{number}.toml"));
    let text = format!(
        "public_url = \"http://{listen}\"\nlisten = \"{listen}\"\nfront_doors = [\"{DOOR}\"]\naccounts_per_hour = 1000\n[member]\nid = \"{MEMBER}\"\n"
    );
    std::fs::write(&file, text).unwrap();
    let child = Command::new(env!("CARGO_BIN_EXE_atrium-server"))
        .args(["serve", "--config"])
        .arg(&file)
        .env("DATABASE_URL", database)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let process = Process(child, format!("http://{listen}/atrium/"));
    while reqwest::get(format!("http://{listen}/atrium/participate.json")).await.is_err() {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    process
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_processes_over_one_postgresql_skip_nothing_double_nothing_and_agree() {
    let cluster = postgres::cluster().await.expect("PostgreSQL is installed where this is tested");
    let database = postgres::database(&cluster.url).await;
    let home = tempfile::tempdir().unwrap();
    // One in this process, to publish by; two of their own, started at once over an empty database.
    let (one, other) = tokio::join!(process(home.path(), 1, &database), process(home.path(), 2, &database));
    let server = Server::over(&database, "accounts_per_hour = 0", None).await;
    server.publish(&challenge(&server, "minutes")).await;
    let (device, profile) = server.reader().await;
    let at = |url: &str| Device { url: url.to_owned(), ..device.clone() };

    let (count, each) = (6, 40);
    let done = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let writers = (0..count).map(|number| {
        let device = at(if number % 2 == 0 { &one.1 } else { &other.1 });
        let entries: Vec<Value> = (0..each).map(|_| server.entry(&profile, "minutes", 1)).collect();
        let done = done.clone();
        tokio::spawn(async move {
            for pair in entries.chunks(2) {
                let answer = device.put("patron/entries", json!({ "entries": pair })).await;
                assert_eq!(answer.status, 200, "{}", answer.text);
                // Sent again, to the same process: nothing is doubled.
                assert_eq!(
                    device.put("patron/entries", json!({ "entries": pair })).await.body["results"][0]["status"],
                    200
                );
            }
            done.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
            entries
        })
    });
    let writers: Vec<_> = writers.collect();
    // Readers go on from their cursor all the while, each time at the other process.
    let readers = (0..3).map(|number| {
        let (devices, done) = ([at(&one.1), at(&other.1)], done.clone());
        tokio::spawn(async move {
            let (mut seen, mut cursor, mut turn) = (BTreeSet::new(), "patron/changes".to_owned(), number);
            loop {
                let finished = done.load(std::sync::atomic::Ordering::SeqCst) == count;
                let (pages, next) = devices[turn % 2].changes(&cursor).await;
                for entry in pages.iter().flat_map(|page| page["entries"].as_array().unwrap()) {
                    assert!(
                        seen.insert(entry["id"].as_str().unwrap().to_owned()),
                        "an entry that did not change came twice"
                    );
                }
                (cursor, turn) = (next, turn + 1);
                if finished {
                    return seen;
                }
            }
        })
    });
    let readers: Vec<_> = readers.collect();
    let mut sent = BTreeSet::new();
    for writer in writers {
        sent.extend(writer.await.unwrap().iter().map(|entry| entry["id"].as_str().unwrap().to_owned()));
    }
    assert_eq!(sent.len(), count * each);
    for reader in readers {
        assert_eq!(reader.await.unwrap(), sent);
    }
    for path in [
        "patron/awards".to_owned(),
        "patron/changes".to_owned(),
        format!("patron/standings/minutes/{profile}"),
        "patron/account".to_owned(),
    ] {
        assert_eq!(at(&one.1).get(&path).await.body, at(&other.1).get(&path).await.body, "{path}");
    }
    assert_eq!(at(&one.1).get(&format!("patron/standings/minutes/{profile}")).await.body["amount"], count * each);
    // A device that is revoked at one is refused at the other; guesses count together.
    assert_eq!(at(&one.1).delete("patron/session").await.status, 204);
    assert_eq!(at(&other.1).get("patron/account").await.status, 401);
    let mut guesser = server.device();
    for number in 0..10 {
        guesser.url = if number % 2 == 0 { one.1.clone() } else { other.1.clone() };
        assert_eq!(guesser.post("patron/session", json!({ "phrase": "0000" })).await.status, 404);
    }
    assert_eq!(guesser.post("patron/session", json!({ "phrase": "0000" })).await.status, 429);
}
