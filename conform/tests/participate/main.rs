//! Class Participate: the reference backend passes, and each way of being bad is found.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "../common/mod.rs"]
mod common;

mod changes;
mod errors;
mod kept;
mod last;
mod let_in;
mod limits;
mod rules;

use atrium_conform::options::{Class, Options};
use atrium_conform::report::Report;
use common::backend::{Backend, FRONT_DOOR};
use common::{Asked, Fault, Told, all_found, fault, walk};
use serde_json::{Value, json};

fn from(url: &str, with: impl Fn(&mut Options)) -> Report {
    walk(&format!("{url}/atrium/member.json"), |options| {
        options.class = Some(Class::Participate);
        options.origin = Some(FRONT_DOOR.into());
        with(options);
    })
}

fn found(faults: Vec<Fault>, name: &str) {
    let backend = Backend::start(name);
    all_found(faults, &backend.url, |proxy| from(&proxy.url, |_| {}));
}

#[test]
fn the_reference_backend_passes() {
    let backend = Backend::start("participate");
    let report = from(&backend.url, |_| {});
    assert!(report.fine(), "{}", report.words(false));
    assert!(report.passes_in_all() > 1_000, "{}", report.passes_in_all());
}

/// A problem as the page has it.
fn problem(status: u16, kind: &str) -> Told {
    let body = json!({ "type": format!("urn:atrium:problem:{kind}"), "title": "So it is.", "status": status });
    let mut told = Told::new(status, "application/problem+json", &body.to_string());
    told.set("content-language", "en");
    told
}

fn kept(status: u16, body: &Value) -> Told {
    let mut told = Told::new(status, "application/json", &body.to_string());
    told.set("cache-control", "private, no-store");
    told
}

/// A fault in every answer.
fn told(name: &'static str, check: &'static str, how: impl Fn(&Asked, &mut Told) + Send + Sync + 'static) -> Fault {
    fault(name, check, move |asked, pass| {
        let mut told = pass(asked);
        how(asked, &mut told);
        told
    })
}

/// A fault in every request.
fn asked(name: &'static str, check: &'static str, how: impl Fn(&mut Asked) + Send + Sync + 'static) -> Fault {
    fault(name, check, move |asked, pass| {
        how(asked);
        pass(asked)
    })
}
