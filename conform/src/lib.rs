//! Walks a live backend and proves what it claims to offer, by the documentation in `contract/`.
//!
//! - [`checks`]: everything that must hold, each with its place in the documentation. [`report`]: what was found.
//! - [`http`], [`run`]: requests, and how a check is made of an answer. [`time`]: days of zones.
//! - [`read`]: what each class promises.
//! - [`options`]: the command line.

pub mod checks;
pub mod http;
pub mod options;
pub mod read;
pub mod report;
pub mod run;
pub mod time;

use options::Options;
use report::Report;
use run::Run;

/// Walks what was asked for, and says on the way what is being done.
///
/// # Errors
/// A sentence, when it could not be begun.
pub fn walk(options: &Options, say: &mut dyn FnMut(&str)) -> Result<Report, String> {
    let mut run = Run::new(options, say);
    let houses = read::walk(&mut run)?;
    drop(houses);
    run.report.requests = run.client.sent;
    Ok(run.report)
}
