//! What a patron keeps: readers, what they joined, and entries, which are never changed, only voided.

use crate::{
    challenge::Amount,
    day::Day,
    decode::{At, ProblemKind},
    id::{Id, Key},
    instant::Instant,
    json::Record,
    uuid::is_uuid,
};

record! {
    /// A reader of this device.
    #[derive(Eq)]
    pub struct Profile key Id check profile_formed {
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
    pub struct Enrolment check enrolment_formed {
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
    pub struct Entry check entry_formed {
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
    pub struct Ledger check ledger_formed {
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

/// The form of what a ledger from outside says; what this device kept itself is taken as it is.
fn formed(at: &mut At, ids: &[(&str, Option<&str>)], instants: &[(&str, Option<&str>)]) -> Option<()> {
    if !at.in_ledger() {
        return Some(());
    }
    let mut whole = true;
    let mut judge = |fields: &[(&str, Option<&str>)], fits: &dyn Fn(&str) -> bool, what: &'static str| {
        for (name, text) in fields {
            if text.is_some_and(|text| !fits(text)) {
                at.problem_in(name, ProblemKind::Expected { what, found: "another text" });
                whole = false;
            }
        }
    };
    judge(ids, &is_uuid, "a UUID");
    judge(instants, &|text| Instant::parse(text).is_some(), "an instant such as 2026-07-01T18:00:00Z");
    whole.then_some(())
}

fn profile_formed(profile: &Profile, at: &mut At) -> Option<()> {
    formed(at, &[("id", Some(&profile.id))], &[("createdAt", Some(&profile.created_at))])
}

fn enrolment_formed(enrolment: &Enrolment, at: &mut At) -> Option<()> {
    formed(at, &[("profile", Some(&enrolment.profile))], &[("at", Some(&enrolment.at))])
}

fn entry_formed(entry: &Entry, at: &mut At) -> Option<()> {
    let ids =
        [("id", Some(entry.id.as_str())), ("profile", Some(&entry.profile)), ("corrects", entry.corrects.as_deref())];
    formed(at, &ids, &[("voidedAt", entry.voided_at.as_deref())])
}

fn ledger_formed(ledger: &Ledger, at: &mut At) -> Option<()> {
    formed(at, &[], &[("exportedAt", Some(&ledger.exported_at))])
}

fn key(key: &Key) -> String {
    Record::new().text("member", key.member.as_str()).text("id", key.id.as_str()).done()
}

impl Profile {
    /// The record as JSON.
    pub fn to_json(&self) -> String {
        Record::new().text("id", &self.id).text("nickname", &self.nickname).text("createdAt", &self.created_at).done()
    }
}

impl Enrolment {
    /// The record as JSON.
    pub fn to_json(&self) -> String {
        Record::new()
            .json("challenge", &key(&self.challenge))
            .text("profile", &self.profile)
            .text("on", &self.on.to_string())
            .text("at", &self.at)
            .done()
    }
}

impl Entry {
    /// The record as JSON.
    pub fn to_json(&self) -> String {
        let amount = Record::new()
            .json("amount", &self.amount.amount.0.to_string())
            .text("unit", self.amount.unit.word())
            .done();
        let mut record = Record::new()
            .text("id", &self.id)
            .json("challenge", &key(&self.challenge))
            .text("profile", &self.profile)
            .text("occurredOn", &self.occurred_on.to_string())
            .maybe("zone", self.zone.as_deref())
            .text("recordedAt", &self.recorded_at.text)
            .json("amount", &amount);
        if let Some(work) = &self.work {
            let work = Record::new()
                .maybe("title", work.title.as_deref())
                .maybe("author", work.author.as_deref())
                .maybe("isbn", work.isbn.as_deref());
            record = record.json("work", &work.done());
        }
        record
            .maybe("item", self.item.as_ref().map(Id::as_str))
            .maybe("note", self.note.as_deref())
            .maybe("corrects", self.corrects.as_deref())
            .maybe("voidedAt", self.voided_at.as_deref())
            .done()
    }
}

impl Ledger {
    /// The document as JSON.
    pub fn to_json(&self) -> String {
        Record::new()
            .text("atrium", crate::decode::VERSION)
            .text("type", "Ledger")
            .text("exportedAt", &self.exported_at)
            .list("profiles", &mut self.profiles.iter().map(Profile::to_json))
            .list("enrolments", &mut self.enrolments.iter().map(Enrolment::to_json))
            .list("entries", &mut self.entries.iter().map(Entry::to_json))
            .done()
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
            "profiles":[{"id":"0193570a-0000-7000-8000-000000000001","nickname":"Ada \"7\"","createdAt":"2026-11-01T00:00:00Z"}],
            "enrolments":[{"challenge":{"member":"m","id":"c"},"profile":"0193570a-0000-7000-8000-000000000001","on":"2026-11-02","at":"2026-11-02T09:00:00Z"}],
            "entries":[{"id":"0193570a-0000-7000-8000-00000000000a","challenge":{"member":"m","id":"c"},"profile":"0193570a-0000-7000-8000-000000000001","occurredOn":"2026-11-03","zone":"Europe/Lisbon",
            "recordedAt":"2026-11-03T20:00:00Z","amount":{"amount":20,"unit":"minutes"},"work":{"title":"T","isbn":"9780142437247"},
            "item":"i","note":"n","corrects":"0193570a-0000-7000-8000-00000000000b","voidedAt":"2026-11-04T00:00:00Z"}]}"#;
        let ledger = document::<Ledger>(text, "Ledger").unwrap().value;
        assert_eq!(document::<Ledger>(&ledger.to_json(), "Ledger").unwrap().value, ledger);
    }

    #[test]
    fn a_ledger_from_outside_has_ids_and_instants_of_their_form_and_a_kept_record_is_taken_as_it_is() {
        let text = r#"{"atrium":"1","type":"Ledger","exportedAt":"2026-11-23T18:00:00Z",
            "profiles":[{"id":"0193570a-0000-7000-8000-000000000001","nickname":"A","createdAt":"yesterday"}],
            "enrolments":[{"challenge":{"member":"m","id":"c"},"profile":"","on":"2026-11-02","at":"2026-11-02T09:00:00Z"}],
            "entries":[{"id":"<b>","challenge":{"member":"m","id":"c"},"profile":"../x","occurredOn":"2026-11-03",
            "recordedAt":"2026-11-03T20:00:00Z","amount":{"amount":20,"unit":"minutes"},"voidedAt":"no"}]}"#;
        let decoded = document::<Ledger>(text, "Ledger").unwrap();
        let told: Vec<String> = decoded.problems.iter().map(ToString::to_string).collect();
        let instant = "should be an instant such as 2026-07-01T18:00:00Z, but is another text";
        assert_eq!(
            told,
            [
                format!("/profiles/0/createdAt {instant}"),
                "/enrolments/0/profile should be a UUID, but is another text".into(),
                "/entries/0/id should be a UUID, but is another text".into(),
                "/entries/0/profile should be a UUID, but is another text".into(),
                format!("/entries/0/voidedAt {instant}"),
            ]
        );
        assert_eq!(
            (decoded.value.profiles.len(), decoded.value.enrolments.len(), decoded.value.entries.len()),
            (0, 0, 0)
        );
        let kept: Option<Profile> = crate::decode::record(r#"{"id":"p","nickname":"A","createdAt":"then"}"#);
        assert!(kept.is_some());
    }
}
