//! The built app and whatever else lies in folders: served as a good static host does, with previews for links to pages.

mod folder;
mod language;
mod page;
pub mod path;
mod preview;
mod sitemap;

use super::answer::{self, matches, preflight};
use super::{House, refuse};
use crate::config::{self, Config};
use crate::problem::Kind;
use axum::body::Body;
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, Response, StatusCode, Uri};
use folder::Folder;
use preview::{Place, Seen};

/// Sent with every answer of the site.
const ALWAYS: [(HeaderName, &str); 3] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(self), geolocation=(), microphone=(), payment=(), usb=()"),
];

/// Pages that are programs of their own, by the folder of their addresses.
const BUNDLES: [&str; 2] = ["embed/", "studio/"];

/// The folders that are served.
pub struct Site {
    app: Option<Folder>,
    files: Folder,
    mounts: Vec<(String, Folder)>,
    alliance: String,
}

impl Site {
    /// As the configuration says.
    pub fn new(config: &Config) -> Site {
        let mut mounts: Vec<(String, Folder)> =
            config.mounts.iter().map(|mount| (mount.path.clone(), Folder::new(&mount.folder))).collect();
        // The longest first: a folder inside of another is its own.
        mounts.sort_by_key(|(path, _)| std::cmp::Reverse(path.len()));
        let alliance = match &config.alliance {
            config::Alliance::Href(url) => url.to_string(),
            _ => super::addresses::ALLIANCE.to_owned(),
        };
        Site { app: config.app.as_deref().map(Folder::new), files: Folder::new(&config.member.files), mounts, alliance }
    }

    /// Whether a path leads to a page or a file, beside documents.
    pub fn has(&self, path: &str) -> bool {
        let Some(name) = path::plain(path) else { return false };
        let mounted = |(mount, folder): &(String, Folder)| {
            name.strip_prefix(mount.trim_start_matches('/')).is_some_and(|name| folder.has(name))
        };
        self.mounts.iter().any(mounted)
            || self.app.as_ref().is_some_and(|app| app.has(&name) || Place::parse(&name).is_some())
    }
}

/// The answer to whatever is no route of its own: a document, a file, a page.
pub async fn answer(house: &House, method: &Method, uri: &Uri, headers: &HeaderMap) -> (Response<Body>, &'static str) {
    if let Some(answer) = house.shelf().answer(uri.path()) {
        return (answer.respond(method, headers), "/atrium/{document}");
    }
    let (mut response, route) = of_site(house, method, uri, headers).await;
    for (name, value) in ALWAYS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    (response, route)
}

async fn of_site(house: &House, method: &Method, uri: &Uri, headers: &HeaderMap) -> (Response<Body>, &'static str) {
    match *method {
        Method::GET | Method::HEAD => {}
        Method::OPTIONS => return (preflight(), "/{file}"),
        _ => return (answer::not_allowed(headers), "/{file}"),
    }
    match uri.path() {
        "/robots.txt" => return (sitemap::robots(house, method), "/robots.txt"),
        "/sitemap.xml" => return (sitemap::sitemap(house, method), "/sitemap.xml"),
        _ => {}
    }
    let Some(path) = path::plain(uri.path()) else { return (missing(headers), "/{file}") };
    let site = &house.site;
    if let Some(name) = path.strip_prefix("atrium/files/") {
        return (closed(file(&site.files, name, method, headers).await), "/atrium/files/{file}");
    }
    for (mount, folder) in &site.mounts {
        if let Some(name) = path.strip_prefix(mount.trim_start_matches('/')) {
            return (closed(file(folder, name, method, headers).await), "/{mount}/{file}");
        }
    }
    let Some(app) = site.app.as_ref().filter(|_| !path.starts_with("atrium/")) else {
        return (missing(headers), "/{file}");
    };
    let is_page = path.ends_with(".html") || path.is_empty() || path.ends_with('/');
    if !is_page && app.has(&path) && !is_hidden(&path) && !is_of_the_host(&path) {
        return (app.file(&path, method, headers).await, "/{file}");
    }
    (page(house, app, &path, method, headers).await, "/{page}")
}

/// Files the build writes for other hosts, which are not for readers.
fn is_of_the_host(path: &str) -> bool {
    matches!(path, "_headers" | "_redirects") || path.ends_with(".br") || path.ends_with(".gz")
}

