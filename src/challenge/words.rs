//! Verdicts and slips in plain words, one sentence each.

use super::draft::Slip;
use crate::t;
use atrium_contract::{isbn::IsbnError, progress::Reason};

/// Why an entry does not count.
pub(super) fn reason(reason: Reason) -> String {
    match reason {
        Reason::Voided => t!("verdict.undone"),
        Reason::Corrected => t!("verdict.corrected"),
        Reason::TooEarly => t!("verdict.too-early"),
        Reason::BeforeJoining => t!("verdict.before-joining"),
        Reason::TooLate => t!("verdict.too-late"),
        Reason::OtherUnit => t!("verdict.other-unit"),
        Reason::ArrivedLate => t!("verdict.arrived-late"),
        Reason::NotOnTheList => t!("verdict.not-on-the-list"),
        Reason::Again => t!("verdict.again"),
        Reason::CapPerEntry => t!("verdict.cap-per-entry"),
        Reason::CapPerDay => t!("verdict.cap-per-day"),
        Reason::CapInAll => t!("verdict.cap-in-all"),
        Reason::DayTooShort => t!("verdict.day-too-short"),
    }
}

/// What is wrong with an ISBN.
pub(super) fn isbn(error: IsbnError) -> String {
    match error {
        IsbnError::Length => t!("isbn.length"),
        IsbnError::Character => t!("isbn.character"),
        IsbnError::Checksum => t!("isbn.checksum"),
    }
}

/// What keeps the form from being an entry; `first` and `last` are the days that can be logged.
pub(super) fn slip(slip: Slip, first: &str, last: &str) -> String {
    match slip {
        Slip::Amount => t!("slip.amount"),
        Slip::Day => t!("slip.day", first = first, last = last),
        Slip::Item => t!("slip.item"),
        Slip::Isbn(error) => isbn(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Without a catalogue a text is its key.
    #[test]
    fn every_verdict_and_slip_has_words_of_its_own() {
        let reasons = Reason::ALL;
        let slips = [
            Slip::Amount,
            Slip::Day,
            Slip::Item,
            Slip::Isbn(IsbnError::Length),
            Slip::Isbn(IsbnError::Character),
            Slip::Isbn(IsbnError::Checksum),
        ];
        let mut keys: BTreeSet<String> = reasons.iter().copied().map(reason).collect();
        keys.extend(slips.into_iter().map(|it| slip(it, "", "")));
        assert_eq!(keys.len(), reasons.len() + slips.len());
    }
}
