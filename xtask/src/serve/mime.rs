//! Media types by file name.

/// The media type for a file's name.
pub fn of(name: &str) -> &'static str {
    let extension = name.rsplit('/').next().unwrap_or(name).rsplit_once('.').map_or("", |(_, extension)| extension);
    match extension {
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
        "pdf" => "application/pdf",
        "mp3" => "audio/mpeg",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn what_browsers_are_strict_about() {
        assert_eq!(of("a_bg.wasm"), "application/wasm");
        assert_eq!(of("manifest.webmanifest"), "application/manifest+json");
        assert_eq!(of(".well-known/cultural-alliance.json"), "application/json");
        assert_eq!(of("x.js"), "text/javascript; charset=utf-8");
        assert_eq!(of("folder.v2/noextension"), "application/octet-stream");
    }
}
