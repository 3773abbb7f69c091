//! Brings pictures into the member's folder of files, or leaves them where they are.

use super::Report;
use super::source::{self, Source};
use crate::house::addresses::Addresses;
use crate::house::site::path::media_type;
use atrium_contract::json::{Value, parse};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use url::Url;

/// Pictures while documents are gone through.
pub struct Pictures<'a> {
    source: &'a Source,
    addresses: &'a Addresses,
    /// Where files go; without it they stay.
    files: Option<&'a Path>,
    wanted: BTreeMap<String, Url>,
    services: BTreeSet<String>,
}

impl<'a> Pictures<'a> {
    /// None is known yet.
    pub fn new(source: &'a Source, addresses: &'a Addresses, files: Option<&'a Path>) -> Self {
        Pictures { source, addresses, files, wanted: BTreeMap::new(), services: BTreeSet::new() }
    }

    /// Where a picture will be found that is at an address of the source; `None` where it stays, and why in the report.
    pub fn place(&mut self, field: &str, url: &Url, from: &str, report: &mut Report) -> Option<Url> {
        self.files?;
        let name = self.source.inside(url)?;
        match field {
            "src" => {
                if !is_shown(&name) {
                    report.wrong(from, &format!("`{name}` {NOT_SHOWN}"));
                    return None;
                }
                let most = self.source.limits.pictures;
                if self.wanted.len() >= most && !self.wanted.contains_key(&name) {
                    report.wrong("pictures", &format!("there are more than {most}; the others stay where they are"));
                    return None;
                }
                self.wanted.insert(name.clone(), url.clone());
            }
            // The tiles of an image service lie in its folder; over the web nobody can tell which there are.
            "id" if self.source.is_folder() => {
                self.services.insert(name.clone());
            }
            _ => return None,
        }
        Some(self.addresses.file(&name))
    }

    /// Brings what was wanted. Says how many files came.
    pub async fn bring(self, report: &mut Report) -> usize {
        let Some(files) = self.files else { return 0 };
        let mut brought = 0;
        let limits = self.source.limits;
        let mut left = limits.all_pictures;
        for (name, url) in &self.wanted {
            match self.one(&files.join(name), url, limits.picture.min(left)).await {
                Ok(bytes) => {
                    brought += 1;
                    left = left.saturating_sub(bytes);
                }
                Err(why) if left < limits.picture && why == source::larger(left) => {
                    let most = source::amount(limits.all_pictures);
                    report
                        .wrong(name, &format!("is not brought: with it, all pictures together have more than {most}"));
                }
                Err(why) => report.wrong(name, &why),
            }
        }
        for name in &self.services {
            match self.service(name, files, report) {
                Ok(count) => brought += count,
                Err(why) => report.wrong(name, &why),
            }
        }
        brought
    }

    /// Brings one, and says how many bytes it has.
    async fn one(&self, to: &Path, url: &Url, most: usize) -> Result<usize, String> {
        if self.source.is_folder() {
            let path = self.source.path(url).ok_or("there is no such picture in the folder")?;
            let bytes = source::fits(&path, most)?;
            return copy(&path, to).map(|()| bytes);
        }
        let content = self.source.read(url, most).await?;
        make_folder(to)?;
        std::fs::write(to, &content).map_err(|error| format!("cannot be written: {error}"))?;
        Ok(content.len())
    }

    /// All files of an image service. Its description says where it is, so it is written anew.
    fn service(&self, name: &str, files: &Path, report: &mut Report) -> Result<usize, String> {
        let url = self.source.base.join(name).map_err(|error| error.to_string())?;
        let root = self
            .source
            .path(&url)
            .filter(|path| path.is_dir())
            .ok_or("there is no such image service in the folder")?;
        let mut count = 0;
        for path in everything(&root)? {
            let Ok(inner) = path.strip_prefix(&root) else { continue };
            if !is_shown(&path.to_string_lossy()) {
                report.wrong(name, &format!("`{}` {NOT_SHOWN}", inner.display()));
                continue;
            }
            let to = files.join(name).join(inner);
            if inner == Path::new("info.json") {
                let text =
                    std::fs::read_to_string(&path).map_err(|error| format!("info.json cannot be read: {error}"))?;
                let mut info = parse(&text).map_err(|_| "its info.json is not JSON".to_owned())?;
                if let Some(fields) = info.as_object_mut() {
                    fields.insert("id", Value::from(self.addresses.file(name).as_str()));
                }
                make_folder(&to)?;
                std::fs::write(&to, info.to_string())
                    .map_err(|error| format!("info.json cannot be written: {error}"))?;
            } else {
                copy(&path, &to)?;
            }
            count += 1;
        }
        Ok(count)
    }
}

/// Why something is left out.
const NOT_SHOWN: &str = "is no picture, sound, video or JSON by its name, and is not brought";

/// Whether something is only ever looked at or listened to. Anything else would be served from the house's own origin,
/// where a page or a script of somebody else's has no business.
fn is_shown(name: &str) -> bool {
    let kind = media_type(name);
    ["image/", "audio/", "video/"].iter().any(|shown| kind.starts_with(shown)) || kind == "application/json"
}

/// Every file below a folder; links are not followed.
pub fn everything(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut all = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        let entries = std::fs::read_dir(&folder).map_err(|error| format!("cannot be read: {error}"))?;
        for entry in entries.flatten() {
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => open.push(entry.path()),
                Ok(kind) if kind.is_file() => all.push(entry.path()),
                _ => {}
            }
        }
    }
    all.sort();
    Ok(all)
}

/// Copies a file; what was there is replaced.
pub fn copy(from: &Path, to: &Path) -> Result<(), String> {
    make_folder(to)?;
    std::fs::copy(from, to).map(drop).map_err(|error| format!("cannot be written: {error}"))
}

fn make_folder(file: &Path) -> Result<(), String> {
    let folder = file.parent().unwrap_or(file);
    std::fs::create_dir_all(folder).map_err(|error| format!("its folder cannot be made: {error}"))
}
