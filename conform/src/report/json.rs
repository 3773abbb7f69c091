//! The report for a machine.

use serde_json::{Value, json};

use super::{Report, Weight};
use crate::checks;

impl Report {
    /// As JSON.
    pub fn json(&self) -> Value {
        let findings = self.findings.iter().map(|finding| {
            json!({
                "check": finding.check.id,
                "weight": match finding.weight { Weight::Failed => "failed", Weight::Warning => "warning" },
                "says": finding.check.says, "place": finding.check.place, "member": finding.member,
                "request": finding.request, "expected": finding.expected, "came": finding.came,
            })
        });
        let passed = checks::all().filter(|check| self.passes(check.id) > 0);
        let passed: serde_json::Map<String, Value> =
            passed.map(|check| (check.id.to_owned(), json!(self.passes(check.id)))).collect();
        let skipped = self.skipped.iter().map(|(check, why)| json!({ "check": check.id, "why": why }));
        json!({
            "url": self.url, "fine": self.fine(), "requests": self.requests, "walked": self.walked, "passed": passed,
            "findings": findings.collect::<Vec<_>>(), "skipped": skipped.collect::<Vec<_>>(), "notes": self.notes,
        })
    }
}
