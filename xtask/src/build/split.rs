//! The app in pieces: a page's code in a file of its own, fetched when the page is opened.
//!
//! `src/shell/rooms.rs` says where to cut. Trunk knows nothing of it, so what it made of the program is replaced here:
//! cargo's output is cut first, then wasm-bindgen sees the main piece only, then each piece is made small.

use std::path::Path;

use super::program;
use crate::files;
use crate::problem::{Done, Problem};
use crate::project::Project;
use crate::run;
use crate::setup::Tools;
use crate::steps::Note;

/// The cargo feature with which pages are not part of the program.
pub const FEATURE: &str = "split";

const LOADER: &str = "./__wasm_split.js";

/// A piece as the cutting tool calls it; the loader asks for it by this name until it has one from its content.
pub fn is_piece(url: &str) -> bool {
    url.strip_suffix(".wasm").is_some_and(|name| name.starts_with("split_") || name.starts_with("chunk_"))
}

/// Cuts the program `bin` and puts the pieces where Trunk has put the whole.
pub fn replace(project: &Project, tools: &Tools, bin: &str, stage: &Path, note: &Note) -> Done {
    let work = project.work("split");
    let (cut, bound) = (work.join("cut"), work.join("bound"));
    files::remove(&work)?;
    files::make(&cut)?;
    note.now("cutting the program");
    let whole = project.target.join("wasm32-unknown-unknown").join("release").join(format!("{bin}.wasm"));
    let mut command = tools.command("wasm-split-cli", project);
    run::run("Splitting", command.arg(&whole).arg(&cut).args(["--out-name", bin]), note)?;
    let mut command = tools.command("wasm-bindgen", project);
    // What the pieces take from the main one is exported under names of the linker, which have to stay.
    command.args(["--target", "web", "--no-typescript", "--keep-lld-exports", "--no-demangle", "--out-name", bin]);
    command.arg("--out-dir").arg(&bound).arg(cut.join(format!("{bin}.wasm")));
    run::run("wasm-bindgen", &mut command, note)?;

    let (glue, main) = program::found(stage, bin)?;
    files::copy(&bound.join(format!("{bin}_bg.wasm")), &stage.join(main))?;
    for piece in files::list(&cut)? {
        let url = files::url(&piece, &cut);
        if is_piece(&url) {
            files::copy(&piece, &stage.join(url))?;
        }
    }
    let text = files::read_text(&bound.join(format!("{bin}.js")))?;
    let loader = files::read_text(&cut.join(LOADER))?;
    files::write(&stage.join(glue), one_module(&text, &loader, bin)?)
}

/// Puts the loader into the glue. As two files they would import each other, which no name from content survives,
/// and a visitor would wait for one more answer before anything starts.
fn one_module(glue: &str, loader: &str, bin: &str) -> Done<String> {
    let mut places = Vec::new();
    let mut text = String::new();
    for line in glue.lines() {
        let place =
            line.strip_prefix("import * as ").and_then(|rest| rest.strip_suffix(&format!(" from \"{LOADER}\"")));
        match place {
            Some(place) => places.push(place),
            None => {
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    let loader = once(loader, &format!("import {{ initSync }} from \"./{bin}.js\";\n"), "")?;
    let names: Vec<&str> = loader
        .lines()
        .filter_map(|line| line.strip_prefix("export const ")?.split(' ').next())
        .filter(|name| name.starts_with("__wasm_split_load_"))
        .collect();
    if places.is_empty() || names.is_empty() {
        return Err(Problem::new("The split program has no piece, or wasm-bindgen writes its imports in a new way."));
    }
    text.push_str(&loader.replace("\nexport const ", "\nconst "));
    for place in places {
        text.push_str(&format!("const {place} = {{ {} }};\n", names.join(", ")));
    }
    Ok(text)
}

fn once(text: &str, what: &str, with: &str) -> Done<String> {
    match text.matches(what).count() {
        1 => Ok(text.replace(what, with)),
        found => {
            Err(Problem::new(format!("The split program's loader was to hold {what} once, and has it {found} times.")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loader_and_glue_become_one_module() {
        let glue = "import * as import1 from \"./__wasm_split.js\"\nfunction imports() { return import1; }\n";
        let loader = "import { initSync } from \"./app.js\";\n\nexport const __wasm_split_load_a = 1;\n";
        let one = one_module(glue, loader, "app").unwrap_or_default();
        assert_eq!(
            one,
            "function imports() { return import1; }\n\nconst __wasm_split_load_a = 1;\nconst import1 = { __wasm_split_load_a };\n"
        );
        assert!(one_module("", loader, "app").is_err());
    }
}
