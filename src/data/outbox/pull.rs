//! Pulling: what is new at a member since the cursor, page by page. A page and the cursor behind it are one transaction, and a
//! page that is not whole changes nothing.

use super::{
    account::{Account, UNREADABLE},
    ask::{Answer, a_page},
    item::Kind,
    post,
    send::Stop,
    stand::Won,
};
use crate::{
    data::ledger::{Store, put_enrolment, put_entry, put_profile},
    platform::{
        idb::{self, Write},
        tabs, url,
    },
};
use atrium_contract::{
    changes::Changes,
    decode,
    entry::{Enrolment, Entry, Profile},
    merge,
};
use leptos::prelude::WithUntracked;
use std::collections::HashSet;

/// So many pages at most in one go: a member that never ends costs no more than that.
const MOST_PAGES: u32 = 1_000;
/// So many entries of one member are brought here, as many as an account may have there: the disk is everybody's.
const MOST_ENTRIES: usize = 200_000;

/// Takes everything that is new. Says whether something was.
pub async fn pull(store: Store, account: &mut Account) -> Result<bool, Stop> {
    let first = account.address(&account.links.changes, &[]).ok_or(Stop::Later(None, None))?;
    let mut came = false;
    for _ in 0..MOST_PAGES {
        let here = account.next.clone().unwrap_or_else(|| first.clone());
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
        // A line that is passed over would never come again. So it is asked for until it can be read, and said why that takes so long.
        let page = decode::document::<Changes>(&text, "Changes").ok().filter(|page| page.problems.is_empty());
        let unreadable = || Stop::Later(None, Some(UNREADABLE.to_owned()));
        let page = page.ok_or_else(unreadable)?.value;
        let next = url::resolve(page.next.as_str(), &here).filter(|next| url::same_origin(next, &first));
        let next = next.ok_or_else(unreadable)?;
        if page.more && next == here {
            return Err(unreadable());
        }
        let before = account.next.replace(next);
        // As the database has it now: the page before has changed it, and so may another tab.
        post::load_all(store).await;
        let mut changes = news(store, account, &page);
        let some = !changes.is_empty();
        came |= some;
        // Noted together with what is new: whoever asks for the standings may be gone before the answer comes.
        if !page.entries.is_empty() || !page.enrolments.is_empty() {
            account.uncounted = Some(true);
        }
        if some || before != account.next {
            changes.push(account.put_again());
            if idb::write(changes).await.is_err() {
                account.next = before;
                return Err(Stop::Later(None, None));
            }
            tabs::tell();
        }
        if !page.more {
            if came {
                post::load_all(store).await;
            }
            return Ok(came);
        }
    }
    // The rest in the next go.
    post::load_all(store).await;
    Ok(came)
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
    for new in page.profiles.iter().filter(|it| !leaving.contains(it.id.as_str())) {
        let here: Option<Profile> = store.profile(&new.id);
        // Somebody this device knows, and this member was never told of.
        if here.is_some() && !store.members_of(&new.id).contains(&account.member) {
            continue;
        }
        let merged = here.clone().map_or_else(|| new.clone(), |here| merge::profile(&here, new));
        if here.as_ref() != Some(&merged) {
            changes.push(put_profile(&merged));
        }
    }
    for new in page.enrolments.iter().filter(|it| own(&it.challenge.member) && !leaving.contains(it.profile.as_str())) {
        let here: Option<Enrolment> = store.enrolment(&super::item::enrolment_key(&new.challenge, &new.profile));
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
            .map(|won| won.put()),
    );
    for profile in &page.gone {
        if store.profile(profile).is_some() || !store.members_of(profile).is_empty() {
            changes.extend(store.without(profile, Some(&account.member)));
        }
    }
    changes
}
