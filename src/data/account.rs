//! An account at a member: made, joined from another device, looked at, left. Each is one request, and what the device then keeps.

use super::{
    ledger::Store,
    outbox::{
        ACCOUNTS,
        account::{Account, Links, filled},
        ask::{Answer, patrons_own, plain, with_body},
        item::{Item, Kind, Problem, enrolment_key},
        post,
    },
};
use crate::platform::{clock, idb::Write, random, secret, url};
use atrium_contract::{
    account::{Account as Devices, Device, NewAccount, Phrase, Proof, RecoveryKey, SignIn, SignedIn},
    day::Day,
    decode,
    id::{Id, Key},
    participation::Participation,
};
use gloo_net::http::Method;
use leptos::prelude::*;

/// Why something about an account was not done.
#[derive(Clone, Debug, PartialEq)]
pub enum Trouble {
    /// No answer came.
    NoAnswer,
    /// A phrase, a key or a code is wrong, used or too old.
    Unknown,
    /// Too often: again after so many seconds.
    TooOften(f64),
    /// Nobody is signed in any more.
    SignIn,
    /// This device did not keep it.
    NotKept,
    /// Something else, in the member's words.
    Other(Problem),
}

/// How somebody signs in.
pub enum With {
    /// A new account.
    New,
    /// To one that is there.
    Proof(Proof),
}

/// Where a member takes what a patron gives.
#[derive(Clone)]
pub struct Place {
    /// The member.
    pub member: Id,
    /// The address of its Participation document.
    pub address: String,
    /// Its links.
    pub links: Links,
}

impl Place {
    /// The place that a document names; `None` where one of its links leads to another origin than its own.
    pub fn new(address: &str, document: &Participation) -> Option<Place> {
        let text = |href: &atrium_contract::href::Href| href.as_str().to_owned();
        let route = |route: &atrium_contract::route::Route| route.as_str().to_owned();
        let links = Links {
            accounts: text(&document.accounts),
            session: text(&document.session),
            account: text(&document.account),
            export: text(&document.export),
            pairings: text(&document.pairings),
            recovery: document.recovery.as_ref().map(text),
            device: route(&document.device),
            profile: route(&document.profile),
            enrolment: route(&document.enrolment),
            entry: route(&document.entry),
            entries: text(&document.entries),
            redemption: route(&document.redemption),
            standing: route(&document.standing),
            changes: text(&document.changes),
        };
        let place = Place { member: document.id.clone(), address: address.to_owned(), links };
        place.links.are_of(address).then_some(place)
    }
}

/// Signs in; then everything this device has of the member's challenges is on its way there. `recovery` is told the new recovery key, if
/// there is one, before anything is done that can fail: the member has said it this once.
///
/// # Errors
/// [`Trouble`]; nothing has changed here then.
pub async fn sign_in(
    store: Store,
    place: &Place,
    with: With,
    device: &str,
    recovery: impl FnOnce(String),
) -> Result<(), Trouble> {
    let device = Some(device.trim().to_owned()).filter(|name| !name.is_empty());
    let (link, body) = match with {
        With::New => (&place.links.accounts, NewAccount { device }.to_json()),
        With::Proof(proof) => (&place.links.session, SignIn { proof, device }.to_json()),
    };
    let address = filled(&place.address, link, &[]).ok_or(Trouble::NoAnswer)?;
    let text = done(with_body(Method::POST, &address, &body).await)?;
    let signed: SignedIn = decode::record(&text).ok_or(Trouble::NoAnswer)?;
    if let Some(key) = signed.recovery {
        recovery(key);
    }
    let mut account = Account {
        member: place.member.clone(),
        account: signed.account.to_string(),
        device: signed.device.to_string(),
        address: place.address.clone(),
        links: place.links.clone(),
        next: None,
        signed_out: None,
        unsent: Some(true),
        uncounted: None,
        not_before: None,
        waits_since: None,
        asked: None,
        tries: None,
        trouble: None,
    };
    store.keep(vec![account.put()]).await.map_err(|_| Trouble::NotKept)?;
    // After the account stands: what another tab writes from now on has an item of its own, and what it wrote before is here.
    // A tab that is closed in between leaves it to the next one.
    send_all(store, &mut account).await.map_err(|_| Trouble::NotKept)?;
    post::load(store).await;
    Ok(())
}