/// What begins with a point is not meant for readers, but for the one place the standards know.
fn is_hidden(path: &str) -> bool {
    path.split('/').any(|part| part.starts_with('.') && part != ".well-known")
}

async fn file(folder: &Folder, name: &str, method: &Method, headers: &HeaderMap) -> Response<Body> {
    if name.is_empty() || is_hidden(name) || !folder.has(name) {
        missing(headers)
    } else {
        folder.file(name, method, headers).await
    }
}

/// Files are looked at and do nothing: a page or a picture with a script in it would else be a program of this origin,
/// where the app keeps what patrons gave it.
fn closed(mut response: Response<Body>) -> Response<Body> {
    let policy = HeaderValue::from_static("default-src 'none'; sandbox");
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}

fn missing(asked: &HeaderMap) -> Response<Body> {
    refuse::plain(Kind::NotFound, asked)
}

/// A page of the app: its own file, or the page of its bundle for a route that only the app knows.
async fn page(house: &House, app: &Folder, path: &str, method: &Method, headers: &HeaderMap) -> Response<Body> {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok()).unwrap_or_default();
    let own = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
    let bundle = BUNDLES.iter().find(|bundle| format!("{path}/").starts_with(**bundle)).copied().unwrap_or_default();
    let place = if bundle.is_empty() { Place::parse(path) } else { None };
    let name = if own.ends_with(".html") && app.has(&own) {
        own
    } else if path::extension(path.trim_end_matches('/')).is_empty()
        && (place.is_some() || text(header::ACCEPT).contains("text/html"))
        || place.as_ref().is_some_and(|place| matches!(place, Place::Document(..) | Place::Member(_)))
    {
        // A missing picture must not be answered with a page; a route has no extension, but an id may.
        format!("{bundle}index.html")
    } else {
        return missing(headers);
    };
    let Ok(html) = tokio::fs::read_to_string(app.root().join(&name)).await else { return missing(headers) };
    let (mut html, policy) = page::opened(&html, &house.site.alliance, &house.neighbours.origins());
    let mut status = if name == "404.html" { StatusCode::NOT_FOUND } else { StatusCode::OK };
    match place.filter(|_| name == "index.html") {
        // The page by its own name is what the app's worker keeps for every route: it is about nothing yet.
        _ if path == "index.html" => {}
        Some(place) => match preview::about(house, &place, &language::asked(text(header::ACCEPT_LANGUAGE))) {
            Seen::About(about) => html = page::described(&html, &about),
            Seen::Missing => status = StatusCode::NOT_FOUND,
            Seen::Unknown => {}
        },
        // An address that neither the app nor this server knows: the app says so, and so does the answer.
        None if name == "index.html" && bundle.is_empty() => status = StatusCode::NOT_FOUND,
        None => {}
    }
    send(html, policy, status, &name, method, headers)
}

fn send(
    html: String,
    policy: Option<String>,
    status: StatusCode,
    name: &str,
    method: &Method,
    asked: &HeaderMap,
) -> Response<Body> {
    let digest = answer::short(html.as_bytes());
    let (body, encoding) = answer::made_small(html.into_bytes(), asked);
    let tag = answer::tag(&[digest.as_str(), encoding.unwrap_or_default()].join("-"));
    let known = status == StatusCode::OK && asked.get(header::IF_NONE_MATCH).is_some_and(|known| matches(known, &tag));
    let length = body.len();
    let empty = known || method == Method::HEAD;
    let mut response = Response::new(if empty { Body::empty() } else { Body::from(body) });
    *response.status_mut() = if known { StatusCode::NOT_MODIFIED } else { status };
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &str| {
        headers.extend(HeaderValue::from_str(value).ok().map(|value| (name, value)));
    };
    let embed = name.starts_with("embed/");
    let ancestors = if embed { "frame-ancestors *" } else { "frame-ancestors 'none'" };
    let policy = policy.map_or_else(|| ancestors.to_owned(), |policy| format!("{policy}; {ancestors}"));
    set(header::CONTENT_SECURITY_POLICY, &policy);
    if !embed {
        set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    }
    set(header::CACHE_CONTROL, "no-cache");
    set(header::VARY, "Accept-Encoding, Accept-Language");
    if let Some(encoding) = encoding.filter(|_| !known) {
        set(header::CONTENT_ENCODING, encoding);
    }
    set(header::CONTENT_TYPE, "text/html; charset=utf-8");
    headers.insert(header::ETAG, tag);
    if method == Method::HEAD && !known {
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    }
    response
}
