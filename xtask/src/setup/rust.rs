//! The Rust compiler: new enough, and able to make WebAssembly.

use std::path::Path;

use super::version;
use crate::pins;
use crate::problem::{Done, Problem};
use crate::project::Project;
use crate::run;
use crate::steps::Note;

/// Checks the compiler and adds the target when it is missing.
pub fn ensure(project: &Project, note: &Note) -> Done {
    let said = run::ask("rustc", &["--version"])
        .ok_or_else(|| Problem::new("Rust is not installed: get rustup from https://rustup.rs and run this again."))?;
    check(&said)?;
    let sysroot = run::ask("rustc", &["--print", "sysroot"]).unwrap_or_default();
    if !Path::new(&sysroot).join("lib/rustlib").join(pins::WASM_TARGET).is_dir() {
        note.now("adding the WebAssembly target");
        run::run(
            "rustup target add",
            run::command("rustup", &project.root).args(["target", "add", pins::WASM_TARGET]),
            note,
        )?;
    }
    Ok(())
}

/// Adds rustfmt and clippy where a minimal toolchain lacks them.
pub fn ensure_components(project: &Project, note: &Note) -> Done {
    for (component, proof) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        if run::ask("cargo", &[proof, "--version"]).is_none() {
            run::run(
                "rustup component add",
                run::command("rustup", &project.root).args(["component", "add", component]),
                note,
            )?;
        }
    }
    Ok(())
}

fn check(said: &str) -> Done {
    let (major, minor) = pins::RUST;
    match version::major_minor(said) {
        Some(found) if found >= pins::RUST => Ok(()),
        Some((a, b)) => Err(Problem::new(format!(
            "Rust {a}.{b} is too old: {major}.{minor} or newer is needed. Run `rustup update stable`."
        ))),
        None => {
            Err(Problem::new(format!("rustc does not say its version (it says `{said}`): reinstall Rust with rustup.")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_compiler_is_refused_with_the_cure() {
        assert!(check("rustc 1.95.0 (59807616e 2026-04-14)").is_ok());
        let said = check("rustc 1.80.1 (3f5fd8dd4 2024-08-06)").map_err(|problem| problem.to_string());
        assert_eq!(
            said,
            Err("error: Rust 1.80 is too old: 1.95 or newer is needed. Run `rustup update stable`.".into())
        );
    }
}
