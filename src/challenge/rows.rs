//! The history's order: by day, the newest day first, and in a day what was written last first; and what a row is known by.

use atrium_contract::{corrections::corrected, day::Day, entry::Entry, sort};
use std::collections::{HashMap, HashSet};

/// A day and its entries.
pub(super) type OneDay = (Day, Vec<Entry>);

/// Groups entries by day. What was voided, or gave its place to another, is there only when asked for.
pub(super) fn by_day(mut entries: Vec<Entry>, with_undone: bool) -> Vec<OneDay> {
    if !with_undone {
        let list: Vec<&Entry> = entries.iter().collect();
        let mut gone = corrected(&list, &|_| false).into_iter();
        entries.retain(|entry| !gone.next().unwrap_or_default() && entry.voided_at.is_none());
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

/// So many days and entries at most from the beginning, and whether there are more.
pub(super) fn first(mut days: Vec<OneDay>, most_days: usize, most_rows: usize) -> (Vec<OneDay>, bool) {
    let mut more = days.len() > most_days;
    days.truncate(most_days);
    let mut left = most_rows;
    for (_, rows) in &mut days {
        more |= rows.len() > left;
        rows.truncate(left);
        left -= rows.len();
    }
    days.retain(|(_, rows)| !rows.is_empty());
    (days, more)
}

/// Of so long a chain of corrections the beginning is looked for; a stranger's may be a circle.
const LONGEST: usize = 1_000;

/// What each entry is known by, so that its row is the same before and after a change: a change voids the entry and
/// writes another, and what stays is the one that the chain of corrections began with.
pub(super) fn keys(entries: &[Entry]) -> HashMap<String, String> {
    let before: HashMap<&str, &str> =
        entries.iter().filter_map(|entry| Some((entry.id.as_str(), entry.corrects.as_deref()?))).collect();
    let corrected: HashSet<&str> = before.values().copied().collect();
    let mut had: HashSet<&str> = HashSet::new();
    let mut keys = HashMap::new();
    for entry in entries {
        let mut first = entry.id.as_str();
        for _ in 0..LONGEST {
            let Some(earlier) = before.get(first) else { break };
            first = earlier;
        }
        // Only the end of a chain stands for it: what it corrects may be shown beside it, and two devices may both have
        // corrected the same.
        let stands = entry.voided_at.is_none() && !corrected.contains(entry.id.as_str()) && had.insert(first);
        let key = if stands { first.to_owned() } else { ["=", &entry.id].concat() };
        keys.insert(entry.id.clone(), key);
    }
    keys
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
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
            // Another device changed it before.
            entry("d", "2026-11-01", "2026-11-01T10:30:00Z", r#","corrects":"c""#),
        ];
        assert_eq!(ids(&by_day(entries.clone(), false)), [vec!["b"]]);
        assert_eq!(ids(&by_day(entries, true)), [vec!["b", "d", "a", "c"]]);
    }

    #[test]
    fn the_first_of_many_are_whole_days_as_far_as_they_go() {
        let at = "2026-11-01T10:00:00Z";
        let entries =
            ["a", "b", "c", "d", "e"].map(|id| entry(id, if id < "c" { "2026-11-02" } else { "2026-11-01" }, at, ""));
        let cut = |days, rows| {
            let (days, more) = first(by_day(entries.to_vec(), false), days, rows);
            (days.iter().map(|(_, rows)| rows.len()).collect::<Vec<_>>(), more)
        };
        assert_eq!(cut(9, 9), (vec![2, 3], false));
        assert_eq!(cut(2, 5), (vec![2, 3], false));
        assert_eq!(cut(1, 9), (vec![2], true));
        assert_eq!(cut(9, 4), (vec![2, 2], true));
        assert_eq!(cut(9, 2), (vec![2], true));
        assert_eq!(cut(9, 1), (vec![1], true));
    }

    fn key(entries: &[Entry], id: &str) -> String {
        keys(entries).remove(id).unwrap()
    }

    #[test]
    fn a_change_leaves_the_row_its_key() {
        let at = "2026-11-01T10:00:00Z";
        let voided = r#","voidedAt":"2026-11-01T11:00:00Z""#;
        let mut entries = vec![entry("a", "2026-11-01", at, ""), entry("b", "2026-11-01", at, "")];
        let before = key(&entries, "a");
        entries[0] = entry("a", "2026-11-01", at, voided);
        entries.push(entry("c", "2026-11-02", at, r#","corrects":"a""#));
        assert_eq!(key(&entries, "c"), before);
        assert_ne!(key(&entries, "a"), before);
        entries[2] = entry("c", "2026-11-02", at, &[voided, r#","corrects":"a""#].concat());
        entries.push(entry("d", "2026-11-02", at, r#","corrects":"c""#));
        assert_eq!(key(&entries, "d"), before);
    }

    #[test]
    fn no_two_rows_have_one_key() {
        let at = "2026-11-01T10:00:00Z";
        let entries = vec![
            entry("a", "2026-11-01", at, r#","voidedAt":"2026-11-01T11:00:00Z""#),
            entry("b", "2026-11-01", at, r#","corrects":"a""#),
            entry("c", "2026-11-01", at, r#","corrects":"a""#),
            entry("d", "2026-11-01", at, r#","corrects":"e""#),
            entry("e", "2026-11-01", at, r#","corrects":"d""#),
        ];
        let all: HashSet<String> = keys(&entries).into_values().collect();
        assert_eq!(all.len(), entries.len());
    }
}
