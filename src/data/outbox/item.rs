//! One thing on its way to a member: what it is, and what became of it.
//!
//! An item names a record of the ledger and does not copy it, so that what is sent is what stands there when it is sent. It is
//! never changed into another: a later change of the same record is an item of its own, and sending twice is harmless.

use crate::platform::{clock, idb::Write, random};
use atrium_contract::{
    day::Day,
    decode::{At, Decode},
    id::{Id, Key},
    json::{Record, Value},
    record,
};

use super::{ACCOUNTS, OUTBOX};

/// What is on its way. In this order they are sent: what is later may need what is before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A reader's nickname.
    Profile,
    /// A reader takes part in a challenge, or left it.
    Enrolment,
    /// An entry, or that it was voided.
    Entry,
    /// A code that was found.
    Redemption,
    /// A reader was removed, and all of theirs.
    Gone,
}

impl Kind {
    const ALL: [Kind; 5] = [Kind::Profile, Kind::Enrolment, Kind::Entry, Kind::Redemption, Kind::Gone];

    fn word(self) -> &'static str {
        match self {
            Kind::Profile => "profile",
            Kind::Enrolment => "enrolment",
            Kind::Entry => "entry",
            Kind::Redemption => "redemption",
            Kind::Gone => "gone",
        }
    }
}

impl Decode for Kind {
    fn decode(value: &Value, at: &mut At) -> Option<Self> {
        let kind = Kind::ALL.into_iter().find(|kind| value.as_str() == Some(kind.word()));
        if kind.is_none() {
            at.expected("a kind of item", value);
        }
        kind
    }

    fn hole() -> Self {
        Kind::Entry
    }
}

record! {
    /// Why a member did not take it.
    pub struct Problem {
        /// What kind of problem it is.
        pub kind: Option<String> = "type",
        /// The member's own words.
        pub title: Option<String> = "title",
        /// More of them.
        pub detail: Option<String> = "detail",
    }
}

record! {
    /// A code that was typed.
    pub struct Code {
        /// The challenge in which it was typed.
        pub challenge: Id = "challenge",
        /// Whose it is.
        pub profile: String = "profile",
        /// The code.
        pub code: String = "code",
        /// The day it was found.
        pub on: Day = "on",
        /// The moment.
        pub at: String = "at",
    }
}

record! {
    /// One thing on its way.
    pub struct Item {
        /// Its own name, by which items are in order.
        pub key: String = "key",
        /// To whom.
        pub member: Id = "member",
        /// What it is.
        pub kind: Kind = "kind",
        /// The record's key in its store; of a code the redemption's name, of what is gone the reader's.
        pub of: String = "of",
        /// The code, which has no record of its own.
        pub code: Option<Code> = "code",
        /// Set when the member did not take it.
        pub refused: Option<Problem> = "refused",
        /// A reader whom somebody brought back from a file: where the member has buried them, they come back under another name.
        pub brought: Option<bool> = "brought",
    }
}

impl Item {
    /// A new one.
    pub fn new(member: &Id, kind: Kind, of: &str) -> Item {
        Item {
            key: key(kind),
            member: member.clone(),
            kind,
            of: of.to_owned(),
            code: None,
            refused: None,
            brought: None,
        }
    }

    /// The item as JSON.
    pub fn to_json(&self) -> String {
        let mut record = Record::new()
            .text("key", &self.key)
            .text("member", self.member.as_str())
            .text("kind", self.kind.word())
            .text("of", &self.of);
        if let Some(code) = &self.code {
            let code = Record::new()
                .text("challenge", code.challenge.as_str())
                .text("profile", &code.profile)
                .text("code", &code.code)
                .text("on", &code.on.to_string())
                .text("at", &code.at);
            record = record.json("code", &code.done());
        }
        if let Some(problem) = &self.refused {
            let problem = Record::new()
                .maybe("type", problem.kind.as_deref())
                .maybe("title", problem.title.as_deref())
                .maybe("detail", problem.detail.as_deref());
            record = record.json("refused", &problem.done());
        }
        if self.brought == Some(true) {
            record = record.json("brought", "true");
        }
        record.done()
    }

    /// Keeps it.
    pub fn put(&self) -> Write {
        Write::Put { store: OUTBOX, key: self.key.clone(), json: self.to_json() }
    }

    /// Keeps it where it still stands: what was dropped, or deleted with everything, does not come back by an answer that was under way.
    pub fn put_again(&self) -> Write {
        Write::Where { store: OUTBOX, key: self.key.clone(), then: Some(Box::new(self.put())), otherwise: None }
    }

    /// Forgets it.
    pub fn delete(&self) -> Write {
        Write::Delete { store: OUTBOX, key: self.key.clone() }
    }

    /// Keeps it where this device has an account at the member, and does nothing elsewhere.
    pub fn put_where_connected(self) -> Write {
        self.put_where(None)
    }

    /// Keeps it, also where another tab has signed out meanwhile: of what is kept nowhere else.
    pub fn put_anyway(self) -> Write {
        let put = self.put();
        self.put_where(Some(Box::new(put)))
    }

    /// That there is an account is what wakes whoever sends.
    fn put_where(&self, otherwise: Option<Box<Write>>) -> Write {
        let then = Some(Box::new(self.put()));
        Write::Where { store: ACCOUNTS, key: self.member.as_str().to_owned(), then, otherwise }
    }
}

/// Sorts by kind, then by the clock. Two made in one millisecond by one page keep their order; by two pages they have none.
fn key(kind: Kind) -> String {
    thread_local! {
        static COUNT: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
    }
    let count = COUNT.get().wrapping_add(1);
    COUNT.set(count);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let ms = clock::now_ms() as u64;
    format!("{}-{ms:014}-{count:010}-{}", kind as u8, random::uuid())
}

/// The key of an enrolment in its store.
pub fn enrolment_key(challenge: &Key, profile: &str) -> String {
    [challenge.member.as_str(), "/", challenge.id.as_str(), "/", profile].concat()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use atrium_contract::decode;

    #[test]
    fn an_item_survives_being_written_and_read() {
        let text = r#"{"key":"3-1","member":"m","kind":"redemption","of":"u",
            "code":{"challenge":"c","profile":"p","code":"LAMP","on":"2026-11-23","at":"2026-11-23T10:00:00Z"},
            "refused":{"type":"urn:atrium:problem:code-unknown","title":"No \"such\" code"}}"#;
        let item: Item = decode::record(text).unwrap();
        assert_eq!(decode::record::<Item>(&item.to_json()).unwrap(), item);
        assert_eq!(item.refused.unwrap().title.as_deref(), Some("No \"such\" code"));
    }

    #[test]
    fn kinds_are_sent_in_the_order_in_which_they_need_each_other() {
        let ranks: Vec<u8> = Kind::ALL.iter().map(|kind| *kind as u8).collect();
        assert!(ranks.is_sorted());
        assert_eq!(Kind::ALL.map(Kind::word), ["profile", "enrolment", "entry", "redemption", "gone"]);
    }
}
