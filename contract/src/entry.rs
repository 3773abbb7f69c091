//! What a patron keeps: readers, what they joined, and entries, which are never changed, only voided.

use crate::{
    award::Award,
    challenge::Amount,
    day::Day,
    decode::{At, Problem, sent_tree},
    form::{Form, ISBN, NAME, NOTE, WORK, ZONE},
    id::{Id, Key},
    instant::Instant,
    json::{Record, Value},
    redemption::Redemption,
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
        /// When it was changed last; when it was added where it is not said.
        pub changed_at: Option<String> = "changedAt",
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
        /// The moment of leaving. The entries stay.
        pub left_at: Option<String> = "leftAt",
        /// The reader wants to be on the boards.
        pub board: Option<bool> = "board",
        /// By this name.
        pub nickname: Option<String> = "nickname",
        /// The team.
        pub team: Option<String> = "team",
        /// What lets a reader into a team. No backend keeps it.
        pub invitation: Option<String> = "invitation",
        /// When it was changed last.
        pub changed_at: Option<String> = "changedAt",
    }
}

words! {
    /// What made an entry, when that is not the reader.
    pub enum Source expected "code" {
        /// A code.
        Code = "code",
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
        /// When a backend received it.
        pub received_at: Option<Instant> = "receivedAt",
        /// What made it, when that is not the reader.
        pub source: Option<Source> = "source",
    }
}

record! {
    /// What was read.
    #[derive(Eq)]
    pub struct ReadWork check work_formed {
        /// Its title.
        pub title: Option<String> = "title",
        /// Its author.
        pub author: Option<String> = "author",
        /// Its ISBN, as it was typed; one with a false checksum is none to the rules.
        pub isbn: Option<String> = "isbn",
    }
}

record! {
    /// Everything a device keeps, as one document; from a backend, everything it has of a patron.
    pub struct Ledger check ledger_formed {
        /// When it was written.
        pub exported_at: String = "exportedAt",
        /// The readers.
        pub profiles: Vec<Profile> = "profiles",
        /// What they joined.
        pub enrolments: Vec<Enrolment> = "enrolments",
        /// Every entry.
        pub entries: Vec<Entry> = "entries",
        /// What was reached, as a backend has it.
        pub awards: Vec<Award> = "awards",
        /// The codes that were redeemed.
        pub redemptions: Vec<Redemption> = "redemptions",
    }
}

fn profile_formed(profile: &Profile, at: &mut At) -> Option<()> {
    Form::new(at)
        .id("id", Some(&profile.id))
        .text("nickname", Some(&profile.nickname), NAME)
        .moment("createdAt", Some(&profile.created_at))
        .moment("changedAt", profile.changed_at.as_deref())
        .whole()
}

fn enrolment_formed(enrolment: &Enrolment, at: &mut At) -> Option<()> {
    Form::new(at)
        .id("profile", Some(&enrolment.profile))
        .moment("at", Some(&enrolment.at))
        .moment("leftAt", enrolment.left_at.as_deref())
        .text("nickname", enrolment.nickname.as_deref(), NAME)
        .id("team", enrolment.team.as_deref())
        .text("invitation", enrolment.invitation.as_deref(), NAME)
        .moment("changedAt", enrolment.changed_at.as_deref())
        .whole()
}

fn entry_formed(entry: &Entry, at: &mut At) -> Option<()> {
    Form::new(at)
        .id("id", Some(&entry.id))
        .id("profile", Some(&entry.profile))
        .id("corrects", entry.corrects.as_deref())
        .text("zone", entry.zone.as_deref(), ZONE)
        .moment("recordedAt", Some(&entry.recorded_at.text))
        .text("note", entry.note.as_deref(), NOTE)
        .moment("voidedAt", entry.voided_at.as_deref())
        .whole()
}

fn work_formed(work: &ReadWork, at: &mut At) -> Option<()> {
    Form::new(at)
        .text("title", work.title.as_deref(), WORK)
        .text("author", work.author.as_deref(), WORK)
        .text("isbn", work.isbn.as_deref(), ISBN)
        .whole()
}

fn ledger_formed(ledger: &Ledger, at: &mut At) -> Option<()> {
    Form::new(at).moment("exportedAt", Some(&ledger.exported_at)).whole()
}

// Records are written with their names sorted, which is their form by RFC 8785: of two versions of one moment the one whose form
// comes later is kept, on every device and in every language.

fn key(key: &Key) -> String {
    Record::new().text("id", key.id.as_str()).text("member", key.member.as_str()).done()
}

impl Profile {
    /// The record as JSON.
    pub fn to_json(&self) -> String {
        Record::new()
            .maybe("changedAt", self.changed_at.as_deref())
            .text("createdAt", &self.created_at)
            .text("id", &self.id)
            .text("nickname", &self.nickname)
            .done()
    }
}

impl Enrolment {
    /// The record as JSON.
    pub fn to_json(&self) -> String {
        Record::new()
            .text("at", &self.at)
            .maybe_truth("board", self.board)
            .json("challenge", &key(&self.challenge))
            .maybe("changedAt", self.changed_at.as_deref())
            .maybe("invitation", self.invitation.as_deref())
            .maybe("leftAt", self.left_at.as_deref())
            .maybe("nickname", self.nickname.as_deref())
            .text("on", &self.on.to_string())
            .text("profile", &self.profile)
            .maybe("team", self.team.as_deref())
            .done()
    }
}

