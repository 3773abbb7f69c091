//! Pulling: what is new at a member since the cursor, page by page. A page and the cursor behind it are one transaction, and a
//! page that is not whole changes nothing.

use super::{
    account::{Account, UNREADABLE},
    ask::{Answer, a_page},
    budget::Budget,
    item::{Kind, enrolment_key},
    post,
    send::Stop,
    stand::Won,
};
use crate::{
    data::ledger::{Store, brings, put_enrolment, put_entry, put_profile, small},
    platform::{
        idb::{self, Write},
        tabs, url,
    },
};
use atrium_contract::{
    changes::Changes,
    decode,
    entry::{Enrolment, Entry, Profile},
    instant::Instant,
    merge,
};
use leptos::prelude::WithUntracked;
use std::collections::HashSet;

/// So many entries of one member are brought here, as many as an account may have there: the disk is everybody's.
const MOST_ENTRIES: usize = 200_000;
/// So many readers, as many as an account may have.
const MOST_PROFILES: usize = 50;
/// So many enrolments, a hundred for each reader.
const MOST_ENROLMENTS: usize = 5_000;
/// So many awards, ten for each enrolment.
const MOST_AWARDS: usize = 50_000;
/// 9000-01-01: no clock of a reader's is as wrong as that. Whoever writes a change down as made then has the last word for ever.
const FAR_MS: i64 = 221_845_392_000_000;

/// Takes what is new, as far as the budget goes. Says whether something was, and whether that was all.
pub async fn pull(store: Store, account: &mut Account, budget: &Budget) -> Result<(bool, bool), Stop> {
    let first = account.address(&account.links.changes, &[]).ok_or(Stop::Later(None, None))?;
    let mut came = false;
    // Where it went on from: a page that leads back to one of these never ends.
    let mut from: HashSet<String> = HashSet::new();
    loop {
        let here = account.next.clone().unwrap_or_else(|| first.clone());
        from.insert(here.clone());
        let text = match a_page(&here).await {
            Answer::Done { text, .. } => text,
            // A cursor that the member cannot read: everything again, which changes nothing that is here already.
            Answer::Refused(400, _) if account.next.is_some() => {
                account.next = None;
                continue;
            }
            Answer::Refused(_, problem) => return Err(Stop::Later(None, problem.title)),
            Answer::SignIn => return Err(Stop::SignIn),
            Answer::Later { after, why, .. } => return Err(Stop::Later(after, why)),
            Answer::Same => return Err(Stop::Later(None, None)),
        };
        budget.page(text.len());
        // A line that is passed over would never come again. So it is asked for until it can be read, and said why that takes so long.
        let page = decode::document::<Changes>(&text, "Changes").ok().filter(|page| page.problems.is_empty());
        let unreadable = || Stop::Later(None, Some(UNREADABLE.to_owned()));
        let page = small::changes(page.ok_or_else(unreadable)?.value);
        let next = url::resolve(page.next.as_str(), &here).filter(|next| url::same_origin(next, &first));
        let next = next.ok_or_else(unreadable)?;
        if page.more && from.contains(&next) {
            return Err(unreadable());
        }
        let before = account.next.replace(next);
        // As the database has it now: the page before has changed it, and so may another tab.
        if !post::load_all(store).await {
            account.next = before;
            return Err(Stop::Later(None, None));
        }
        let mut changes = news(store, account, &page);
        let some = !changes.is_empty();
        came |= some;
        // Noted together with what is new: whoever asks for the standings may be gone before the answer comes.
        if !page.entries.is_empty() || !page.enrolments.is_empty() {
            account.uncounted = Some(true);
        }
        if some || before != account.next {
            changes.push(account.put_again());
            // Not where somebody has signed out, or had everything deleted, while the member was asked.
            if !idb::write(vec![account.while_here(changes)]).await.unwrap_or(false) {
                account.next = before;
                return Err(Stop::Later(None, None));
            }
            tabs::tell();
        }
        if !page.more || budget.is_spent() {
            if came {
                post::load_all(store).await;
            }
            return Ok((came, !page.more));
        }
    }
}

/// Whether a moment lies beyond all clocks.
fn is_far(moment: Option<&str>) -> bool {
    moment.and_then(Instant::parse).is_some_and(|moment| moment.ms >= FAR_MS)
}

