//! Where a patron's things go at a member: the document that the member's own one links to.

use crate::{
    decode::{At, Decode},
    href::Href,
    id::Id,
    json::Value,
    route::{Route, places},
    text::Text,
};

record! {
    /// The links of a member that takes what patrons give.
    pub struct Participation check has_its_places {
        /// The member's id.
        pub id: Id = "id",
        /// How a patron signs in.
        pub sign_in: Vec<Way> = "signIn",
        /// POST makes an account.
        pub accounts: Href = "accounts",
        /// POST signs in, DELETE signs out.
        pub session: Href = "session",
        /// GET, DELETE.
        pub account: Href = "account",
        /// GET: everything the backend has of the patron.
        pub export: Href = "export",
        /// POST asks for a phrase.
        pub pairings: Href = "pairings",
        /// POST makes a new recovery key; absent: only a sign-in by one does.
        pub recovery: Option<Href> = "recovery",
        /// `{id}`. DELETE revokes.
        pub device: Route = "device",
        /// `{id}`. PUT, DELETE.
        pub profile: Route = "profile",
        /// `{challenge}`, `{profile}`. PUT.
        pub enrolment: Route = "enrolment",
        /// `{id}`. PUT, GET.
        pub entry: Route = "entry",
        /// PUT: many at once.
        pub entries: Href = "entries",
        /// `{id}`. PUT.
        pub redemption: Route = "redemption",
        /// `{challenge}`, `{profile}`. GET.
        pub standing: Route = "standing",
        /// GET.
        pub awards: Href = "awards",
        /// GET: what is new since a cursor.
        pub changes: Href = "changes",
        /// `{id}`. PUT, GET; absent: no teams.
        pub team: Option<Route> = "team",
        /// `{challenge}`. GET; absent: no boards.
        pub board: Option<Route> = "board",
    }
}

fn has_its_places(it: &Participation, at: &mut At) -> Option<()> {
    let reader = ["challenge", "profile"];
    let mut whole = true;
    for (name, route, needs) in [
        ("device", Some(&it.device), &["id"] as &[&str]),
        ("profile", Some(&it.profile), &["id"]),
        ("enrolment", Some(&it.enrolment), &reader),
        ("entry", Some(&it.entry), &["id"]),
        ("redemption", Some(&it.redemption), &["id"]),
        ("standing", Some(&it.standing), &reader),
        ("team", it.team.as_ref(), &["id"]),
        ("board", it.board.as_ref(), &["challenge"]),
    ] {
        whole &= route.is_none_or(|route| places(at, name, route, needs).is_some());
    }
    whole.then_some(())
}

/// A way to sign in.
#[derive(Clone, Debug, PartialEq)]
pub enum Way {
    /// By an account without personal data, and a phrase from one device to the next.
    Pairing,
    /// By the member's own sign-in.
    Oidc {
        /// What it is called.
        title: Text,
        /// Where it begins.
        start: Href,
    },
    /// A kind this crate does not know: not offered.
    Unknown(String),
}

impl Decode for Way {
    fn decode(value: &Value, at: &mut At) -> Option<Self> {
        let object = at.open(value)?;
        let kind: String = at.get(&object, "kind");
        let way = match kind.as_str() {
            "pairing" => Way::Pairing,
            "oidc" => Way::Oidc { title: at.get(&object, "title"), start: at.get(&object, "start") },
            _ => Way::Unknown(kind),
        };
        at.close(object)?;
        Some(way)
    }

    fn hole() -> Self {
        Way::Pairing
    }
}

#[cfg(feature = "schema")]
impl crate::schema::Schema for Way {
    const NAME: Option<&'static str> = Some("Way");

    fn schema(defs: &mut crate::schema::Defs) -> crate::schema::Node {
        use crate::schema::{FieldSchema, one_of_kind};
        one_of_kind(
            defs,
            "A way to sign in. A kind that is not known is not offered.",
            false,
            &[
                ("pairing", &[]),
                (
                    "oidc",
                    &[
                        ("title", "What it is called.", true, Text::field),
                        ("start", "Where it begins.", true, Href::field),
                    ],
                ),
                ("", &[]),
            ],
        )
    }
}
