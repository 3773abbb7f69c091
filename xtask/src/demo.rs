//! `cargo xtask demo`: the demo alliance, drawn and written by the scripts in `demo/`.
//!
//! Pictures are drawn once and kept in the user's cache by what they are made of; texts are resolved
//! each day anew, so that one campaign is always running, one coming and one ended.

use std::env;
use std::path::{Path, PathBuf};

use crate::cli;
use crate::clock;
use crate::digest;
use crate::files;
use crate::problem::{Done, Problem};
use crate::project::Project;
use crate::run;
use crate::setup::node;
use crate::steps::{Note, Steps};

/// `cargo xtask demo`.
pub fn verb(project: &Project, options: &cli::Demo) -> Done {
    if options.into_staging {
        return into_staging(project);
    }
    let mut steps = Steps::new(1);
    let today = options.today.clone().unwrap_or_else(clock::today);
    steps.step("Demo alliance", |note| make(project, &today, note))?;
    println!("The demo alliance is in {}.", folder(project).display());
    Ok(())
}

/// One step that makes the demo alliance for today.
pub fn step(project: &Project, steps: &mut Steps) -> Done {
    steps.step("Demo alliance", |note| make(project, &clock::today(), note))
}

/// Puts what was made into a site.
pub fn place(project: &Project, to: &Path) -> Done {
    let from = folder(project);
    for file in files::list(&from)? {
        let target = to.join(files::url(&file, &from));
        // Texts are written anew each day and must not change under a site; pictures may be shared.
        if file.extension().is_some_and(|extension| extension == "json") {
            files::copy(&file, &target)?
        } else {
            files::link(&file, &target)?
        }
    }
    Ok(())
}

/// Where it is made.
pub fn folder(project: &Project) -> PathBuf {
    project.target.join("demo")
}

/// What the demo alliance that is there was made of; empty where there is none.
pub fn stamp(project: &Project) -> String {
    files::read_text(&project.work("demo.inputs")).unwrap_or_default()
}

/// Makes the demo alliance as of a day, unless that was done already.
pub fn make(project: &Project, today: &str, note: &Note) -> Done {
    let out = folder(project);
    let stamp = project.work("demo.inputs");
    let inputs = digest::inputs(&project.root, &[project.path("demo")], &[today])?;
    if out.is_dir() && files::read_text(&stamp).is_ok_and(|kept| kept == inputs) {
        note.outcome("unchanged");
        return Ok(());
    }
    let modules = node::packages(project, "demo", note)?;
    let next = project.work("demo-next");
    files::remove(&next)?;
    files::make(&next)?;
    let mut command = node::script(project, &modules, "demo/build.mjs")?;
    command.arg("--out").arg(&next).args(["--today", today, "--cache"]).arg(project.cache.join("demo"));
    run::run("Making the demo alliance", &mut command, note)?;
    files::remove(&out)?;
    files::rename(&next, &out)?;
    files::write(&stamp, inputs)
}

/// Run by Trunk after it has collected its files, for `trunk serve` by itself.
fn into_staging(project: &Project) -> Done {
    if env::var_os("ATRIUM_NO_DEMO").is_some() {
        return Ok(());
    }
    let staging = env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .ok_or_else(|| Problem::usage("`demo --into-staging` is for Trunk, which says where in TRUNK_STAGING_DIR. `cargo xtask demo` makes the demo alliance."))?;
    make(project, &clock::today(), &Note::default())?;
    place(project, &staging.join("demo"))
}
