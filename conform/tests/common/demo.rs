//! The demo alliance as a folder; made where it is not there yet.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

/// Where cargo puts what it builds.
pub fn target() -> PathBuf {
    // The test's own program lies in target/PROFILE/deps.
    std::env::current_exe().unwrap().ancestors().nth(3).unwrap().to_path_buf()
}

pub fn folder() -> PathBuf {
    static MADE: OnceLock<PathBuf> = OnceLock::new();
    MADE.get_or_init(|| {
        let made = target().join("demo");
        if !made.join(".well-known/cultural-alliance.json").is_file() {
            let status = Command::new(env!("CARGO")).args(["xtask", "demo"]).current_dir(root()).status().unwrap();
            assert!(status.success(), "cargo xtask demo");
        }
        made
    })
    .clone()
}
