//! Good backends, and a proxy before them that is bad in one way at a time.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

pub mod backend;
pub mod demo;
pub mod proxy;
pub mod still;

use atrium_conform::options::{Class, Options};
use atrium_conform::report::Report;
use url::Url;

pub use proxy::{Asked, Bend, Pass, Proxy, Told};

/// One way of being bad, and the checks that must notice it.
pub struct Fault {
    /// What is wrong.
    pub name: &'static str,
    /// The check that must name it.
    pub check: &'static str,
    /// How.
    pub bend: Bend,
}

/// A fault that does something to each exchange.
pub fn fault(
    name: &'static str,
    check: &'static str,
    bend: impl Fn(&mut Asked, Pass) -> Told + Send + Sync + 'static,
) -> Fault {
    Fault { name, check, bend: std::sync::Arc::new(bend) }
}

/// Walks from an address.
pub fn walk(url: &str, with: impl Fn(&mut Options)) -> Report {
    let mut options = Options::new(Url::parse(url).unwrap());
    with(&mut options);
    atrium_conform::walk(&options, &mut |_| {}).unwrap_or_else(|why| panic!("{url} could not be walked: {why}"))
}

/// The class alone.
pub fn class(class: Class) -> impl Fn(&mut Options) {
    move |options| options.class = Some(class)
}

/// Every fault is found by its check, and says so in one list.
pub fn all_found(faults: Vec<Fault>, upstream: &str, run: impl Fn(&Proxy) -> Report) {
    let many = faults.len();
    let mut missed = Vec::new();
    for fault in faults {
        let proxy = Proxy::start(upstream, fault.bend);
        let report = run(&proxy);
        let found = [report.failed(), report.warned()].concat();
        if !found.contains(&fault.check) {
            missed.push(format!("{}: {} did not notice it; {found:?} did", fault.name, fault.check));
        }
        // A warning is no failure: only what is named a warning here may be one.
        if report.fine() && !fault.name.starts_with("warned: ") {
            missed.push(format!("{}: the walk ended with 0", fault.name));
        }
    }
    assert!(missed.is_empty(), "{} of {many} faults were not found:\n{}", missed.len(), missed.join("\n"));
}
