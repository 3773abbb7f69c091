//! What was found: counts of what holds, and a finding for each thing that does not.

mod json;
mod words;

use std::collections::BTreeMap;

use crate::checks::Check;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// The documentation says otherwise.
    Failed,
    /// It works, and could be better.
    Warning,
}

/// Something that does not hold.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What should hold.
    pub check: &'static Check,
    /// How bad it is.
    pub weight: Weight,
    /// The member in whose documents it is.
    pub member: Option<String>,
    /// The request in a line, or the place in a document.
    pub request: String,
    /// What was expected.
    pub expected: String,
    /// What came.
    pub came: String,
}

/// Everything that was found.
#[derive(Debug, Default)]
pub struct Report {
    /// The address it began with.
    pub url: String,
    /// The member that is looked at now.
    pub member: Option<String>,
    /// What was looked at: a member and a class.
    pub walked: Vec<String>,
    /// What does not hold.
    pub findings: Vec<Finding>,
    /// What could not be checked, and why.
    pub skipped: Vec<(&'static Check, String)>,
    /// What else is worth knowing.
    pub notes: Vec<String>,
    /// Requests that were sent.
    pub requests: usize,
    /// Warnings count as failures.
    pub strict: bool,
    passed: BTreeMap<&'static str, usize>,
}

impl Report {
    /// An empty report of a walk from an address.
    pub fn new(url: &url::Url, strict: bool) -> Report {
        Report { url: url.to_string(), strict, ..Report::default() }
    }

    /// It holds.
    pub fn pass(&mut self, check: &'static Check) {
        *self.passed.entry(check.id).or_default() += 1;
    }

    /// It does not hold.
    pub fn find(&mut self, check: &'static Check, weight: Weight, request: &str, expected: String, came: String) {
        let member = self.member.clone();
        self.findings.push(Finding { check, weight, member, request: request.to_owned(), expected, came });
    }

    /// It cannot be checked here.
    pub fn skip(&mut self, check: &'static Check, why: impl Into<String>) {
        let why = why.into();
        if !self.skipped.iter().any(|(other, said)| *other == check && *said == why) {
            self.skipped.push((check, why));
        }
    }

    /// How often a check held.
    pub fn passes(&self, id: &str) -> usize {
        self.passed.get(id).copied().unwrap_or_default()
    }

    /// How many checks of all held.
    pub fn passes_in_all(&self) -> usize {
        self.passed.values().sum()
    }

    /// The names of what failed, each once, in the order in which they were found.
    pub fn failed(&self) -> Vec<&'static str> {
        self.names(Weight::Failed)
    }

    /// The names of what is warned of, likewise.
    pub fn warned(&self) -> Vec<&'static str> {
        self.names(Weight::Warning)
    }

    /// Whether all is fine.
    pub fn fine(&self) -> bool {
        !self.findings.iter().any(|finding| self.strict || finding.weight == Weight::Failed)
    }

    fn names(&self, weight: Weight) -> Vec<&'static str> {
        let mut names = Vec::new();
        for finding in self.findings.iter().filter(|finding| finding.weight == weight) {
            if !names.contains(&finding.check.id) {
                names.push(finding.check.id);
            }
        }
        names
    }
}
