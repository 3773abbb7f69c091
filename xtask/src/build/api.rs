//! The page of the API at `/api/`: prose, reference, schemas and vectors, made by `contract/page/build.mjs`. It is no part of
//! the app: no visitor loads it who does not open it, and the service worker leaves it alone.

use std::path::Path;

use crate::digest;
use crate::files;
use crate::problem::Done;
use crate::project::Project;
use crate::run;
use crate::setup::node;
use crate::steps::Note;

/// Where it is, below the site's base.
pub const PLACE: &str = "api";

/// Puts the page into a site; made anew only when something it is made of has changed.
pub fn place(project: &Project, site: &Path, note: &Note) -> Done {
    let made = project.work("api");
    let stamp = project.work("api.inputs");
    let sources = ["contract", "style/tokens.css", "style/faces.css", "style/base.css", "style/api.css"];
    let inputs = digest::inputs(&project.root, &sources.map(|path| project.path(path)), &[])?;
    if !files::read_text(&stamp).is_ok_and(|kept| kept == inputs) {
        files::remove(&made)?;
        files::make(&made)?;
        let modules = node::packages(project, "contract/page", note)?;
        let mut command = node::script(project, &modules, "contract/page/build.mjs")?;
        command.arg(&project.root).arg(&made);
        run::run("Making the page of the API", &mut command, note)?;
        files::write(&stamp, inputs)?;
    }
    for file in files::list(&made)? {
        files::copy(&file, &site.join(PLACE).join(files::url(&file, &made)))?;
    }
    Ok(())
}
