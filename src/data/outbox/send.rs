//! Sending: in order, entries many at a time. What a member refuses is noted and hinders nothing behind it.

use super::{
    OUTBOX,
    account::Account,
    aside::Aside,
    ask::{Answer, is_final, plain, with_body},
    budget::Budget,
    item::{Item, Kind, Problem},
    post,
};
use crate::{
    data::ledger::{ENROLMENTS, ENTRIES, PROFILES, Store},
    platform::{idb, tabs},
};
use atrium_contract::{
    decode,
    json::{self, Record, Value},
};
use gloo_net::http::Method;
use std::collections::HashSet;

/// The contract's limit of a batch.
const MOST_ENTRIES: usize = 500;
/// A little less than the contract's limit of a body.
const MOST_BODY: usize = 900_000;

/// Why sending ended before everything was sent.
pub enum Stop {
    /// A new sign-in is needed.
    SignIn,
    /// Later.
    Later(Option<f64>, Option<String>),
    /// The member has had its share of this run: the others come first.
    Enough,
}

/// What became of one item, or of a batch.
enum Went {
    /// The member took it, or some of them.
    Taken,
    /// It took nothing; whatever became of them stands in the outbox.
    Not,
    /// It failed, and by itself: what is behind it may go well.
    Failed(Option<String>),
    /// The outbox is another one now, and is to be looked at anew.
    Anew,
}

/// Sends everything that waits for a member. Says whether the member took something.
pub async fn push(store: Store, account: &Account, budget: &Budget) -> Result<bool, Stop> {
    let mut most = MOST_ENTRIES;
    let mut took = false;
    // What failed before was perhaps the member's whole trouble; what fails again and again is looked at one by one.
    let mut aside = Aside::new(account.tries.is_some_and(|tries| tries.0 >= 2));
    'anew: loop {
        // The items before the ledger: a record is never older than the item that tells of it.
        // What cannot be read is not sent again and again as it was read before; and what this page does not see is not therefore gone.
        if !post::loaded(store).await {
            return Err(Stop::Later(None, None));
        }
        let waits = |item: &&Item| item.member == account.member && item.refused.is_none();
        let waiting: Vec<Item> = post::now().items.iter().filter(waits).cloned().collect();
        if !store.reload().await {
            return Err(Stop::Later(None, None));
        }
        let waiting: Vec<Item> = waiting.into_iter().filter(|item| !aside.has(store, item)).collect();
        if waiting.is_empty() {
            return aside.end(took);
        }
        let mut rest = waiting.as_slice();
        while let Some((first, others)) = rest.split_first() {
            if budget.is_spent() {
                return Err(Stop::Enough);
            }
            if aside.has(store, first) {
                rest = others;
                continue;
            }
            let went = if first.kind == Kind::Entry {
                let run = rest.iter().take_while(|it| it.kind == Kind::Entry && !aside.has(store, it)).count();
                let (entries, _) = rest.split_at(run);
                let (sent, went) = batch(store, account, entries, &mut most, &mut aside).await?;
                rest = rest.get(sent..).unwrap_or_default();
                went
            } else {
                rest = others;
                one(store, account, first, &mut aside).await?
            };
            match went {
                Went::Taken => took = true,
                Went::Not => {}
                Went::Failed(why) => aside.failed(store, first, why)?,
                Went::Anew => continue 'anew,
            }
            post::load(store).await;
            tabs::tell();
        }
    }
}

/// Keeps what became of items, all or none.
async fn keep(changes: Vec<idb::Write>) -> Result<(), Stop> {
    if changes.is_empty() {
        return Ok(());
    }
    // A disk that is full now may not be later; the items are still there and are sent again.
    idb::write(changes).await.map(drop).map_err(|_| Stop::Later(None, None))
}

fn refused(item: &Item, problem: Problem) -> idb::Write {
    let mut item = item.clone();
    item.refused = Some(problem);
    item.put_again()
}

/// Ends the wait of an item that the member took, and of what was told of the same record before it.
fn taken(item: &Item) -> Vec<idb::Write> {
    let post = post::now();
    let older = |it: &&Item| {
        it.member == item.member && it.kind == item.kind && it.of == item.of && it.key.as_str() <= item.key.as_str()
    };
    post.items.iter().filter(older).map(Item::delete).collect()
}

