//! The built site with the demo alliance, as `serve`, `size`, `shots` and `bench` all need it.

use crate::build;
use crate::cli;
use crate::demo;
use crate::problem::Done;
use crate::project::Project;
use crate::setup;
use crate::steps::Steps;

/// How many steps [`build`] takes.
pub const STEPS: usize = setup::STEPS + 1 + build::STEPS;

/// Sets up and builds, for the root of a host.
pub fn build(project: &Project, steps: &mut Steps) -> Done {
    at(project, &cli::Build::default(), steps)
}

/// Sets up and builds as the options say.
pub fn at(project: &Project, options: &cli::Build, steps: &mut Steps) -> Done {
    let tools = setup::build_tools(project, steps)?;
    demo::step(project, steps)?;
    build::bundles(project, &tools, options, steps)
}
