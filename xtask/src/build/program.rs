//! A bundle's program, made small: what Trunk collected goes through wasm-opt, and the glue around it is
//! cut to what is called (`xtask/npm/lean.mjs`).
//!
//! Not in Trunk, because two cuts have to lie around wasm-opt: before it the program's exports that no
//! page of ours calls are let go, so that it can drop what only they held; after it the glue loses the
//! functions that are not imported any more. And Trunk names both files after the WebAssembly alone: the
//! glue can change while that does not, and a file that is cached for good may never change under its name.

use std::path::{Path, PathBuf};

use super::{Bundle, split, trunk};
use crate::digest;
use crate::files;
use crate::problem::{Done, Problem};
use crate::project::Project;
use crate::run;
use crate::setup::{Tools, node};
use crate::steps::Note;

/// What the compiler is told to use (`.cargo/config.toml`), and nothing newer.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-multivalue",
    "--enable-reference-types",
];

/// How wasm-opt is asked to make programs small. Measured on 2026-11-23 over the app of f5e498e with wasm-opt 132, the
/// program's bytes in brotli:
///
/// | passes | bytes |
/// |---|---|
/// | `-Oz`; the same with `--closed-world` | 280 300 |
/// | `-Os`; `-O3`; `-O4` | 279 867; 279 861; 281 270 |
/// | `-Oz` with `--converge`; twice; after `--generate-global-effects` | 280 093; 280 114; 279 991 |
/// | `-Oz` with `--gufa-optimizing`; `--merge-similar-functions`; `--reorder-functions` | 280 149; 280 235; 279 778 |
/// | `-Oz --traps-never-happen` | 280 184 |
/// | `-Oz --low-memory-unused`; `-Os` with it | 278 682; 278 342 |
/// | `--flatten --rereloop -Oz -Oz` | 278 411 |
/// | the same and `--low-memory-unused`, taken; with `-Oz` once | 276 588; 277 726 |
///
/// The longest was taken on 2026-11-28: over the program of that day it took 10.2 s instead of 5.7, and left 117 509 bytes instead
/// of 118 687. `--strip-producers --strip-target-features` takes 200 bytes for nothing.
///
/// Low memory is unused, for the linker puts the stack there and it grows down: whoever comes to its last kilobyte is
/// about to trap. That traps never happen must not be said: a panic is one, and what comes after it must not run.
const PASSES: &[&str] =
    &["--flatten", "--rereloop", "-Oz", "-Oz", "--low-memory-unused", "--strip-producers", "--strip-target-features"];

/// A file with the name Trunk gave it, the one it gets from its content, and where that is.
pub struct File {
    /// As Trunk calls it.
    pub from: String,
    /// After its content.
    pub to: String,
    /// The small one.
    pub at: PathBuf,
}

/// Makes a bundle's program small, unless that was done with the same program before.
pub fn small(project: &Project, tools: &Tools, bundle: &Bundle, note: &Note) -> Done<Vec<File>> {
    let stage = trunk::staging(project, bundle);
    let (script, wasm) = found(&stage, bundle.bin)?;
    let work = project.work("programs").join(bundle.name);
    let small = [work.join("small.js"), work.join("small.wasm")];
    let stamp = work.join("inputs");
    let pieces: Vec<String> =
        files::list(&stage)?.iter().map(|file| files::url(file, &stage)).filter(|url| split::is_piece(url)).collect();
    let mut sources = vec![stage.join(&script), stage.join(&wasm), project.path("xtask/npm")];
    sources.extend(pieces.iter().map(|piece| stage.join(piece)));
    let inputs = digest::inputs(&project.root, &sources, &[FEATURES, PASSES].concat())?;
    let done = small.iter().all(|file| file.is_file()) && files::read_text(&stamp).is_ok_and(|kept| kept == inputs);
    if !done {
        files::remove(&work)?;
        files::make(&work)?;
        let [open_script, open_wasm, best_wasm] = ["open.js", "open.wasm", "best.wasm"].map(|name| work.join(name));
        note.now(&format!("{}: letting go of what no page calls", bundle.name));
        lean(project, tools, "open", [&sources[0], &sources[1], &open_script, &open_wasm], note)?;
        note.now(&format!("{}: wasm-opt", bundle.name));
        best(project, tools, &open_wasm, &best_wasm, note)?;
        lean(project, tools, "close", [&open_script, &best_wasm, &small[0], &small[1]], note)?;
        for piece in &pieces {
            note.now(&format!("{}: wasm-opt, {piece}", bundle.name));
            best(project, tools, &stage.join(piece), &work.join(piece), note)?;
        }
        call_by_content(&small[0], &pieces, &work, bundle.bin)?;
        files::write(&stamp, inputs)?;
    }
    let [small_script, small_wasm] = small;
    let mut all = Vec::new();
    for piece in pieces {
        let at = work.join(&piece);
        all.push(File { to: piece_name(bundle.bin, &piece, &at)?, from: piece, at });
    }
    for (from, at, end) in [(script, small_script, ".js"), (wasm, small_wasm, "_bg.wasm")] {
        let hash = digest::short(&files::read(&at)?);
        all.push(File { from, to: format!("{}-{hash}{end}", bundle.bin), at });
    }
    Ok(all)
}

