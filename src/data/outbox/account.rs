//! This device's account at a member. The token is no part of it: that is a cookie no script can read.

use crate::platform::{idb::Write, url};
use atrium_contract::{
    decode::{self, Count},
    id::Id,
    instant::Instant,
    json::Record,
    record,
};

use super::ACCOUNTS;

record! {
    /// Where a member takes what a patron gives: the links of its Participation document.
    pub struct Links {
        /// Makes an account.
        pub accounts: String = "accounts",
        /// Signs in and out.
        pub session: String = "session",
        /// The account.
        pub account: String = "account",
        /// Everything the member has of the patron.
        pub export: String = "export",
        /// Phrases for another device.
        pub pairings: String = "pairings",
        /// A new recovery key, where the member makes one; what was kept before there were any lacks it.
        pub recovery: Option<String> = "recovery",
        /// A device, by `{id}`.
        pub device: String = "device",
        /// A reader, by `{id}`.
        pub profile: String = "profile",
        /// By `{challenge}` and `{profile}`.
        pub enrolment: String = "enrolment",
        /// An entry, by `{id}`.
        pub entry: String = "entry",
        /// Many entries.
        pub entries: String = "entries",
        /// A code, by `{id}`.
        pub redemption: String = "redemption",
        /// By `{challenge}` and `{profile}`.
        pub standing: String = "standing",
        /// What is new.
        pub changes: String = "changes",
    }
}

/// Stands in the place of a member's own words where those could not be read.
pub const UNREADABLE: &str = "urn:atrium:unreadable";

record! {
    /// This device's account at a member.
    pub struct Account {
        /// At whom.
        pub member: Id = "member",
        /// Its name there.
        pub account: String = "account",
        /// This device's name there.
        pub device: String = "device",
        /// The address of the Participation document, which the links are relative to.
        pub address: String = "address",
        /// Where to send what.
        pub links: Links = "links",
        /// Where pulling goes on; the beginning where it is not said.
        pub next: Option<String> = "next",
        /// The member asks for a new sign-in.
        pub signed_out: Option<bool> = "signedOut",
        /// What this device had when it signed in is not on its way yet.
        pub unsent: Option<bool> = "unsent",
        /// Something is new here or there that the standings kept here do not count yet.
        pub uncounted: Option<bool> = "uncounted",
        /// Not to be asked before this moment.
        pub not_before: Option<Instant> = "notBefore",
        /// Since this moment; where it lies ahead the clock was set back since, and the wait means nothing.
        pub waits_since: Option<Instant> = "waitsSince",
        /// The member asked for that wait itself: a network that has come back does not end it.
        pub asked: Option<bool> = "asked",
        /// How often in a row it did not go well.
        pub tries: Option<Count> = "tries",
        /// What the member said to that.
        pub trouble: Option<String> = "trouble",
    }
}

impl Links {
    /// Whether all of them lead where the document itself is from.
    pub fn are_of(&self, document: &str) -> bool {
        let mut all = self.named().into_iter().map(|(_, link)| link).chain(self.recovery.as_deref());
        all.all(|link| filled(document, link, &[]).is_some())
    }

    /// Each with its name.
    fn named(&self) -> [(&'static str, &str); 13] {
        [
            ("accounts", &self.accounts),
            ("session", &self.session),
            ("account", &self.account),
            ("export", &self.export),
            ("pairings", &self.pairings),
            ("device", &self.device),
            ("profile", &self.profile),
            ("enrolment", &self.enrolment),
            ("entry", &self.entry),
            ("entries", &self.entries),
            ("redemption", &self.redemption),
            ("standing", &self.standing),
            ("changes", &self.changes),
        ]
    }
}

impl Account {
    /// The account as JSON.
    pub fn to_json(&self) -> String {
        let links = self.links.named().into_iter().fold(Record::new(), |record, (name, link)| record.text(name, link));
        let links = links.maybe("recovery", self.links.recovery.as_deref());
        let mut record = Record::new()
            .text("member", self.member.as_str())
            .text("account", &self.account)
            .text("device", &self.device)
            .text("address", &self.address)
            .json("links", &links.done())
            .maybe("next", self.next.as_deref())
            .maybe("notBefore", self.not_before.as_ref().map(|it| it.text.as_str()))
            .maybe("waitsSince", self.waits_since.as_ref().map(|it| it.text.as_str()))
            .maybe("trouble", self.trouble.as_deref());
        if self.signed_out == Some(true) {
            record = record.json("signedOut", "true");
        }
        if self.unsent == Some(true) {
            record = record.json("unsent", "true");
        }
        if self.uncounted == Some(true) {
            record = record.json("uncounted", "true");
        }
        if self.asked == Some(true) {
            record = record.json("asked", "true");
        }
        if let Some(tries) = &self.tries {
            record = record.json("tries", &tries.0.to_string());
        }
        record.done()
    }

