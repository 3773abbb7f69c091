//! Verdicts and slips in plain words, one sentence each.

use super::draft::Slip;
use crate::ui::amount::amount;
use crate::{i18n::formats, t};
use atrium_contract::{
    challenge::{CapPer, Challenge},
    entry::Entry,
    isbn::IsbnError,
    progress::{Reason, Verdict},
};

/// Why an entry does not count in full; nothing for one that does.
pub(super) fn verdict(challenge: &Challenge, entry: &Entry, verdict: &Verdict) -> Option<String> {
    let why = verdict.reason?;
    let per = match why {
        Reason::CapPerEntry => CapPer::Entry,
        Reason::CapPerDay => CapPer::Day,
        Reason::CapInAll => CapPer::All,
        other => return Some(reason(other)),
    };
    // Of two caps of a kind the smaller bears.
    let caps = challenge.caps.iter().filter(|cap| cap.per == per && cap.unit == entry.amount.unit);
    let Some(most) = caps.map(|cap| u64::from(cap.amount.0)).min() else { return Some(reason(why)) };
    let unit = entry.amount.unit;
    let (credited, logged) = (formats::number(verdict.credited), amount(unit, u64::from(entry.amount.amount.0)));
    let most = amount(unit, most);
    Some(match per {
        CapPer::Entry => t!("credit.per-entry", credited = credited, logged = logged, most = most),
        CapPer::Day => t!("credit.per-day", credited = credited, logged = logged, most = most),
        CapPer::All => t!("credit.in-all", credited = credited, logged = logged, most = most),
    })
}

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
