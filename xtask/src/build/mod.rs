//! `cargo xtask build`: three bundles by Trunk, then one `dist/` that any static host can serve.
//!
//! Trunk compiles and collects; what it cannot do is done here, after it and never in a hook, because
//! a hook may not change what Trunk has already hashed: small programs, one style sheet a page, names
//! from content, the content security policy, the service worker's list, compressed copies.

mod api;
mod compress;
pub mod csp;
mod finish;
pub mod headers;
pub mod html;
mod lean;
mod page;
mod program;
mod shell;
mod split;
mod trunk;

pub use finish::Bundle;

use crate::cli;
use crate::demo;
use crate::problem::Done;
use crate::project::Project;
use crate::setup::{self, Tools};
use crate::size;
use crate::steps::{Note, Steps};

/// The pages that are programs of their own, so that nobody pays for what they do not open.
pub const BUNDLES: [Bundle; 3] = [
    Bundle { name: "app", bin: "atrium", html: "index.html", place: "" },
    Bundle { name: "embed", bin: "atrium-embed", html: "src/embed/index.html", place: "embed/" },
    Bundle { name: "studio", bin: "atrium-studio", html: "src/studio/index.html", place: "studio/" },
];

/// How many steps [`bundles`] takes.
pub const STEPS: usize = BUNDLES.len() + 1;

/// `cargo xtask build`.
pub fn verb(project: &Project, options: &cli::Build) -> Done {
    let with_demo = options.alliance.is_none();
    let mut steps = Steps::new(setup::STEPS + usize::from(with_demo) + STEPS);
    let tools = setup::build_tools(project, &mut steps)?;
    if with_demo {
        demo::step(project, &mut steps)?;
    }
    bundles(project, &tools, options, &mut steps)?;
    // Budgets are for the whole site; without the demo there is no alliance to count. A stale list is
    // for `size` to fail on.
    if with_demo {
        println!("\n{}", size::table(project).unwrap_or_else(|problem| problem.to_string()));
    }
    println!("Built {} for {} in {}.", project.dist.display(), options.base, steps.elapsed());
    Ok(())
}

/// Builds every bundle and puts `dist` together.
pub fn bundles(project: &Project, tools: &Tools, options: &cli::Build, steps: &mut Steps) -> Done {
    for bundle in &BUNDLES {
        steps.step(&format!("Bundle {}", bundle.name), |note| {
            trunk::build(project, tools, bundle, &options.base, note)
        })?;
    }
    steps.step("Finishing", |note| finish::dist(project, tools, options, note))
}

/// Builds all of it within a step that somebody else announced.
pub fn quietly(project: &Project, tools: &Tools, options: &cli::Build, note: &Note) -> Done {
    for bundle in &BUNDLES {
        trunk::build(project, tools, bundle, &options.base, note)?;
    }
    note.outcome("");
    finish::dist(project, tools, options, note)
}
