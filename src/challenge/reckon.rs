//! How far a reader has come, and who says so: the member where it has counted everything, else this device, about.

use crate::data::outbox::post::{self, Post};
use atrium_contract::progress::{Progress, Reason, Verdict};

use super::desk::Desk;

/// Who says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// This device, and nobody else is asked.
    Here,
    /// This device, until the member has counted.
    About,
    /// The member.
    Member,
}

/// How far a reader has come.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reckoned {
    pub reader: String,
    pub by: By,
    pub progress: Progress,
    /// What the rules on this device make of what is here.
    pub here: Progress,
}

/// How far the readers who take part have come, tracked.
pub(super) fn reckon(desk: Desk) -> Vec<Reckoned> {
    let post = post::follow(desk.store);
    desk.readers().into_iter().map(|reader| one(desk, &post, reader.id)).collect()
}

fn one(desk: Desk, post: &Post, reader: String) -> Reckoned {
    let key = desk.key();
    let here = desk.here(&reader);
    let refused = post.refused_entries();
    let gone = |verdict: &Verdict| matches!(verdict.reason, Some(Reason::Voided | Reason::Corrected));
    // The member has counted what is here, and not what was here a moment ago; what it refused it cannot count.
    let counts_all = |theirs: &Progress| {
        let theirs = theirs.by_entry();
        here.verdicts.iter().all(|ours| {
            let entry = ours.entry.as_str();
            refused.contains(entry) || theirs.get(entry).is_some_and(|theirs| gone(theirs) == gone(ours))
        })
    };
    let (by, progress) = match (post.account(&key.member), post.counted(&key, &reader)) {
        (None, _) => (By::Here, here.clone()),
        (Some(_), Some(counted)) if counts_all(&counted.standing.progress) => {
            (By::Member, counted.standing.progress.clone())
        }
        // Something is still to come there, or to be counted.
        (Some(_), _) => (By::About, here.clone()),
    };
    Reckoned { reader, by, progress, here }
}