impl Entry {
    /// Reads an entry that a patron sends to a backend. What only the backend says of it is ignored.
    ///
    /// # Errors
    /// Every problem.
    pub fn sent(value: &Value) -> Result<Entry, Vec<Problem>> {
        let mut value = value.clone();
        for name in ["receivedAt", "source"] {
            if let Some(field) = value.get_mut(name) {
                *field = Value::Null;
            }
        }
        sent_tree(&value)
    }

    /// The record as JSON.
    pub fn to_json(&self) -> String {
        let work = self.work.as_ref().map(|work| {
            Record::new()
                .maybe("author", work.author.as_deref())
                .maybe("isbn", work.isbn.as_deref())
                .maybe("title", work.title.as_deref())
                .done()
        });
        Record::new()
            .json("amount", &self.amount.to_json())
            .json("challenge", &key(&self.challenge))
            .maybe("corrects", self.corrects.as_deref())
            .text("id", &self.id)
            .maybe("item", self.item.as_ref().map(Id::as_str))
            .maybe("note", self.note.as_deref())
            .text("occurredOn", &self.occurred_on.to_string())
            .text("profile", &self.profile)
            .maybe("receivedAt", self.received_at.as_ref().map(|at| at.text.as_str()))
            .text("recordedAt", &self.recorded_at.text)
            .maybe("source", self.source.map(Source::word))
            .maybe("voidedAt", self.voided_at.as_deref())
            .maybe_json("work", work)
            .maybe("zone", self.zone.as_deref())
            .done()
    }
}

impl Ledger {
    /// The document as JSON.
    pub fn to_json(&self) -> String {
        Record::top("Ledger")
            .text("exportedAt", &self.exported_at)
            .list("profiles", &mut self.profiles.iter().map(Profile::to_json))
            .list("enrolments", &mut self.enrolments.iter().map(Enrolment::to_json))
            .list("entries", &mut self.entries.iter().map(Entry::to_json))
            .some("awards", &mut self.awards.iter().map(Award::to_json))
            .some("redemptions", &mut self.redemptions.iter().map(Redemption::to_json))
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

    const SENT: &str = r#"{"id":"0193570a-0000-7000-8000-00000000000a","challenge":{"member":"m","id":"c"},"profile":"0193570a-0000-7000-8000-000000000001",
        "occurredOn":"2026-11-03","recordedAt":"2026-11-03T20:00:00Z","amount":{"amount":20,"unit":"minutes"},"work":{"title":"T"},"note":"N",
        "receivedAt":"then","source":"me","unheard-of":1}"#;

    fn sent(from: &str, to: &str) -> Result<Entry, Vec<String>> {
        let told = |problems: Vec<Problem>| problems.iter().map(ToString::to_string).collect();
        Entry::sent(&crate::json::parse(&SENT.replace(from, to)).unwrap()).map_err(told)
    }

    #[test]
    fn what_is_sent_is_refused_for_anything_wrong_and_what_only_a_backend_says_is_ignored() {
        let entry = sent("", "").unwrap();
        assert_eq!((entry.received_at, entry.source), (None, None));
        let note = |length: usize| sent("\"N\"", &format!("\"{}\"", "é".repeat(length)));
        assert!(note(2_000).is_ok());
        assert_eq!(
            note(2_001).unwrap_err(),
            ["/note should be a text of at most 2000 characters, but is another text"]
        );
        let title = |length: usize| sent("\"T\"", &format!("\"{}\"", "é".repeat(length)));
        assert!(title(500).is_ok());
        assert_eq!(
            title(501).unwrap_err(),
            ["/work/title should be a text of at most 500 characters, but is another text"]
        );
        let isbn = |length: usize| sent("\"T\"", &format!("\"T\",\"isbn\":\"{}\"", "1".repeat(length)));
        assert!(isbn(40).is_ok());
        assert_eq!(
            isbn(41).unwrap_err(),
            ["/work/isbn should be a text of at most 40 characters, but is another text"]
        );
        assert_eq!(sent("\"N\"", "7").unwrap_err(), ["/note should be a text, but is another number"]);
        assert_eq!(
            sent("0193570a", "g193570a").unwrap_err().first().unwrap(),
            "/id should be a UUID, but is another text"
        );
        assert!(sent("20:00:00Z", &format!("20:00:00.{}Z", "0".repeat(40))).is_err());
    }

    #[test]
    fn a_name_that_is_sent_has_1_to_60_characters_that_are_seen() {
        let named = |name: &str| {
            let id = "0193570a-0000-7000-8000-000000000001";
            crate::decode::sent::<Profile>(&format!(
                r#"{{"id":"{id}","nickname":"{name}","createdAt":"2026-11-01T00:00:00Z"}}"#
            ))
        };
        for good in ["A", "李", &"é".repeat(60)] {
            assert!(named(good).is_ok(), "{good}");
        }
        for bad in ["", "  ", "\u{200b}", &"é".repeat(61)] {
            assert!(named(bad).is_err(), "{bad:?}");
        }
    }
}
