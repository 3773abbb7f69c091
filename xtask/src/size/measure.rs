//! What is in `dist`, in transferred bytes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::budget::{self, Budget};
use crate::files;
use crate::glob;
use crate::problem::{Done, Problem};
use crate::project::Project;

/// One entry point as it was measured.
pub struct Measured {
    /// Its name.
    pub name: String,
    /// Its budget in bytes.
    pub limit: u64,
    /// The patterns, which unlike the files' names stay the same, with the bytes of what fits them.
    pub files: Vec<(String, u64)>,
}

impl Measured {
    /// All bytes together.
    pub fn total(&self) -> u64 {
        self.files.iter().map(|(_, bytes)| bytes).sum()
    }
}

/// Measures every entry point.
pub fn all(project: &Project) -> Done<Vec<Measured>> {
    let dist = &project.dist;
    if !dist.join("index.html").is_file() {
        return Err(Problem::new("There is nothing to measure yet: run `cargo xtask build` first."));
    }
    let sizes = sizes(dist)?;
    budget::all(project)?.into_iter().map(|budget| measure(budget, &sizes)).collect()
}

/// A file that was written down but is not there would make the sum too small: that is an error.
fn measure(budget: Budget, sizes: &BTreeMap<String, u64>) -> Done<Measured> {
    let mut found = Vec::new();
    for pattern in budget.files {
        let fitting: Vec<u64> =
            sizes.iter().filter(|(url, _)| glob::matches(&pattern, url)).map(|(_, bytes)| *bytes).collect();
        if fitting.is_empty() {
            return Err(Problem::new(format!(
                "budgets.json says that {} loads {pattern}, and no file in dist is called so: correct the list.",
                budget.name
            )));
        }
        found.push((pattern, fitting.iter().sum()));
    }
    Ok(Measured { name: budget.name, limit: budget.limit, files: found })
}

fn sizes(dist: &Path) -> Done<BTreeMap<String, u64>> {
    let mut sizes = BTreeMap::new();
    for file in files::list(dist)? {
        let url = files::url(&file, dist);
        if url.ends_with(".br") || url.ends_with(".gz") {
            continue;
        }
        let mut beside = file.as_os_str().to_owned();
        beside.push(".br");
        let sent = if Path::new(&beside).is_file() { Path::new(&beside) } else { file.as_path() };
        let bytes = fs::metadata(sent).map_err(|error| Problem::file("read", sent, &error))?.len();
        sizes.insert(url, bytes);
    }
    Ok(sizes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn home(files: &[&str]) -> Result<u64, String> {
        let sizes = [
            ("index.html", 10),
            ("atrium-0.js", 20),
            ("embed/atrium-0.js", 40),
            ("demo/a/member.json", 1),
            ("demo/b/member.json", 2),
        ];
        let sizes = sizes.iter().map(|(url, bytes)| ((*url).to_owned(), *bytes)).collect();
        let budget =
            Budget { name: "home".into(), limit: 1, files: files.iter().map(|file| (*file).to_owned()).collect() };
        measure(budget, &sizes).map(|measured| measured.total()).map_err(|problem| problem.to_string())
    }

    #[test]
    fn everything_that_fits_is_counted_once() {
        assert_eq!(home(&["index.html", "atrium-*.js", "demo/*/member.json"]), Ok(33));
    }

    #[test]
    fn a_file_that_is_gone_cannot_make_the_sum_smaller() {
        assert!(home(&["index.html", "main-*.js"]).is_err_and(|said| said.contains("main-*.js")));
    }
}
