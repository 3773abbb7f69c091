//! The report for a person.

use std::fmt::Write;

use super::{Finding, Report, Weight};
use crate::checks;

/// Findings of one check that are shown; the rest is counted.
const MOST: usize = 3;

struct Paint(bool);

impl Paint {
    fn with(&self, code: &str, text: &str) -> String {
        if self.0 { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }
}

impl Report {
    /// In plain words; in colour for a terminal.
    pub fn words(&self, colour: bool) -> String {
        let paint = Paint(colour);
        let mut out = format!("{}\n", self.url);
        for walked in &self.walked {
            let _ = writeln!(out, "  {walked}");
        }
        for (weight, title, code) in [(Weight::Failed, "FAILED", "1;31"), (Weight::Warning, "WARNING", "1;33")] {
            for check in checks::all() {
                let of_check: Vec<&Finding> =
                    self.findings.iter().filter(|f| f.check == check && f.weight == weight).collect();
                if of_check.is_empty() {
                    continue;
                }
                let _ = writeln!(out, "\n{}  {}  {}", paint.with(code, title), paint.with("1", check.id), check.says);
                for finding in of_check.iter().take(MOST) {
                    told(&mut out, finding);
                }
                if of_check.len() > MOST {
                    let _ = writeln!(out, "    … and {} more like it", of_check.len() - MOST);
                }
                let _ = writeln!(out, "    see       {}", check.place);
            }
        }
        if !self.skipped.is_empty() {
            let _ = writeln!(out, "\n{}", paint.with("1", "NOT CHECKED"));
            for (check, why) in &self.skipped {
                let _ = writeln!(out, "  {}: {why}", check.id);
            }
        }
        if !self.notes.is_empty() {
            out.push('\n');
            for note in &self.notes {
                let _ = writeln!(out, "{note}");
            }
        }
        let _ = writeln!(out, "\n{}", self.passed_words());
        let _ = writeln!(out, "{}", self.sum(&paint));
        out
    }

    fn passed_words(&self) -> String {
        let mut groups: Vec<(&str, Vec<String>)> = Vec::new();
        for check in checks::all().filter(|check| self.passes(check.id) > 0) {
            let (class, name) = check.id.split_once('.').unwrap_or(("", check.id));
            let name = match self.passes(check.id) {
                1 => name.to_owned(),
                times => format!("{name} ({times})"),
            };
            match groups.iter_mut().find(|(other, _)| *other == class) {
                Some((_, names)) => names.push(name),
                None => groups.push((class, vec![name])),
            }
        }
        let lines = groups.into_iter().map(|(class, names)| wrapped(&format!("passed, {class}: {}", names.join(", "))));
        lines.collect::<Vec<_>>().join("\n")
    }

    fn sum(&self, paint: &Paint) -> String {
        let of = |weight| self.findings.iter().filter(|finding| finding.weight == weight).count();
        let (failed, warned) = (of(Weight::Failed), of(Weight::Warning));
        let words = format!(
            "{} checks passed, {failed} failed, {warned} warnings, {} not checked; {} requests.",
            self.passes_in_all(),
            self.skipped.len(),
            self.requests
        );
        paint.with(if self.fine() { "1;32" } else { "1;31" }, &words)
    }
}

fn told(out: &mut String, finding: &Finding) {
    let _ = writeln!(out, "    {}", finding.request);
    let _ = writeln!(out, "    expected  {}", finding.expected);
    let _ = writeln!(out, "    came      {}", finding.came);
}

/// A long line in several, the later ones indented.
fn wrapped(line: &str) -> String {
    let (mut out, mut width) = (String::new(), 0);
    for word in line.split(' ') {
        let long = word.chars().count();
        if width > 0 && width + 1 + long > 110 {
            out.push_str("\n  ");
            width = 2;
        } else if width > 0 {
            out.push(' ');
            width += 1;
        }
        out.push_str(word);
        width += long;
    }
    out
}
