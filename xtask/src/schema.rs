//! `cargo xtask schema`: the JSON Schemas and the OpenAPI document from the types of the contract, and the linter over them.

use std::process::Command;

use crate::problem::Done;
use crate::project::Project;
use crate::run;
use crate::setup::node;
use crate::steps::{Note, Steps};

/// Writes every generated file anew.
pub fn verb(project: &Project) -> Done {
    let mut steps = Steps::new(1);
    steps.step("Schemas from the types", |note| {
        let mut command = run::command("cargo", &project.root);
        let example = ["run", "--quiet", "-p", "atrium-contract", "--features", "schema", "--example", "schema", "--"];
        command.args(example).arg(project.path("contract"));
        let written = run::run("The generator", &mut command, note)?;
        note.outcome(format!("{} files in contract/", written.lines().count()));
        Ok(())
    })
}

/// Runs the public linter: no error and no warning.
pub fn lint(project: &Project, note: &Note) -> Done {
    let modules = node::packages(project, "contract/lint", note)?;
    let program = modules.join("@redocly").join("cli").join("bin").join("cli.js");
    let mut command: Command = run::command(node::find()?, &project.root);
    command.arg(program).args([
        "lint",
        "contract/openapi.json",
        "--config",
        "contract/lint/redocly.yaml",
        "--max-problems",
        "50",
    ]);
    // A linter has nothing to tell anybody.
    command.env("REDOCLY_TELEMETRY", "off").env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
    let said = run::run("redocly lint", &mut command, note)?;
    let clean = said.lines().all(|line| !line.trim_start().starts_with("[1]") && !line.contains("warning"));
    if clean { Ok(()) } else { Err(run::failed("redocly lint", &said)) }
}
