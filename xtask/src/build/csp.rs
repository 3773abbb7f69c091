//! The content security policy of a page, from the page itself: a script runs if it is our file, or
//! stands in the page with exactly this text.

use super::html::{Element, elements};
use crate::digest;

/// The policy for a page, as it may stand in the page (where `frame-ancestors` has no meaning).
pub fn policy(html: &str) -> String {
    let all = elements(html);
    let scripts = hashes(html, &all, "script");
    let styles = hashes(html, &all, "style");
    [
        "default-src 'none'".to_owned(),
        format!("script-src 'self' 'wasm-unsafe-eval'{scripts}"),
        format!("style-src 'self'{styles}"),
        "img-src 'self' https: data: blob:".to_owned(),
        "font-src 'self'".to_owned(),
        // Members live on hosts of their own, and the alliance names them at run time.
        "connect-src 'self' https:".to_owned(),
        "worker-src 'self'".to_owned(),
        "manifest-src 'self'".to_owned(),
        "frame-src 'self'".to_owned(),
        "base-uri 'self'".to_owned(),
        "form-action 'self'".to_owned(),
    ]
    .join("; ")
}

/// Who may show the page in a frame: anyone an embed, nobody the rest.
pub fn frame_ancestors(place: &str) -> &'static str {
    if place.starts_with("embed/") { "frame-ancestors *" } else { "frame-ancestors 'none'" }
}

fn hashes(html: &str, all: &[Element], name: &str) -> String {
    let texts = all.iter().filter(|element| element.name == name && element.get("src").is_none() && !is_data(element));
    texts
        .filter_map(|element| element.text.clone())
        .map(|text| format!(" {}", digest::csp_source(&html[text])))
        .collect()
}

/// Blocks of data in script elements are not run and need no permission.
fn is_data(element: &Element) -> bool {
    matches!(element.get("type"), Some("application/json" | "application/ld+json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_scripts_are_allowed_by_hash_and_nothing_else_is() {
        let page = "<script type=\"module\">alert('Hello, world.');</script><script src=\"/a.js\"></script>\
                    <script type=\"application/json\">{}</script>";
        let policy = policy(page);
        assert!(policy.starts_with(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='; style-src 'self'; "
        ), "{policy}");
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
        assert_eq!(policy.matches("sha256").count(), 1);
    }

    #[test]
    fn only_an_embed_may_be_framed() {
        assert_eq!(frame_ancestors("embed/"), "frame-ancestors *");
        assert_eq!(frame_ancestors(""), "frame-ancestors 'none'");
    }
}
