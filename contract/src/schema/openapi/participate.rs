//! Class Participate: what a patron gives, and what comes of it.

use super::{
    examples,
    operation::{ANSWER, Access, Answer, Body, Link, OPERATION, Operation},
    parts::{Header, Parameter},
};
use crate::schema::{Defs, Node, Schema, document};
use crate::{
    account::{NewAccount, Phrase, RecoveryKey, SignIn, SignedIn},
    batch::Outcomes,
    entry::{Enrolment, Entry, Profile},
    redemption::{Redeemed, Redemption},
    team::Team,
};

fn of<T: Schema>(defs: &mut Defs) -> Node {
    defs.refer::<T>()
}

const fn body<T: Schema>(example: fn() -> Node) -> Option<Body> {
    Some(Body { schema: of::<T>, example, optional: false })
}

const fn top(schema: fn(&mut Defs) -> Node, example: fn() -> Node) -> Option<Body> {
    Some(Body { schema, example, optional: false })
}

const PATRON: Operation = Operation { access: Access::Patron, ..OPERATION };
const GONE: Answer = Answer { status: "204", about: "Done. Nothing comes back.", ..ANSWER };
const DEVICE: Link = ("revoke", "revokeDevice", &[("id", "$response.body#/device")]);
const OF_ENTRY: &[Link] = &[
    ("read", "getEntry", &[("id", "$response.body#/id")]),
    (
        "standing",
        "getStanding",
        &[("challenge", "$response.body#/challenge/id"), ("profile", "$response.body#/profile")],
    ),
];

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        id: "createAccount",
        tag: "Account",
        method: "post",
        path: "/patron/accounts",
        summary: "Make an account",
        about: "No personal data is asked for. The recovery key is said this once, for a sheet that the patron prints.",
        access: Access::Door,
        body: Some(Body { schema: of::<NewAccount>, example: examples::new_account, optional: true }),
        answers: &[Answer {
            status: "201",
            about: "The account, and this device in it",
            body: body::<SignedIn>(examples::signed_in),
            headers: &[Header::SetCookie],
            links: &[DEVICE],
        }],
        ..OPERATION
    },
    Operation {
        id: "signIn",
        tag: "Account",
        method: "post",
        path: "/patron/session",
        summary: "Sign a device in",
        about: "By a phrase that another device shows, by the recovery key, or by the code that came back from the member's own sign-in.",
        access: Access::Door,
        body: body::<SignIn>(examples::sign_in),
        answers: &[Answer {
            status: "201",
            about: "A new device of that account",
            body: body::<SignedIn>(examples::signed_in),
            headers: &[Header::SetCookie],
            links: &[DEVICE],
        }],
        problems: &["phrase-unknown", "too-many"],
        ..OPERATION
    },
    Operation {
        id: "signOut",
        tag: "Account",
        method: "delete",
        path: "/patron/session",
        summary: "Sign this device out",
        answers: &[GONE],
        ..PATRON
    },
    Operation {
        id: "getAccount",
        tag: "Account",
        path: "/patron/account",
        summary: "The account and its devices",
        answers: &[Answer {
            about: "The account",
            body: top(document::<crate::account::Account>, examples::account),
            links: &[("revoke", "revokeDevice", &[("id", "$response.body#/devices/0/id")])],
            ..ANSWER
        }],
        ..PATRON
    },
    Operation {
        id: "deleteAccount",
        tag: "Account",
        method: "delete",
        path: "/patron/account",
        summary: "Delete the account and everything in it",
        about: "At once and from everywhere; what others see of it, such as a row on a board, too.",
        answers: &[GONE],
        ..PATRON
    },
    Operation {
        id: "exportAccount",
        tag: "Account",
        path: "/patron/export",
        summary: "Everything the backend has of the patron",
        answers: &[Answer {
            about: "A ledger",
            body: top(document::<crate::entry::Ledger>, examples::ledger),
            ..ANSWER
        }],
        ..PATRON
    },
    Operation {
        id: "createPairing",
        tag: "Account",
        method: "post",
        path: "/patron/pairings",
        summary: "Ask for a phrase that lets another device in",
        about: "Good once and for ten minutes. A new one ends the one before.",
        answers: &[Answer { status: "201", about: "The phrase", body: body::<Phrase>(examples::phrase), ..ANSWER }],
        ..PATRON
    },
    Operation {
        id: "createRecovery",
        tag: "Account",
        method: "post",
        path: "/patron/recovery",
        summary: "Make a new recovery key",
        about: "For a sheet that was lost, or seen by somebody else: every key before it is worth nothing from then on.",
        answers: &[Answer {
            status: "201",
            about: "The key, said this once",
            body: body::<RecoveryKey>(examples::recovery_key),
            ..ANSWER
        }],
        ..PATRON
    },
    Operation {
        id: "revokeDevice",
        tag: "Account",
        method: "delete",
        path: "/patron/devices/{id}",
        summary: "Revoke a device",
        parameters: &[Parameter::Device],
        answers: &[GONE],
        problems: &["not-found"],
        ..PATRON
    },
    Operation {
        id: "putProfile",
        tag: "Ledger",
        method: "put",
        path: "/patron/profiles/{id}",
        summary: "Keep a reader",
        about: "Of two versions the one changed later is kept. What comes back is what is kept.",
        parameters: &[Parameter::Thing],
        body: body::<Profile>(examples::profile),
        answers: &[
            Answer { about: "What is kept", body: body::<Profile>(examples::profile), ..ANSWER },
            Answer {
                status: "201",
                about: "A new reader",
                body: body::<Profile>(examples::profile),
                links: &[("delete", "deleteProfile", &[("id", "$response.body#/id")])],
                ..ANSWER
            },
        ],
        problems: &["not-found", "id-taken", "too-many"],
        ..PATRON
    },
    Operation {
        id: "deleteProfile",
        tag: "Ledger",
        method: "delete",
        path: "/patron/profiles/{id}",
        summary: "Delete a reader and everything of theirs",
        about: "The id is not taken again.",
        parameters: &[Parameter::Thing],
        answers: &[GONE],
        problems: &["not-found"],
        ..PATRON
    },
    Operation {
        id: "putEnrolment",
        tag: "Ledger",
        method: "put",
        path: "/patron/enrolments/{challenge}/{profile}",
        summary: "Join a challenge, change how, or leave it",
        parameters: &[Parameter::Challenge, Parameter::Profile],
        body: body::<Enrolment>(examples::enrolment),
        answers: &[
            Answer { about: "What is kept", body: body::<Enrolment>(examples::enrolment), ..ANSWER },
            Answer {
                status: "201",
                about: "A new enrolment",
                body: body::<Enrolment>(examples::enrolment),
                links: &[(
                    "standing",
                    "getStanding",
                    &[("challenge", "$response.body#/challenge/id"), ("profile", "$response.body#/profile")],
                )],
                ..ANSWER
            },
        ],
        problems: &["challenge-unknown", "profile-unknown", "team-unknown", "id-taken"],
        ..PATRON
    },
    Operation {
        id: "putEntry",
        tag: "Ledger",
        method: "put",
        path: "/patron/entries/{id}",
        summary: "Keep an entry, or void it",
        about: "An entry is never changed. The first time it comes with `voidedAt` it is voided from then on.",
        parameters: &[Parameter::Thing],
        body: body::<Entry>(examples::entry),
        answers: &[
            Answer {
                about: "It was here; what is kept",
                body: body::<Entry>(examples::kept_entry),
                links: OF_ENTRY,
                ..ANSWER
            },
            Answer {
                status: "201",
                about: "It is kept",
                body: body::<Entry>(examples::kept_entry),
                links: OF_ENTRY,
                ..ANSWER
            },
        ],
        problems: &["id-taken", "entry-differs", "challenge-unknown", "profile-unknown", "too-many"],
        ..PATRON
    },
    Operation {
        id: "getEntry",
        tag: "Ledger",
        path: "/patron/entries/{id}",
        summary: "An entry",
        parameters: &[Parameter::Thing],
        answers: &[Answer { about: "The entry", body: body::<Entry>(examples::kept_entry), ..ANSWER }],
        problems: &["not-found"],
        ..PATRON
    },
    Operation {
        id: "putEntries",
        tag: "Ledger",
        method: "put",
        path: "/patron/entries",
        summary: "Keep up to 500 entries at once",
        about: "Each is answered for itself, in the same order; what one lacks does not hinder another.",
        body: top(batch, examples::batch),
        answers: &[Answer { about: "What became of each", body: body::<Outcomes>(examples::outcomes), ..ANSWER }],
        ..PATRON
    },
    Operation {
        id: "putRedemption",
        tag: "Ledger",
        method: "put",
        path: "/patron/redemptions/{id}",
        summary: "Redeem a code",
        about: "The entry that comes of it has the same id. After ten wrong codes in ten minutes the account waits.",
        parameters: &[Parameter::Thing],
        body: body::<Redemption>(examples::redemption),
        answers: &[
            Answer { about: "It was redeemed before", body: body::<Redeemed>(examples::redeemed), ..ANSWER },
            Answer {
                status: "201",
                about: "The code, and the entry it stands for",
                body: body::<Redeemed>(examples::redeemed),
                links: &[("entry", "getEntry", &[("id", "$response.body#/entry/id")])],
                ..ANSWER
            },
        ],
        problems: &["id-taken", "entry-differs", "code-unknown", "profile-unknown", "too-many"],
        ..PATRON
    },
    Operation {
        id: "putTeam",
        tag: "Ledger",
        method: "put",
        path: "/patron/teams/{id}",
        summary: "Make a team",
        about: "It is never changed.",
        parameters: &[Parameter::Thing],
        body: body::<Team>(examples::team),
        answers: &[
            Answer { about: "What is kept", body: body::<Team>(examples::kept_team), ..ANSWER },
            Answer {
                status: "201",
                about: "A new team",
                body: body::<Team>(examples::kept_team),
                links: &[("read", "getTeam", &[("id", "$response.body#/id")])],
                ..ANSWER
            },
        ],
        problems: &["id-taken", "challenge-unknown", "too-many"],
        ..PATRON
    },
    Operation {
        id: "getTeam",
        tag: "Ledger",
        path: "/patron/teams/{id}",
        summary: "A team, for those who are in it",
        parameters: &[Parameter::Thing],
        answers: &[Answer {
            about: "The team and what lets others in",
            body: body::<Team>(examples::kept_team),
            ..ANSWER
        }],
        problems: &["not-found"],
        ..PATRON
    },
    Operation {
        id: "getStanding",
        tag: "Outcome",
        path: "/patron/standings/{challenge}/{profile}",
        summary: "What the rules make of a reader's entries",
        parameters: &[Parameter::Challenge, Parameter::Profile],
        answers: &[Answer {
            about: "The standing today",
            body: top(document::<crate::standing::Standing>, examples::standing),
            ..ANSWER
        }],
        problems: &["not-found"],
        ..PATRON
    },
    Operation {
        id: "getAwards",
        tag: "Outcome",
        path: "/patron/awards",
        summary: "What was earned",
        answers: &[Answer {
            about: "The awards",
            body: top(document::<crate::award::Awards>, examples::awards),
            ..ANSWER
        }],
        ..PATRON
    },
    Operation {
        id: "getChanges",
        tag: "Outcome",
        path: "/patron/changes",
        summary: "What is new since a cursor",
        about: "At most 500 things, in the order in which they came to be. `next` goes on from here, now (`more`) or later.",
        parameters: &[Parameter::Cursor],
        answers: &[Answer {
            about: "What came to be",
            body: top(document::<crate::changes::Changes>, examples::changes),
            headers: &[Header::Link],
            ..ANSWER
        }],
        problems: &["malformed"],
        ..PATRON
    },
];

/// The body of a batch. What is wrong with one entry is answered in its place, so here it may be anything.
fn batch(_: &mut Defs) -> Node {
    node!({
        "type": "object",
        "properties": {
            "entries": {
                "description": "The entries, each as `putEntry` takes it. One that does not fit is answered in its place, and does not hinder the others.",
                "type": "array",
                "maxItems": 500,
            },
        },
        "required": ["entries"],
    })
}
