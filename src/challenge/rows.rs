//! The history's order: by day, the newest day first, and in a day what was written last first.

use atrium_contract::{day::Day, entry::Entry, sort};
use std::collections::HashSet;

/// A day and its entries.
pub(super) type OneDay = (Day, Vec<Entry>);

/// Groups entries by day. What was voided, or gave its place to another, is there only when asked for.
pub(super) fn by_day(mut entries: Vec<Entry>, with_undone: bool) -> Vec<OneDay> {
    if !with_undone {
        let corrected: Vec<String> = entries.iter().filter_map(|entry| entry.corrects.clone()).collect();
        let corrected: HashSet<&str> = corrected.iter().map(String::as_str).collect();
        entries.retain(|entry| entry.voided_at.is_none() && !corrected.contains(entry.id.as_str()));
    }
    sort::by(&mut entries, &|one, other| {
        (one.occurred_on, one.recorded_at.ms, &one.id) > (other.occurred_on, other.recorded_at.ms, &other.id)
    });
    let mut days: Vec<OneDay> = Vec::new();
    for entry in entries {
        match days.last_mut() {
            Some((day, rows)) if *day == entry.occurred_on => rows.push(entry),
            _ => days.push((entry.occurred_on, vec![entry])),
        }
    }
    days
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use atrium_contract::decode;

    fn entry(id: &str, day: &str, at: &str, more: &str) -> Entry {
        decode::record(&format!(
            r#"{{"id":"{id}","challenge":{{"member":"m","id":"c"}},"profile":"p","occurredOn":"{day}",
            "recordedAt":"{at}","amount":{{"amount":20,"unit":"minutes"}}{more}}}"#
        ))
        .unwrap()
    }

    fn ids(days: &[OneDay]) -> Vec<Vec<&str>> {
        days.iter().map(|(_, rows)| rows.iter().map(|row| row.id.as_str()).collect()).collect()
    }

    #[test]
    fn newest_first_and_grouped() {
        let entries = vec![
            entry("a", "2026-11-01", "2026-11-05T10:00:00Z", ""),
            entry("b", "2026-11-03", "2026-11-03T10:00:00Z", ""),
            entry("c", "2026-11-03", "2026-11-03T12:00:00Z", ""),
            entry("d", "2026-11-02", "2026-11-02T10:00:00Z", ""),
        ];
        assert_eq!(ids(&by_day(entries, false)), [vec!["c", "b"], vec!["d"], vec!["a"]]);
    }

    #[test]
    fn what_was_undone_shows_only_when_asked_for() {
        let entries = vec![
            entry("a", "2026-11-01", "2026-11-01T10:00:00Z", r#","voidedAt":"2026-11-01T11:00:00Z""#),
            entry("b", "2026-11-01", "2026-11-01T11:00:00Z", r#","corrects":"c""#),
            entry("c", "2026-11-01", "2026-11-01T09:00:00Z", ""),
        ];
        assert_eq!(ids(&by_day(entries.clone(), false)), [vec!["b"]]);
        assert_eq!(ids(&by_day(entries, true)), [vec!["b", "a", "c"]]);
    }
}
