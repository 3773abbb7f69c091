//! Python, and packages from PyPI: a virtual environment in a folder named by the hash of a file of pinned versions.

use std::path::{Path, PathBuf};

use super::{debian, version};
use crate::digest;
use crate::files;
use crate::pins;
use crate::problem::{Done, Problem};
use crate::project::Project;
use crate::run;
use crate::steps::Note;
use crate::which;

/// Finds a Python that is new enough.
pub fn find() -> Done<PathBuf> {
    let (major, minor) = pins::PYTHON;
    let found = which::find("python3").or_else(|| which::find("python"));
    let said = found.as_ref().and_then(|python| run::ask(python, &["--version"])).unwrap_or_default();
    match (found, version::major_minor(said.trim_start_matches("Python "))) {
        (Some(python), Some(is)) if is >= (major, minor) => Ok(python),
        _ => Err(Problem::new(format!(
            "Python {major}.{minor} or newer is not on the PATH: it is needed for the backend's tests. Install it and run this again."
        ))),
    }
}

/// Installs what a file of requirements names, if no clone has done so yet; answers with the folder of its programs.
pub fn packages(project: &Project, requirements: &str, note: &Note) -> Done<PathBuf> {
    let python = find()?;
    let list = project.path(requirements);
    let home = project.cache.join("python").join(digest::short(&files::read(&list)?));
    let programs = home.join(if cfg!(windows) { "Scripts" } else { "bin" });
    // Written last: an environment without it was interrupted.
    let done = home.join("complete");
    if done.is_file() {
        return Ok(programs);
    }
    files::remove(&home)?;
    note.now(&format!("packages of {requirements}"));
    let made = run::run("python -m venv", run::command(&python, &project.root).args(["-m", "venv"]).arg(&home), note);
    if made.is_err() && debian::can_install() {
        // Debian keeps this part of Python in a package of its own.
        debian::install(project, &["python3-venv"], note)?;
        run::run("python -m venv", run::command(&python, &project.root).args(["-m", "venv"]).arg(&home), note)?;
    } else {
        made?;
    }
    let mut pip = run::command(program(&programs, "python"), &project.root);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"]).arg(&list);
    run::run("pip install", &mut pip, note)?;
    files::write(&done, "")?;
    Ok(programs)
}

/// A program of an environment.
pub fn program(programs: &Path, name: &str) -> PathBuf {
    programs.join(if cfg!(windows) { format!("{name}.exe") } else { name.to_owned() })
}
