//! Every block of JSON in the prose is what it says it is.

use super::bodies::{alone, openapi};
use serde_json::{Value, json};
use std::{fs, path::Path};

/// What the blocks that name no `type` are: a page, the words that a block begins with, and its schema.
const OTHERS: &[(&str, &str, &str)] = &[
    ("API.md", "{ \"version\": \"2025.10\"", "Tokens"),
    ("API.md", "{ \"id\": \"0193", "Entry"),
    ("PUBLISH.md", "{ \"state\"", "Draft"),
];
/// Cases of the vectors, which have tests of their own, and what a command answers, which is held against the answer.
const ELSEWHERE: &[(&str, &str)] = &[("RULES.md", "json"), ("guide/adding-participation.md", "json answer")];

/// The blocks of a page: what stands beside the fence, and the text.
fn blocks(page: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut open = false;
    for line in page.lines() {
        match line.strip_prefix("```") {
            Some(_) if open => open = false,
            Some(about) => {
                open = true;
                found.push((about.to_owned(), String::new()));
            }
            None if open => {
                let (_, text) = found.last_mut().unwrap();
                text.push_str(line);
                text.push('\n');
            }
            None => {}
        }
    }
    found
}

#[test]
fn every_block_of_json_in_the_prose_fits_its_schema() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pages = ["", "guide"]
        .iter()
        .flat_map(|part| fs::read_dir(folder.join(part)).unwrap())
        .map(|entry| entry.unwrap().path());
    let openapi = openapi();
    let mut judged = 0;
    for file in pages.filter(|file| file.extension().is_some_and(|kind| kind == "md")) {
        let page = file.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
        for (about, text) in blocks(&fs::read_to_string(&file).unwrap()) {
            if !about.starts_with("json") || ELSEWHERE.contains(&(page.as_str(), about.as_str())) {
                continue;
            }
            let value: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{page}: {error} in {text}"));
            let other = OTHERS.iter().find(|(of, begins, _)| *of == page && text.starts_with(begins));
            let name = value["type"]
                .as_str()
                .or(other.map(|other| other.2))
                .unwrap_or_else(|| panic!("{page}: what is {text}"));
            let schema = json!({ "$ref": format!("#/components/schemas/{name}") });
            assert!(!openapi["components"]["schemas"][name].is_null(), "{page}: there is no schema {name}");
            let errors: Vec<String> = alone(&openapi, &schema)
                .iter_errors(&value)
                .map(|error| format!("{error} at {}", error.instance_path()))
                .collect();
            assert_eq!(errors, Vec::<String>::new(), "{page}: {text}");
            judged += 1;
        }
    }
    assert!(judged >= 9, "only {judged} blocks");
}