/// Puts everything this device has of a member's challenges on its way, and notes that it is, all or none.
///
/// # Errors
/// [`Refused`](crate::platform::idb::Refused) when this device did not keep that; nothing has changed then.
pub async fn send_all(store: Store, account: &mut Account) -> Result<(), crate::platform::idb::Refused> {
    // What could not be read now is there all the same, and is to go.
    if !store.reload().await {
        return Err(crate::platform::idb::Refused::Unavailable);
    }
    let member = &account.member;
    let mut changes: Vec<Write> = Vec::new();
    let mut add = |kind, of: &str| changes.push(Item::new(member, kind, of).put_where_connected());
    for profile in store.profiles.get_untracked() {
        if store.members_of(&profile.id).contains(member) {
            add(Kind::Profile, &profile.id);
        }
    }
    for enrolment in store.enrolments.get_untracked().into_iter().chain(store.left.get_untracked()) {
        if &enrolment.challenge.member == member {
            add(Kind::Enrolment, &enrolment_key(&enrolment.challenge, &enrolment.profile));
        }
    }
    for entry in store.entries.get_untracked() {
        if &entry.challenge.member == member {
            add(Kind::Entry, &entry.id);
        }
    }
    // Also where there is nothing to send the account's own change wakes who sends: what the other devices have is to come.
    account.unsent = None;
    changes.push(account.put_again());
    store.keep(changes).await
}

/// A phrase for another device.
///
/// # Errors
/// [`Trouble`].
pub async fn phrase(account: &Account) -> Result<Phrase, Trouble> {
    let address = address(account, &account.links.pairings, &[])?;
    let text = done(with_body(Method::POST, &address, "{}").await)?;
    decode::record(&text).ok_or(Trouble::NoAnswer)
}

/// A new recovery key; those before it are worth nothing from then on. `None` where the member makes one at a sign-in only.
///
/// # Errors
/// [`Trouble`].
pub async fn recovery(place: &Place) -> Result<Option<String>, Trouble> {
    let Some(link) = &place.links.recovery else { return Ok(None) };
    let address = filled(&place.address, link, &[]).ok_or(Trouble::NoAnswer)?;
    let text = done(with_body(Method::POST, &address, "{}").await)?;
    decode::record::<RecoveryKey>(&text).map(|it| Some(it.recovery)).ok_or(Trouble::NoAnswer)
}

/// The devices of the account.
///
/// # Errors
/// [`Trouble`].
pub async fn devices(account: &Account) -> Result<Vec<Device>, Trouble> {
    let address = address(account, &account.links.account, &[])?;
    let text = done(plain(Method::GET, &address).await)?;
    decode::record::<Devices>(&text).map(|all| all.devices).ok_or(Trouble::NoAnswer)
}

/// Ends a device's sign-in.
///
/// # Errors
/// [`Trouble`].
pub async fn revoke(store: Store, account: &Account, device: &str) -> Result<(), Trouble> {
    let address = address(account, &account.links.device, &[("id", device)])?;
    let answer = plain(Method::DELETE, &address).await;
    noted(store, account, gone(answer)).await
}

/// Everything the member has of the patron, as the text of a ledger.
///
/// # Errors
/// [`Trouble`].
pub async fn export(account: &Account) -> Result<String, Trouble> {
    let address = address(account, &account.links.export, &[])?;
    done(patrons_own(&address, None).await)
}

/// Signs this device out. What it keeps of the ledger stays; what was on its way to the member stays here too.
///
/// # Errors
/// [`Trouble`]; without an answer nothing has changed.
pub async fn sign_out(store: Store, account: &Account) -> Result<(), Trouble> {
    let address = address(account, &account.links.session, &[])?;
    match gone(plain(Method::DELETE, &address).await) {
        // Nobody is signed in: that was wanted. Of nothing else does it say that it is done.
        Ok(()) | Err(Trouble::SignIn) => forget(store, account).await,
        Err(trouble) => Err(trouble),
    }
}

/// Tells every member that this device is no longer signed in, as far as they can be reached: before it forgets everything.
pub async fn sign_out_everywhere(store: Store) {
    post::load(store).await;
    for account in &post::now().accounts {
        if let Ok(address) = address(account, &account.links.session, &[]) {
            let _ = plain(Method::DELETE, &address).await;
        }
    }
}

/// Has the member delete everything it has of the patron, and signs out. What is on this device stays.
///
/// # Errors
/// [`Trouble`]; without an answer nothing has changed.
pub async fn delete(store: Store, account: &Account) -> Result<(), Trouble> {
    let address = address(account, &account.links.account, &[])?;
    let answer = plain(Method::DELETE, &address).await;
    noted(store, account, gone(answer)).await?;
    forget(store, account).await
}

/// Where a member no longer knows this device that is noted, so that the page offers a new sign-in.
async fn noted(store: Store, account: &Account, done: Result<(), Trouble>) -> Result<(), Trouble> {
    if matches!(done, Err(Trouble::SignIn)) {
        let account = Account { signed_out: Some(true), ..account.clone() };
        let _ = store.keep(vec![account.put_again()]).await;
        post::load(store).await;
    }
    done
}

