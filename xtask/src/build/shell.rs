//! The service worker's list: what it keeps so that the app opens without network, and a version that
//! changes exactly when one of them does.

use std::path::Path;

use serde_json::{Value, json};

use crate::digest;
use crate::files;
use crate::glob;
use crate::problem::{Done, Problem};

/// The service worker.
pub const WORKER: &str = "sw.js";
const LIST: &str = "/*ATRIUM_PRECACHE*/[]";
const VERSION: &str = "/*ATRIUM_VERSION*/''";

/// What the app needs to open: its page and program, texts in every language, typefaces, icons.
/// The embed and the studio are left to those who open them.
const SHELL: &[&str] = &[
    "index.html",
    "app-*.css",
    "atrium-*.js",
    // The pieces too: every page opens without network.
    "atrium-*.wasm",
    "manifest.webmanifest",
    // One by one: the embed and the studio have catalogues of their own there.
    "locales/en.json",
    "locales/zh-Hans.json",
    "locales/es.json",
    "locales/ar.json",
    "locales/log.*.json",
    "fonts/*.woff2",
    "icons/*.svg",
];

/// The worker's own parts: a change in one of them makes a new version, but they are not for pages.
const PARTS: &str = "sw/*.js";

/// Writes the list and the version into the service worker, if the site has one.
pub fn write_list(dist: &Path) -> Done {
    let worker = dist.join(WORKER);
    if !worker.is_file() {
        return Ok(());
    }
    let source = files::read_text(&worker)?;
    for marker in [LIST, VERSION] {
        if source.matches(marker).count() != 1 {
            return Err(Problem::new(format!(
                "public/{WORKER} has to hold {marker} exactly once: the build writes its list there."
            )));
        }
    }
    let (list, version) = shell(dist, &source)?;
    let list = Value::from(list).to_string();
    let version = json!(version).to_string();
    files::write(&worker, source.replace(LIST, &list).replace(VERSION, &version))
}

/// The files with their addresses relative to the site's base, and a version from all their contents
/// and the worker's own. A digest with each makes a half-deployed version fail instead of being kept.
fn shell(dist: &Path, worker: &str) -> Done<(Vec<Value>, String)> {
    let mut list = Vec::new();
    let mut contents = worker.to_owned();
    for file in files::list(dist)? {
        let url = files::url(&file, dist);
        let listed = url.starts_with("snippets/") || SHELL.iter().any(|pattern| glob::matches(pattern, &url));
        if !listed && !glob::matches(PARTS, &url) {
            continue;
        }
        let content = files::read(&file)?;
        contents.push_str(&format!("{url} {}\n", digest::hex(&content)));
        if listed {
            // Some hosts put a line of their own into pages, so a page goes without.
            let page = url.ends_with(".html");
            list.push(if page {
                json!({ "url": url })
            } else {
                json!({ "url": url, "integrity": digest::integrity(&content) })
            });
        }
    }
    Ok((list, digest::short(contents.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(name: &str, page: &str) -> Result<String, String> {
        let dist = std::env::temp_dir().join(format!("atrium-shell-{}-{name}", std::process::id()));
        let worker = format!("const shell = {LIST}; const version = {VERSION};");
        for (path, text) in [
            ("index.html", page),
            ("atrium-0_bg.wasm", "w"),
            ("embed/index.html", "e"),
            ("demo/a.json", "{}"),
            (WORKER, &worker),
        ] {
            files::write(&dist.join(path), text).map_err(|p| p.to_string())?;
        }
        let written = write_list(&dist).and_then(|()| files::read_text(&dist.join(WORKER))).map_err(|p| p.to_string());
        let _ = files::remove(&dist);
        written
    }

    #[test]
    fn the_list_holds_the_shell_and_not_the_rest() -> Result<(), String> {
        let worker = site("list", "page")?;
        let wasm = digest::integrity(b"w");
        let list = format!("[{{\"integrity\":\"{wasm}\",\"url\":\"atrium-0_bg.wasm\"}},{{\"url\":\"index.html\"}}]");
        assert!(worker.starts_with(&format!("const shell = {list}; const version = \"")), "{worker}");
        Ok(())
    }

    #[test]
    fn the_version_follows_the_content() -> Result<(), String> {
        assert_eq!(site("a", "page")?, site("b", "page")?);
        assert_ne!(site("c", "page")?, site("d", "other page")?);
        Ok(())
    }
}
