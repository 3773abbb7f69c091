//! A ledger's file: its name, and what a file that was chosen turns out to be.

use atrium_contract::{
    day::Day,
    decode::{self, Refused},
    entry::Ledger,
};

/// The file's name, with the day it was made.
pub(super) fn name(today: Day, extension: &str) -> String {
    ["atrium-", &today.to_string(), ".", extension].concat()
}

/// Why a file was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    /// More than a ledger may have.
    TooLarge,
    /// Not JSON: another kind of file, or one that is cut off.
    NotJson,
    /// JSON, but no ledger.
    NoLedger,
    /// A ledger of a later version, or a damaged one.
    Unreadable,
}

/// Reads a file: the ledger, and how many of its lines could not be read.
pub(super) fn read(text: &str) -> Result<(Ledger, usize), Wrong> {
    // Some editors put a mark before the first letter.
    let text = text.trim_start_matches('\u{feff}');
    match decode::document::<Ledger>(text, "Ledger") {
        Ok(decoded) => Ok((decoded.value, decoded.problems.len())),
        Err(Refused::TooLarge) => Err(Wrong::TooLarge),
        Err(Refused::NotJson { .. }) => Err(Wrong::NotJson),
        Err(Refused::Version) if !text.contains("\"Ledger\"") => Err(Wrong::NoLedger),
        Err(Refused::Type(_)) => Err(Wrong::NoLedger),
        Err(_) => Err(Wrong::Unreadable),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const HEAD: &str = r#""atrium":"1","type":"Ledger","exportedAt":"2026-11-23T18:00:00Z""#;

    #[test]
    fn the_name_has_the_day() {
        assert_eq!(name(Day::parse("2026-11-23").unwrap(), "csv"), "atrium-2026-11-23.csv");
    }

    #[test]
    fn a_wrong_file_is_told_by_its_kind() {
        assert_eq!(read("date,reader\r\n").unwrap_err(), Wrong::NotJson);
        assert_eq!(read("{\"a\": 1}").unwrap_err(), Wrong::NoLedger);
        assert_eq!(read(r#"{"atrium":"1","type":"Campaign"}"#).unwrap_err(), Wrong::NoLedger);
        assert_eq!(read(r#"{"atrium":"2","type":"Ledger"}"#).unwrap_err(), Wrong::Unreadable);
    }

    #[test]
    fn a_damaged_line_costs_itself_and_is_counted() {
        let (ledger, lost) =
            read(&format!("\u{feff}{{{HEAD},\"profiles\":[],\"enrolments\":[],\"entries\":[{{\"id\":\"x\"}}]}}"))
                .unwrap();
        assert!(ledger.entries.is_empty());
        assert!(lost > 0);
    }
}
