//! What is new at a backend since a cursor.

use crate::{
    award::Award,
    entry::{Enrolment, Entry, Profile},
    href::Href,
    json::{Record, Value},
};

record! {
    /// What came to be, in its order, and where it goes on.
    #[derive(Eq)]
    pub struct Changes {
        /// Readers that are new or were changed.
        pub profiles: Vec<Profile> = "profiles",
        /// Enrolments that are new or were changed.
        pub enrolments: Vec<Enrolment> = "enrolments",
        /// Entries that are new or were voided.
        pub entries: Vec<Entry> = "entries",
        /// Awards that are new or were changed.
        pub awards: Vec<Award> = "awards",
        /// Readers that were deleted with all of theirs.
        pub gone: Vec<String> = "gone",
        /// There is more already.
        pub more: bool = "more",
        /// Where it goes on.
        pub next: Href = "next",
    }
}

impl Changes {
    /// The document as JSON.
    pub fn to_json(&self) -> String {
        Record::top("Changes")
            .list("profiles", &mut self.profiles.iter().map(Profile::to_json))
            .list("enrolments", &mut self.enrolments.iter().map(Enrolment::to_json))
            .list("entries", &mut self.entries.iter().map(Entry::to_json))
            .list("awards", &mut self.awards.iter().map(Award::to_json))
            .list("gone", &mut self.gone.iter().map(|id| Value::from(id.as_str()).to_string()))
            .truth("more", self.more)
            .text("next", self.next.as_str())
            .done()
    }
}
