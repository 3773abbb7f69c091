//! Finds programs on a search path, with the extensions Windows expects.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// Finds a program on `PATH`.
pub fn find(name: &str) -> Option<PathBuf> {
    find_in(name, &env::var_os("PATH").unwrap_or_default())
}

/// Finds a program on the given search path.
pub fn find_in(name: &str, path: &OsStr) -> Option<PathBuf> {
    env::split_paths(path).filter(|folder| !folder.as_os_str().is_empty()).find_map(|folder| in_folder(name, &folder))
}

/// Finds a program in one folder.
pub fn in_folder(name: &str, folder: &Path) -> Option<PathBuf> {
    extensions().iter().map(|extension| folder.join(format!("{name}{extension}"))).find(|file| is_program(file))
}

/// A search path with these folders before what is there.
pub fn path_with(folders: &[PathBuf]) -> OsString {
    let before = env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().cloned().chain(env::split_paths(&before));
    env::join_paths(all).unwrap_or(before)
}

fn extensions() -> &'static [&'static str] {
    // npm's programs are .cmd files on Windows.
    if cfg!(windows) { &[".exe", ".cmd", ".bat"] } else { &[""] }
}

#[cfg(unix)]
fn is_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata().is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(file: &Path) -> bool {
    file.is_file()
}
