//! Names from content for the WebAssembly and its JavaScript.
//!
//! Trunk names both after the WebAssembly alone. The glue can change while the WebAssembly does not,
//! and a file that is cached for good may never change under its name.

use std::path::Path;

use crate::digest;
use crate::files;
use crate::problem::{Done, Problem};

/// A file with the name it had and the one it gets.
pub struct Renamed {
    /// As Trunk calls it.
    pub from: String,
    /// After its content.
    pub to: String,
}

/// Finds the program's files in what Trunk made and says what they are to be called.
pub fn rename(stage: &Path, bin: &str) -> Done<Vec<Renamed>> {
    let mut renamed = Vec::new();
    for (from, suffix) in program_files(stage, bin)? {
        let hash = digest::short(&files::read(&stage.join(&from))?);
        renamed.push(Renamed { to: format!("{bin}-{hash}{suffix}"), from });
    }
    match renamed.len() {
        2 => Ok(renamed),
        found => Err(Problem::new(format!(
            "Trunk was to make one .js and one .wasm for {bin}, and {found} are there: remove {} and build again.",
            stage.display()
        ))),
    }
}

fn program_files(stage: &Path, bin: &str) -> Done<Vec<(String, &'static str)>> {
    let mut found = Vec::new();
    for file in files::list(stage)? {
        let name = files::url(&file, stage);
        let Some(rest) = name.strip_prefix(bin).and_then(|rest| rest.strip_prefix('-')) else {
            continue;
        };
        for suffix in ["_bg.wasm", ".js"] {
            // Trunk writes the number without its leading zeros: one name in sixteen is shorter than the others.
            let is_hash = |hash: &str| (8..=16).contains(&hash.len()) && hash.bytes().all(|b| b.is_ascii_hexdigit());
            if rest.strip_suffix(suffix).is_some_and(is_hash) {
                found.push((name.clone(), suffix));
            }
        }
    }
    Ok(found)
}
