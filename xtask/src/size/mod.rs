//! `cargo xtask size`: the bytes a first visit transfers, held against `budgets.json`.
//!
//! Measured on the finished site and not on what a compiler says: the compressed files beside the
//! originals are what goes over the line.

mod budget;
mod measure;
mod record;

use std::fmt::Write;

use crate::problem::{Done, Problem};
use crate::project::Project;
use crate::site;
use crate::steps::Steps;

use measure::Measured;

/// `cargo xtask size`.
pub fn verb(project: &Project, write_down: bool) -> Done {
    site::build(project, &mut Steps::new(site::STEPS))?;
    println!("\n{}", table(project)?);
    if write_down {
        record::write(project, &measure::all(project)?)?;
        println!("Written down in {}.", record::FILE);
    }
    check(project).map(drop)
}

/// The sums in a line; fails with a sentence for each entry that is over its budget.
pub fn check(project: &Project) -> Done<String> {
    let all = measure::all(project)?;
    let over: Vec<String> = all.iter().filter_map(over_budget).collect();
    if !over.is_empty() {
        return Err(Problem::new(over.join(" ")).with_detail(table(project)?));
    }
    let sums: Vec<String> = all.iter().map(|entry| format!("{} {}", entry.name, entry.total())).collect();
    Ok(sums.join(", "))
}

/// The table, with the difference to what the last commit wrote down.
pub fn table(project: &Project) -> Done<String> {
    let before = record::of_last_commit(project);
    let mut out = String::from("Transferred bytes of a first visit (brotli)\n");
    for entry in measure::all(project)? {
        let known = before.as_ref().and_then(|before| before.total(&entry.name));
        let _ = writeln!(
            out,
            "\n{:<44}{:>9}  of {:>7}  {:>3}%{}",
            entry.name,
            entry.total(),
            entry.limit,
            entry.total() * 100 / entry.limit.max(1),
            difference(entry.total(), known)
        );
        for (file, bytes) in &entry.files {
            let known = before.as_ref().and_then(|before| before.file(&entry.name, file));
            let _ = writeln!(out, "  {file:<42}{bytes:>9}{}", difference(*bytes, known));
        }
    }
    Ok(out)
}

fn over_budget(entry: &Measured) -> Option<String> {
    let (total, limit) = (entry.total(), entry.limit);
    (total > limit).then(|| format!("{} is {} bytes over its budget: {total} of {limit}.", entry.name, total - limit))
}

fn difference(now: u64, before: Option<u64>) -> String {
    match before {
        Some(before) if before != now => format!("  {:+}", i128::from(now) - i128::from(before)),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn over_budget_is_said_with_numbers() {
        let entry = |bytes| Measured { name: "home".into(), limit: 100, files: vec![("a".into(), bytes)] };
        assert_eq!(over_budget(&entry(100)), None);
        assert_eq!(over_budget(&entry(103)), Some("home is 3 bytes over its budget: 103 of 100.".into()));
    }

    #[test]
    fn differences_have_a_sign() {
        assert_eq!(difference(5, Some(3)), "  +2");
        assert_eq!(difference(3, Some(5)), "  -2");
        assert_eq!((difference(3, Some(3)), difference(3, None)), (String::new(), String::new()));
    }
}
