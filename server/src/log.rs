//! Logs, for people or as JSON: what happened, and never to whom. No addresses of people, no ids of accounts, no queries.

use crate::config::Log;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// Starts to log to standard error. Libraries say no more than warnings: what they know of requests is not ours to write down.
pub fn start(log: Log) {
    let filter =
        Targets::new().with_target("atrium_server", log.level).with_default(log.level.min(tracing::Level::WARN));
    let started = if log.json {
        let lines = tracing_subscriber::fmt::layer().json().flatten_event(true).with_writer(std::io::stderr);
        tracing_subscriber::registry().with(filter).with(lines).try_init()
    } else {
        let lines = tracing_subscriber::fmt::layer().with_target(false).with_ansi(false).with_writer(std::io::stderr);
        tracing_subscriber::registry().with(filter).with(lines).try_init()
    };
    if started.is_err() {
        eprintln!("The log was started before; it stays as it is.");
    }
}
