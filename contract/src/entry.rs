//! What a patron keeps: readers, what they joined, and entries, which are never changed, only voided.

use crate::{
    challenge::Amount,
    day::Day,
    id::{Id, Key},
    instant::Instant,
};
use serde_json::{Map, Value};

record! {
    /// A reader of this device.
    #[derive(Eq)]
    pub struct Profile id id {
        /// A UUID made on the device.
        pub id: String = "id",
        /// What the reader wants to be called.
        pub nickname: String = "nickname",
        /// When it was added: an RFC 3339 instant in UTC.
        pub created_at: String = "createdAt",
    }
}

record! {
    /// A reader takes part in a challenge.
    #[derive(Eq)]
    pub struct Enrolment {
        /// The challenge.
        pub challenge: Key = "challenge",
        /// The reader.
        pub profile: String = "profile",
        /// The day of joining.
        pub on: Day = "on",
        /// The moment of joining.
        pub at: String = "at",
    }
}

record! {
    /// One line of the ledger.
    #[derive(Eq)]
    pub struct Entry {
        /// A UUID v7 made on the device.
        pub id: String = "id",
        /// What it is for.
        pub challenge: Key = "challenge",
        /// Whose it is.
        pub profile: String = "profile",
        /// The day that counts: a local date the reader chose.
        pub occurred_on: Day = "occurredOn",
        /// The zone the reader was in.
        pub zone: Option<String> = "zone",
        /// When it was written down.
        pub recorded_at: Instant = "recordedAt",
        /// How much.
        pub amount: Amount = "amount",
        /// What was read.
        pub work: Option<ReadWork> = "work",
        /// The thing of a checklist that was done.
        pub item: Option<Id> = "item",
        /// A note of the reader's.
        pub note: Option<String> = "note",
        /// The entry that this one takes the place of.
        pub corrects: Option<String> = "corrects",
        /// When it was voided. Voiding is final.
        pub voided_at: Option<String> = "voidedAt",
    }
}

record! {
    /// What was read.
    #[derive(Eq)]
    pub struct ReadWork {
        /// Its title.
        pub title: Option<String> = "title",
        /// Its author.
        pub author: Option<String> = "author",
        /// Its ISBN, 13 digits.
        pub isbn: Option<String> = "isbn",
    }
}

record! {
    /// Everything a device keeps, as one document.
    pub struct Ledger {
        /// When it was written.
        pub exported_at: String = "exportedAt",
        /// The readers.
        pub profiles: Vec<Profile> = "profiles",
        /// What they joined.
        pub enrolments: Vec<Enrolment> = "enrolments",
        /// Every entry.
        pub entries: Vec<Entry> = "entries",
    }
}

/// An object with only the fields that are there.
struct Fields(Map<String, Value>);

impl Fields {
    fn new() -> Fields {
        Fields(Map::new())
    }

    fn text(mut self, name: &str, text: impl Into<Option<String>>) -> Fields {
        if let Some(text) = text.into() {
            self.0.insert(name.to_owned(), Value::String(text));
        }
        self
    }

    fn value(mut self, name: &str, value: impl Into<Option<Value>>) -> Fields {
        if let Some(value) = value.into() {
            self.0.insert(name.to_owned(), value);
        }
        self
    }

    fn done(self) -> Value {
        Value::Object(self.0)
    }
}

fn key(key: &Key) -> Value {
    Fields::new().text("member", key.member.to_string()).text("id", key.id.to_string()).done()
}

impl Profile {
    fn to_value(&self) -> Value {
        Fields::new()
            .text("id", self.id.clone())
            .text("nickname", self.nickname.clone())
            .text("createdAt", self.created_at.clone())
            .done()
    }

    /// The record as JSON.
    pub fn to_json(&self) -> String {
        self.to_value().to_string()
    }
}

impl Enrolment {
    fn to_value(&self) -> Value {
        Fields::new()
            .value("challenge", key(&self.challenge))
            .text("profile", self.profile.clone())
            .text("on", self.on.to_string())
            .text("at", self.at.clone())
            .done()
    }

    /// The record as JSON.
    pub fn to_json(&self) -> String {
        self.to_value().to_string()
    }
}

impl Entry {
    fn to_value(&self) -> Value {
        let amount = Fields::new()
            .value("amount", Value::from(self.amount.amount.0))
            .text("unit", self.amount.unit.word().to_owned());
        let work = self.work.as_ref().map(|work| {
            Fields::new()
                .text("title", work.title.clone())
                .text("author", work.author.clone())
                .text("isbn", work.isbn.clone())
                .done()
        });
        Fields::new()
            .text("id", self.id.clone())
            .value("challenge", key(&self.challenge))
            .text("profile", self.profile.clone())
            .text("occurredOn", self.occurred_on.to_string())
            .text("zone", self.zone.clone())
            .text("recordedAt", self.recorded_at.text.clone())
            .value("amount", amount.done())
            .value("work", work)
            .text("item", self.item.as_ref().map(ToString::to_string))
            .text("note", self.note.clone())
            .text("corrects", self.corrects.clone())
            .text("voidedAt", self.voided_at.clone())
            .done()
    }

    /// The record as JSON.
    pub fn to_json(&self) -> String {
        self.to_value().to_string()
    }
}

impl Ledger {
    /// The document as JSON.
    pub fn to_json(&self) -> String {
        Fields::new()
            .text("atrium", crate::decode::VERSION.to_owned())
            .text("type", "Ledger".to_owned())
            .text("exportedAt", self.exported_at.clone())
            .value("profiles", Value::Array(self.profiles.iter().map(Profile::to_value).collect()))
            .value("enrolments", Value::Array(self.enrolments.iter().map(Enrolment::to_value).collect()))
            .value("entries", Value::Array(self.entries.iter().map(Entry::to_value).collect()))
            .done()
            .to_string()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::decode::document;

    #[test]
    fn a_ledger_survives_being_written_and_read() {
        let text = r#"{"atrium":"1","type":"Ledger","exportedAt":"2026-11-23T18:00:00Z",
            "profiles":[{"id":"p","nickname":"Ada \"7\"","createdAt":"2026-11-01T00:00:00Z"}],
            "enrolments":[{"challenge":{"member":"m","id":"c"},"profile":"p","on":"2026-11-02","at":"2026-11-02T09:00:00Z"}],
            "entries":[{"id":"e","challenge":{"member":"m","id":"c"},"profile":"p","occurredOn":"2026-11-03","zone":"Europe/Lisbon",
            "recordedAt":"2026-11-03T20:00:00Z","amount":{"amount":20,"unit":"minutes"},"work":{"title":"T","isbn":"9780142437247"},
            "item":"i","note":"n","corrects":"d","voidedAt":"2026-11-04T00:00:00Z"}]}"#;
        let ledger = document::<Ledger>(text, "Ledger").unwrap().value;
        assert_eq!(document::<Ledger>(&ledger.to_json(), "Ledger").unwrap().value, ledger);
    }
}
