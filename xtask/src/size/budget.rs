//! Reads `budgets.json`.

use serde_json::Value;

use crate::json;
use crate::problem::{Done, Problem};
use crate::project::Project;

/// What one entry point may transfer.
pub struct Budget {
    /// Its name.
    pub name: String,
    /// In bytes.
    pub limit: u64,
    /// Patterns of the files it loads.
    pub files: Vec<String>,
}

/// All budgets, by name.
pub fn all(project: &Project) -> Done<Vec<Budget>> {
    let document = json::read(&project.path("budgets.json"))?;
    read(&document).ok_or_else(|| {
        Problem::new("budgets.json has to hold `entries`, each with a `limit` in bytes and a list of `files`.")
    })
}

fn read(document: &Value) -> Option<Vec<Budget>> {
    let entries = document.get("entries")?.as_object()?;
    entries
        .iter()
        .map(|(name, entry)| {
            let files = entry.get("files")?.as_array()?;
            Some(Budget {
                name: name.clone(),
                limit: entry.get("limit")?.as_u64()?,
                files: files.iter().map(|file| file.as_str().map(str::to_owned)).collect::<Option<_>>()?,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_budget_without_a_limit_is_none() {
        assert!(read(&json!({"entries": {"home": {"limit": 1, "files": ["a"]}}})).is_some_and(|all| all.len() == 1));
        assert!(read(&json!({"entries": {"home": {"files": ["a"]}}})).is_none());
        assert!(read(&json!({"entries": {"home": {"limit": 1, "files": [1]}}})).is_none());
    }
}
