//! The answer to one request: file, encoding, validators, and the headers that keep a page strict.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use hyper::header::{self, HeaderMap, HeaderName, HeaderValue};
use hyper::{Method, StatusCode, Uri};

use super::mime;
use super::resolve::{Target, resolve};
use crate::build::csp;
use crate::build::headers::{ALWAYS, EXPOSED, FOREVER, is_hashed};
use crate::build::html::elements;
use crate::digest;

/// A site on disk.
pub struct Site {
    root: PathBuf,
    base: String,
    tags: Mutex<HashMap<PathBuf, (SystemTime, u64, String)>>,
}

/// Status, headers, body.
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers, without length and date.
    pub headers: HeaderMap,
    /// The body; empty for HEAD.
    pub body: Vec<u8>,
}

impl Site {
    /// A site in a folder, to be found under a path.
    pub fn new(root: &Path, base: &str) -> Self {
        Self { root: root.to_path_buf(), base: base.to_owned(), tags: Mutex::default() }
    }

    /// Answers a request. The folder is looked at each time: a new build is served at once.
    pub fn answer(&self, method: &Method, uri: &Uri, asked: &HeaderMap) -> Answer {
        let mut answer = match *method {
            Method::GET | Method::HEAD => self.get(uri, asked),
            Method::OPTIONS => preflight(),
            _ => {
                let mut answer = say(StatusCode::METHOD_NOT_ALLOWED, "Only GET and HEAD are served here.\n");
                set(&mut answer.headers, header::ALLOW, "GET, HEAD, OPTIONS");
                answer
            }
        };
        for (name, value) in ALWAYS {
            answer.headers.insert(
                HeaderName::from_bytes(name.as_bytes()).unwrap_or(header::SERVER),
                HeaderValue::from_static(value),
            );
        }
        if method == Method::HEAD {
            answer.body.clear();
        }
        answer
    }

    fn get(&self, uri: &Uri, asked: &HeaderMap) -> Answer {
        let wants_page = text(asked, header::ACCEPT).contains("text/html");
        match resolve(uri.path(), &self.base, wants_page, |file| self.has(file)) {
            Target::File(file) | Target::Page(file) => self.file(&file, asked),
            Target::Redirect(to) => {
                let mut answer = say(StatusCode::FOUND, "");
                set(&mut answer.headers, header::LOCATION, &to);
                answer
            }
            Target::Missing => {
                let mut answer = say(StatusCode::NOT_FOUND, "There is nothing at this address.\n");
                share(&mut answer.headers);
                answer
            }
        }
    }

    /// A file of the site, and really inside of it: links may not lead out.
    fn has(&self, file: &str) -> bool {
        let path = self.root.join(file);
        path.is_file()
            && matches!((path.canonicalize(), self.root.canonicalize()), (Ok(path), Ok(root)) if path.starts_with(&root))
    }

    fn file(&self, file: &str, asked: &HeaderMap) -> Answer {
        let (path, encoding) = self.variant(file, &text(asked, header::ACCEPT_ENCODING));
        let mut headers = HeaderMap::new();
        set(&mut headers, header::CONTENT_TYPE, mime::of(file));
        set(&mut headers, header::CACHE_CONTROL, cache_control(file));
        set(&mut headers, header::VARY, "Accept-Encoding");
        if let Some(encoding) = encoding {
            set(&mut headers, header::CONTENT_ENCODING, encoding);
        }
        if file.ends_with(".html") {
            self.strict(file, &mut headers);
        } else {
            share(&mut headers);
        }
        let Some(tag) = self.tag(&path) else {
            return say(StatusCode::NOT_FOUND, "The file went away just now.\n");
        };
        set(&mut headers, header::ETAG, &tag);
        if knows(&text(asked, header::IF_NONE_MATCH), &tag) {
            headers.remove(header::CONTENT_TYPE);
            headers.remove(header::CONTENT_ENCODING);
            return Answer { status: StatusCode::NOT_MODIFIED, headers, body: Vec::new() };
        }
        match fs::read(&path) {
            Ok(body) => Answer { status: StatusCode::OK, headers, body },
            Err(error) => say(StatusCode::INTERNAL_SERVER_ERROR, &format!("The file cannot be read: {error}.\n")),
        }
    }

