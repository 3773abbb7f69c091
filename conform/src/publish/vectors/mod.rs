//! The rules by their vectors: each case's challenge is published, its entries are played, and what comes of them is compared.

mod board;
mod case;
mod codes;
mod compare;
mod editions;
mod game;
mod merge;
mod prizes;
mod shift;

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::Desk;
use crate::checks::publish::VECTORS;
use crate::participate::Patron;

/// What became of a case.
pub enum Played {
    /// It was played and compared.
    Yes,
    /// It cannot be played live, and why.
    No(&'static str),
}

/// Cases of one kind that cannot be played are named up to so many.
const NAMED: usize = 4;

/// Plays every case there is.
pub fn all(desk: &mut Desk, patron: &Patron) {
    let home = desk.home.clone();
    let cases = match read(&desk.site.run.options.vectors()) {
        Ok(cases) => cases,
        Err(why) => return desk.site.run.left_out(&VECTORS, &home, why),
    };
    desk.site.run.say(&format!("rules: {} vectors", cases.len()));
    let (mut played, mut left) = (0, Vec::<(&'static str, Vec<&str>)>::new());
    for (name, case) in &cases {
        let outcome = if case.get("merge").is_some() {
            merge::play(desk, patron, name, case)
        } else if case.get("readers").is_some() {
            board::play(desk, patron, name, case)
        } else {
            case::play(desk, patron, name, case)
        };
        match outcome {
            Played::Yes => {
                played += 1;
                desk.site.run.report.pass(&VECTORS);
            }
            Played::No(why) => match left.iter_mut().find(|(other, _)| *other == why) {
                Some((_, names)) => names.push(name),
                None => left.push((why, vec![name])),
            },
        }
        // One after the other: what a case published is taken down before the next.
        desk.tidy();
    }
    if played == 0 {
        desk.site.run.left_out(&VECTORS, &home, "no vector could be played");
    }
    desk.site.run.report.notes.push(format!("{played} of {} vectors were played live.", cases.len()));
    for (why, names) in left {
        let (count, some) = (names.len(), names.iter().take(NAMED).map(|name| format!("“{name}”")).collect::<Vec<_>>());
        desk.site.run.report.notes.push(format!("{count} cannot be played live: {why}: {}.", some.join(", ")));
    }
}

/// Every case with its file's name, files in their order.
///
/// # Errors
/// A sentence, when they cannot be read, or there are none.
pub fn read(folder: &Path) -> Result<Vec<(String, Value)>, String> {
    let list = fs::read_dir(folder).map_err(|error| format!("{} cannot be read: {error}", folder.display()))?;
    let mut files: Vec<_> = list
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    files.sort();
    let mut cases = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).map_err(|error| format!("{} cannot be read: {error}", file.display()))?;
        let json: Value =
            serde_json::from_str(&text).map_err(|error| format!("{} is not JSON: {error}", file.display()))?;
        let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        for case in json.get("cases").and_then(Value::as_array).cloned().unwrap_or_default() {
            let name = case.get("name").and_then(Value::as_str).unwrap_or("a case without a name");
            cases.push((format!("{stem}: {name}"), case));
        }
    }
    if cases.is_empty() { Err(format!("{} holds no vectors", folder.display())) } else { Ok(cases) }
}

/// A name for a case's challenge, the same in every walk.
pub fn id_of(name: &str) -> String {
    // FNV-1a: short, stable, and nobody's secret.
    let hash = name
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("conform-vector-{hash:016x}")
}
