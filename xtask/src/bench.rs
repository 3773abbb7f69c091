//! `cargo xtask bench NAME`: how long a page takes on a slow phone, beside a floor of plain HTML; or with fifty members.

use crate::problem::{Done, Problem};
use crate::project::Project;
use crate::run;
use crate::serve::Server;
use crate::setup::{browser, node};
use crate::site;
use crate::steps::Steps;

/// `cargo xtask bench NAME`.
pub fn verb(project: &Project, name: &str) -> Done {
    let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let script = format!("tests/bench/{name}.mjs");
    if !plain || !project.path(&script).is_file() {
        return Err(Problem::usage(format!("There is no bench `{name}`: each is a file in tests/bench/.")));
    }
    let mut steps = Steps::new(site::STEPS + 2);
    site::build(project, &mut steps)?;
    let (modules, chrome) = steps.step("Browser", |note| {
        let modules = node::packages(project, "tests", note)?;
        let chrome = browser::chrome(project, &modules, note)?;
        Ok((modules, chrome))
    })?;
    let said = steps.step("Measuring", |note| {
        let url = Server::bind(&project.dist, "/", 0)?.in_background();
        let mut command = node::script(project, &modules, &script)?;
        command.env("CHROME", chrome).env("ATRIUM_URL", url).env("ATRIUM_DIST", &project.dist);
        run::run("Measuring", &mut command, note)
    })?;
    println!("\n{}", said.trim_end());
    Ok(())
}