    /// The compressed copy the browser takes, or the file itself.
    fn variant(&self, file: &str, accepted: &str) -> (PathBuf, Option<&'static str>) {
        let takes = |name: &str| {
            accepted.split(',').any(|part| {
                let mut words = part.split(';').map(str::trim);
                words.next().is_some_and(|word| word.eq_ignore_ascii_case(name))
                    && !words
                        .any(|word| matches!(word.replace(' ', "").as_str(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
            })
        };
        for (encoding, extension) in [("br", "br"), ("gzip", "gz")] {
            let beside = format!("{file}.{extension}");
            if takes(encoding) && self.has(&beside) {
                return (self.root.join(beside), Some(encoding));
            }
        }
        (self.root.join(file), None)
    }

    /// A strong validator: the content's digest, computed once for each state of the file.
    fn tag(&self, path: &Path) -> Option<String> {
        let meta = fs::metadata(path).ok()?;
        let (time, length) = (meta.modified().ok()?, meta.len());
        let mut tags = self.tags.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, size, tag)) = tags.get(path)
            && (*known, *size) == (time, length)
        {
            return Some(tag.clone());
        }
        let tag = format!("\"{}\"", digest::short(&fs::read(path).ok()?));
        tags.insert(path.to_path_buf(), (time, length, tag.clone()));
        Some(tag)
    }

    /// A page's policy, as it stands in the page, and what only a header can say.
    fn strict(&self, file: &str, headers: &mut HeaderMap) {
        let html = fs::read_to_string(self.root.join(file)).unwrap_or_default();
        let in_page =
            elements(&html).into_iter().find(|element| element.get("http-equiv") == Some("Content-Security-Policy"));
        let policy =
            in_page.and_then(|element| element.get("content").map(str::to_owned)).unwrap_or_else(|| csp::policy(&html));
        set(headers, header::CONTENT_SECURITY_POLICY, &format!("{policy}; {}", csp::frame_ancestors(file)));
        if !file.starts_with("embed/") {
            set(headers, HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
        }
    }
}

fn cache_control(file: &str) -> &'static str {
    let picture = matches!(
        file.rsplit_once('.').map_or("", |(_, extension)| extension),
        "webp" | "avif" | "jpg" | "png" | "woff2"
    );
    if is_hashed(file) {
        FOREVER
    } else if picture {
        "public, max-age=3600"
    } else {
        "no-cache"
    }
}

/// Documents and modules are for everyone: members' pages, and frames without an origin.
fn share(headers: &mut HeaderMap) {
    set(headers, header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    set(headers, header::ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
}

/// `If-None-Match` makes browsers ask first.
fn preflight() -> Answer {
    let mut answer = say(StatusCode::NO_CONTENT, "");
    answer.headers.remove(header::CONTENT_TYPE);
    share(&mut answer.headers);
    set(&mut answer.headers, header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, OPTIONS");
    set(&mut answer.headers, header::ACCESS_CONTROL_ALLOW_HEADERS, "*");
    set(&mut answer.headers, header::ACCESS_CONTROL_MAX_AGE, "86400");
    answer
}

fn knows(asked: &str, tag: &str) -> bool {
    asked.split(',').map(str::trim).any(|known| known == "*" || known.trim_start_matches("W/") == tag)
}

fn say(status: StatusCode, words: &str) -> Answer {
    let mut headers = HeaderMap::new();
    set(&mut headers, header::CONTENT_TYPE, "text/plain; charset=utf-8");
    set(&mut headers, header::CACHE_CONTROL, "no-cache");
    Answer { status, headers, body: words.as_bytes().to_vec() }
}

fn text(headers: &HeaderMap, name: HeaderName) -> String {
    headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).collect::<Vec<_>>().join(",")
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files;

    struct Folder(PathBuf);

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = files::remove(&self.0);
        }
    }

    fn site(name: &str) -> (Folder, Site) {
        let root = std::env::temp_dir().join(format!("atrium-site-{}-{name}", std::process::id()));
        let page = "<head><meta charset=utf-8><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\"></head>";
        for (path, text) in [
            ("index.html", page),
            ("embed/index.html", page),
            ("app-0123456789abcdef.css", "long"),
            ("app-0123456789abcdef.css.br", "b"),
            ("app-0123456789abcdef.css.gz", "g"),
            ("demo/a.json", "{}"),
        ] {
            let _ = files::write(&root.join(path), text);
        }
        let site = Site::new(&root, "/");
        (Folder(root), site)
    }

    fn get(site: &Site, path: &str, asked: &[(&str, &str)]) -> Answer {
        send(site, Method::GET, path, asked)
    }

    fn send(site: &Site, method: Method, path: &str, asked: &[(&str, &str)]) -> Answer {
        let mut headers = HeaderMap::new();
        for (name, value) in asked {
            if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value)) {
                headers.insert(name, value);
            }
        }
        site.answer(&method, &path.parse().unwrap_or_default(), &headers)
    }

    #[test]
    fn the_best_encoding_that_is_taken() {
        let (_folder, site) = site("encoding");
        let path = "/app-0123456789abcdef.css";
        let body = |accepted: &str| {
            let answer = get(&site, path, &[("accept-encoding", accepted)]);
            (String::from_utf8_lossy(&answer.body).into_owned(), text(&answer.headers, header::CONTENT_ENCODING))
        };
        assert_eq!(body("gzip, deflate, br;q=0.9"), ("b".into(), "br".into()));
        assert_eq!(body("gzip, br;q=0"), ("g".into(), "gzip".into()));
        assert_eq!(body("identity"), ("long".into(), String::new()));
        let answer = get(&site, path, &[("accept-encoding", "br")]);
        assert_eq!(text(&answer.headers, header::CACHE_CONTROL), FOREVER);
        assert_eq!(text(&answer.headers, header::CONTENT_TYPE), "text/css; charset=utf-8");
        assert_eq!(text(&answer.headers, header::VARY), "Accept-Encoding");
    }

    #[test]
    fn what_is_known_is_not_sent_again_until_it_changes() {
        let (folder, site) = site("validators");
        let first = get(&site, "/demo/a.json", &[]);
        let tag = text(&first.headers, header::ETAG);
        assert!(tag.starts_with('"') && first.status == StatusCode::OK);
        let again = get(&site, "/demo/a.json", &[("if-none-match", &format!("\"x\", {tag}"))]);
        assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
        assert_eq!(text(&again.headers, header::ETAG), tag);
        let _ = files::write(&folder.0.join("demo/a.json"), "{\"new\":1}");
        assert_eq!(get(&site, "/demo/a.json", &[("if-none-match", &tag)]).status, StatusCode::OK);
    }

    #[test]
    fn pages_are_strict_and_documents_are_shared() {
        let (_folder, site) = site("headers");
        let policy =
            |path: &str| text(&get(&site, path, &[("accept", "text/html")]).headers, header::CONTENT_SECURITY_POLICY);
        assert_eq!(policy("/campaign/x"), "default-src 'none'; frame-ancestors 'none'");
        assert_eq!(policy("/embed/campaign/x"), "default-src 'none'; frame-ancestors *");
        let page = get(&site, "/", &[]);
        assert_eq!(text(&page.headers, header::CACHE_CONTROL), "no-cache");
        assert_eq!(text(&page.headers, header::X_CONTENT_TYPE_OPTIONS), "nosniff");
        assert!(!page.headers.contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN));
        let document = get(&site, "/demo/a.json", &[("origin", "null")]);
        assert_eq!(text(&document.headers, header::ACCESS_CONTROL_ALLOW_ORIGIN), "*");
        assert_eq!(text(&document.headers, header::ACCESS_CONTROL_EXPOSE_HEADERS), EXPOSED);
        let asked = send(&site, Method::OPTIONS, "/demo/a.json", &[]);
        assert_eq!(
            (asked.status, text(&asked.headers, header::ACCESS_CONTROL_ALLOW_HEADERS)),
            (StatusCode::NO_CONTENT, "*".into())
        );
    }

    #[test]
    fn other_methods_and_missing_files() {
        let (_folder, site) = site("missing");
        assert_eq!(send(&site, Method::POST, "/", &[]).status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(get(&site, "/lost.js", &[("accept", "text/html")]).status, StatusCode::NOT_FOUND);
        let head = send(&site, Method::HEAD, "/", &[]);
        assert_eq!((head.status, head.body.len()), (StatusCode::OK, 0));
    }
}
