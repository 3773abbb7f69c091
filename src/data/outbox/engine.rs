//! When to send and to pull: at the start, after a write, when the network or the page comes back, and when a wait is over.
//! One tab at a time, and never at once with the worker.

use super::{
    account::{Account, UNREADABLE},
    budget::Budget,
    patience, post, pull,
    send::{self, Stop},
    stand,
};
use crate::{
    data::{
        account::{Place, send_all},
        fetch,
        ledger::Store,
    },
    platform::{clock, events, locks, media, random, tabs, task, worker},
};
use atrium_contract::{
    decode::{self, Count},
    id::Id,
    instant::Instant,
    participation::Participation,
};
use std::cell::{Cell, RefCell};

/// The worker takes the same.
const LOCK: &str = "atrium.outbox";

/// By itself the page tries no sooner again, whatever is written down.
const LEAST_MS: f64 = 15_000.0;

thread_local! {
    static STARTED: Cell<bool> = const { Cell::new(false) };
    static RUNNING: Cell<bool> = const { Cell::new(false) };
    static AGAIN: Cell<bool> = const { Cell::new(false) };
    /// When the page looks again by itself, in milliseconds since 1970.
    static ALARM: Cell<f64> = const { Cell::new(f64::INFINITY) };
    /// Whether what was kept under names in capitals has small ones.
    static SMALL: Cell<bool> = const { Cell::new(false) };
    /// Members that have not come to an end, and how often in a row.
    static UNENDED: RefCell<Vec<(Id, u32)>> = const { RefCell::new(Vec::new()) };
    /// Members of which something is new and not counted, and since when.
    static NEWS: RefCell<Vec<(Id, f64)>> = const { RefCell::new(Vec::new()) };
    /// Whether all members are meant, and not only those that have not come to an end.
    static FULL: Cell<bool> = const { Cell::new(false) };
}

/// So often in a row a member goes on where its share ended. As much as an account may have comes in fewer.
const MOST_SHARES: u32 = 24;

/// Begins to listen for what makes sending worth a try, and tries.
pub fn start(store: Store) {
    if !STARTED.replace(true) {
        events::on_window("online", move |_| hurry_all(store));
        events::on_document("visibilitychange", move |_| {
            if media::visible() {
                run(store);
            }
        });
    }
    run(store);
}

/// A network that has come back ends every wait that a lost one began.
fn hurry_all(store: Store) {
    for account in &post::now().accounts {
        // What the member itself asked for is kept to.
        let said = account.trouble.as_deref().filter(|said| *said != UNREADABLE);
        if said.is_none() && account.asked != Some(true) {
            post::without_wait(&account.member);
        }
    }
    run(store);
}

fn run(store: Store) {
    FULL.set(true);
    if RUNNING.replace(true) {
        AGAIN.set(true);
        return;
    }
    task::spawn(async move {
        loop {
            AGAIN.set(false);
            locks::alone(LOCK, Box::pin(all(store))).await;
            if !AGAIN.get() {
                break;
            }
        }
        RUNNING.set(false);
    });
}

/// Every member in turn; one that does not answer, or does not end, costs the others its share of the time and no more.
async fn all(store: Store) {
    post::load(store).await;
    if !SMALL.get() && store.reload().await {
        SMALL.set(store.in_small_letters().await.is_ok());
        post::load(store).await;
    }
    let hurried = post::hurried();
    let full = FULL.replace(false);
    for account in &post::now().accounts {
        if !full && !UNENDED.with_borrow(|all| all.iter().any(|(it, _)| *it == account.member)) {
            continue;
        }
        let waits = account.waits(clock::now_ms());
        if account.signed_out == Some(true) || (waits && !hurried.contains(&account.member)) {
            continue;
        }
        let (mut account, before) = (account.clone(), account.to_json());
        // The tab that signed in was closed before it came to this.
        if account.unsent == Some(true) && send_all(store, &mut account).await.is_err() {
            continue;
        }
        if account.tries.is_some_and(|tries| tries.0 >= 2) {
            look_up(&mut account).await;
        }
        let went = match one(store, &mut account).await {
            Err(Stop::Enough) if goes_on(&account.member) => {
                AGAIN.set(true);
                Err(Stop::Enough)
            }
            Err(Stop::Enough) => Err(Stop::Later(None, None)),
            ended => ended,
        };
        if !matches!(went, Err(Stop::Enough)) {
            UNENDED.with_borrow_mut(|all| all.retain(|(it, _)| *it != account.member));
        }
        note(store, account, &before, went).await;
    }
    post::load(store).await;
    set_alarm(store);
    if post::now().items.iter().any(|item| item.refused.is_none()) {
        // Where the browser can: it wakes the worker when there is a network again, also without a page.
        worker::ask_sync();
    }
}

