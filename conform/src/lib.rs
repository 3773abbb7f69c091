//! Walks a live backend and proves what it claims to offer, by the documentation in `contract/`.
//!
//! - [`checks`]: everything that must hold, each with its place in the documentation. [`report`]: what was found.
//! - [`http`], [`run`]: requests, and how a check is made of an answer. [`time`]: days of zones.
//! - [`read`]: what each class promises.
//! - [`options`]: the command line.

pub mod checks;
pub mod http;
pub mod options;
pub mod participate;
pub mod publish;
pub mod read;
pub mod report;
pub mod run;
pub mod time;

use options::{Class, Options};
use report::Report;
use run::Run;

/// Walks what was asked for, and says on the way what is being done.
///
/// # Errors
/// A sentence, when it could not be begun.
pub fn walk(options: &Options, say: &mut dyn FnMut(&str)) -> Result<Report, String> {
    if options.vectors.is_some() {
        // Before anything is asked: what was named and is not there would be missed at the end only.
        publish::read_vectors(&options.vectors())?;
    }
    let mut run = Run::new(options, say);
    let houses = read::walk(&mut run)?;
    let wanted = options.class;
    for house in &houses {
        run.report.member = Some(house.id.clone());
        if let Some(class) = wanted.filter(|class| *class > house.offers) {
            let expected = format!("\"offers\" with \"{}\"", class.word());
            run.fail(
                &checks::read::OFFERS,
                &format!("GET {}", house.url),
                expected,
                format!("{} at most", house.offers.word()),
            );
        }
        let class = wanted.unwrap_or(house.offers).min(house.offers);
        if class >= Class::Participate {
            participate::walk(&mut run, house);
        }
        if class >= Class::Publish {
            publish::walk(&mut run, house);
        }
    }
    run.report.requests = run.client.sent;
    Ok(run.report)
}
