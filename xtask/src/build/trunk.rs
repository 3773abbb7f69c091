//! One bundle by Trunk, into a folder of its own; skipped when nothing it is made of has changed.

use std::env;
use std::path::{Path, PathBuf};

use super::{Bundle, split};
use crate::digest;
use crate::files;
use crate::pins;
use crate::problem::{Done, Problem};
use crate::project::Project;
use crate::run;
use crate::setup::Tools;
use crate::steps::Note;

/// Where a bundle's files wait to be put together.
pub fn staging(project: &Project, bundle: &Bundle) -> PathBuf {
    project.work("stage").join(bundle.name)
}

/// Runs Trunk for one bundle.
pub fn build(project: &Project, tools: &Tools, bundle: &Bundle, base: &str, note: &Note) -> Done {
    let page = project.path(bundle.html);
    if !page.is_file() {
        return Err(Problem::new(format!("{} is missing: every bundle starts from its page.", bundle.html)));
    }
    let stage = staging(project, bundle);
    let stamp = project.work("stage").join(format!("{}.inputs", bundle.name));
    let inputs = inputs(project, bundle, base, &page)?;
    if stage.join("index.html").is_file() && files::read_text(&stamp).is_ok_and(|kept| kept == inputs) {
        note.outcome("unchanged");
        return Ok(());
    }
    let public_url = format!("{base}{}", bundle.place);
    let mut command = tools.command("trunk", project);
    command
        .args(["--skip-version-check", "--color", "never", "build"])
        .arg(&page)
        .args(["--release", "--public-url", &public_url, "--dist"])
        .arg(&stage)
        .args(if splits(bundle) { &["--features", split::FEATURE][..] } else { &[] })
        // The demo alliance is put in at the end, once, and not by Trunk's hook.
        .env("ATRIUM_NO_DEMO", "1")
        .env(FLAGS, flags())
        // Trunk takes only `true` or `false` there, and the custom is any value.
        .env_remove("NO_COLOR");
    run::run(&format!("Trunk, for {},", bundle.html), &mut command, note)?;
    if splits(bundle) {
        split::replace(project, tools, bundle.bin, &stage, note)?;
    }
    files::write(&stamp, inputs)
}

/// The other programs are one page each.
fn splits(bundle: &Bundle) -> bool {
    bundle.place.is_empty()
}

/// Cargo adds what stands there to the flags of `.cargo/config.toml`.
const FLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// Dependencies are named as crates and not by where this machine keeps them: the places of possible panics are in the
/// program, and everybody who loads it could read them.
fn flags() -> String {
    let var = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let cargo = var("CARGO_HOME").or_else(|| Some(var("HOME").or_else(|| var("USERPROFILE"))?.join(".cargo")));
    let mut flags: Vec<String> = env::var(FLAGS).into_iter().collect();
    let registries = cargo.and_then(|home| std::fs::read_dir(home.join("registry").join("src")).ok());
    for registry in registries.into_iter().flatten().flatten() {
        let path = registry.path().display().to_string();
        // Cargo parts the flags at blanks and knows no quotes there.
        if !path.contains(char::is_whitespace) {
            flags.push(format!("--remap-path-prefix={path}=crates"));
        }
    }
    flags.sort();
    flags.join(" ")
}

/// Everything that can change what Trunk makes.
fn inputs(project: &Project, bundle: &Bundle, base: &str, page: &Path) -> Done<String> {
    let mut paths: Vec<PathBuf> = [
        "src",
        "contract/src",
        "contract/Cargo.toml",
        "markup/src",
        "markup/Cargo.toml",
        "style",
        "Cargo.toml",
        "Cargo.lock",
        "Trunk.toml",
        ".cargo",
        "build.rs",
    ]
    .iter()
    .map(|path| project.path(path))
    .collect();
    paths.push(page.to_path_buf());
    if bundle.place.is_empty() {
        paths.push(project.path("public"));
    }
    let compiler = run::ask("rustc", &["--version"]).unwrap_or_default();
    let words = [base, &compiler, &flags(), pins::TRUNK, pins::WASM_BINDGEN, pins::WASM_SPLIT];
    digest::inputs(&project.root, &paths, &words)
}
