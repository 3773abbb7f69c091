//! From an address to a name of a file, and to nothing that climbs, hides or means something to a file system.

/// The path of an address without its first slash, decoded; `None` for what no file of a site is called.
pub fn plain(path: &str) -> Option<String> {
    let inner = decode(path.strip_prefix('/')?)?;
    let forbidden = |character: char| character.is_control() || matches!(character, '\\' | ':');
    let parts = || inner.trim_end_matches('/').split('/');
    let fits = inner.is_empty() || parts().all(|part| !part.is_empty() && part != "." && part != "..");
    (fits && !inner.contains(forbidden) && !inner.starts_with('/')).then_some(inner)
}

/// The extension of the last part of a path; empty where there is none.
pub fn extension(path: &str) -> &str {
    let last = path.rsplit('/').next().unwrap_or(path);
    last.rsplit_once('.').map_or("", |(_, extension)| extension)
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

/// Whether a file's name carries its content's digest, so that it never changes. The build names files so.
pub fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split('.').next().unwrap_or(name);
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    stem.rsplit_once('-').is_some_and(|(_, hash)| {
        (12..=16).contains(&hash.len()) && hash.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
    })
}

/// The media type of a file.
pub fn media_type(path: &str) -> &'static str {
    match extension(path).to_ascii_lowercase().as_str() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "avif" => "image/avif",
        "webp" => "image/webp",
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "gif" => "image/gif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "ics" => "text/calendar; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "txt" | "md" => "text/plain; charset=utf-8",
        "vtt" => "text/vtt; charset=utf-8",
        "xml" => "application/xml",
        "yaml" | "yml" => "application/yaml",
        "pdf" => "application/pdf",
        "mp3" => "audio/mpeg",
        "m4a" => "audio/mp4",
        "ogg" | "oga" | "opus" => "audio/ogg",
        "wav" => "audio/wav",
        "flac" => "audio/flac",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            "a",
        ] {
            assert_eq!(plain(path), None, "{path}");
        }
        assert_eq!(plain("/fonts/%C3%A9.woff2").as_deref(), Some("fonts/é.woff2"));
        assert_eq!((plain("/").as_deref(), plain("/a/").as_deref()), (Some(""), Some("a/")));
    }

    #[test]
    fn names_with_a_digest_are_told_apart() {
        assert!(is_hashed("atrium-0123456789abcdef_bg.wasm") && is_hashed("embed/atrium-embed-0123456789abcdef.js"));
        assert!(!is_hashed("index.html") && !is_hashed("icons/icon-192.png"));
    }
}
