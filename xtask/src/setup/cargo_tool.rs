//! Tools that come as crates: looked for on `PATH`, then in the cache, then compiled into it.

use std::path::PathBuf;

use super::version;
use crate::files;
use crate::problem::Done;
use crate::project::Project;
use crate::run;
use crate::steps::Note;
use crate::which;

/// A pinned tool.
pub struct Tool {
    /// The program.
    pub name: &'static str,
    /// The crate it comes in.
    pub package: &'static str,
    /// The exact version.
    pub version: &'static str,
    /// About how many crates are compiled for it, to say how far it is.
    pub crates: usize,
    /// The crate's features the program needs.
    pub features: &'static [&'static str],
}

/// Makes sure of the tool; answers with the folder to put on the search path, if it is not there yet.
pub fn ensure(project: &Project, tool: &Tool, note: &Note) -> Done<Option<PathBuf>> {
    if let Some(found) = which::find(tool.name)
        && run::ask(&found, &["--version"]).is_some_and(|said| version::names(&said, tool.version))
    {
        note.outcome("on the PATH");
        return Ok(None);
    }
    let root = project.cache.join("tools").join(format!("{}-{}", tool.name, tool.version));
    let bin = root.join("bin");
    if which::in_folder(tool.name, &bin).is_some() {
        note.outcome("in the cache");
        return Ok(Some(bin));
    }
    install(project, tool, &root, note)?;
    note.outcome("installed once for all clones");
    Ok(Some(bin))
}

fn install(project: &Project, tool: &Tool, root: &std::path::Path, note: &Note) -> Done {
    files::make(root)?;
    // A kept folder: an interrupted compilation goes on where it was.
    let scratch = project.cache.join("tools").join(format!("compiling-{}-{}", tool.name, tool.version));
    let mut command = run::command("cargo", &project.root);
    command
        .args(["install", "--locked", "--version", tool.version, "--root"])
        .arg(root)
        .arg(tool.package)
        .arg("--features")
        .arg(tool.features.join(","))
        .env("CARGO_TARGET_DIR", &scratch)
        // These run for seconds and are compiled for minutes: compile them quickly.
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    let name = format!("Installing {} {}", tool.name, tool.version);
    run::run_counting(&name, &mut command, note, "Compiling", tool.crates)?;
    files::remove(&scratch)
}