    /// Keeps it.
    pub fn put(&self) -> Write {
        Write::Put { store: ACCOUNTS, key: self.member.as_str().to_owned(), json: self.to_json() }
    }

    /// Keeps it if it is still there: whoever signed out in the meantime stays so, and whoever signed in anew has another device.
    pub fn put_again(&self) -> Write {
        let key = self.member.as_str().to_owned();
        let join = Write::Join { store: ACCOUNTS, key: key.clone(), json: self.to_json(), join: newer };
        Write::Where { store: ACCOUNTS, key, then: Some(Box::new(join)), otherwise: None }
    }

    /// Changes that an answer to this account brings about, for as long as this very sign-in stands: whoever has signed out or had
    /// everything deleted since the question finds nothing written by its answer.
    pub fn while_here(&self, then: Vec<Write>) -> Write {
        let mine = self.to_json();
        let is = Box::new(move |there: &str| same(there, &mine));
        Write::While { store: ACCOUNTS, key: self.member.as_str().to_owned(), is, then }
    }

    /// The address of one of its links, with values in its places.
    pub fn address(&self, link: &str, values: &[(&str, &str)]) -> Option<String> {
        filled(&self.address, link, values)
    }

    /// Nothing is known to be wrong any more.
    pub fn well(&mut self) {
        self.not_before = None;
        self.waits_since = None;
        self.asked = None;
        self.tries = None;
        self.trouble = None;
    }

    /// Whether it is not to be asked yet.
    #[allow(clippy::cast_precision_loss)]
    pub fn waits(&self, now: f64) -> bool {
        let ahead = |moment: &Option<Instant>| moment.as_ref().is_some_and(|it| it.ms as f64 > now);
        ahead(&self.not_before) && !ahead(&self.waits_since)
    }
}

/// Of the sign-in that is there and one that was read before: another sign-in than that is not written over.
fn newer(there: &str, before: &str) -> Option<String> {
    Some(if same(there, before) { before } else { there }.to_owned())
}

/// Whether two records are of one sign-in.
fn same(one: &str, other: &str) -> bool {
    let [one, other] = [one, other].map(decode::record::<Account>);
    one.zip(other).is_some_and(|(one, other)| one.account == other.account && one.device == other.device)
}

/// A link with values in its places, resolved against the document it stands in. `None` for one that leads to another origin: what is
/// sent carries cookies, and a member may not have it sent to another member.
pub fn filled(document: &str, link: &str, values: &[(&str, &str)]) -> Option<String> {
    // Filled first: the browser's `URL` would encode the braces.
    let mut link = link.to_owned();
    for (name, value) in values {
        link = link.replace(&["{", name, "}"].concat(), &url::encode(value));
    }
    url::resolve(&link, document).filter(|address| url::same_origin(address, document))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn kept() -> Account {
        let links = [
            "accounts",
            "session",
            "account",
            "export",
            "pairings",
            "device",
            "profile",
            "enrolment",
            "entry",
            "entries",
            "redemption",
            "standing",
            "changes",
        ];
        let links: Vec<String> = links.iter().map(|link| format!(r#""{link}":"{link}""#)).collect();
        decode::record(&format!(
            r#"{{"member":"m","account":"a","device":"d","address":"https://m.example/p.json","links":{{{}}},"unsent":true,
            "notBefore":"2026-11-24T10:00:02Z","waitsSince":"2026-11-24T10:00:00Z"}}"#,
            links.join(",")
        ))
        .unwrap()
    }

    #[test]
    fn an_account_kept_before_there_were_links_for_recovery_is_read_and_one_after_keeps_it() {
        let before = kept();
        assert_eq!(before.links.recovery, None);
        let links = Links { recovery: Some("recovery".to_owned()), ..before.links.clone() };
        let after = Account { links, ..before };
        assert_eq!(decode::record::<Account>(&after.to_json()).unwrap(), after);
    }

    #[test]
    fn a_wait_that_a_wrong_clock_began_ends_when_the_clock_is_set_right() {
        let account = kept();
        assert_eq!(decode::record::<Account>(&account.to_json()).unwrap(), account);
        let at = |text: &str| Instant::parse(text).unwrap().ms as f64;
        assert!(account.waits(at("2026-11-24T10:00:01Z")));
        assert!(!account.waits(at("2026-11-24T10:00:03Z")));
        assert!(!account.waits(at("2026-11-23T10:00:01Z")));

        // What was read before a new sign-in is not written over it.
        let waited = Account { not_before: None, signed_out: Some(true), ..account.clone() };
        let again = Account { device: "e".to_owned(), ..account.clone() };
        assert_eq!(newer(&account.to_json(), &waited.to_json()), Some(waited.to_json()));
        assert_eq!(newer(&again.to_json(), &waited.to_json()), Some(again.to_json()));
    }
}
