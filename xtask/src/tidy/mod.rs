//! `cargo xtask tidy`: the rules of ARCHITECTURE.md, checked against the source.
//!
//! Each rule is a file here with the reason at its head and a test with a snippet that breaks it. A
//! rule that nothing checks is a wish.

mod catalogue;
mod colours;
mod doors;
mod headers;
mod layers;
mod panics;
mod source;
mod texts;
mod versions;

use crate::files;
use crate::problem::{Done, Problem};
use crate::project::Project;

use source::Source;

/// A place that breaks a rule, as `path:line: sentence`.
type Finding = String;

/// `cargo xtask tidy`.
pub fn verb(project: &Project) -> Done {
    rules(project)?;
    catalogues(project)?;
    println!("Tidy.");
    Ok(())
}

/// All rules about the source.
pub fn rules(project: &Project) -> Done {
    let mut found = Vec::new();
    for source in sources(project, "src")? {
        found.extend(layers::check(&source));
        found.extend(doors::check(&source));
        found.extend(panics::check(&source));
        found.extend(headers::check(&source));
        found.extend(texts::check(&source));
    }
    for source in sources(project, "contract/src")? {
        found.extend(doors::check_pure(&source));
        found.extend(panics::check(&source));
        found.extend(headers::check(&source));
    }
    for source in sources(project, "xtask/src")? {
        found.extend(headers::check(&source));
    }
    for file in with_extension(project, "style", "css")? {
        found.extend(colours::check(&files::url(&file, &project.root), &files::read_text(&file)?));
    }
    found.extend(versions::check(project)?);
    answer(found)
}

/// The interface's texts: catalogues against each other and against the source.
pub fn catalogues(project: &Project) -> Done {
    let mut all = Vec::new();
    for file in with_extension(project, "public/locales", "json")? {
        all.push((files::url(&file, &project.root), crate::json::read(&file)?));
    }
    answer(catalogue::check(&all, &sources(project, "src")?))
}

fn answer(found: Vec<Finding>) -> Done {
    match found.len() {
        0 => Ok(()),
        1 => Err(Problem::new("One place breaks a rule of the repository.").with_detail(found.join("\n"))),
        many => {
            Err(Problem::new(format!("{many} places break rules of the repository.")).with_detail(found.join("\n")))
        }
    }
}

fn sources(project: &Project, folder: &str) -> Done<Vec<Source>> {
    with_extension(project, folder, "rs")?
        .into_iter()
        .map(|file| Ok(Source::new(&files::url(&file, &project.root), &files::read_text(&file)?)))
        .collect()
}

fn with_extension(project: &Project, folder: &str, extension: &str) -> Done<Vec<std::path::PathBuf>> {
    let folder = project.path(folder);
    let all = if folder.is_dir() { files::list(&folder)? } else { Vec::new() };
    Ok(all.into_iter().filter(|file| file.extension().is_some_and(|found| found == extension)).collect())
}
