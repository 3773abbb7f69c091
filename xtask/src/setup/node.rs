//! Node, and packages from npm: installed by lock file into a folder named by its hash, so that
//! every clone with the same lock file shares them.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::version;
use crate::digest;
use crate::files;
use crate::pins;
use crate::problem::{Done, Problem};
use crate::project::Project;
use crate::run;
use crate::steps::Note;
use crate::which;

/// A command that runs a script under Node, with these packages for it to `require`.
///
/// Scripts find them by `createRequire(path.join(process.env.ATRIUM_NODE_MODULES, 'x'))`: no link
/// into the checkout is needed, which Windows would not allow everyone to make.
pub fn script(project: &Project, modules: &Path, script: &str) -> Done<Command> {
    let mut command = run::command(find()?, &project.root);
    command.arg(script).env("ATRIUM_NODE_MODULES", modules);
    Ok(command)
}

/// Finds a Node that is new enough.
pub fn find() -> Done<PathBuf> {
    let (major, minor) = pins::NODE;
    let node = which::find("node")
        .ok_or_else(|| Problem::new(format!("Node is not installed, or not on the PATH: get Node {major} or newer from https://nodejs.org and run this again.")))?;
    let said = run::ask(&node, &["--version"]).unwrap_or_default();
    match version::major_minor(&said) {
        Some(found) if found >= (major, minor) => Ok(node),
        Some((a, b)) => Err(Problem::new(format!(
            "Node {a}.{b} is too old: {major} or newer is needed. Get it from https://nodejs.org."
        ))),
        None => Err(Problem::new(format!("{} does not say its version: reinstall Node.", node.display()))),
    }
}

/// Installs the packages a folder's lock file names, if no clone has done so yet; answers with their `node_modules`.
pub fn packages(project: &Project, folder: &str, note: &Note) -> Done<PathBuf> {
    find()?;
    let manifest = project.path(folder).join("package.json");
    let lock = project.path(folder).join("package-lock.json");
    let key = digest::short(&[files::read(&manifest)?, files::read(&lock)?].concat());
    let home = project.cache.join("npm").join(&key);
    let modules = home.join("node_modules");
    if modules.is_dir() {
        return Ok(modules);
    }
    let npm = which::find("npm").ok_or_else(|| {
        Problem::new("npm is not on the PATH: it comes with Node; reinstall Node and run this again.")
    })?;
    // Installed beside and moved into place whole, so that an interrupted run leaves nothing half done.
    let beside = project.cache.join("npm").join(format!("{key}.{}", std::process::id()));
    files::remove(&beside)?;
    files::copy(&manifest, &beside.join("package.json"))?;
    files::copy(&lock, &beside.join("package-lock.json"))?;
    note.now(&format!("npm packages of {folder}/"));
    let done = run::run("npm ci", run::command(npm, &beside).args(["ci", "--no-audit", "--no-fund"]), note);
    if let Err(problem) = done {
        files::remove(&beside)?;
        return Err(problem);
    }
    if files::rename(&beside, &home).is_err() && !modules.is_dir() {
        return Err(Problem::new(format!("Could not put npm packages into {}.", home.display())));
    }
    // Another clone may have been first: then ours is not needed.
    files::remove(&beside)?;
    Ok(modules)
}

/// Installs the build's packages, and makes sure of wasm-opt; answers with the packages, and the folder of
/// wasm-opt to put on the search path, if it is not there yet.
pub fn build_packages(project: &Project, note: &Note) -> Done<(PathBuf, Option<PathBuf>)> {
    let modules = packages(project, "xtask/npm", note)?;
    if let Some(found) = which::find("wasm-opt")
        && run::ask(&found, &["--version"]).is_some_and(|said| version::names(&said, pins::BINARYEN))
    {
        note.outcome("wasm-opt on the PATH");
        return Ok((modules, None));
    }
    let programs = modules.join(".bin");
    let found = which::in_folder("wasm-opt", &programs).and_then(|program| run::ask(program, &["--version"]));
    match found {
        Some(said) if version::names(&said, pins::BINARYEN) => {
            note.outcome("from npm, under Node");
            Ok((modules, Some(programs)))
        }
        _ => Err(Problem::new(format!(
            "wasm-opt in {} does not run as version {}: remove that folder and run this again.",
            programs.display(),
            pins::BINARYEN
        ))),
    }
}
