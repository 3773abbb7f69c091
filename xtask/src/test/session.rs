//! What the checks share: the tools, found once and only when a check needs them.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::problem::{Done, Problem};
use crate::project::Project;
use crate::serve::Server;
use crate::setup::{self, Tools, browser, node};
use crate::steps::Note;

/// One run of the checks.
pub struct Session<'a> {
    /// The checkout.
    pub project: &'a Project,
    /// Narrows a check to part of a file's or a test's name.
    pub name: Option<&'a str>,
    /// Whether the build of this run failed, so that what stands on it is not run over an old one.
    pub built: Option<bool>,
    tools: Option<Tools>,
    modules: Option<PathBuf>,
    chrome: Option<PathBuf>,
    address: Option<String>,
}

impl<'a> Session<'a> {
    /// Nothing is looked for yet.
    pub fn new(project: &'a Project, name: Option<&'a str>) -> Self {
        Self { project, name, built: None, tools: None, modules: None, chrome: None, address: None }
    }

    /// The tools of the build.
    pub fn tools(&mut self, note: &Note) -> Done<&Tools> {
        if self.tools.is_none() {
            self.tools = Some(setup::quietly(self.project, note)?);
        }
        self.tools.as_ref().ok_or_else(|| Problem::new("The tools went away."))
    }

    /// The tests' npm packages.
    pub fn modules(&mut self, note: &Note) -> Done<PathBuf> {
        if self.modules.is_none() {
            self.modules = Some(node::packages(self.project, "tests", note)?);
        }
        Ok(self.modules.clone().unwrap_or_default())
    }

    /// A browser.
    pub fn chrome(&mut self, note: &Note) -> Done<PathBuf> {
        if self.chrome.is_none() {
            let modules = self.modules(note)?;
            self.chrome = Some(browser::chrome(self.project, &modules, note)?);
        }
        Ok(self.chrome.clone().unwrap_or_default())
    }

    /// The address of the built site, served until this program ends.
    pub fn address(&mut self) -> Done<String> {
        if self.address.is_none() {
            self.address = Some(Server::bind(&self.project.dist, "/", 0)?.in_background());
        }
        Ok(self.address.clone().unwrap_or_default())
    }

    /// `node --test` over these files.
    pub fn node_test(&mut self, files: &[PathBuf], pattern: Option<&str>, modules: &Path) -> Done<Command> {
        let mut command = node::script(self.project, modules, "--test")?;
        // TAP is the one report whose sums are the same in every version of Node.
        command.args(["--test-reporter=tap", "--test-concurrency=1"]);
        if let Some(pattern) = pattern {
            command.arg(format!("--test-name-pattern={pattern}"));
        }
        command.args(files).env_remove("NODE_TEST_CONTEXT");
        Ok(command)
    }
}
