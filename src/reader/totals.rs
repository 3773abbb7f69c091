//! What was logged in all. Units never convert into each other, so there is a sum for each.

use atrium_contract::{challenge::Unit, corrections::corrected, day::Day, entry::Entry, sort};

/// Sums over entries that stand.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Totals {
    /// Units with something in them, and how much.
    pub sums: Vec<(Unit, u64)>,
    /// Days on which something was logged.
    pub days: u64,
}

/// Adds up the entries that were neither voided nor gave their place to another.
pub(super) fn totals(entries: &[Entry]) -> Totals {
    let list: Vec<&Entry> = entries.iter().collect();
    let gone = corrected(&list, &|_| false);
    let standing =
        || list.iter().zip(&gone).filter(|(entry, gone)| entry.voided_at.is_none() && !**gone).map(|it| *it.0);
    let sums = Unit::ALL.into_iter().filter_map(|unit| {
        let sum: u64 = standing().filter(|it| it.amount.unit == unit).map(|it| u64::from(it.amount.amount.0)).sum();
        (sum > 0).then_some((unit, sum))
    });
    let mut days: Vec<Day> = standing().map(|entry| entry.occurred_on).collect();
    sort::by(&mut days, &|one, other| one < other);
    days.dedup();
    Totals { sums: sums.collect(), days: days.len() as u64 }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use atrium_contract::decode;

    fn entry(id: &str, day: &str, amount: u32, unit: &str, more: &str) -> Entry {
        decode::record(&format!(
            r#"{{"id":"{id}","challenge":{{"member":"m","id":"c"}},"profile":"p","occurredOn":"{day}",
            "recordedAt":"2026-11-20T10:00:00Z","amount":{{"amount":{amount},"unit":"{unit}"}}{more}}}"#
        ))
        .unwrap()
    }

    #[test]
    fn only_what_stands_is_added() {
        let entries = [
            entry("a", "2026-11-01", 20, "minutes", ""),
            entry("b", "2026-11-01", 15, "minutes", ""),
            entry("c", "2026-11-02", 1, "books", ""),
            entry("d", "2026-11-03", 500, "pages", r#","voidedAt":"2026-11-03T10:00:00Z""#),
            entry("e", "2026-11-04", 90, "minutes", ""),
            entry("f", "2026-11-04", 9, "minutes", r#","corrects":"e""#),
            // Another device corrected it too, without knowing.
            entry("g", "2026-11-05", 9, "minutes", r#","corrects":"e""#),
        ];
        let expected = Totals { sums: vec![(Unit::Books, 1), (Unit::Minutes, 44)], days: 3 };
        assert_eq!(totals(&entries), expected);
        assert_eq!(totals(&[]), Totals::default());
    }
}
