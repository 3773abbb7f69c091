//! The variables of this process, which need not be texts.

use super::read::tolerated;
use std::collections::HashMap;
use std::ffi::OsString;

/// Those that are texts, and a sentence for each of this program's that is none. What other programs' are is nobody's business here.
pub fn read(all: impl Iterator<Item = (OsString, OsString)>) -> (HashMap<String, String>, Vec<String>) {
    let mut texts = HashMap::new();
    let mut wrong = Vec::new();
    for (name, value) in all {
        let Ok(name) = name.into_string() else { continue };
        match value.into_string() {
            Ok(value) => drop(texts.insert(name, value)),
            Err(_) if is_ours(&name) => wrong.push(format!(
                "The environment, `{name}`: is not UTF-8. Unset it, or write it in UTF-8, or say it in the file."
            )),
            Err(_) => {}
        }
    }
    wrong.sort();
    (texts, wrong)
}

fn is_ours(name: &str) -> bool {
    name == "DATABASE_URL" || name.starts_with("ATRIUM_") && !tolerated(name)
}
