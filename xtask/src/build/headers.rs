//! `_headers` and `_redirects`, the form several static hosts read. A host that reads neither is
//! still strict: the policy stands in the pages too.

use std::path::Path;

use super::{BUNDLES, api, csp};
use crate::files;
use crate::problem::Done;

/// Sent with every answer, by our own server as well.
pub const ALWAYS: &[(&str, &str)] = &[
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Permissions-Policy", "camera=(self), geolocation=(), microphone=(), payment=(), usb=()"),
];

/// How long what never changes under its name is kept.
pub const FOREVER: &str = "public, max-age=31536000, immutable";
/// What other sites' scripts may read of an answer.
pub const EXPOSED: &str = "ETag, Link, Location, Retry-After";

/// The first words of the app's addresses (`src/routes`): under each, a host sends the app's page.
const ROUTES: &[&str] = &["campaign", "exhibit", "challenge", "member", "reader", "search", "account", "share"];

/// Writes both files.
pub fn write(dist: &Path, base: &str) -> Done {
    let mut text = format!("{base}*\n");
    for (name, value) in ALWAYS {
        text.push_str(&format!("  {name}: {value}\n"));
    }
    // A deep link is answered with the page of its bundle, so the address tells who may frame it. A
    // rule for all addresses would be joined to the embed's by some hosts, and the stricter would win.
    for bundle in &BUNDLES {
        let ancestors = csp::frame_ancestors(bundle.place);
        let place = format!("{base}{}", bundle.place);
        let addresses = if bundle.place.is_empty() {
            let pages = ["", "index.html", "404.html"].map(str::to_owned);
            let routes = ROUTES.iter().map(|word| format!("{word}/*"));
            pages.into_iter().chain(routes).map(|end| format!("{place}{end}")).collect()
        } else {
            vec![format!("{place}*")]
        };
        for address in addresses {
            text.push_str(&format!("{address}\n  Content-Security-Policy: {ancestors}\n"));
            if bundle.name != "embed" {
                text.push_str("  Cross-Origin-Opener-Policy: same-origin\n");
            }
        }
        // The folder's other files are hashed: only the page itself is asked for each time.
        text.push_str(&format!("{place}index.html\n  Cache-Control: no-cache\n"));
    }
    text.push_str(&format!(
        "{base}{}/*\n  Content-Security-Policy: {}\n  Cache-Control: no-cache\n",
        api::PLACE,
        csp::frame_ancestors("")
    ));
    text.push_str(&format!("{base}sw.js\n  Cache-Control: no-cache\n"));
    for pattern in ["*.js", "*.wasm", "*.css", "demo/*"] {
        text.push_str(&format!(
            "{base}{pattern}\n  Access-Control-Allow-Origin: *\n  Access-Control-Expose-Headers: {EXPOSED}\n"
        ));
    }
    for file in files::list(dist)? {
        let url = files::url(&file, dist);
        if is_hashed(&url) {
            text.push_str(&format!("{base}{url}\n  Cache-Control: {FOREVER}\n"));
        }
    }
    files::write(&dist.join("_headers"), text)?;
    let redirects: String =
        BUNDLES.iter().rev().map(|bundle| format!("{base}{0}* {base}{0}index.html 200\n", bundle.place)).collect();
    files::write(&dist.join("_redirects"), redirects)
}

/// Whether a file's name carries its content's digest, so that it never changes.
pub fn is_hashed(url: &str) -> bool {
    let name = url.rsplit('/').next().unwrap_or(url);
    let stem = name.split('.').next().unwrap_or(name);
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    stem.rsplit_once('-').is_some_and(|(_, hash)| {
        (12..=16).contains(&hash.len()) && hash.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_that_lost_its_leading_zero_is_still_one() {
        assert!(is_hashed("atrium-a1a30c966ecd189_bg.wasm"));
        assert!(!is_hashed("icons/icon-192.png"));
    }

    #[test]
    fn every_route_of_the_app_is_named() {
        let routes = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/routes/mod.rs");
        let source = files::read_text(&routes).unwrap_or_default();
        let (_, parser) = source.split_once("fn known").unwrap_or_default();
        let (parser, _) = parser.split_once("\n    }\n").unwrap_or_default();
        // The arms of the outer match, by their indentation.
        let words: Vec<&str> = parser
            .lines()
            .filter_map(|line| line.strip_prefix("            \"")?.split_once("\" =>"))
            .map(|(word, _)| word)
            .filter(|word| *word != "index.html")
            .collect();
        assert_eq!(words, ROUTES);
    }

    #[test]
    fn names_with_a_digest_are_told_apart() {
        assert!(is_hashed("atrium-0123456789abcdef_bg.wasm") && is_hashed("embed/atrium-embed-0123456789abcdef.js"));
        assert!(is_hashed("app-0123456789abcdef.css"));
        assert!(
            !is_hashed("index.html") && !is_hashed("fonts/text-latin.woff2") && !is_hashed("a-0123456789abcdeg.js")
        );
    }
}
