//! What a patron keeps on the device: readers, what they joined, and the ledger of entries. Read and written here.

use crate::{
    challenge::Amount,
    day::Day,
    decode::{At, ProblemKind},
    id::{Id, Key},
    instant::Instant,
    isbn::Isbn,
    json::Object,
    uuid,
};

/// The `type` of an exported ledger.
pub const LEDGER: &str = "Ledger";

record! {
    /// A reader; a family's device has several.
    #[derive(Eq, PartialOrd, Ord)]
    pub struct Profile {
        /// A UUID.
        id: String = "id",
        /// What the reader is called here.
        nickname: String = "nickname",
        /// When, as an RFC 3339 instant.
        created_at: String = "createdAt",
    }
    check |profile, at| named(at, "id", &mut profile.id) & instant(at, "createdAt", &profile.created_at);
}

record! {
    /// That a reader joined a challenge.
    #[derive(Eq, PartialOrd, Ord)]
    pub struct Enrolment {
        /// Which one.
        challenge: Key = "challenge",
        /// The reader's UUID.
        profile: String = "profile",
        /// On which day.
        on: Day = "on",
        /// When, as an RFC 3339 instant.
        at: String = "at",
    }
    check |enrolment, at| named(at, "profile", &mut enrolment.profile) & instant(at, "at", &enrolment.at);
}

record! {
    /// One line of the ledger. It is never changed: an edit voids it and writes another that corrects it.
    #[derive(Eq, PartialOrd, Ord)]
    pub struct Entry {
        /// A UUID of version 7, made on the device.
        id: String = "id",
        /// What it is for.
        challenge: Key = "challenge",
        /// The reader's UUID.
        profile: String = "profile",
        /// The local date that counts.
        occurred_on: Day = "occurredOn",
        /// The IANA zone the device was in.
        zone: Option<String> = "zone",
        /// When it was written, as an RFC 3339 instant.
        recorded_at: String = "recordedAt",
        /// How much.
        amount: Option<Amount> = "amount",
        /// What was read.
        work: Option<WorkRead> = "work",
        /// The item of a checklist that was done.
        item: Option<Id> = "item",
        /// What the reader noted.
        note: Option<String> = "note",
        /// The entry this one takes the place of.
        corrects: Option<String> = "corrects",
        /// When it was voided, as an RFC 3339 instant; that is final.
        voided_at: Option<String> = "voidedAt",
    }
    check |entry, at| {
        if entry.corrects.as_mut().is_some_and(|corrects| !named(at, "corrects", corrects)) {
            entry.corrects = None;
        }
        let voided = entry.voided_at.as_deref().is_none_or(|voided| instant(at, "voidedAt", voided));
        // An entry whose voiding cannot be read is left out, rather than counted.
        named(at, "id", &mut entry.id)
            & named(at, "profile", &mut entry.profile)
            & instant(at, "recordedAt", &entry.recorded_at)
            & voided
    };
}

record! {
    /// What was read, as far as the reader said.
    #[derive(Eq, PartialOrd, Ord)]
    pub struct WorkRead {
        /// Its title.
        title: Option<String> = "title",
        /// Who wrote it.
        author: Option<String> = "author",
        /// Its ISBN.
        isbn: Option<Isbn> = "isbn",
    }
}

record! {
    /// Everything a patron keeps, as one document to take along.
    pub struct Ledger {
        /// When it was taken, as an RFC 3339 instant.
        exported_at: String = "exportedAt",
        /// The readers.
        profiles: Vec<Profile> = "profiles",
        /// What they joined.
        enrolments: Vec<Enrolment> = "enrolments",
        /// Every entry, voided ones too.
        entries: Vec<Entry> = "entries",
    }
}

/// Checks a UUID and brings it into its one form.
fn named(at: &mut At, name: &'static str, id: &mut String) -> bool {
    match uuid::parse(id) {
        Some(fine) => {
            *id = fine;
            true
        }
        None => wrong(at, name, "a UUID"),
    }
}

fn instant(at: &mut At, name: &'static str, text: &str) -> bool {
    Instant::parse(text).is_some() || wrong(at, name, "an instant with an offset such as 2026-11-23T18:02:11Z")
}

fn wrong(at: &mut At, name: &'static str, wanted: &'static str) -> bool {
    at.problem_in(name, ProblemKind::Not { wanted, found: "another string".to_owned() });
    false
}

fn key_json(key: &Key) -> String {
    Object::begin().text("member", key.member.as_str()).text("id", key.id.as_str()).end()
}

impl Profile {
    /// As JSON.
    pub fn to_json(&self) -> String {
        let mut object = Object::begin();
        object.text("id", &self.id).text("nickname", &self.nickname).text("createdAt", &self.created_at).end()
    }
}

impl Enrolment {
    /// As JSON.
    pub fn to_json(&self) -> String {
        let mut object = Object::begin();
        object.json("challenge", &key_json(&self.challenge)).text("profile", &self.profile);
        object.text("on", &self.on.to_string()).text("at", &self.at).end()
    }
}

impl Entry {
    /// As JSON.
    pub fn to_json(&self) -> String {
        let mut object = Object::begin();
        object.text("id", &self.id).json("challenge", &key_json(&self.challenge)).text("profile", &self.profile);
        object.text("occurredOn", &self.occurred_on.to_string());
        object.maybe("zone", self.zone.as_deref()).text("recordedAt", &self.recorded_at);
        if let Some(amount) = self.amount {
            let json = Object::begin().whole("amount", amount.amount).text("unit", amount.unit.word()).end();
            object.json("amount", &json);
        }
        if let Some(work) = &self.work {
            let mut json = Object::begin();
            json.maybe("title", work.title.as_deref()).maybe("author", work.author.as_deref());
            let json = json.maybe("isbn", work.isbn.as_ref().map(Isbn::as_str)).end();
            object.json("work", &json);
        }
        object.maybe("item", self.item.as_ref().map(Id::as_str)).maybe("note", self.note.as_deref());
        object.maybe("corrects", self.corrects.as_deref()).maybe("voidedAt", self.voided_at.as_deref()).end()
    }
}

impl Ledger {
    /// As a document.
    pub fn to_json(&self) -> String {
        let mut object = Object::begin();
        object.text("atrium", "1").text("type", LEDGER).text("exportedAt", &self.exported_at);
        object.list("profiles", self.profiles.iter().map(Profile::to_json));
        object.list("enrolments", self.enrolments.iter().map(Enrolment::to_json));
        object.list("entries", self.entries.iter().map(Entry::to_json)).end()
    }
}
