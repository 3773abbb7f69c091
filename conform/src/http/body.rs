//! Bodies: read up to a limit, unpacked up to a limit.

use std::io::Read;

/// Reads at most so many bytes. The sentence says why it is not all.
pub fn read(stream: impl Read, most: usize) -> (Vec<u8>, Option<String>) {
    let mut bytes = Vec::new();
    match stream.take(most as u64 + 1).read_to_end(&mut bytes) {
        Err(error) => (bytes, Some(format!("a body that was cut off: {error}"))),
        Ok(_) if bytes.len() > most => {
            bytes.truncate(most);
            (bytes, Some(format!("a body that goes on after {most} bytes; the rest was not read")))
        }
        Ok(_) => (bytes, None),
    }
}

/// Undoes a `Content-Encoding`. `None` where it is not what it says, or unknown.
pub fn unpacked(encoding: &str, bytes: &[u8], most: usize) -> Option<Vec<u8>> {
    let (out, cut) = match encoding.trim().to_ascii_lowercase().as_str() {
        "" | "identity" => return Some(bytes.to_vec()),
        "gzip" | "x-gzip" => read(flate2::read::MultiGzDecoder::new(bytes), most),
        "deflate" => read(flate2::read::ZlibDecoder::new(bytes), most),
        "br" => read(brotli::Decompressor::new(bytes, 4096), most),
        _ => return None,
    };
    cut.is_none().then_some(out)
}
