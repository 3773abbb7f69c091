//! Puts `dist` together beside the old one and swaps them, so that a server never sees half a site.

use std::path::Path;

use super::lean::{Kind, Lean};
use super::program;
use super::{BUNDLES, api, compress, headers, page, shell, trunk};
use crate::cli;
use crate::demo;
use crate::files;
use crate::json;
use crate::problem::Done;
use crate::project::Project;
use crate::setup::Tools;
use crate::steps::Note;

/// A page with a program of its own.
pub struct Bundle {
    /// What it is called.
    pub name: &'static str,
    /// The program.
    pub bin: &'static str,
    /// Its page in the source.
    pub html: &'static str,
    /// Its folder in the site; empty or with a slash at its end.
    pub place: &'static str,
}

/// Makes `dist` of the three bundles and, unless another alliance is named, the demo.
pub fn dist(project: &Project, tools: &Tools, options: &cli::Build, note: &Note) -> Done {
    let next = project.work("dist-next");
    files::remove(&next)?;
    files::make(&next)?;
    note.now("scripts and styles");
    let lean = Lean::new(project, tools, texts(project)?, note)?;
    for bundle in &BUNDLES {
        note.now(bundle.name);
        place(project, tools, bundle, options, &lean, &next, note)?;
    }
    files::copy(&next.join("index.html"), &next.join("404.html"))?;
    shell::write_list(&next)?;
    small_worker(project, tools, &next, note)?;
    note.now("the page of the API");
    api::place(project, &next, note)?;
    headers::write(&next, &options.base)?;
    if options.alliance.is_none() {
        note.now("the demo alliance");
        demo::place(project, &next.join("demo"))?;
    }
    note.now("compressing");
    compress::all(&next, &project.work("compressed"))?;
    swap(project, &next)
}

/// Everything that is to be made small and is no program: what stands in pages and what they link, and
/// the plain scripts of `public/`.
fn texts(project: &Project) -> Done<Vec<(Kind, String)>> {
    let mut all = Vec::new();
    for bundle in &BUNDLES {
        let stage = trunk::staging(project, bundle);
        all.extend(page::texts(&stage)?);
        for file in files::list(&stage)? {
            if is_plain_script(&files::url(&file, &stage)) {
                all.push((Kind::Script, files::read_text(&file)?));
            }
        }
    }
    Ok(all)
}

/// A script of `public/`. The worker itself waits for its list.
fn is_plain_script(url: &str) -> bool {
    url == "embed.js" || (url.starts_with("sw/") && url.ends_with(".js"))
}

/// JSON of `public/`, which needs no blanks and no line ends.
fn is_data(url: &str) -> bool {
    url.ends_with(".webmanifest") || (url.starts_with("locales/") && url.ends_with(".json"))
}

/// Puts one bundle's files in their places.
fn place(
    project: &Project,
    tools: &Tools,
    bundle: &Bundle,
    options: &cli::Build,
    lean: &Lean,
    next: &Path,
    note: &Note,
) -> Done {
    let stage = trunk::staging(project, bundle);
    let program = program::small(project, tools, bundle, note)?;
    let page = page::rewrite(&stage, bundle, &options.base, &program, options.alliance.as_deref(), lean)?;
    if let Some((name, text)) = &page.sheet {
        files::write(&next.join(name), text)?;
    }
    let here = next.join(bundle.place);
    files::write(&here.join("index.html"), &page.html)?;
    for file in files::list(&stage)? {
        let url = files::url(&file, &stage);
        if url == "index.html" || page.joined.contains(&url) {
            continue;
        }
        if let Some(part) = program.iter().find(|part| part.from == url) {
            files::copy(&part.at, &here.join(&part.to))?;
        } else if is_plain_script(&url) {
            files::write(&here.join(&url), lean.of(&files::read_text(&file)?))?;
        } else if is_data(&url) {
            files::write(&here.join(&url), json::read(&file)?.to_string())?;
        } else {
            files::copy(&file, &here.join(&url))?;
        }
    }
    Ok(())
}

/// The worker, after its list was written into it.
fn small_worker(project: &Project, tools: &Tools, next: &Path, note: &Note) -> Done {
    let worker = next.join(shell::WORKER);
    if !worker.is_file() {
        return Ok(());
    }
    let text = files::read_text(&worker)?;
    let lean = Lean::new(project, tools, vec![(Kind::Script, text.clone())], note)?;
    files::write(&worker, lean.of(&text))
}

fn swap(project: &Project, next: &Path) -> Done {
    let old = project.work("dist-old");
    files::remove(&old)?;
    if project.dist.is_dir() {
        files::rename(&project.dist, &old)?;
    }
    files::rename(next, &project.dist)?;
    files::remove(&old)
}
