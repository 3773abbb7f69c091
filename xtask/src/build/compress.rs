//! Compressed copies beside the files, as static hosts and our own server look for them: brotli at
//! its best for all that is text or WebAssembly, gzip for the rest of the world.

use std::io::Write;
use std::path::Path;
use std::thread;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::digest;
use crate::files;
use crate::problem::{Done, Problem};

/// Files below this are sent as they are: a packet is a packet.
const WORTH_IT: usize = 200;

/// Whether a file gets smaller by compression (pictures and typefaces are compressed already).
pub fn is_compressible(name: &str) -> bool {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    matches!(
        extension,
        "html"
            | "css"
            | "js"
            | "mjs"
            | "wasm"
            | "json"
            | "svg"
            | "webmanifest"
            | "ics"
            | "txt"
            | "xml"
            | "csv"
            | "md"
            | "vtt"
    )
}

/// Writes `.br` and `.gz` beside every file that gets smaller. What was compressed before is taken from `kept`.
pub fn all(dist: &Path, kept: &Path) -> Done {
    let files: Vec<_> =
        files::list(dist)?.into_iter().filter(|file| is_compressible(&files::url(file, dist))).collect();
    let workers = thread::available_parallelism().map_or(2, usize::from);
    let share = files.len().div_ceil(workers).max(1);
    // Dealt out like cards: the few large files lie together in the list.
    let mut hands: Vec<Vec<&Path>> = vec![Vec::with_capacity(share); workers];
    for (index, file) in files.iter().enumerate() {
        hands[index % workers].push(file);
    }
    thread::scope(|scope| {
        let running: Vec<_> =
            hands.iter().map(|hand| scope.spawn(move || hand.iter().try_for_each(|file| one(file, kept)))).collect();
        running
            .into_iter()
            .try_for_each(|thread| thread.join().unwrap_or_else(|_| Err(Problem::new("Compressing failed."))))
    })
}

fn one(file: &Path, kept: &Path) -> Done {
    let content = files::read(file)?;
    if content.len() < WORTH_IT {
        return Ok(());
    }
    let name = digest::hex(&content);
    for (extension, compress) in [("br", brotli as fn(&[u8]) -> Done<Vec<u8>>), ("gz", gzip)] {
        let before = kept.join(format!("{name}.{extension}"));
        let small = match std::fs::read(&before) {
            Ok(small) => small,
            Err(_) => {
                let small = compress(&content)?;
                files::write(&before, &small)?;
                small
            }
        };
        if small.len() < content.len() {
            let mut beside = file.as_os_str().to_owned();
            beside.push(format!(".{extension}"));
            files::write(Path::new(&beside), small)?;
        }
    }
    Ok(())
}

fn brotli(content: &[u8]) -> Done<Vec<u8>> {
    let mut out = Vec::new();
    let parameters =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: content.len(), ..Default::default() };
    brotli::BrotliCompress(&mut &content[..], &mut out, &parameters)
        .map_err(|error| Problem::new(format!("Compressing failed: {error}.")))?;
    Ok(out)
}

fn gzip(content: &[u8]) -> Done<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder
        .write_all(content)
        .and_then(|()| encoder.finish())
        .map_err(|error| Problem::new(format!("Compressing failed: {error}.")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back() -> Result<(), String> {
        let text = "the sea, the sky, ".repeat(100);
        let mut back = Vec::new();
        let small = brotli(text.as_bytes()).map_err(|p| p.to_string())?;
        brotli::BrotliDecompress(&mut small.as_slice(), &mut back).map_err(|e| e.to_string())?;
        assert_eq!(back, text.as_bytes());
        assert!(small.len() < 60);
        let small = gzip(text.as_bytes()).map_err(|p| p.to_string())?;
        back.clear();
        std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(small.as_slice()), &mut back)
            .map_err(|e| e.to_string())?;
        assert_eq!(back, text.as_bytes());
        Ok(())
    }

    #[test]
    fn pictures_are_left_alone() {
        assert!(is_compressible("a/b.wasm") && is_compressible("x.json"));
        assert!(!is_compressible("a.webp") && !is_compressible("a.woff2") && !is_compressible("noextension"));
    }
}
