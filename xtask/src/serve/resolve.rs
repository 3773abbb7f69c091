//! From an address to a file: what a static host does, and no more.

use crate::build::BUNDLES;

/// What an address stands for.
#[derive(Debug, PartialEq)]
pub enum Target {
    /// A file of the site, relative to its root.
    File(String),
    /// A route inside a bundle: its page answers.
    Page(String),
    /// Somewhere else.
    Redirect(String),
    /// Nothing.
    Missing,
}

/// Finds out what a path stands for. `exists` knows the site's files; `wants_page` says whether the
/// browser navigates there, rather than a page asking for a part.
pub fn resolve(path: &str, base: &str, wants_page: bool, exists: impl Fn(&str) -> bool) -> Target {
    let Some(path) = decode(path) else {
        return Target::Missing;
    };
    let Some(inner) = path.strip_prefix(base) else {
        let outside = path == "/" || format!("{path}/") == base;
        return if outside { Target::Redirect(base.to_owned()) } else { Target::Missing };
    };
    if !is_plain(inner) {
        return Target::Missing;
    }
    if inner.is_empty() || inner.ends_with('/') {
        let index = format!("{inner}index.html");
        if exists(&index) {
            return Target::File(index);
        }
    } else if exists(inner) {
        return Target::File(inner.to_owned());
    }
    let last = inner.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    // A missing picture must not be answered with a page; a route has no extension.
    if !wants_page || last.contains('.') {
        return Target::Missing;
    }
    let bundle = BUNDLES
        .iter()
        .find(|bundle| !bundle.place.is_empty() && format!("{inner}/").starts_with(bundle.place))
        .map_or("", |bundle| bundle.place);
    let page = format!("{bundle}index.html");
    if exists(&page) { Target::Page(page) } else { Target::Missing }
}

/// Only what a file of the site can be called: nothing that climbs, hides or means something to a file system.
fn is_plain(inner: &str) -> bool {
    let forbidden = |c: char| c.is_control() || matches!(c, '\\' | ':');
    !inner.contains(forbidden)
        && inner
            .trim_end_matches('/')
            .split('/')
            .enumerate()
            .all(|(index, part)| (!part.is_empty() || (index == 0 && inner.is_empty())) && part != "." && part != "..")
}

/// Undoes percent encoding; `None` where it is broken or not UTF-8.
fn decode(path: &str) -> Option<String> {
    let mut out = Vec::with_capacity(path.len());
    let mut bytes = path.bytes();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
            let high = digit(bytes.next())?;
            let low = digit(bytes.next())?;
            out.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            out.push(byte);
        }
    }
    String::from_utf8(out).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(path: &str, base: &str, wants_page: bool) -> Target {
        let site = [
            "index.html",
            "embed/index.html",
            "studio/index.html",
            "a.js",
            "demo/.well-known/cultural-alliance.json",
            "fonts/é.woff2",
        ];
        resolve(path, base, wants_page, |file| site.contains(&file))
    }

    #[test]
    fn files_are_found_also_under_a_base() {
        assert_eq!(at("/a.js", "/", false), Target::File("a.js".into()));
        assert_eq!(at("/", "/", true), Target::File("index.html".into()));
        assert_eq!(
            at("/x/demo/.well-known/cultural-alliance.json", "/x/", false),
            Target::File("demo/.well-known/cultural-alliance.json".into())
        );
        assert_eq!(at("/fonts/%C3%A9.woff2", "/", false), Target::File("fonts/é.woff2".into()));
        assert_eq!(at("/a.js", "/x/", false), Target::Missing);
        assert_eq!(
            (at("/", "/x/", true), at("/x", "/x/", true)),
            (Target::Redirect("/x/".into()), Target::Redirect("/x/".into()))
        );
    }

    #[test]
    fn routes_go_to_the_page_of_their_bundle() {
        let page = |page: &str| Target::Page(page.into());
        assert_eq!(at("/campaign/two-skies", "/", true), page("index.html"));
        assert_eq!(at("/embed/campaign/two-skies", "/", true), page("embed/index.html"));
        assert_eq!(at("/studio", "/", true), page("studio/index.html"));
        assert_eq!(at("/x/studio/themes/", "/x/", true), page("studio/index.html"));
        assert_eq!(at("/embedded", "/", true), page("index.html"));
    }

    #[test]
    fn what_is_missing_is_missing() {
        assert_eq!(at("/b.js", "/", true), Target::Missing);
        assert_eq!(at("/campaign/two-skies", "/", false), Target::Missing);
    }

    #[test]
    fn nobody_climbs_out() {
        for path in [
            "/../Cargo.toml",
            "/..%2fCargo.toml",
            "/%2e%2e/Cargo.toml",
            "/a/..\\..\\x",
            "/c:/x",
            "//etc/passwd",
            "/a%00.js",
            "/%ff",
            "/%2",
            "/./a.js",
            "/a//b",
        ] {
            let found = resolve(path, "/", true, |_| true);
            assert_eq!(found, Target::Missing, "{path}");
        }
    }
}
