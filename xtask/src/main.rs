//! `cargo xtask <verb>`: everything a person does in this repository, in one tool.
//!
//! A tool and not a folder of scripts, because it has to run the same on Linux, macOS and Windows,
//! and because a newcomer should need nothing but rustup and Node.

mod backend;
mod bench;
mod build;
mod cli;
mod clock;
mod conform;
mod demo;
mod digest;
mod files;
mod glob;
mod json;
mod pins;
mod problem;
mod project;
mod run;
mod schema;
mod serve;
mod setup;
mod shots;
mod site;
mod size;
mod steps;
mod test;
mod tidy;
mod which;

use std::process::ExitCode;

use cli::Verb;
use problem::Done;

fn main() -> ExitCode {
    match cli::parse(std::env::args_os().skip(1)).and_then(run) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::from(problem.code())
        }
    }
}

fn run(verb: Verb) -> Done {
    let project = project::Project::find()?;
    match verb {
        Verb::Help(text) => {
            println!("{text}");
            Ok(())
        }
        Verb::Setup => setup::verb(&project),
        Verb::Build(options) => build::verb(&project, &options),
        Verb::Serve(options) => serve::verb(&project, &options),
        Verb::Demo(options) => demo::verb(&project, &options),
        Verb::Test(options) => test::verb(&project, &options),
        Verb::Schema => schema::verb(&project),
        Verb::Tidy => tidy::verb(&project),
        Verb::Size { record } => size::verb(&project, record),
        Verb::Shots { name, manifest } => shots::verb(&project, name.as_deref(), manifest),
        Verb::Conform { arguments } => conform::verb(&project, &arguments),
        Verb::Bench { name } => bench::verb(&project, &name),
    }
}
