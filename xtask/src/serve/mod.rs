//! `cargo xtask serve`: from a fresh clone to a site in the browser.

mod answer;
mod live;
mod members;
mod mime;
mod resolve;
mod server;

pub use server::Server;

use std::process::{Command, Stdio};

use crate::cli;
use crate::problem::Done;
use crate::project::Project;
use crate::site;
use crate::steps::Steps;

/// `cargo xtask serve`: with live members, or all of it as static files.
pub fn verb(project: &Project, options: &cli::Serve) -> Done {
    if !options.static_files {
        return live::serve(project, options, |address| {
            if options.open {
                open(address);
            }
        });
    }
    // First, so that a port in use is said now and not after the build.
    let server = Server::bind(&project.dist, &options.build.base, options.port)?;
    let mut steps = Steps::new(site::STEPS);
    site::at(project, &options.build, &mut steps)?;
    let address = server.address();
    println!("\nReady after {}. Atrium is at {address} (stop with Ctrl+C).", steps.elapsed());
    server.run(|| {
        if options.open {
            open(&address);
        }
    })
}

/// Opens the browser; a machine without one still has the printed address.
fn open(address: &str) {
    let mut command = if cfg!(windows) {
        let mut command = Command::new("cmd");
        command.args(["/C", "start", "", address]);
        command
    } else {
        let mut command = Command::new(if cfg!(target_os = "macos") { "open" } else { "xdg-open" });
        command.arg(address);
        command
    };
    if command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().is_err() {
        println!("No browser could be opened here.");
    }
}
