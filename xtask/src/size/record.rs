//! Sizes as they were written down in `sizes.json`, in the checkout and in the last commit.

use serde_json::{Map, Value, json};

use super::measure::Measured;
use crate::files;
use crate::json;
use crate::problem::{Done, Problem};
use crate::project::Project;
use crate::run;

/// Where sizes are written down; checked in, so that a change shows what it costs.
pub const FILE: &str = "sizes.json";

/// Sizes of some commit.
pub struct Record(Value);

impl Record {
    /// An entry's sum.
    pub fn total(&self, entry: &str) -> Option<u64> {
        self.0.get(entry)?.get("total")?.as_u64()
    }

    /// One file of an entry.
    pub fn file(&self, entry: &str, file: &str) -> Option<u64> {
        self.0.get(entry)?.get("files")?.get(file)?.as_u64()
    }
}

/// What the last commit wrote down, if it did.
pub fn of_last_commit(project: &Project) -> Option<Record> {
    let mut command = run::command("git", &project.root);
    let output =
        command.args(["show", &format!("HEAD:{FILE}")]).output().ok().filter(|output| output.status.success())?;
    json::parse(&String::from_utf8_lossy(&output.stdout), FILE).ok().map(Record)
}

/// Writes sizes down.
pub fn write(project: &Project, all: &[Measured]) -> Done {
    let mut document = Map::new();
    for entry in all {
        let list: Map<String, Value> = entry.files.iter().map(|(file, bytes)| (file.clone(), json!(bytes))).collect();
        document.insert(entry.name.clone(), json!({ "total": entry.total(), "files": list }));
    }
    let text = serde_json::to_string_pretty(&Value::Object(document))
        .map_err(|error| Problem::new(format!("{FILE} could not be written: {error}.")))?;
    files::write(&project.path(FILE), text + "\n")
}
