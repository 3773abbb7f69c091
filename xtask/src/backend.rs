//! The reference backend and the conformance check, built where something runs them.

use std::path::PathBuf;
use std::process::Command;

use crate::problem::{Done, Problem};
use crate::project::Project;
use crate::run;
use crate::steps::Note;

/// How it is built.
#[derive(Clone, Copy)]
pub struct Profile {
    /// For cargo.
    pub name: &'static str,
    /// Where cargo puts what it built so.
    pub folder: &'static str,
}

/// Built quickly, for tests.
pub const DEV: Profile = Profile { name: "dev", folder: "debug" };
/// Built to be run.
pub const FAST: Profile = Profile { name: "server", folder: "server" };

/// Programs that were built.
pub struct Programs {
    /// The backend.
    pub server: PathBuf,
    /// The conformance check.
    pub conform: PathBuf,
    demo: PathBuf,
}

impl Programs {
    /// Tells a script of the tests where they are.
    pub fn tell(&self, command: &mut Command) {
        command.env("ATRIUM_SERVER", &self.server).env("ATRIUM_CONFORM", &self.conform).env("ATRIUM_DEMO", &self.demo);
    }
}

/// Builds the backend alone, and says where it is.
pub fn server(project: &Project, profile: Profile, note: &Note) -> Done<PathBuf> {
    let mut command = run::command("cargo", &project.root);
    command.args(["build", "--profile", profile.name, "-p", "atrium-server"]);
    run::run_counting("Compiling the backend", &mut command, note, "Compiling", 330)?;
    let program = project.target.join(profile.folder).join(format!("atrium-server{}", std::env::consts::EXE_SUFFIX));
    if program.is_file() {
        Ok(program)
    } else {
        Err(Problem::new(format!("The backend was compiled, but is not at {}.", program.display())))
    }
}

/// Builds both.
pub fn programs(project: &Project, profile: Profile, note: &Note) -> Done<Programs> {
    let mut command = run::command("cargo", &project.root);
    command.args(["build", "--profile", profile.name, "-p", "atrium-server", "-p", "atrium-conform", "--bins"]);
    run::run("cargo build of the backend", &mut command, note)?;
    let folder = project.target.join(profile.folder);
    let program = |name: &str| folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    Ok(Programs {
        server: program("atrium-server"),
        conform: program("atrium-conform"),
        demo: project.target.join("demo"),
    })
}
