//! Scripts and styles without what only people read, by esbuild (`xtask/npm/lean.mjs`). Names that other
//! files say stay; comments, blanks and the names within a function go.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::files;
use crate::json;
use crate::problem::{Done, Problem};
use crate::project::Project;
use crate::run;
use crate::setup::{Tools, node};
use crate::steps::Note;

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// A script that shares its names with others.
    Script,
    /// A module: its names are its own.
    Module,
    /// A script that stands in a page and runs before anything is known of the browser.
    Page,
    /// A style sheet.
    Style,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::Script => "script",
            Self::Module => "module",
            Self::Page => "page",
            Self::Style => "style",
        }
    }
}

/// Texts by what they were.
#[derive(Default)]
pub struct Lean(BTreeMap<String, String>);

impl Lean {
    /// Makes texts small, all in one run of Node.
    pub fn new(project: &Project, tools: &Tools, texts: Vec<(Kind, String)>, note: &Note) -> Done<Self> {
        let [from, to] = ["lean-in.json", "lean-out.json"].map(|name| project.work(name));
        let jobs: Vec<Value> = texts.iter().map(|(kind, text)| json!({ "kind": kind.word(), "text": text })).collect();
        files::write(&from, Value::from(jobs).to_string())?;
        let mut command = node::script(project, &tools.packages, "xtask/npm/lean.mjs")?;
        command.arg("texts").arg(&from).arg(&to);
        run::run("Making scripts and styles small", &mut command, note)?;
        let answer = json::read(&to)?;
        let small: Vec<&str> = answer.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        if small.len() != texts.len() {
            return Err(Problem::new("xtask/npm/lean.mjs did not answer with a text for each."));
        }
        Ok(Self(texts.into_iter().zip(small).map(|((_, text), small)| (text, small.to_owned())).collect()))
    }

    /// Pairs of a text and its small form.
    #[cfg(test)]
    pub fn given(pairs: &[(&str, &str)]) -> Self {
        Self(pairs.iter().map(|(text, small)| ((*text).to_owned(), (*small).to_owned())).collect())
    }

    /// The small form of a text; a text that was not among those given is its own.
    pub fn of<'a>(&'a self, text: &'a str) -> &'a str {
        self.0.get(text).map_or(text, String::as_str)
    }
}
