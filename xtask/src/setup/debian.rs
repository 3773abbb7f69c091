//! Programs from Debian's packages, where this runs as root on a Debian: nobody else is asked for a password.

use std::path::Path;

use crate::problem::Done;
use crate::project::Project;
use crate::run;
use crate::steps::Note;
use crate::which;

/// Whether packages can be installed here without asking anybody.
pub fn can_install() -> bool {
    Path::new("/etc/debian_version").exists()
        && which::find("apt-get").is_some()
        && run::ask("id", &["-u"]).as_deref() == Some("0")
}

/// Installs packages.
pub fn install(project: &Project, packages: &[&str], note: &Note) -> Done {
    let apt = |arguments: &[&str]| {
        let mut command = run::command("apt-get", &project.root);
        command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        run::run(&format!("Installing Debian's {}", packages.join(", ")), &mut command, note).map(drop)
    };
    apt(&["update", "-q"])?;
    apt(&[&["install", "-q", "-y", "--no-install-recommends"], packages].concat())
}
