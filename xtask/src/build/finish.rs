//! Puts `dist` together beside the old one and swaps them, so that a server never sees half a site.

use std::path::Path;

use super::{BUNDLES, compress, glue, headers, page, shell, trunk};
use crate::cli;
use crate::demo;
use crate::files;
use crate::problem::Done;
use crate::project::Project;
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
pub fn dist(project: &Project, options: &cli::Build, note: &Note) -> Done {
    let next = project.work("dist-next");
    files::remove(&next)?;
    files::make(&next)?;
    for bundle in &BUNDLES {
        note.now(bundle.name);
        place(project, bundle, options, &next)?;
    }
    files::copy(&next.join("index.html"), &next.join("404.html"))?;
    shell::write_list(&next)?;
    headers::write(&next, &options.base)?;
    if options.alliance.is_none() {
        note.now("the demo alliance");
        demo::place(project, &next.join("demo"))?;
    }
    note.now("compressing");
    compress::all(&next, &project.work("compressed"))?;
    swap(project, &next)
}

/// Puts one bundle's files in their places.
fn place(project: &Project, bundle: &Bundle, options: &cli::Build, next: &Path) -> Done {
    let stage = trunk::staging(project, bundle);
    let renamed = glue::rename(&stage, bundle.bin)?;
    let page = page::rewrite(&stage, bundle, &options.base, &renamed, options.alliance.as_deref())?;
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
        let name =
            renamed.iter().find(|renamed| renamed.from == url).map_or(url.as_str(), |renamed| renamed.to.as_str());
        files::copy(&file, &here.join(name))?;
    }
    Ok(())
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
