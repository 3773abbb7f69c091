//! What a member has counted and awarded. It decides; what this device reckons is an estimate until then.

use super::{
    STANDINGS,
    account::Account,
    ask::{Answer, patrons_own},
    budget::Budget,
    item::enrolment_key,
    post,
    send::Stop,
};
use crate::{
    data::ledger::Store,
    platform::{
        clock,
        idb::{self, Write},
        tabs,
    },
};
use atrium_contract::{
    award::Award,
    decode,
    id::{Id, Key},
    instant::Instant,
    json::{self, Record, Value},
    standing::Standing,
};
use leptos::prelude::*;

/// What was asked for so recently is not asked for again, unless something has changed.
const FRESH_MS: i64 = 10 * 60_000;

/// What a member counted for one reader in one challenge.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    /// The challenge.
    pub challenge: Key,
    /// What it counted.
    pub standing: Standing,
    /// Its version at the member.
    pub etag: Option<String>,
    /// When it was asked for.
    pub asked: Instant,
}

/// An award at a member.
#[derive(Clone, Debug, PartialEq)]
pub struct Won {
    /// Whose challenge.
    pub member: Id,
    /// The award.
    pub award: Award,
}

impl Counted {
    /// From a record of the store; `None` for one of another kind.
    pub fn read(text: &str) -> Option<Counted> {
        let value = json::parse(text).ok()?;
        let standing = value.get("standing")?;
        let text = |name: &str| value.get(name).and_then(Value::as_str);
        let standing: Standing = decode::record(&standing.to_string())?;
        let challenge = Key { member: Id::new(text("member")?)?, id: standing.challenge.clone() };
        Some(Counted {
            challenge,
            standing,
            etag: text("etag").map(ToOwned::to_owned),
            asked: Instant::parse(text("asked")?)?,
        })
    }

    fn key(&self) -> String {
        ["standing/", &enrolment_key(&self.challenge, &self.standing.profile)].concat()
    }

    fn put(&self) -> Write {
        let json = Record::new()
            .text("member", self.challenge.member.as_str())
            .json("standing", &self.standing.to_json())
            .maybe("etag", self.etag.as_deref())
            .text("asked", &self.asked.text)
            .done();
        Write::Put { store: STANDINGS, key: self.key(), json }
    }

    /// Forgets it.
    pub fn delete(&self) -> Write {
        Write::Delete { store: STANDINGS, key: self.key() }
    }
}

impl Won {
    /// An award at a member.
    pub fn new(member: &Id, award: Award) -> Won {
        Won { member: member.clone(), award }
    }

    /// From a record of the store; `None` for one of another kind.
    pub fn read(text: &str) -> Option<Won> {
        let value = json::parse(text).ok()?;
        let award = decode::record(&value.get("award")?.to_string())?;
        Some(Won { member: Id::new(value.get("member").and_then(Value::as_str)?)?, award })
    }

    fn key(&self) -> String {
        let milestone = self.award.milestone.as_ref().map(Id::as_str).unwrap_or_default();
        ["award/", self.member.as_str(), "/", self.award.challenge.as_str(), "/", &self.award.profile, "/", milestone]
            .concat()
    }

    /// Keeps it.
    pub fn put(&self) -> Write {
        let json = Record::new().text("member", self.member.as_str()).json("award", &self.award.to_json()).done();
        Write::Put { store: STANDINGS, key: self.key(), json }
    }

    /// Forgets it.
    pub fn delete(&self) -> Write {
        Write::Delete { store: STANDINGS, key: self.key() }
    }
}

/// Asks a member what it counted, for every reader in every one of its challenges, as far as the budget goes; `since` when something
/// has changed: what was asked for after that moment is not asked for again. Says whether that was all.
pub async fn ask_all(store: Store, account: &Account, since: Option<f64>, budget: &Budget) -> Result<bool, Stop> {
    let mut changes = Vec::new();
    let ended = ask_each(store, account, since, budget, &mut changes).await;
    // What came before it went wrong has come.
    if !changes.is_empty() && idb::write(vec![account.while_here(changes)]).await.unwrap_or(false) {
        post::load(store).await;
        tabs::tell();
    }
    ended
}

async fn ask_each(
    store: Store,
    account: &Account,
    since: Option<f64>,
    budget: &Budget,
    changes: &mut Vec<Write>,
) -> Result<bool, Stop> {
    let post = post::now();
    for enrolment in store.enrolments.get_untracked() {
        if enrolment.challenge.member != account.member {
            continue;
        }
        let here = post.counted(&enrolment.challenge, &enrolment.profile);
        #[allow(clippy::cast_possible_truncation)]
        let (now, since) = (clock::now_ms() as i64, since.map(|since| since as i64));
        // A moment that lies ahead was written down by a clock that was wrong.
        let fresh = |asked: i64| asked <= now && since.map_or(now - asked < FRESH_MS, |since| asked >= since);
        if here.is_some_and(|here| fresh(here.asked.ms)) {
            continue;
        }
        if budget.is_spent() {
            return Ok(false);
        }
        let values = [("challenge", enrolment.challenge.id.as_str()), ("profile", enrolment.profile.as_str())];
        let Some(address) = account.address(&account.links.standing, &values) else { continue };
        let etag = here.and_then(|here| here.etag.as_deref());
        let asked = Instant::parse(&clock::instant(clock::now_ms()));
        let Some(asked) = asked else { continue };
        match patrons_own(&address, etag).await {
            Answer::Done { text, etag, .. } => {
                let read = decode::document::<Standing>(&text, "Standing").ok().map(|read| read.value);
                // What is about something else says nothing here.
                let read = read.filter(|it| it.challenge == enrolment.challenge.id && it.profile == enrolment.profile);
                if let Some(standing) = read {
                    changes.push(Counted { challenge: enrolment.challenge.clone(), standing, etag, asked }.put());
                }
            }
            Answer::Same => {
                if let Some(here) = here {
                    changes.push(Counted { asked, ..here.clone() }.put());
                }
            }
            // Not counted there, or not yet.
            Answer::Refused(..) => {}
            Answer::SignIn => return Err(Stop::SignIn),
            Answer::Later { after, why, .. } => return Err(Stop::Later(after, why)),
        }
    }
    Ok(true)
}
