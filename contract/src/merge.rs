//! How what two places keep becomes one. Each of these is a join: in any order, any number of times, with the same result.

use crate::{
    entry::{Enrolment, Entry, Profile},
    instant::Instant,
    sort,
};

/// Two entries with one id and another content: entries are never changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Differs;

/// A moment, for telling which of two is the earlier; one that cannot be read is the earliest.
fn moment(text: &str) -> (i64, &str) {
    (Instant::parse(text).map_or(i64::MIN, |instant| instant.ms), text)
}

/// Of two versions of a reader the one changed later; of two of one moment the one whose JSON, with sorted names, comes later.
pub fn profile(one: &Profile, other: &Profile) -> Profile {
    let changed = |it: &Profile| moment(it.changed_at.as_deref().unwrap_or(&it.created_at)).0;
    let (mine, theirs) = (changed(one), changed(other));
    let later = if mine == theirs { one.to_json() > other.to_json() } else { mine > theirs };
    if later { one.clone() } else { other.clone() }
}

/// Of two versions of an enrolment the one changed later. An invitation is no part of it: the version without one stays.
pub fn enrolment(one: &Enrolment, other: &Enrolment) -> Enrolment {
    let changed = |it: &Enrolment| match &it.changed_at {
        Some(changed) => moment(changed).0,
        None => moment(&it.at).0.max(it.left_at.as_deref().map_or(i64::MIN, |left| moment(left).0)),
    };
    let content = |it: &Enrolment| Enrolment { invitation: None, ..it.clone() }.to_json();
    let (mine, theirs) = ((changed(one), content(one)), (changed(other), content(other)));
    let later = if mine == theirs { one.invitation < other.invitation } else { mine > theirs };
    if later { one.clone() } else { other.clone() }
}

/// Joins two copies of an entry: voided once is voided, since the earlier moment; received once is received.
///
/// # Errors
/// [`Differs`] when they are not copies of one entry.
pub fn entry(one: &Entry, other: &Entry) -> Result<Entry, Differs> {
    if same(one, other) { Ok(joined(one, other)) } else { Err(Differs) }
}

/// What is never changed in an entry.
fn content(entry: &Entry) -> Entry {
    Entry { voided_at: None, received_at: None, source: None, ..entry.clone() }
}

/// Whether two copies have one content; a moment may be written in several ways.
fn same(one: &Entry, other: &Entry) -> bool {
    let moment = |entry: &Entry| Instant { ms: entry.recorded_at.ms, text: String::new() };
    let unwritten = |entry: &Entry| Entry { recorded_at: moment(entry), ..content(entry) };
    unwritten(one) == unwritten(other)
}

/// As [`entry`], for a device that must go on even when two copies differ: every device takes the same content.
fn joined(one: &Entry, other: &Entry) -> Entry {
    let (mine, theirs) = (content(one), content(other));
    let kept = if mine == theirs || mine.to_json() < theirs.to_json() { mine } else { theirs };
    let voided = [&one.voided_at, &other.voided_at].into_iter().flatten();
    let received = [&one.received_at, &other.received_at].into_iter().flatten();
    Entry {
        voided_at: voided.min_by(|one, other| moment(one).cmp(&moment(other))).cloned(),
        received_at: received.min().cloned(),
        source: one.source.or(other.source),
        ..kept
    }
}

/// All entries of two ledgers, each once, by their ids.
pub fn union(mut one: Vec<Entry>, other: Vec<Entry>) -> Vec<Entry> {
    one.extend(other);
    sort::by(&mut one, &|one, other| one.id < other.id);
    one.dedup_by(|again, kept| {
        let copy = again.id == kept.id;
        // Most copies are alike.
        if copy && again != kept {
            *kept = joined(kept, again);
        }
        copy
    });
    one
}
