//! `cargo xtask test`: the checks of every day, or `all`, one line each; what a check wrote is shown when it fails.
//!
//! A failed check does not stop the others: whoever runs this wants to know all that is wrong. The
//! last line is always the sum.

mod count;
mod parts;
mod session;

use crate::cli;
use crate::problem::{Done, Problem};
use crate::project::Project;
use crate::steps::Steps;

use count::Count;
use parts::{PARTS, Part};
use session::Session;

/// What is said for all parts, those that take long among them.
const ALL: &str = "all";

/// `cargo xtask test [part] [name]`.
pub fn verb(project: &Project, options: &cli::Test) -> Done {
    let chosen = choose(options)?;
    let mut steps = Steps::new(chosen.len());
    let mut session = Session::new(project, options.name.as_deref());
    let mut sum = Count::default();
    for part in &chosen {
        let result = steps.step(part.label, |note| {
            let count = (part.run)(&mut session, note)?;
            if note.said().is_empty() && count.passed > 1 {
                note.outcome(format!("{} passed", count.passed));
            }
            Ok(count)
        });
        match result {
            Ok(count) => sum.add(count),
            Err(problem) => {
                // The output was written by the check itself; how many of its tests passed stands in there.
                let mut count = count::of(problem.detail());
                count.failed = count.failed.max(1);
                sum.add(count);
                println!("\n{problem}\n");
            }
        }
    }
    println!("\nTook {}.", steps.elapsed());
    println!("{} passed, {} failed", sum.passed, sum.failed);
    if sum.failed == 0 { Ok(()) } else { Err(Problem::new("Not everything passed; what failed is above.")) }
}

fn choose(options: &cli::Test) -> Done<Vec<&'static Part>> {
    let Some(name) = &options.part else {
        return Ok(PARTS.iter().filter(|part| !part.asked).collect());
    };
    if name == ALL {
        return Ok(PARTS.iter().collect());
    }
    let part = PARTS.iter().find(|part| part.name == name).ok_or_else(|| {
        let names: Vec<&str> = PARTS.iter().map(|part| part.name).collect();
        Problem::usage(format!("There is no part `{name}`: the parts are {}.", names.join(", ")))
    })?;
    // A journey over an old build would prove nothing.
    let needs = |name: &'static str| PARTS.iter().filter(move |part| part.name == name);
    Ok(match part.name {
        "e2e" | "model" | "second" | "size" => needs("demo").chain(needs("build")).chain([part]).collect(),
        "build" | "conform" | "server" => needs("demo").chain([part]).collect(),
        _ => vec![part],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(part: Option<&str>) -> Result<Vec<&'static str>, String> {
        let options = cli::Test { part: part.map(str::to_owned), name: None };
        choose(&options)
            .map(|parts| parts.iter().map(|part| part.name).collect())
            .map_err(|problem| problem.to_string())
    }

    #[test]
    fn all_parts_or_one_with_what_it_needs() {
        assert!(chosen(None).is_ok_and(|all| all.contains(&"e2e") && !all.contains(&"server")));
        assert_eq!(chosen(Some("all")).map(|all| all.len()), Ok(PARTS.len()));
        assert_eq!(chosen(Some("server")), Ok(vec!["demo", "server"]));
        assert_eq!(chosen(Some("model")), Ok(vec!["demo", "build", "model"]));
        assert_eq!(chosen(Some("fmt")), Ok(vec!["fmt"]));
        assert_eq!(chosen(Some("e2e")), Ok(vec!["demo", "build", "e2e"]));
        assert!(chosen(Some("luck")).is_err_and(|said| said.contains("fmt, tidy, catalogue")));
    }
}
