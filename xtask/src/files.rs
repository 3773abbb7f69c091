//! Files and folders, with sentences for what can go wrong.

use std::fs;
use std::path::{Path, PathBuf};

use crate::problem::{Done, Problem};

/// Reads all of a file.
pub fn read(path: &Path) -> Done<Vec<u8>> {
    fs::read(path).map_err(|error| Problem::file("read", path, &error))
}

/// Reads a text file, with the line ends of Unix whatever the checkout made of them.
pub fn read_text(path: &Path) -> Done<String> {
    let text = fs::read_to_string(path).map_err(|error| Problem::file("read", path, &error))?;
    Ok(if text.contains('\r') { text.replace("\r\n", "\n") } else { text })
}

/// Writes a file, and the folders it lies in.
pub fn write(path: &Path, content: impl AsRef<[u8]>) -> Done {
    if let Some(folder) = path.parent() {
        make(folder)?;
    }
    fs::write(path, content).map_err(|error| Problem::file("write", path, &error))
}

/// Makes a folder.
pub fn make(path: &Path) -> Done {
    fs::create_dir_all(path).map_err(|error| Problem::file("make", path, &error))
}

/// Removes a folder with all it holds, if it is there.
pub fn remove(path: &Path) -> Done {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Problem::file("remove", path, &error)),
        _ => Ok(()),
    }
}

/// Moves a file or folder.
pub fn rename(from: &Path, to: &Path) -> Done {
    fs::rename(from, to).map_err(|error| Problem::file("replace", to, &error))
}

/// Every file under a folder, sorted, so that what is made of the list is the same each time.
/// Packages installed beside a manifest are not ours and left out.
pub fn list(folder: &Path) -> Done<Vec<PathBuf>> {
    let mut all = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        let entries = fs::read_dir(&folder).map_err(|error| Problem::file("read", &folder, &error))?;
        for entry in entries {
            let entry = entry.map_err(|error| Problem::file("read", &folder, &error))?;
            let path = entry.path();
            if path.is_dir() {
                if entry.file_name() != "node_modules" {
                    open.push(path);
                }
            } else {
                all.push(path);
            }
        }
    }
    all.sort();
    Ok(all)
}

/// A path under a folder as it stands in a URL: with forward slashes.
pub fn url(path: &Path, under: &Path) -> String {
    let relative = path.strip_prefix(under).unwrap_or(path);
    relative.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// Copies a file.
pub fn copy(from: &Path, to: &Path) -> Done {
    if let Some(folder) = to.parent() {
        make(folder)?;
    }
    fs::copy(from, to).map(drop).map_err(|error| Problem::file("write", to, &error))
}

/// Makes a file appear at a second place without a second copy, where the disk can do that.
pub fn link(from: &Path, to: &Path) -> Done {
    if let Some(folder) = to.parent() {
        make(folder)?;
    }
    if fs::hard_link(from, to).is_ok() { Ok(()) } else { copy(from, to) }
}