/// Sends one thing that is no entry.
async fn one(store: Store, account: &Account, item: &Item, aside: &mut Aside) -> Result<Went, Stop> {
    let links = &account.links;
    let (link, values, body) = match item.kind {
        Kind::Gone => (&links.profile, vec![("id", item.of.clone())], None),
        Kind::Profile => {
            let profile = store.profile(&item.of).map(|profile| profile.to_json());
            let Some(profile) = profile else { return gone(item, aside).await };
            (&links.profile, vec![("id", item.of.clone())], Some(profile))
        }
        Kind::Enrolment => {
            let Some(enrolment) = store.enrolment(&item.of) else { return gone(item, aside).await };
            let values =
                vec![("challenge", enrolment.challenge.id.to_string()), ("profile", enrolment.profile.clone())];
            (&links.enrolment, values, Some(enrolment.to_json()))
        }
        Kind::Redemption => {
            let Some(code) = &item.code else { return gone(item, aside).await };
            let body = Record::new()
                .text("id", &item.of)
                .text("profile", &code.profile)
                .text("code", &code.code)
                .text("on", &code.on.to_string())
                .text("at", &code.at);
            (&links.redemption, vec![("id", item.of.clone())], Some(body.done()))
        }
        // Sent in batches.
        Kind::Entry => return Ok(Went::Not),
    };
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let Some(address) = account.address(link, &values) else { return Err(Stop::Later(None, None)) };
    post::sending(store, std::slice::from_ref(item));
    let answer = match &body {
        Some(body) => with_body(Method::PUT, &address, body).await,
        None => plain(Method::DELETE, &address).await,
    };
    match answer {
        Answer::Done { status, text, .. } if is_of(status, &text, item) => {
            keep(taken(item)).await.map(|()| Went::Taken)
        }
        // Something else than the member has answered, such as the page on which a hotel's network asks for a room number.
        Answer::Done { .. } | Answer::Same => Err(Stop::Later(None, None)),
        // What is to be gone is.
        Answer::Refused(404, _) if item.kind == Kind::Gone => keep(taken(item)).await.map(|()| Went::Taken),
        // Buried there, and brought back here by somebody who had saved a file.
        Answer::Refused(404, _) if item.brought == Some(true) => {
            store.anew(item).await.map(|()| Went::Anew).map_err(|_| Stop::Later(None, None))
        }
        Answer::Refused(_, problem) => keep(vec![refused(item, problem)]).await.map(|()| Went::Not),
        Answer::SignIn => Err(Stop::SignIn),
        Answer::Later { why, itself: true, .. } if aside.one_by_one() => Ok(Went::Failed(why)),
        Answer::Later { after, why, .. } => Err(Stop::Later(after, why)),
    }
}

/// Whether an answer is of what was sent: an item is the only copy of some things, and is not dropped for any other page.
fn is_of(status: u16, text: &str, item: &Item) -> bool {
    if item.kind == Kind::Gone {
        return status == 204;
    }
    let Ok(value) = json::parse(text) else { return false };
    let (of, name) = match item.kind {
        Kind::Redemption => (value.get("entry"), "id"),
        Kind::Enrolment => (Some(&value), "profile"),
        _ => (Some(&value), "id"),
    };
    let said = of.and_then(|it| it.get(name)).and_then(Value::as_str);
    said.zip(item.of.rsplit('/').next()).is_some_and(|(said, of)| said.eq_ignore_ascii_case(of))
}

/// The record that an item told of is not to be seen. Only where the database itself has none is there nothing to send: one that this
/// page cannot read, a later version can.
async fn gone(item: &Item, aside: &mut Aside) -> Result<Went, Stop> {
    aside.skip(item);
    keep(vec![unless_kept(item)]).await.map(|()| Went::Not)
}

/// Forgets an item where its record is not in the database.
fn unless_kept(item: &Item) -> idb::Write {
    let store = match item.kind {
        Kind::Profile => PROFILES,
        Kind::Enrolment => ENROLMENTS,
        Kind::Entry => ENTRIES,
        // These are their own record.
        Kind::Redemption | Kind::Gone => OUTBOX,
    };
    let key = if store == OUTBOX { &item.key } else { &item.of };
    idb::Write::Where { store, key: key.clone(), then: None, otherwise: Some(Box::new(item.delete())) }
}

