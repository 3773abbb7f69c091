//! A folder of documents, served as a good web host would.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::io::Write;
use std::path::{Path, PathBuf};

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, Response};

use super::proxy::serve;

/// Serves a folder; its address.
pub fn start(folder: &Path) -> String {
    let folder = folder.to_path_buf();
    serve(move |request: Request| {
        let folder = folder.clone();
        async move { answer(&folder, request.method().as_str(), request.uri().path(), request.headers()) }
    })
}

fn answer(folder: &Path, method: &str, path: &str, asked: &HeaderMap) -> Response<Body> {
    let builder = Response::builder()
        .header("access-control-allow-origin", "*")
        .header("access-control-expose-headers", "ETag, Link");
    let file: PathBuf = folder.join(path.trim_start_matches('/'));
    let Ok(mut bytes) = std::fs::read(&file) else {
        return builder.status(404).header("content-type", "text/plain").body(Body::from("Nothing here.")).unwrap();
    };
    let kind = match file.extension().and_then(|extension| extension.to_str()) {
        Some("json") => "application/json",
        Some("webp") => "image/webp",
        Some("jpg") => "image/jpeg",
        _ => "application/octet-stream",
    };
    let accepted = asked.get("accept-encoding").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut builder =
        builder.header("content-type", kind).header("cache-control", "no-cache").header("vary", "Accept-Encoding");
    if kind == "application/json" && accepted.contains("gzip") {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(&bytes).unwrap();
        bytes = packed.finish().unwrap();
        builder = builder.header("content-encoding", "gzip");
    }
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    let tag = format!("\"{:016x}\"", hasher.finish());
    builder = builder.header("etag", &tag);
    if asked.get("if-none-match").is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return builder.status(304).body(Body::empty()).unwrap();
    }
    builder.body(if method == "HEAD" { Body::empty() } else { Body::from(bytes) }).unwrap()
}