fn best(project: &Project, tools: &Tools, from: &Path, to: &Path, note: &Note) -> Done {
    let mut command = tools.command("wasm-opt", project);
    command.arg(from).args(FEATURES).args(PASSES).arg("-o").arg(to);
    run::run("wasm-opt", &mut command, note).map(drop)
}

/// The glue asks for each piece by the name it gets from its content.
fn call_by_content(glue: &Path, pieces: &[String], work: &Path, bin: &str) -> Done {
    let mut text = files::read_text(glue)?;
    for piece in pieces {
        let asked = format!("\"./{piece}\"");
        if text.matches(&asked).count() != 1 {
            return Err(Problem::new(format!("The glue of {bin} was to ask for {piece} in one place.")));
        }
        text = text.replace(&asked, &format!("\"./{}\"", piece_name(bin, piece, &work.join(piece))?));
    }
    files::write(glue, text)
}

fn piece_name(bin: &str, piece: &str, at: &Path) -> Done<String> {
    let name = piece.trim_end_matches(".wasm").trim_start_matches("split_").replace('_', "-");
    Ok(format!("{bin}-{name}-{}.wasm", digest::short(&files::read(at)?)))
}

/// One task of `lean.mjs` over a pair of files, into another.
fn lean(project: &Project, tools: &Tools, task: &str, pair: [&PathBuf; 4], note: &Note) -> Done {
    let mut command = node::script(project, &tools.packages, "xtask/npm/lean.mjs")?;
    command.arg(task).args(pair);
    run::run("Making the program's glue small", &mut command, note).map(drop)
}

/// The program's two files in what Trunk made: the glue, then the WebAssembly.
pub fn found(stage: &Path, bin: &str) -> Done<(String, String)> {
    let mut found = (Vec::new(), Vec::new());
    for file in files::list(stage)? {
        let name = files::url(&file, stage);
        let Some(rest) = name.strip_prefix(bin).and_then(|rest| rest.strip_prefix('-')) else {
            continue;
        };
        // Trunk writes the number without its leading zeros: one name in sixteen is shorter than the others.
        let is_hash = |hash: &str| (8..=16).contains(&hash.len()) && hash.bytes().all(|b| b.is_ascii_hexdigit());
        if rest.strip_suffix(".js").is_some_and(is_hash) {
            found.0.push(name);
        } else if rest.strip_suffix("_bg.wasm").is_some_and(is_hash) {
            found.1.push(name);
        }
    }
    match (found.0.as_slice(), found.1.as_slice()) {
        ([script], [wasm]) => Ok((script.clone(), wasm.clone())),
        (scripts, programs) => Err(Problem::new(format!(
            "Trunk was to make one .js and one .wasm for {bin}, and {} and {} are there: remove {} and build again.",
            scripts.len(),
            programs.len(),
            stage.display()
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_that_lost_its_leading_zero_is_found() -> Result<(), String> {
        let stage = std::env::temp_dir().join(format!("atrium-program-{}", std::process::id()));
        let pair = ["atrium-a1a30c966ecd189.js", "atrium-a1a30c966ecd189_bg.wasm"];
        for name in pair.iter().chain(&["atrium-embed-0123456789abcdef.js", "atrium-icons.js"]) {
            files::write(&stage.join(name), "x").map_err(|problem| problem.to_string())?;
        }
        let one = found(&stage, "atrium");
        files::write(&stage.join("atrium-0123456789abcdef.js"), "x").map_err(|problem| problem.to_string())?;
        let two = found(&stage, "atrium");
        let _ = files::remove(&stage);
        assert_eq!(one.map_err(|problem| problem.to_string()), Ok((pair[0].to_owned(), pair[1].to_owned())));
        assert!(two.is_err_and(|problem| problem.to_string().contains("2 and 1 are there")));
        Ok(())
    }
}
