//! `cargo xtask bench NAME`: how long the page takes on a slow phone, beside a floor of plain HTML, also with fifty members; how much the backend bears,
//! beside nginx. A bench prints and asserts nothing.

use crate::backend;
use crate::clock;
use crate::demo;
use crate::problem::{Done, Problem};
use crate::project::Project;
use crate::run;
use crate::serve::Server;
use crate::setup::{browser, debian, node, postgres};
use crate::site;
use crate::steps::{Note, Steps};
use crate::which;

/// `cargo xtask bench NAME`.
pub fn verb(project: &Project, name: &str) -> Done {
    let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let script = format!("tests/bench/{name}.mjs");
    if !plain || !project.path(&script).is_file() {
        return Err(Problem::usage(format!("There is no bench `{name}`: each is a file in tests/bench/.")));
    }
    if name == "server" {
        return of_the_backend(project, &script);
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

fn of_the_backend(project: &Project, script: &str) -> Done {
    let mut steps = Steps::new(4);
    steps.step("Demo alliance", |note| demo::make(project, &clock::today(), note))?;
    let programs = steps.step("Backend", |note| backend::programs(project, backend::FAST, note))?;
    let (modules, postgres) = steps.step("nginx, wrk, PostgreSQL", |note| {
        tools(project, note)?;
        Ok((node::packages(project, "tests", note)?, postgres::programs(project, note)?))
    })?;
    let said = steps.step("Measuring", |note| {
        let mut command = node::script(project, &modules, script)?;
        programs.tell(&mut command);
        run::run("Measuring", command.env("ATRIUM_POSTGRES_BIN", postgres), note)
    })?;
    println!("\n{}", said.trim_end());
    Ok(())
}

fn tools(project: &Project, note: &Note) -> Done {
    let here = || which::find("nginx").is_some() && which::find("wrk").is_some();
    if !here() && debian::can_install() {
        debian::install(project, &["nginx-light", "wrk"], note)?;
    }
    if here() {
        Ok(())
    } else {
        Err(Problem::new("nginx and wrk are needed to compare with: install them and run this again."))
    }
}
