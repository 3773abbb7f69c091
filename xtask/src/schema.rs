//! `cargo xtask schema`: the JSON Schemas and the OpenAPI document from the types of the contract, and the linter over them.

use std::process::Command;

use serde_json::Value;

use crate::problem::{Done, Problem};
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
    let arguments = ["lint", "contract/openapi.json", "--config", "contract/lint/redocly.yaml", "--format", "json"];
    command.arg(program).args(arguments);
    // A linter has nothing to tell anybody.
    command.env("REDOCLY_TELEMETRY", "off").env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
    note.now("redocly lint");
    // The answer alone: on the other channel stand words about versions of Node, and the two mix as they come.
    let output = command.output().map_err(|error| Problem::new(format!("Could not start redocly lint: {error}.")))?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let answer: Value = serde_json::from_str(&said)
        .map_err(|_| run::failed("redocly lint", &[&said, &*String::from_utf8_lossy(&output.stderr)].concat()))?;
    let total = |name: &str| answer["totals"][name].as_u64();
    match (total("errors"), total("warnings")) {
        (Some(0), Some(0)) => Ok(()),
        _ => Err(run::failed("redocly lint", &said)),
    }
}
