//! Codes that are found, and what comes of one.

use crate::{
    day::Day,
    decode::At,
    entry::Entry,
    fold::small,
    form::{Form, TYPED},
    json::Record,
};

record! {
    /// A reader found a code.
    #[derive(Eq)]
    pub struct Redemption key Id check redemption_formed {
        /// A UUID made on the device; the entry that comes of it has the same.
        pub id: String = "id",
        /// The reader.
        pub profile: String = "profile",
        /// The code as it was typed.
        pub code: String = "code",
        /// The day it was found on.
        pub on: Day = "on",
        /// The moment it was typed at.
        pub at: String = "at",
    }
}

fn redemption_formed(redemption: &Redemption, at: &mut At) -> Option<()> {
    Form::new(at)
        .id("id", Some(&redemption.id))
        .id("profile", Some(&redemption.profile))
        .text("code", Some(&redemption.code), TYPED)
        .moment("at", Some(&redemption.at))
        .whole()
}

impl Redemption {
    /// The record as JSON.
    pub fn to_json(&self) -> String {
        Record::new()
            .text("id", &self.id)
            .text("profile", &self.profile)
            .text("code", &self.code)
            .text("on", &self.on.to_string())
            .text("at", &self.at)
            .done()
    }
}

record! {
    /// What a backend answers to a code that is right.
    #[derive(Eq)]
    pub struct Redeemed {
        /// What was sent.
        pub redemption: Redemption = "redemption",
        /// The entry it stands for.
        pub entry: Entry = "entry",
    }
}

impl Redeemed {
    /// The answer as JSON.
    pub fn to_json(&self) -> String {
        Record::new().json("redemption", &self.redemption.to_json()).json("entry", &self.entry.to_json()).done()
    }
}

/// A code, phrase or key without what does not matter in it: blanks, hyphens and capitals.
pub fn plain(typed: &str) -> String {
    let dash = |it: char| matches!(it, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ad}');
    typed.chars().filter(|it| !it.is_whitespace() && !it.is_control() && !dash(*it)).map(small).collect()
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn blanks_hyphens_and_capitals_of_a_code_do_not_matter() {
        for typed in ["OWL SEVEN", "owl-seven", " Owl\u{a0}Sev\u{2011}en\n", "OWLSEVEN"] {
            assert_eq!(plain(typed), "owlseven");
        }
        assert_eq!(plain("ÉTÉ 7"), "été7");
    }
}
