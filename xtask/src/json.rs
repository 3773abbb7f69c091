//! JSON files, with sentences for what can go wrong.

use std::path::Path;

use serde_json::Value;

use crate::files;
use crate::problem::{Done, Problem};

/// Reads a JSON file.
pub fn read(path: &Path) -> Done<Value> {
    parse(&files::read_text(path)?, &path.display().to_string())
}

/// Reads JSON from text; the name stands in the sentence when it is none.
pub fn parse(text: &str, name: &str) -> Done<Value> {
    serde_json::from_str(text).map_err(|error| Problem::new(format!("{name} is not JSON: {error}.")))
}
