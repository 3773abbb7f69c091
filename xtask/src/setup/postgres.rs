//! A real PostgreSQL for the backend's tests: `ATRIUM_POSTGRES_BIN`, the newest of Debian's, or Debian's installed now.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use super::debian;
use crate::problem::{Done, Problem};
use crate::project::Project;
use crate::run;
use crate::steps::Note;
use crate::which;

/// The folder of its programs.
pub fn programs(project: &Project, note: &Note) -> Done<PathBuf> {
    if let Some(named) = env::var_os("ATRIUM_POSTGRES_BIN").filter(|value| !value.is_empty()).map(PathBuf::from) {
        return if has_server(&named) {
            Ok(named)
        } else {
            Err(Problem::new(format!("ATRIUM_POSTGRES_BIN is {}, where there is no initdb.", named.display())))
        };
    }
    if let Some(found) = found() {
        return Ok(found);
    }
    if debian::can_install() {
        debian::install(project, &["postgresql"], note)?;
    }
    found().ok_or_else(|| {
        Problem::new("There is no PostgreSQL here: install it (15 or newer) and set ATRIUM_POSTGRES_BIN to the folder of initdb, and run this again.")
    })
}

fn has_server(folder: &Path) -> bool {
    which::in_folder("initdb", folder).is_some() && which::in_folder("postgres", folder).is_some()
}

fn found() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|entry| entry.path());
    let number = |path: &PathBuf| path.file_name().and_then(|name| name.to_string_lossy().parse::<u32>().ok());
    let newest = versions.filter(|path| number(path).is_some()).max_by_key(number).map(|path| path.join("bin"));
    let asked = || run::ask("pg_config", &["--bindir"]).map(PathBuf::from);
    newest.filter(|folder| has_server(folder)).or_else(asked).filter(|folder| has_server(folder))
}
