//! Accounts without personal data, their devices, and how a device comes to one.

use crate::{
    day::Day,
    decode::{At, Decode},
    form::{Form, NAME, TYPED},
    id::Id,
    instant::Instant,
    json::{Record, Value},
};

record! {
    /// An account, as its devices see it.
    #[derive(Eq)]
    pub struct Account {
        /// Its id.
        pub id: Id = "id",
        /// When it was made.
        pub created_at: Instant = "createdAt",
        /// Its devices.
        pub devices: Vec<Device> = "devices",
    }
}

record! {
    /// A device of an account.
    #[derive(Eq)]
    pub struct Device key Id {
        /// Its id.
        pub id: Id = "id",
        /// What the patron calls it.
        pub name: Option<String> = "name",
        /// When it joined.
        pub created_at: Instant = "createdAt",
        /// The day it was last seen on.
        pub seen_on: Day = "seenOn",
        /// It is the one that asks.
        pub this: bool = "this",
    }
}

impl Account {
    /// The document as JSON.
    pub fn to_json(&self) -> String {
        let device = |device: &Device| {
            Record::new()
                .text("id", device.id.as_str())
                .maybe("name", device.name.as_deref())
                .text("createdAt", &device.created_at.text)
                .text("seenOn", &device.seen_on.to_string())
                .truth("this", device.this)
                .done()
        };
        Record::top("Account")
            .text("id", self.id.as_str())
            .text("createdAt", &self.created_at.text)
            .list("devices", &mut self.devices.iter().map(device))
            .done()
    }
}

record! {
    /// What is sent for a new account.
    #[derive(Eq)]
    pub struct NewAccount check new_formed {
        /// A name for this device.
        pub device: Option<String> = "device",
    }
}

fn new_formed(new: &NewAccount, at: &mut At) -> Option<()> {
    Form::new(at).text("device", new.device.as_deref(), NAME).whole()
}

impl NewAccount {
    /// The body as JSON.
    pub fn to_json(&self) -> String {
        Record::new().maybe("device", self.device.as_deref()).done()
    }
}

/// How a device proves that it may join an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proof {
    /// By the phrase another device shows.
    Phrase(String),
    /// By the recovery key on the patron's sheet.
    Recovery(String),
    /// By the code that came back from the member's own sign-in, and the verifier it was asked for with.
    Code {
        /// The code.
        code: String,
        /// The verifier.
        verifier: String,
    },
}

/// What is sent to sign a device in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    /// Why it may.
    pub proof: Proof,
    /// A name for this device.
    pub device: Option<String>,
}

impl Decode for SignIn {
    fn decode(value: &Value, at: &mut At) -> Option<Self> {
        let object = at.open(value)?;
        let device: Option<String> = at.get(&object, "device");
        let said = |name: &str| value.get(name).is_some_and(|it| *it != Value::Null);
        let proof = if said("recovery") {
            Proof::Recovery(at.get(&object, "recovery"))
        } else if said("code") {
            Proof::Code { code: at.get(&object, "code"), verifier: at.get(&object, "verifier") }
        } else {
            Proof::Phrase(at.get(&object, "phrase"))
        };
        let proofs = ["recovery", "code", "phrase"].into_iter().filter(|name| said(name)).count();
        at.close(object)?;
        let form = Form::new(at).text("device", device.as_deref(), NAME).also(
            "phrase",
            proofs == 1,
            "the only reason to sign in: a phrase, a recovery key or a code",
        );
        match &proof {
            Proof::Phrase(phrase) => form.text("phrase", Some(phrase), TYPED),
            Proof::Recovery(key) => form.text("recovery", Some(key), TYPED),
            Proof::Code { code, verifier } => {
                form.text("code", Some(code), TYPED).text("verifier", Some(verifier), TYPED)
            }
        }
        .whole()?;
        Some(SignIn { proof, device })
    }

    fn hole() -> Self {
        SignIn { proof: Proof::Phrase(String::new()), device: None }
    }
}

impl SignIn {
    /// The body as JSON.
    pub fn to_json(&self) -> String {
        match &self.proof {
            Proof::Phrase(phrase) => Record::new().text("phrase", phrase),
            Proof::Recovery(key) => Record::new().text("recovery", key),
            Proof::Code { code, verifier } => Record::new().text("code", code).text("verifier", verifier),
        }
        .maybe("device", self.device.as_deref())
        .done()
    }
}

record! {
    /// What a new account, or a new session, is answered with. The token is in the cookie.
    #[derive(Eq)]
    pub struct SignedIn {
        /// The account.
        pub account: Id = "account",
        /// This device.
        pub device: Id = "device",
        /// The recovery key, said this once.
        pub recovery: Option<String> = "recovery",
    }
}

impl SignedIn {
    /// The answer as JSON.
    pub fn to_json(&self) -> String {
        Record::new()
            .text("account", self.account.as_str())
            .text("device", self.device.as_str())
            .maybe("recovery", self.recovery.as_deref())
            .done()
    }
}

record! {
    /// A phrase that lets one more device in.
    #[derive(Eq)]
    pub struct Phrase {
        /// Twelve digits.
        pub phrase: String = "phrase",
        /// Until when.
        pub expires_at: Instant = "expiresAt",
    }
}

impl Phrase {
    /// The answer as JSON.
    pub fn to_json(&self) -> String {
        Record::new().text("phrase", &self.phrase).text("expiresAt", &self.expires_at.text).done()
    }
}

record! {
    /// A new recovery key. Those before it are worth nothing from then on.
    #[derive(Eq)]
    pub struct RecoveryKey {
        /// The key, said this once.
        pub recovery: String = "recovery",
    }
}

impl RecoveryKey {
    /// The answer as JSON.
    pub fn to_json(&self) -> String {
        Record::new().text("recovery", &self.recovery).done()
    }
}

#[cfg(feature = "schema")]
impl crate::schema::Schema for SignIn {
    const NAME: Option<&'static str> = Some("SignIn");

    fn schema(_: &mut crate::schema::Defs) -> crate::schema::Node {
        use crate::schema::{Node, form::text, object, or_null};
        const PROOFS: [&str; 3] = ["phrase", "recovery", "code"];
        let proof = |title: &str, fields: &[(&'static str, &str)]| {
            let typed = |(name, about): &(&'static str, &str)| (*name, (*about).to_owned(), true, text(&TYPED));
            // The others are not beside it: a code without its verifier, which is no way in, would be a second reason all the same.
            let own = |name: &str| fields.iter().any(|(own, _)| *own == name);
            let others = PROOFS.into_iter().filter(|name| !own(name));
            let none = others.map(|name| (name, String::new(), false, node!({ "type": "null" })));
            node!({ "title": (title) }).with_all(object(String::new(), fields.iter().map(typed).chain(none).collect()))
        };
        let ways: Vec<Node> = vec![
            proof("by a phrase", &[("phrase", "What another device shows.")]),
            proof(
                "by the recovery key",
                &[(
                    "recovery",
                    "The key on the patron's sheet. It is replaced, and used up with the new device's first request.",
                )],
            ),
            proof(
                "by a code",
                &[
                    ("code", "What came back from the member's own sign-in."),
                    ("verifier", "What it was asked for with."),
                ],
            ),
        ];
        // Beside the one proof the others are not there, or null, which is the same.
        let proofs = PROOFS.map(|name| (name, String::new(), false, or_null(text(&TYPED))));
        let mut fields = vec![("device", "A name for this device.".to_owned(), false, or_null(text(&NAME)))];
        fields.extend(proofs);
        object("Why a device may join an account: one of three proofs.".to_owned(), fields).with("oneOf", ways)
    }
}
