//! How far a reader has come, and who says so: the member where it has counted everything, else this device, about.

use super::post::Post;
use atrium_contract::{
    id::Key,
    progress::{Progress, Reason, Verdict},
};

/// Who says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// This device, and nobody else is asked.
    Here,
    /// This device, until the member has counted.
    About,
    /// The member.
    Member,
}

impl Post {
    /// How far a reader has come in a challenge, of which the rules on this device make `here`.
    pub fn reckon(&self, key: &Key, reader: &str, here: &Progress) -> (By, Progress) {
        match (self.account(&key.member), self.counted(key, reader)) {
            (None, _) => (By::Here, here.clone()),
            (Some(_), Some(counted)) if self.counts_all(&counted.standing.progress, here) => {
                (By::Member, counted.standing.progress.clone())
            }
            // Something is still to come there, or to be counted.
            (Some(_), _) => (By::About, here.clone()),
        }
    }

    /// Whether the member has counted what is here, and not what was here a moment ago; what it refused it cannot count.
    fn counts_all(&self, theirs: &Progress, here: &Progress) -> bool {
        let (refused, theirs) = (self.refused_entries(), theirs.by_entry());
        here.verdicts.iter().all(|ours| {
            let entry = ours.entry.as_str();
            // What is undone here and was never there counts at neither: nobody waits for a word about it.
            refused.contains(entry)
                || theirs.get(entry).map_or_else(|| is_gone(ours), |it| is_gone(it) == is_gone(ours))
        })
    }
}

/// Whether an entry was undone, or gave its place to another.
pub fn is_gone(verdict: &Verdict) -> bool {
    matches!(verdict.reason, Some(Reason::Voided | Reason::Corrected))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use atrium_contract::{challenge::Challenge, day::Day, decode, entry::Entry, progress};

    fn progress(entries: &[(&str, bool)]) -> Progress {
        let challenge: Challenge = decode::document(
            r#"{"atrium":"1","type":"Challenge","id":"c","title":"C","goal":{"kind":"total","unit":"books","target":5},
            "starts":"2026-11-01","ends":"2026-11-30","zone":"UTC"}"#,
            "Challenge",
        )
        .unwrap()
        .value;
        let entries: Vec<Entry> = entries
            .iter()
            .map(|(id, voided)| {
                let voided = if *voided { r#","voidedAt":"2026-11-03T10:00:00Z""# } else { "" };
                decode::record(&format!(
                    r#"{{"id":"{id}","challenge":{{"member":"m","id":"c"}},"profile":"p","occurredOn":"2026-11-02",
                    "recordedAt":"2026-11-02T10:00:00Z","amount":{{"amount":1,"unit":"books"}}{voided}}}"#
                ))
                .unwrap()
            })
            .collect();
        progress::in_time(&challenge, None, &entries, Day::parse("2026-11-20").unwrap())
    }

    #[test]
    fn an_entry_dropped_before_the_member_took_it_is_not_waited_for() {
        let post = Post::default();
        let theirs = progress(&[("a", false)]);
        assert!(post.counts_all(&theirs, &progress(&[("a", false), ("b", true)])));
        assert!(!post.counts_all(&theirs, &progress(&[("a", false), ("b", false)])), "this one is still to come");
        assert!(!post.counts_all(&theirs, &progress(&[("a", true)])), "and here the undoing is");
    }
}