/// Sends as many entries at once as `most` and a body allow. Says how many items are dealt with, and whether one was taken.
async fn batch(
    store: Store,
    account: &Account,
    items: &[Item],
    most: &mut usize,
    aside: &mut Aside,
) -> Result<(usize, Went), Stop> {
    let mut bodies: Vec<(&str, String)> = Vec::new();
    let (mut taken, mut bytes) = (0, 0);
    let mut changes = Vec::new();
    for item in items {
        if bodies.len() >= *most || bytes > MOST_BODY {
            break;
        }
        taken += 1;
        if bodies.iter().any(|(id, _)| *id == item.of) {
            continue;
        }
        match store.entry(&item.of) {
            Some(entry) => {
                let json = entry.to_json();
                bytes += json.len() + 1;
                bodies.push((&item.of, json));
            }
            None => {
                aside.skip(item);
                changes.push(unless_kept(item));
            }
        }
    }
    let items = items.get(..taken).unwrap_or_default();
    if bodies.is_empty() {
        keep(changes).await?;
        return Ok((taken, Went::Not));
    }
    let Some(address) = account.address(&account.links.entries, &[]) else { return Err(Stop::Later(None, None)) };
    let body = Record::new().list("entries", &mut bodies.iter().map(|(_, json)| json.clone())).done();
    post::sending(store, items);
    match with_body(Method::PUT, &address, &body).await {
        Answer::Done { text, .. } => {
            let results = results(&text).ok_or(Stop::Later(None, None))?;
            let mut silent = false;
            let mut took: HashSet<&str> = HashSet::new();
            for item in items {
                // An id may come back in other letters than it was sent in.
                let result = results.iter().find(|(id, ..)| id.eq_ignore_ascii_case(&item.of));
                match result {
                    Some((_, 200..=299, _)) => {
                        took.insert(&item.of);
                        changes.push(item.delete());
                    }
                    Some((_, status, problem)) if is_final(*status) => changes.push(refused(item, problem.clone())),
                    // Of this one nothing was said, or that it did not go well.
                    _ => silent |= bodies.iter().any(|(id, _)| *id == item.of),
                }
            }
            // What was refused of one of these before was about what has changed since.
            changes
                .extend(post::retired(Kind::Entry, &|it| it.member == account.member && took.contains(it.of.as_str())));
            let some = !took.is_empty();
            keep(changes).await?;
            *most = most.saturating_mul(2).min(MOST_ENTRIES);
            match (silent, some) {
                (true, _) => Err(Stop::Later(None, None)),
                (false, true) => Ok((taken, Went::Taken)),
                (false, false) => Ok((taken, Went::Not)),
            }
        }
        // Something among them the member cannot take at all: fewer are tried, down to the one.
        Answer::Refused(_, problem) if bodies.len() == 1 => {
            changes.extend(
                items
                    .iter()
                    .filter(|item| bodies.iter().any(|(id, _)| *id == item.of))
                    .map(|item| refused(item, problem.clone())),
            );
            keep(changes).await?;
            Ok((taken, Went::Not))
        }
        Answer::Refused(..) => {
            *most = (bodies.len() / 2).max(1);
            Ok((0, Went::Not))
        }
        Answer::Later { why, itself: true, .. } if aside.one_by_one() => {
            if bodies.len() == 1 {
                return Ok((taken, Went::Failed(why)));
            }
            *most = (bodies.len() / 2).max(1);
            Ok((0, Went::Not))
        }
        Answer::Same => Err(Stop::Later(None, None)),
        Answer::SignIn => Err(Stop::SignIn),
        Answer::Later { after, why, .. } => Err(Stop::Later(after, why)),
    }
}

/// What became of each entry of a batch: its id, a status, and why not. `None` when that cannot be read.
fn results(text: &str) -> Option<Vec<(String, u16, Problem)>> {
    let value = json::parse(text).ok()?;
    let results = value.get("results").and_then(Value::as_array)?;
    results
        .iter()
        .map(|result| {
            let id = result.get("id").and_then(Value::as_str)?.to_owned();
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let status = result.get("status").and_then(Value::as_f64)?.clamp(0.0, 999.0) as u16;
            let problem = result.get("problem").and_then(|problem| decode::record(&problem.to_string()));
            Some((id, status, problem.unwrap_or(Problem { kind: None, title: None, detail: None })))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    #[test]
    fn each_entry_of_a_batch_has_an_answer_of_its_own() {
        let text = r#"{"results":[{"id":"a","status":201,"entry":{}},
            {"id":"b","status":409,"problem":{"type":"urn:atrium:problem:entry-differs","title":"Other"}}]}"#;
        let results = results(text).unwrap();
        assert_eq!((results[0].1, results[1].1), (201, 409));
        assert_eq!(results[1].2.title.as_deref(), Some("Other"));
    }

    #[test]
    fn only_an_answer_of_what_was_sent_ends_its_wait() {
        let item = |kind, of: &str| Item {
            kind,
            of: of.to_owned(),
            ..decode::record(r#"{"key":"1","member":"m","kind":"gone","of":""}"#).unwrap()
        };
        let code = item(Kind::Redemption, "u");
        assert!(is_of(200, r#"{"redemption":{"id":"u"},"entry":{"id":"u"}}"#, &code));
        for other in ["", "<html>", "{}", r#"{"id":"u"}"#, r#"{"entry":{"id":"v"}}"#] {
            assert!(!is_of(200, other, &code), "{other}");
        }
        assert!(
            is_of(200, r#"{"profile":"p"}"#, &item(Kind::Enrolment, "m/c/p"))
                && !is_of(200, "[]", &item(Kind::Enrolment, "m/c/p"))
        );
        assert!(
            is_of(200, r#"{"id":"p"}"#, &item(Kind::Profile, "p"))
                && !is_of(200, r#"{"id":1}"#, &item(Kind::Profile, "p"))
        );
    }

    #[test]
    fn an_answer_that_is_none_is_told_from_one() {
        for bad in [
            "",
            "<html>",
            "[]",
            "{}",
            r#"{"results":{}}"#,
            r#"{"results":[{"id":1,"status":200}]}"#,
            r#"{"results":[{"id":"a"}]}"#,
        ] {
            assert!(results(bad).is_none(), "{bad}");
        }
    }
}
