//! A Chromium for the tests, and the driver that wasm-bindgen's test runner speaks to.
//!
//! Found by `CHROME` and `CHROMEDRIVER`, on `PATH`, in the usual places; else installed: Debian's
//! packages when this runs as root there, otherwise the one Playwright brings.

use std::env;
use std::path::{Path, PathBuf};

use super::{debian, node};
use crate::problem::{Done, Problem};
use crate::project::Project;
use crate::run;
use crate::steps::Note;
use crate::which;

const NAMES: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"];
const PACKAGES: &[&str] = &["chromium", "chromium-driver"];

/// Finds a Chromium or gets one.
pub fn chrome(project: &Project, modules: &Path, note: &Note) -> Done<PathBuf> {
    if let Some(named) = named("CHROME")? {
        return Ok(named);
    }
    let found = || NAMES.iter().find_map(|name| which::find(name)).or_else(usual_place);
    if let Some(found) = found().or_else(|| of_playwright(modules)) {
        return Ok(found);
    }
    if debian::can_install() {
        debian::install(project, PACKAGES, note)?;
    } else {
        let client = modules.join("playwright-core").join("cli.js");
        let mut command = run::command(node::find()?, &project.root);
        run::run("Installing Chromium with Playwright", command.arg(client).args(["install", "chromium"]), note)?;
    }
    found().or_else(|| of_playwright(modules)).ok_or_else(|| {
        Problem::new(
            "A Chromium was installed but is nowhere to be found: set CHROME to its program and run this again.",
        )
    })
}

/// Finds the driver for a Chromium, or gets it where a package brings it; `None` where there is none.
pub fn driver(project: &Project, note: &Note) -> Done<Option<PathBuf>> {
    if let Some(named) = named("CHROMEDRIVER")? {
        return Ok(Some(named));
    }
    if let Some(found) = which::find("chromedriver") {
        return Ok(Some(found));
    }
    if debian::can_install() {
        debian::install(project, PACKAGES, note)?;
    }
    Ok(which::find("chromedriver"))
}

/// What an environment variable names has to be there: guessing past it would only confuse.
fn named(variable: &str) -> Done<Option<PathBuf>> {
    match env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from) {
        Some(path) if !path.is_file() => {
            Err(Problem::new(format!("{variable} is set to {}, where there is no program.", path.display())))
        }
        named => Ok(named),
    }
}

fn usual_place() -> Option<PathBuf> {
    let places: Vec<PathBuf> = if cfg!(target_os = "macos") {
        [
            "Google Chrome.app/Contents/MacOS/Google Chrome",
            "Chromium.app/Contents/MacOS/Chromium",
            "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
        ]
        .iter()
        .map(|place| Path::new("/Applications").join(place))
        .collect()
    } else if cfg!(windows) {
        let roots = ["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"]
            .iter()
            .filter_map(|root| env::var_os(root).map(PathBuf::from));
        roots
            .flat_map(|root| {
                [
                    "Google/Chrome/Application/chrome.exe",
                    "Chromium/Application/chrome.exe",
                    "Microsoft/Edge/Application/msedge.exe",
                ]
                .map(|place| root.join(place))
            })
            .collect()
    } else {
        Vec::new()
    };
    places.into_iter().find(|place| place.is_file())
}

fn of_playwright(modules: &Path) -> Option<PathBuf> {
    let package = modules.join("playwright-core");
    let ask = "console.log(require(process.argv[1]).chromium.executablePath())";
    let said = run::ask(node::find().ok()?, &["-e", ask, &package.to_string_lossy()])?;
    Some(PathBuf::from(said)).filter(|path| path.is_file())
}