/// Asks the member anew where it takes what: it may have moved.
async fn look_up(account: &mut Account) {
    let Ok(answer) = fetch::get(&account.address).await else { return };
    let read = decode::document::<Participation>(&answer.text, "Participation").ok();
    let document = read.map(|read| read.value).filter(|document| document.id == account.member);
    if let Some(place) = document.and_then(|document| Place::new(&account.address, &document)) {
        account.links = place.links;
    }
}

async fn one(store: Store, account: &mut Account) -> Result<(), Stop> {
    let budget = Budget::new();
    let sent = send::push(store, account, &budget).await;
    post::sending(store, &[]);
    // What the others did is worth knowing even where this device's own could not be sent.
    if matches!(sent, Err(Stop::SignIn | Stop::Enough)) {
        return sent.map(drop);
    }
    let (came, all) = pull::pull(store, account, &budget).await?;
    let new = came || matches!(sent, Ok(true));
    let since = (new || account.uncounted == Some(true)).then(|| since(&account.member, new));
    account.uncounted = since.map(|_| true);
    // What is not all here is not worth asking about yet.
    if !all || !stand::ask_all(store, account, since, &budget).await? {
        return Err(Stop::Enough);
    }
    account.uncounted = None;
    NEWS.with_borrow_mut(|all| all.retain(|(it, _)| *it != account.member));
    sent.map(drop)
}

/// Since when something of a member's is new: since now where it came just now, or nobody remembers.
fn since(member: &Id, new: bool) -> f64 {
    NEWS.with_borrow_mut(|all| {
        if new {
            all.retain(|(it, _)| it != member);
        }
        if let Some((_, since)) = all.iter().find(|(it, _)| it == member) {
            return *since;
        }
        let now = clock::now_ms();
        all.push((member.clone(), now));
        now
    })
}

/// Whether a member whose share was too small may go on after the others. One that never ends is a member that does not answer.
fn goes_on(member: &Id) -> bool {
    UNENDED.with_borrow_mut(|all| {
        if !all.iter().any(|(it, _)| it == member) {
            all.push((member.clone(), 0));
        }
        let one = all.iter_mut().find(|(it, _)| it == member);
        one.is_some_and(|(_, shares)| {
            *shares += 1;
            *shares < MOST_SHARES
        })
    })
}

/// Writes down how it went, where that is another state than `before` the run, so that a page opened later waits as long as this one
/// would have, and asks for no count that has come.
async fn note(store: Store, mut account: Account, before: &str, went: Result<(), Stop>) {
    match went {
        Ok(()) => {
            account.well();
            account.signed_out = None;
        }
        // It answers, and is not asked to wait.
        Err(Stop::Enough) => account.well(),
        Err(Stop::SignIn) => {
            account.well();
            account.signed_out = Some(true);
        }
        Err(Stop::Later(after, why)) => {
            let tries = account.tries.map_or(1, |tries| tries.0.saturating_add(1));
            let now = clock::now_ms();
            let until = now + patience::wait(tries, after, random::chance());
            account.tries = Some(Count(tries));
            account.not_before = Instant::parse(&clock::instant(until));
            account.waits_since = Instant::parse(&clock::instant(now));
            account.asked = after.is_some().then_some(true);
            account.trouble = why;
        }
    }
    if account.to_json() != before && crate::platform::idb::write(vec![account.put_again()]).await.is_ok() {
        post::load(store).await;
        tabs::tell();
    }
}

fn set_alarm(store: Store) {
    let next = post::now()
        .accounts
        .iter()
        .filter(|account| account.signed_out != Some(true))
        .filter_map(|account| account.not_before.as_ref().map(|until| until.ms))
        .min();
    let Some(next) = next else { return };
    #[allow(clippy::cast_precision_loss)]
    let next = next as f64;
    let now = clock::now_ms();
    // An end in the past stands there where the last wait could not be written down: a full disk is no reason to ask at once.
    let soonest = if next <= now { LEAST_MS } else { 50.0 };
    if next >= ALARM.get() && ALARM.get() > now {
        return;
    }
    ALARM.set(next);
    #[allow(clippy::cast_possible_truncation)]
    let wait = (next - now).clamp(soonest, 2_000_000_000.0) as i32;
    events::after(wait, move || {
        ALARM.set(f64::INFINITY);
        run(store);
    });
}