/// What a page changes here. A member speaks of its own challenges, and of nobody else's.
fn news(store: Store, account: &Account, page: &Changes) -> Vec<Write> {
    let post = post::now();
    let own = |member: &atrium_contract::id::Id| member == &account.member;
    // Whom this device has removed, and the member has not been told of yet.
    let leaving: HashSet<&str> = post
        .items
        .iter()
        .filter(|item| item.kind == Kind::Gone && own(&item.member))
        .map(|item| item.of.as_str())
        .collect();
    let mut changes = Vec::new();
    let stays = |it: &&Profile| !leaving.contains(it.id.as_str());
    let near = |it: &&Profile| !is_far(Some(&it.created_at)) && !is_far(it.changed_at.as_deref());
    let mut room = if page.profiles.is_empty() { 0 } else { MOST_PROFILES.saturating_sub(brought(store, account)) };
    for new in page.profiles.iter().filter(stays).filter(near) {
        let here: Option<Profile> = store.profile(&new.id);
        if here.is_none() {
            if room == 0 {
                continue;
            }
            room -= 1;
        }
        // Somebody this device knows, and this member was never told of.
        if here.is_some() && !store.members_of(&new.id).contains(&account.member) {
            continue;
        }
        let merged = here.clone().map_or_else(|| new.clone(), |here| merge::profile(&here, new));
        if here.as_ref() != Some(&merged) {
            changes.push(put_profile(&merged));
        }
    }
    let stays = |it: &&Enrolment| own(&it.challenge.member) && !leaving.contains(it.profile.as_str());
    let near = |it: &&Enrolment| {
        ![Some(it.at.as_str()), it.left_at.as_deref(), it.changed_at.as_deref()].into_iter().any(is_far)
    };
    let count = |all: &Vec<Enrolment>| all.iter().filter(|it| own(&it.challenge.member)).count();
    let mut room =
        MOST_ENROLMENTS.saturating_sub(store.enrolments.with_untracked(count) + store.left.with_untracked(count));
    for new in page.enrolments.iter().filter(stays).filter(near) {
        let here: Option<Enrolment> = store.enrolment(&enrolment_key(&new.challenge, &new.profile));
        if here.is_none() {
            if room == 0 {
                continue;
            }
            room -= 1;
        }
        let merged = here.clone().map_or_else(|| new.clone(), |here| merge::enrolment(&here, new));
        if here.as_ref() != Some(&merged) {
            changes.push(put_enrolment(&merged));
        }
    }
    let mut room = store
        .entries
        .with_untracked(|all| MOST_ENTRIES.saturating_sub(all.iter().filter(|it| own(&it.challenge.member)).count()));
    for new in page.entries.iter().filter(|it| own(&it.challenge.member) && !leaving.contains(it.profile.as_str())) {
        let here: Option<Entry> = store.entry(&new.id);
        if here.is_none() {
            if room == 0 {
                continue;
            }
            room -= 1;
        }
        // An id of another member's entry is not this one's to speak of.
        if here.as_ref().is_some_and(|here| !own(&here.challenge.member)) {
            continue;
        }
        for merged in merge::union(here.iter().cloned().collect(), vec![new.clone()]) {
            if here.as_ref() != Some(&merged) {
                changes.push(put_entry(&merged));
            }
        }
    }
    changes.extend(
        page.awards
            .iter()
            .map(|award| Won::new(&account.member, award.clone()))
            .filter(|won| !post.won.contains(won))
            .take(MOST_AWARDS.saturating_sub(post.won.iter().filter(|won| own(&won.member)).count()))
            .map(|won| won.put()),
    );
    for profile in &page.gone {
        // Somebody has brought the reader back from a file, and the member is about to hear of it.
        if brings(&post.items, &account.member, profile) {
            continue;
        }
        if store.profile(profile).is_some() || !store.members_of(profile).is_empty() {
            changes.extend(store.without(profile, Some(&account.member)));
        }
    }
    changes
}

/// How many readers here are no other member's and may be this one's.
fn brought(store: Store, account: &Account) -> usize {
    let mut others: HashSet<String> = HashSet::new();
    let other = |member: &atrium_contract::id::Id| member != &account.member;
    for enrolments in [store.enrolments, store.left] {
        enrolments.with_untracked(|all| {
            others.extend(all.iter().filter(|it| other(&it.challenge.member)).map(|it| it.profile.clone()));
        });
    }
    store.entries.with_untracked(|all| {
        for entry in all.iter().filter(|it| other(&it.challenge.member)) {
            if !others.contains(&entry.profile) {
                others.insert(entry.profile.clone());
            }
        }
    });
    store.profiles.with_untracked(|all| all.iter().filter(|it| !others.contains(&it.id)).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_of_the_year_9999_is_nobodys() {
        for near in ["2026-11-28T10:00:00Z", "2199-01-01T00:00:00Z", "no moment"] {
            assert!(!is_far(Some(near)), "{near}");
        }
        assert!(!is_far(None));
        for far in ["9000-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z"] {
            assert!(is_far(Some(far)), "{far}");
        }
    }
}
