//! Where things are: in the checkout, and in the user's cache that all clones share.

use std::env;
use std::path::{Path, PathBuf};

use crate::problem::{Done, Problem};

/// The folders this tool works in.
#[derive(Clone, Debug)]
pub struct Project {
    /// The checkout.
    pub root: PathBuf,
    /// Cargo's output, shared with everything made along the way.
    pub target: PathBuf,
    /// What a web host serves.
    pub dist: PathBuf,
    /// The user's cache, shared by every clone.
    pub cache: PathBuf,
}

impl Project {
    /// Finds the checkout this tool was compiled in.
    pub fn find() -> Done<Self> {
        // Cargo says at run time where the crate is; a checkout may have been moved since it was compiled.
        let manifest = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).filter(|folder| folder.ends_with("xtask"));
        let root = manifest
            .as_deref()
            .unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")))
            .parent()
            .ok_or_else(|| Problem::new("This tool lies outside of a checkout."))?
            .to_path_buf();
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |dir| root.join(dir));
        Ok(Self { dist: root.join("dist"), cache: cache()?, target, root })
    }

    /// A path in the checkout.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// Where this tool keeps what it makes on the way to `dist`.
    pub fn work(&self, relative: &str) -> PathBuf {
        self.target.join("xtask").join(relative)
    }
}

fn cache() -> Done<PathBuf> {
    let var = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(own) = var("ATRIUM_CACHE") {
        return Ok(own);
    }
    let base = if cfg!(windows) {
        var("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        var("HOME").map(|home| home.join("Library").join("Caches"))
    } else {
        var("XDG_CACHE_HOME").or_else(|| var("HOME").map(|home| home.join(".cache")))
    };
    base.map(|base| base.join("atrium")).ok_or_else(|| {
        Problem::new("There is no place for downloaded tools: neither a home folder nor ATRIUM_CACHE is set. Set ATRIUM_CACHE to a folder.")
    })
}
