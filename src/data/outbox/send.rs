//! Sending: in order, entries many at a time. What a member refuses is noted and hinders nothing behind it.

use super::{
    account::Account,
    ask::{Answer, is_final, plain, with_body},
    item::{Item, Kind, Problem},
    post,
};
use crate::{
    data::ledger::Store,
    platform::{idb, tabs},
};
use atrium_contract::{
    decode,
    json::{self, Record, Value},
};
use gloo_net::http::Method;

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
}

/// Sends everything that waits for a member. Says whether the member took something.
pub async fn push(store: Store, account: &Account) -> Result<bool, Stop> {
    let mut most = MOST_ENTRIES;
    let mut took = false;
    loop {
        // The items before the ledger: a record is never older than the item that tells of it.
        // What cannot be read is not sent again and again as it was read before.
        if !post::loaded(store).await {
            return Err(Stop::Later(None, None));
        }
        let waiting: Vec<Item> = post::now()
            .items
            .iter()
            .filter(|item| item.member == account.member && item.refused.is_none())
            .cloned()
            .collect();
        if waiting.is_empty() {
            return Ok(took);
        }
        store.reload().await;
        let mut rest = waiting.as_slice();
        while let Some((first, others)) = rest.split_first() {
            if first.kind == Kind::Entry {
                let run = rest.iter().take_while(|item| item.kind == Kind::Entry).count();
                let (entries, _) = rest.split_at(run);
                let (sent, some) = batch(store, account, entries, &mut most).await?;
                took |= some;
                rest = rest.get(sent..).unwrap_or_default();
            } else {
                took |= one(store, account, first).await?;
                rest = others;
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
    item.put()
}

/// Sends one thing that is no entry.
async fn one(store: Store, account: &Account, item: &Item) -> Result<bool, Stop> {
    let links = &account.links;
    let (link, values, body) = match item.kind {
        Kind::Gone => (&links.profile, vec![("id", item.of.clone())], None),
        Kind::Profile => {
            let profile = store.profile(&item.of).map(|profile| profile.to_json());
            let Some(profile) = profile else { return gone(item).await };
            (&links.profile, vec![("id", item.of.clone())], Some(profile))
        }
        Kind::Enrolment => {
            let Some(enrolment) = store.enrolment(&item.of) else { return gone(item).await };
            let values =
                vec![("challenge", enrolment.challenge.id.to_string()), ("profile", enrolment.profile.clone())];
            (&links.enrolment, values, Some(enrolment.to_json()))
        }
        Kind::Redemption => {
            let Some(code) = &item.code else { return gone(item).await };
            let body = Record::new()
                .text("id", &item.of)
                .text("profile", &code.profile)
                .text("code", &code.code)
                .text("on", &code.on.to_string())
                .text("at", &code.at);
            (&links.redemption, vec![("id", item.of.clone())], Some(body.done()))
        }
        // Sent in batches.
        Kind::Entry => return Ok(false),
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
            keep(vec![item.delete()]).await.map(|()| true)
        }
        // Something else than the member has answered, such as the page on which a hotel's network asks for a room number.
        Answer::Done { .. } | Answer::Same => Err(Stop::Later(None, None)),
        // What is to be gone is.
        Answer::Refused(404, _) if item.kind == Kind::Gone => keep(vec![item.delete()]).await.map(|()| true),
        Answer::Refused(_, problem) => keep(vec![refused(item, problem)]).await.map(|()| false),
        Answer::SignIn => Err(Stop::SignIn),
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
    said.is_some() && said == item.of.rsplit('/').next()
}

/// The record that an item told of is no more: there is nothing to send.
async fn gone(item: &Item) -> Result<bool, Stop> {
    keep(vec![item.delete()]).await.map(|()| false)
}

/// Sends as many entries at once as `most` and a body allow. Says how many items are dealt with, and whether one was taken.
async fn batch(store: Store, account: &Account, items: &[Item], most: &mut usize) -> Result<(usize, bool), Stop> {
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
            None => changes.push(item.delete()),
        }
    }
    let items = items.get(..taken).unwrap_or_default();
    if bodies.is_empty() {
        keep(changes).await?;
        return Ok((taken, false));
    }
    let Some(address) = account.address(&account.links.entries, &[]) else { return Err(Stop::Later(None, None)) };
    let body = Record::new().list("entries", &mut bodies.iter().map(|(_, json)| json.clone())).done();
    post::sending(store, items);
    match with_body(Method::PUT, &address, &body).await {
        Answer::Done { text, .. } => {
            let results = results(&text).ok_or(Stop::Later(None, None))?;
            let mut silent = false;
            let mut some = false;
            for item in items {
                let result = results.iter().find(|(id, ..)| *id == item.of);
                match result {
                    Some((_, 200..=299, _)) => {
                        some = true;
                        changes.push(item.delete());
                    }
                    Some((_, status, problem)) if is_final(*status) => changes.push(refused(item, problem.clone())),
                    // Of this one nothing was said, or that it did not go well.
                    _ => silent |= bodies.iter().any(|(id, _)| *id == item.of),
                }
            }
            keep(changes).await?;
            *most = most.saturating_mul(2).min(MOST_ENTRIES);
            if silent { Err(Stop::Later(None, None)) } else { Ok((taken, some)) }
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
            Ok((taken, false))
        }
        Answer::Refused(..) => {
            *most = (bodies.len() / 2).max(1);
            Ok((0, false))
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
