//! Which awards follow from the entries, and what becomes of those a backend has given.

use crate::{
    award::{Award, Because},
    challenge::Challenge,
    day::Day,
    decode::Count,
    entry::Entry,
    id::Id,
    instant::Instant,
    judge::{self, Listed},
    progress::{Dates, Progress},
};

/// A version of a challenge. The last of a list is the one in force.
#[derive(Clone, Copy)]
pub struct Version<'v> {
    /// Since when it is in force; of the first version it does not matter.
    pub since: &'v Instant,
    /// The challenge.
    pub challenge: &'v Challenge,
}

/// What follows from the entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earned {
    /// The milestone; without one, the goal.
    pub milestone: Option<Id>,
    /// The day whose entries brought it.
    pub on: Day,
    /// The version under which it was earned; 1 is the first.
    pub version: u32,
}

/// The awards of one reader in one challenge: under the version in force with all entries, or under an earlier one, the latest
/// first, with those that were received before the next came into force.
pub fn awards(versions: &[Version<'_>], enrolled_on: Option<Day>, entries: &[Entry], dates: &Dates<'_>) -> Vec<Earned> {
    let in_force = versions.last().map(|version| version.challenge);
    judge::once_each(in_force, entries, dates, &|list| {
        let mut earned: Vec<Earned> = Vec::new();
        let mut next: Option<&Instant> = None;
        let mut number = u32::try_from(versions.len()).unwrap_or(u32::MAX);
        for version in versions.iter().rev() {
            let in_time = |(entry, _): &&Listed<'_>| {
                next.is_none_or(|next| entry.received_at.as_ref().is_some_and(|received| received.ms < next.ms))
            };
            let list: Vec<Listed<'_>> = list.iter().filter(in_time).copied().collect();
            take(&judge::fold(version.challenge, enrolled_on, &list, dates), number, &mut earned);
            next = Some(version.since);
            number = number.saturating_sub(1);
        }
        earned
    })
}

fn take(progress: &Progress, version: u32, earned: &mut Vec<Earned>) {
    let reached = progress.reached.iter().map(|it| (Some(&it.id), it.on));
    for (milestone, on) in reached.chain(progress.done_on.map(|on| (None, on))) {
        if !earned.iter().any(|it| it.milestone.as_ref() == milestone) {
            earned.push(Earned { milestone: milestone.cloned(), on, version });
        }
    }
}

/// What becomes of the awards of one reader in one challenge: those that follow stand, those that no longer follow are withdrawn,
/// those that were handed out stay, and those that are new begin now.
pub fn settle(kept: &[Award], earned: &[Earned], challenge: &Id, profile: &str, now: &Instant) -> Vec<Award> {
    let mut awards: Vec<Award> = kept.to_vec();
    for award in &mut awards {
        match earned.iter().find(|it| it.milestone == award.milestone) {
            Some(it) => {
                (award.on, award.version) = (it.on, Count(it.version));
                (award.withdrawn_at, award.because) = (None, None);
            }
            None if award.redeemed_at.is_none() && award.withdrawn_at.is_none() => {
                (award.withdrawn_at, award.because) = (Some(now.clone()), Some(Because::Entries));
            }
            None => {}
        }
    }
    for it in earned.iter().filter(|it| !kept.iter().any(|award| award.milestone == it.milestone)) {
        awards.push(Award {
            challenge: challenge.clone(),
            profile: profile.to_owned(),
            milestone: it.milestone.clone(),
            on: it.on,
            version: Count(it.version),
            awarded_at: now.clone(),
            redeemed_at: None,
            withdrawn_at: None,
            because: None,
        });
    }
    awards
}
