//! A folder on disk, served as it is: compressed copies beside the files, validators, ranges.

use super::path;
use crate::house::answer::{matches, share, short_of, tag, takes};
use axum::body::Body;
use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::http::{Method, Response, StatusCode};
use std::collections::HashMap;
use std::io::SeekFrom;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;
use tokio::io::{AsyncReadExt, AsyncSeekExt};
use tokio_util::io::ReaderStream;

/// How long what never changes under its name is kept.
const FOREVER: &str = "public, max-age=31536000, immutable";

/// A folder and what was found out about its files.
pub struct Folder {
    root: PathBuf,
    tags: Mutex<HashMap<PathBuf, (SystemTime, u64, HeaderValue)>>,
}

/// Bytes of a file that were asked for, the last one included.
type Span = (u64, u64);

impl Folder {
    /// A folder.
    pub fn new(root: &Path) -> Folder {
        Folder { root: root.to_path_buf(), tags: Mutex::default() }
    }

    /// Where it is.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A file of the folder, and really inside of it: links may not lead out.
    pub fn has(&self, name: &str) -> bool {
        let path = self.root.join(name);
        path.is_file()
            && matches!((path.canonicalize(), self.root.canonicalize()), (Ok(path), Ok(root)) if path.starts_with(&root))
    }

    /// The answer with a file that is there.
    pub async fn file(&self, name: &str, method: &Method, asked: &HeaderMap) -> Response<Body> {
        match self.try_file(name, method, asked).await {
            Ok(response) => response,
            Err(error) => {
                tracing::warn!(file = name, %error, "a file could not be read");
                crate::house::refuse::plain(crate::problem::Kind::Unavailable, asked)
            }
        }
    }

    async fn try_file(&self, name: &str, method: &Method, asked: &HeaderMap) -> std::io::Result<Response<Body>> {
        let ranged = asked.contains_key(header::RANGE);
        let (path, encoding) = self.form(name, asked, ranged);
        let (length, tag) = self.tag(&path).await?;
        let mut response = Response::new(Body::empty());
        let headers = response.headers_mut();
        headers.insert(header::ETAG, tag.clone());
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache_control(name)));
        headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
        share(headers);
        if asked.get(header::IF_NONE_MATCH).is_some_and(|known| matches(known, &tag)) {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return Ok(response);
        }
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(path::media_type(name)));
        if let Some(encoding) = encoding {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        let fresh = asked.get(header::IF_RANGE).is_none_or(|known| known == tag);
        let span = if ranged && fresh { span(asked, length) } else { Wanted::All };
        let (first, last) = match span {
            Wanted::All => (0, length.saturating_sub(1)),
            Wanted::Part(span) => {
                *response.status_mut() = StatusCode::PARTIAL_CONTENT;
                span
            }
            Wanted::Nothing => {
                *response.status_mut() = StatusCode::RANGE_NOT_SATISFIABLE;
                let range = HeaderValue::from_str(&format!("bytes */{length}"));
                response.headers_mut().extend(range.ok().map(|range| (header::CONTENT_RANGE, range)));
                return Ok(response);
            }
        };
        let amount = if length == 0 { 0 } else { last - first + 1 };
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(amount));
        if amount < length {
            let range = HeaderValue::from_str(&format!("bytes {first}-{last}/{length}"));
            headers.extend(range.ok().map(|range| (header::CONTENT_RANGE, range)));
        }
        if method == Method::GET {
            let mut file = tokio::fs::File::open(&path).await?;
            if first > 0 {
                file.seek(SeekFrom::Start(first)).await?;
            }
            *response.body_mut() = Body::from_stream(ReaderStream::with_capacity(file.take(amount), 64 * 1024));
        }
        Ok(response)
    }

    /// The compressed copy that is accepted, or the file itself. A part of a file is a part of the file itself.
    fn form(&self, name: &str, asked: &HeaderMap, ranged: bool) -> (PathBuf, Option<&'static str>) {
        let accepted = asked.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
        for (encoding, extension) in [("br", "br"), ("gzip", "gz")] {
            let beside = format!("{name}.{extension}");
            if !ranged && takes(accepted, encoding) && self.has(&beside) {
                return (self.root.join(beside), Some(encoding));
            }
        }
        (self.root.join(name), None)
    }

    /// Length and a strong validator: the content's digest, computed once for each state of the file.
    async fn tag(&self, path: &Path) -> std::io::Result<(u64, HeaderValue)> {
        let meta = tokio::fs::metadata(path).await?;
        let (time, length) = (meta.modified()?, meta.len());
        {
            let tags = self.tags.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some((known, size, tag)) = tags.get(path)
                && (*known, *size) == (time, length)
            {
                return Ok((length, tag.clone()));
            }
        }
        let of = path.to_path_buf();
        let digest = tokio::task::spawn_blocking(move || short_of(std::fs::File::open(of)?)).await;
        let made = tag(&digest.map_err(std::io::Error::other)??);
        let mut tags = self.tags.lock().unwrap_or_else(PoisonError::into_inner);
        tags.insert(path.to_path_buf(), (time, length, made.clone()));
        Ok((length, made))
    }
}

fn cache_control(name: &str) -> &'static str {
    if path::is_hashed(name) {
        FOREVER
    } else if matches!(path::extension(name), "webp" | "avif" | "jpg" | "jpeg" | "png" | "woff2") {
        "public, max-age=3600"
    } else {
        "no-cache"
    }
}

enum Wanted {
    All,
    Part(Span),
    Nothing,
}

/// One range of bytes. Several at once are answered with everything, as the standard allows.
fn span(asked: &HeaderMap, length: u64) -> Wanted {
    let range = asked.get(header::RANGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let Some((first, last)) = range.strip_prefix("bytes=").and_then(|range| range.trim().split_once('-')) else {
        return Wanted::All;
    };
    let span = match (first.trim().parse::<u64>().ok(), last.trim().parse::<u64>().ok()) {
        (Some(first), None) if last.trim().is_empty() => Some((first, length.saturating_sub(1))),
        (Some(first), Some(last)) if first <= last => Some((first, last.min(length.saturating_sub(1)))),
        (None, Some(last)) if first.trim().is_empty() && last > 0 => {
            Some((length.saturating_sub(last), length.saturating_sub(1)))
        }
        (None, Some(0)) => return Wanted::Nothing,
        _ => None,
    };
    match span {
        Some((first, _)) if first >= length => Wanted::Nothing,
        Some(span) => Wanted::Part(span),
        None => Wanted::All,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn asked(range: &str) -> Option<Span> {
        let headers = HeaderMap::from_iter([(header::RANGE, HeaderValue::from_str(range).unwrap())]);
        match span(&headers, 100) {
            Wanted::All => None,
            Wanted::Part(span) => Some(span),
            Wanted::Nothing => Some((1, 0)),
        }
    }

    #[test]
    fn a_part_is_inside_of_the_file() {
        assert_eq!(asked("bytes=0-9"), Some((0, 9)));
        assert_eq!(asked("bytes=90-"), Some((90, 99)));
        assert_eq!(asked("bytes=-10"), Some((90, 99)));
        assert_eq!(asked("bytes=-1000"), Some((0, 99)));
        assert_eq!(asked("bytes=50-1000"), Some((50, 99)));
        for nothing in ["bytes=100-", "bytes=200-300", "bytes=-0"] {
            assert_eq!(asked(nothing), Some((1, 0)), "{nothing}");
        }
        for all in ["bytes=9-0", "bytes=0-1,3-4", "lines=0-1", "bytes=x-y", "bytes=-"] {
            assert_eq!(asked(all), None, "{all}");
        }
    }
}
