//! How many entries are acknowledged in a second, in batches. By hand: `cargo test -p atrium-server --test load -- --ignored --nocapture`
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, missing_docs)]

mod common;
use common::*;
use std::time::Instant;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a measurement"]
async fn entries_per_second() {
    let server = Server::start().await;
    server.publish(&challenge(&server, "minutes")).await;
    let (accounts, batches) = (8, 12);
    let mut work = Vec::new();
    for _ in 0..accounts {
        let (device, profile) = server.reader().await;
        let batches: Vec<Value> = (0..batches)
            .map(|_| json!({ "entries": (0..500).map(|_| server.entry(&profile, "minutes", 1)).collect::<Vec<_>>() }))
            .collect();
        work.push((device, batches));
    }
    let began = Instant::now();
    let running: Vec<_> = work
        .into_iter()
        .map(|(device, batches)| {
            tokio::spawn(async move {
                let mut took = Vec::new();
                for batch in batches {
                    let since = Instant::now();
                    assert_eq!(device.put("patron/entries", batch).await.status, 200);
                    took.push(since.elapsed().as_millis());
                }
                took
            })
        })
        .collect();
    let mut took = Vec::new();
    for one in running {
        took.extend(one.await.unwrap());
    }
    took.sort_unstable();
    let seconds = began.elapsed().as_secs_f64();
    let entries = accounts * batches * 500;
    println!(
        "{entries} entries in {seconds:.1} s: {:.0}/s; a batch of 500: median {} ms, most {} ms",
        entries as f64 / seconds,
        took[took.len() / 2],
        took[took.len() - 1]
    );
}