/// Forgets the account here, with what the member counted. Of what was on its way that stays which has no other record here: a code
/// that was found, and that a reader is to be removed.
async fn forget(store: Store, account: &Account) -> Result<(), Trouble> {
    post::load(store).await;
    let post = post::now();
    let member = &account.member;
    let mut changes = vec![Write::Delete { store: ACCOUNTS, key: member.as_str().to_owned() }];
    let elsewhere = |item: &&Item| !matches!(item.kind, Kind::Redemption | Kind::Gone);
    changes.extend(post.items.iter().filter(|item| &item.member == member).filter(elsewhere).map(Item::delete));
    changes.extend(post.counted.iter().filter(|it| &it.challenge.member == member).map(|it| it.delete()));
    changes.extend(post.won.iter().filter(|it| &it.member == member).map(|it| it.delete()));
    store.keep(changes).await.map_err(|_| Trouble::NotKept)?;
    post::load(store).await;
    Ok(())
}

/// A code that a reader found: it waits in the outbox like everything else.
///
/// # Errors
/// [`Trouble::NotKept`].
pub async fn redeem(store: Store, challenge: &Key, profile: &str, code: &str, on: Day) -> Result<(), Trouble> {
    let item = found(challenge, profile, code, on);
    store.keep(vec![item.put_anyway()]).await.map_err(|_| Trouble::NotKept)
}

/// Another code in the place of one that waits or was not taken, found by the same reader on the same day.
///
/// # Errors
/// [`Trouble::NotKept`].
pub async fn change_code(store: Store, old: &Item, code: &str) -> Result<(), Trouble> {
    let Some(was) = &old.code else { return Err(Trouble::NotKept) };
    let challenge = Key { member: old.member.clone(), id: was.challenge.clone() };
    let item = found(&challenge, &was.profile, code, was.on);
    store.keep(vec![old.delete(), item.put_anyway()]).await.map_err(|_| Trouble::NotKept)
}

fn found(challenge: &Key, profile: &str, code: &str, on: Day) -> Item {
    let mut item = Item::new(&challenge.member, Kind::Redemption, &random::uuid());
    item.code = Some(super::outbox::item::Code {
        challenge: challenge.id.clone(),
        profile: profile.to_owned(),
        code: code.to_owned(),
        on,
        at: clock::instant(clock::now_ms()),
    });
    item
}

/// Leads to a member's own sign-in, a full page; the secret that its code is good with stays in this tab.
/// `None` where this browser cannot keep one.
pub async fn to_sign_in(place: &Place, start: &str, back: &str) -> Option<String> {
    let verifier = secret::new()?;
    let challenge = secret::digest(&verifier).await?;
    let start = url::resolve(start, &place.address)?;
    secret::keep(&["verifier.", place.member.as_str()].concat(), &verifier).then_some(())?;
    let mark = if start.contains('?') { '&' } else { '?' };
    Some(format!("{start}{mark}return={}&challenge={challenge}", url::encode(back)))
}

/// The secret that belongs to a code that came back; it is there once.
pub fn verifier(member: &Id) -> Option<String> {
    secret::take(&["verifier.", member.as_str()].concat())
}

fn address(account: &Account, link: &str, values: &[(&str, &str)]) -> Result<String, Trouble> {
    account.address(link, values).ok_or(Trouble::NoAnswer)
}

fn done(answer: Answer) -> Result<String, Trouble> {
    match answer {
        Answer::Done { text, .. } => Ok(text),
        Answer::Refused(404, problem) if is(&problem, "phrase-unknown") => Err(Trouble::Unknown),
        Answer::Refused(_, problem) => Err(Trouble::Other(problem)),
        Answer::SignIn => Err(Trouble::SignIn),
        Answer::Later { after: Some(after), often: true, .. } => Err(Trouble::TooOften(after)),
        Answer::Later { why: Some(why), .. } => {
            Err(Trouble::Other(Problem { kind: None, title: Some(why), detail: None }))
        }
        Answer::Later { .. } | Answer::Same => Err(Trouble::NoAnswer),
    }
}

/// As [`done`]; what is not there any more is gone, which is what was wanted.
fn gone(answer: Answer) -> Result<(), Trouble> {
    match answer {
        Answer::Refused(404, _) => Ok(()),
        other => done(other).map(drop),
    }
}

/// Whether a problem is of this kind.
pub fn is(problem: &Problem, word: &str) -> bool {
    problem.kind.as_deref().and_then(|kind| kind.strip_prefix("urn:atrium:problem:")) == Some(word)
}
