//! One door for each outside thing: the browser behind `platform`, the network behind `data`. The
//! contract knows neither, nor a clock, so that it gives the same answer everywhere.

use super::Finding;
use super::source::Source;

/// Crates, and the folders of `src` that may name them.
const DOORS: &[(&str, &[&str])] =
    &[("web_sys", &["platform"]), ("js_sys", &["platform"]), ("idb", &["platform", "data"]), ("gloo_net", &["data"])];

/// What the pure crate may not name.
const IMPURE: &[&str] =
    &["web_sys", "js_sys", "wasm_bindgen", "leptos", "gloo_net", "std::fs", "std::net", "std::env", "std::time"];

/// Checks a file of the app.
pub fn check(source: &Source) -> Vec<Finding> {
    let folder = source.folder();
    let mut found = Vec::new();
    for (name, folders) in DOORS {
        if !folders.contains(&folder) {
            let sentence = format!("`{name}` is used only under src/{}/.", folders.join("/ and src/"));
            found.extend(
                source.words(name).filter(|at| is_path(source, *at, name)).map(|at| source.finding(at, &sentence)),
            );
        }
    }
    found
}

/// Checks a file of the contract.
pub fn check_pure(source: &Source) -> Vec<Finding> {
    let of = |name: &'static str| {
        source.words(name).map(move |at| source.finding(at, &format!("the contract is pure and knows no `{name}`.")))
    };
    IMPURE.iter().flat_map(|name| of(name)).collect()
}

/// A crate's name begins a path: `idb::x`, `use idb;`. A module of ours may have the same name.
fn is_path(source: &Source, at: usize, name: &str) -> bool {
    let before = source.code[..at].trim_end();
    let after = &source.code[at + name.len()..];
    let again = before.ends_with("leptos::");
    let ours = before.ends_with("::") || before.ends_with("mod");
    (again || !ours) && (after.starts_with("::") || after.starts_with(';'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_and_the_network_have_one_door_each() {
        let found = |path: &str, text: &str| check(&Source::new(path, text)).len();
        assert_eq!(found("src/campaign/a.rs", "fn a() { web_sys::window(); } // js_sys::Date"), 1);
        assert_eq!(found("src/campaign/a.rs", "use leptos::web_sys::Event;"), 1);
        assert_eq!(found("src/platform/a.rs", "use web_sys::Window; use js_sys::Date;"), 0);
        assert_eq!(found("src/platform/a.rs", "use gloo_net::http::Request;"), 1);
        assert_eq!(found("src/data/a.rs", "use gloo_net::http::Request;"), 0);
        assert_eq!(found("src/studio/main.rs", "use web_sys::Window;"), 1);
        assert_eq!(
            found("src/reader/a.rs", "use crate::platform::{idb, dom}; fn a() { crate::platform::idb::open() }"),
            0
        );
    }

    #[test]
    fn the_contract_is_pure() {
        let found = |text: &str| check_pure(&Source::new("contract/src/a.rs", text)).len();
        assert_eq!(found("use std::time::SystemTime;"), 1);
        assert_eq!(found("use core::fmt; // leptos"), 0);
    }
}
