//! `cargo xtask conform`: walks a live backend.
//!
//! The walker is a crate of its own that cargo runs: it speaks TLS and knows all time zones, and this tool should not have to be
//! compiled with either before it can do anything else.

use std::ffi::OsString;
use std::process::Command;

use crate::problem::{Done, Problem};
use crate::project::Project;

/// `cargo xtask conform`.
pub fn verb(project: &Project, arguments: &[OsString]) -> Done {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let manifest = project.path("Cargo.toml");
    let mut command = Command::new(cargo);
    command
        .args(["run", "--quiet", "--package", "atrium-conform", "--manifest-path"])
        .arg(manifest)
        .arg("--")
        .args(arguments);
    let status = command
        .status()
        .map_err(|error| Problem::new(format!("The walker of backends could not be started: {error}.")))?;
    match status.code() {
        Some(0) => Ok(()),
        // It has said everything; only its answer is to be passed on.
        Some(code) => std::process::exit(code),
        None => Err(Problem::new("The walker of backends was stopped.")),
    }
}
