//! What a reader has earned: a milestone, or the goal.

use crate::{
    day::Day,
    decode::{At, Count},
    form::Form,
    id::Id,
    instant::Instant,
    json::Record,
};

words! {
    /// Why an award was withdrawn.
    pub enum Because expected "entries" {
        /// It no longer follows from the entries.
        Entries = "entries",
    }
}

record! {
    /// An award, as a backend keeps it: one for each challenge, reader and milestone.
    #[derive(Eq)]
    pub struct Award check award_formed {
        /// The challenge.
        pub challenge: Id = "challenge",
        /// The reader.
        pub profile: String = "profile",
        /// The milestone; without one, the goal.
        pub milestone: Option<Id> = "milestone",
        /// The day whose entries brought it.
        pub on: Day = "on",
        /// The version of the challenge under which it was earned; 1 is the first.
        pub version: Count = "version",
        /// When the backend first saw it.
        pub awarded_at: Instant = "awardedAt",
        /// When a prize was handed out.
        pub redeemed_at: Option<Instant> = "redeemedAt",
        /// When it was withdrawn.
        pub withdrawn_at: Option<Instant> = "withdrawnAt",
        /// Why.
        pub because: Option<Because> = "because",
    }
}

fn award_formed(award: &Award, at: &mut At) -> Option<()> {
    Form::new(at).id("profile", Some(&award.profile)).whole()
}

impl Award {
    /// The record as JSON.
    pub fn to_json(&self) -> String {
        Record::new()
            .text("challenge", self.challenge.as_str())
            .text("profile", &self.profile)
            .maybe("milestone", self.milestone.as_ref().map(Id::as_str))
            .text("on", &self.on.to_string())
            .number("version", self.version.0.into())
            .text("awardedAt", &self.awarded_at.text)
            .maybe("redeemedAt", self.redeemed_at.as_ref().map(|at| at.text.as_str()))
            .maybe("withdrawnAt", self.withdrawn_at.as_ref().map(|at| at.text.as_str()))
            .maybe("because", self.because.map(Because::word))
            .done()
    }
}

record! {
    /// All of a patron's awards.
    #[derive(Eq)]
    pub struct Awards {
        /// The awards.
        pub items: Vec<Award> = "items",
    }
}

impl Awards {
    /// The document as JSON.
    pub fn to_json(&self) -> String {
        Record::top("Awards").list("items", &mut self.items.iter().map(Award::to_json)).done()
    }
}
