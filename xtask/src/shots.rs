//! `cargo xtask shots`: pictures of every page, phone and desktop, light and dark, in each language.

use crate::problem::Done;
use crate::project::Project;
use crate::run;
use crate::serve::Server;
use crate::setup::{browser, node};
use crate::site;
use crate::steps::Steps;

/// `cargo xtask shots [name] [--manifest]`.
pub fn verb(project: &Project, name: Option<&str>, manifest: bool) -> Done {
    let mut steps = Steps::new(site::STEPS + 2);
    site::build(project, &mut steps)?;
    let (modules, chrome) = steps.step("Browser", |note| {
        let modules = node::packages(project, "tests", note)?;
        let chrome = browser::chrome(project, &modules, note)?;
        Ok((modules, chrome))
    })?;
    let out = if manifest { project.path("public/screenshots") } else { project.target.join("shots") };
    let script = if manifest { "tests/screenshots.mjs" } else { "tests/shots.mjs" };
    let said = steps.step("Pictures", |note| {
        let url = Server::bind(&project.dist, "/", 0)?.in_background();
        let mut command = node::script(project, &modules, script)?;
        command.env("CHROME", chrome).env("ATRIUM_URL", url).env("ATRIUM_DIST", &project.dist);
        if !manifest {
            command.arg(&out);
        }
        if let Some(name) = name {
            command.args(["--page", name]);
        }
        run::run("Taking pictures", &mut command, note)
    })?;
    if manifest {
        println!("{}", said.trim_end());
    }
    println!("The pictures are in {}.", out.display());
    Ok(())
}
