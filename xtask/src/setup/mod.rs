//! Gets the tools: found on `PATH` in the pinned version, or installed once into the user's cache.

pub mod browser;
mod cargo_tool;
pub mod debian;
pub mod node;
pub mod postgres;
pub mod python;
mod rust;
pub mod version;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use crate::pins;
use crate::problem::Done;
use crate::project::Project;
use crate::run;
use crate::steps::{Note, Steps};

use crate::which;

use cargo_tool::Tool;
pub use rust::ensure_components;

/// How many steps [`build_tools`] takes.
pub const STEPS: usize = 5;

/// The tools that come as crates, with about how many crates each is compiled from.
const CRATES: [Tool; 3] = [
    Tool { name: "trunk", package: "trunk", version: pins::TRUNK, crates: 390, features: &[] },
    Tool { name: "wasm-bindgen", package: "wasm-bindgen-cli", version: pins::WASM_BINDGEN, crates: 190, features: &[] },
    Tool {
        name: "wasm-split-cli",
        package: "wasm_split_cli_support",
        version: pins::WASM_SPLIT,
        crates: 65,
        features: &["build-binary"],
    },
];

/// What a build runs with.
pub struct Tools {
    /// The search path with the pinned tools first.
    pub path: OsString,
    /// Folders that were put before the user's own search path.
    pub folders: Vec<PathBuf>,
    /// The build's npm packages.
    pub packages: PathBuf,
}

impl Tools {
    /// A command in the checkout that finds the pinned tools.
    pub fn command(&self, program: &str, project: &Project) -> Command {
        let program =
            which::find_in(program, &self.path).map_or_else(|| OsString::from(program), PathBuf::into_os_string);
        let mut command = run::command(program, &project.root);
        command.env("PATH", &self.path);
        command
    }
}

/// `cargo xtask setup`.
pub fn verb(project: &Project) -> Done {
    let mut steps = Steps::new(STEPS);
    let tools = build_tools(project, &mut steps)?;
    println!("Ready after {}. `cargo xtask serve` builds and serves.", steps.elapsed());
    if !tools.folders.is_empty() {
        println!("\nFor `trunk serve` by itself, put these folders on your PATH first:");
        for folder in &tools.folders {
            println!("  {}", folder.display());
        }
    }
    Ok(())
}

/// Everything a build needs, within a step that somebody else announced.
pub fn quietly(project: &Project, note: &Note) -> Done<Tools> {
    let mut folders = Vec::new();
    rust::ensure(project, note)?;
    for tool in &CRATES {
        folders.extend(cargo_tool::ensure(project, tool, note)?);
    }
    let (packages, folder) = node::build_packages(project, note)?;
    folders.extend(folder);
    note.outcome("");
    Ok(Tools { path: which::path_with(&folders), folders, packages })
}

/// Everything a build needs.
pub fn build_tools(project: &Project, steps: &mut Steps) -> Done<Tools> {
    let mut folders = Vec::new();
    steps.step("Rust for WebAssembly", |note| rust::ensure(project, note))?;
    for tool in &CRATES {
        let label = format!("{} {}", tool.name, tool.version);
        folders.extend(steps.step(&label, |note| cargo_tool::ensure(project, tool, note))?);
    }
    let label = format!("wasm-opt {}, esbuild", pins::BINARYEN);
    let (packages, folder) = steps.step(&label, |note| node::build_packages(project, note))?;
    folders.extend(folder);
    Ok(Tools { path: which::path_with(&folders), folders, packages })
}
