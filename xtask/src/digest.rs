//! Digests: names from content, stamps of inputs, hashes for the content security policy.

use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::files;
use crate::problem::Done;

/// SHA-256 in hexadecimal.
pub fn hex(content: &[u8]) -> String {
    to_hex(&Sha256::digest(content))
}

/// Sixteen hexadecimal digits: what a file's name carries.
pub fn short(content: &[u8]) -> String {
    hex(content).chars().take(16).collect()
}

/// An integrity value: `sha256-…`.
pub fn integrity(content: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(content)))
}

/// A source expression for a content security policy: `'sha256-…'`.
pub fn csp_source(content: &str) -> String {
    format!("'{}'", integrity(content.as_bytes()))
}

/// One digest of many files and folders: their names and contents. What does not exist counts as absent.
pub fn inputs(root: &Path, paths: &[PathBuf], words: &[&str]) -> Done<String> {
    let mut all = Sha256::new();
    for word in words {
        all.update(word.as_bytes());
        all.update([0]);
    }
    for path in paths {
        let files = if path.is_dir() { files::list(path)? } else { vec![path.clone()] };
        for file in files.iter().filter(|file| file.is_file()) {
            all.update(files::url(file, root).as_bytes());
            all.update([0]);
            all.update(Sha256::digest(files::read(file)?));
        }
    }
    Ok(to_hex(&all.finalize()))
}

fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_hash_is_what_browsers_compute() {
        // From the example in the CSP specification, level 3.
        assert_eq!(csp_source("alert('Hello, world.');"), "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='");
    }

    #[test]
    fn names_are_short_and_from_content() {
        assert_eq!(short(b"a").len(), 16);
        assert_ne!(short(b"a"), short(b"b"));
    }
}
