//! Numbers for whoever watches the server, in the text form of Prometheus: requests by route and status, how long they took,
//! and how many entries were taken. Counters only, no names and no addresses; a route is its pattern, not the address asked for.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError, RwLock};
use std::time::Duration;

/// Upper bounds of the steps of latency, in seconds.
const STEPS: [f64; 10] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.0];

/// One route's numbers.
#[derive(Default)]
struct Route {
    steps: [AtomicU64; STEPS.len()],
    count: AtomicU64,
    micros: AtomicU64,
    by_status: Mutex<BTreeMap<u16, u64>>,
    ok: AtomicU64,
    unchanged: AtomicU64,
}

/// All numbers of this process.
#[derive(Default)]
pub struct Metrics {
    routes: RwLock<BTreeMap<&'static str, &'static Route>>,
    entries: AtomicU64,
}

/// The numbers of this process.
pub fn metrics() -> &'static Metrics {
    static ALL: std::sync::LazyLock<Metrics> = std::sync::LazyLock::new(Metrics::default);
    &ALL
}

impl Metrics {
    /// Counts a request that was answered.
    pub fn answered(&self, route: &str, status: u16, took: Duration) {
        let numbers = self.route(route);
        let seconds = took.as_secs_f64();
        for (step, most) in numbers.steps.iter().zip(STEPS) {
            if seconds <= most {
                step.fetch_add(1, Ordering::Relaxed);
                break;
            }
        }
        numbers.count.fetch_add(1, Ordering::Relaxed);
        numbers.micros.fetch_add(u64::try_from(took.as_micros()).unwrap_or(u64::MAX), Ordering::Relaxed);
        match status {
            // Nearly every answer is one of these two, and needs no lock.
            200 => drop(numbers.ok.fetch_add(1, Ordering::Relaxed)),
            304 => drop(numbers.unchanged.fetch_add(1, Ordering::Relaxed)),
            other => {
                *numbers.by_status.lock().unwrap_or_else(PoisonError::into_inner).entry(other).or_default() += 1;
            }
        }
    }

    /// Counts entries that were kept.
    pub fn kept(&self, entries: usize) {
        self.entries.fetch_add(entries as u64, Ordering::Relaxed);
    }

    fn route(&self, name: &str) -> &'static Route {
        if let Some(route) = self.routes.read().unwrap_or_else(PoisonError::into_inner).get(name) {
            return route;
        }
        let mut routes = self.routes.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(route) = routes.get(name) {
            return route;
        }
        // Routes are named in the source, so there are few of them, and they last as long as the process.
        let route: &'static Route = Box::leak(Box::default());
        routes.insert(Box::leak(name.to_owned().into_boxed_str()), route);
        route
    }

    /// Everything, as Prometheus reads it.
    pub fn text(&self) -> String {
        let mut requests = String::new();
        let mut latency = String::new();
        for (name, route) in self.routes.read().unwrap_or_else(PoisonError::into_inner).iter() {
            let mut by_status = route.by_status.lock().unwrap_or_else(PoisonError::into_inner).clone();
            by_status.insert(200, route.ok.load(Ordering::Relaxed));
            by_status.insert(304, route.unchanged.load(Ordering::Relaxed));
            for (status, count) in by_status.into_iter().filter(|(_, count)| *count > 0) {
                let _ = writeln!(requests, "atrium_requests_total{{route=\"{name}\",status=\"{status}\"}} {count}");
            }
            let mut sum = 0;
            for (step, most) in route.steps.iter().zip(STEPS) {
                sum += step.load(Ordering::Relaxed);
                let _ = writeln!(latency, "atrium_request_seconds_bucket{{route=\"{name}\",le=\"{most}\"}} {sum}");
            }
            let count = route.count.load(Ordering::Relaxed);
            let seconds = Duration::from_micros(route.micros.load(Ordering::Relaxed)).as_secs_f64();
            let _ = writeln!(latency, "atrium_request_seconds_bucket{{route=\"{name}\",le=\"+Inf\"}} {count}");
            let _ = writeln!(latency, "atrium_request_seconds_sum{{route=\"{name}\"}} {seconds}");
            let _ = writeln!(latency, "atrium_request_seconds_count{{route=\"{name}\"}} {count}");
        }
        let entries = self.entries.load(Ordering::Relaxed);
        format!(
            "# HELP atrium_requests_total Requests that were answered, by route and status.\n\
             # TYPE atrium_requests_total counter\n{requests}\
             # HELP atrium_request_seconds How long answers took to be made.\n\
             # TYPE atrium_request_seconds histogram\n{latency}\
             # HELP atrium_entries_total Entries of patrons that were kept.\n\
             # TYPE atrium_entries_total counter\natrium_entries_total {entries}\n"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_answered_is_counted_once() {
        let metrics = Metrics::default();
        metrics.answered("/atrium/{document}", 200, Duration::from_micros(300));
        metrics.answered("/atrium/{document}", 200, Duration::from_millis(3));
        metrics.answered("/atrium/{document}", 304, Duration::from_micros(300));
        metrics.answered("/healthz", 503, Duration::from_secs(9));
        metrics.kept(12);
        let text = metrics.text();
        for line in [
            "atrium_requests_total{route=\"/atrium/{document}\",status=\"200\"} 2",
            "atrium_requests_total{route=\"/atrium/{document}\",status=\"304\"} 1",
            "atrium_requests_total{route=\"/healthz\",status=\"503\"} 1",
            "atrium_request_seconds_bucket{route=\"/atrium/{document}\",le=\"0.0005\"} 2",
            "atrium_request_seconds_bucket{route=\"/atrium/{document}\",le=\"0.005\"} 3",
            "atrium_request_seconds_bucket{route=\"/healthz\",le=\"2\"} 0",
            "atrium_request_seconds_bucket{route=\"/healthz\",le=\"+Inf\"} 1",
            "atrium_entries_total 12",
        ] {
            assert!(text.lines().any(|other| other == line), "{line}\n{text}");
        }
    }
}
