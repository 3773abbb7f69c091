//! A member's own document: who it is, and what it owns.

use crate::json::Value;
use crate::{
    card::Card,
    decode::{At, Decode},
    event::Event,
    href::{Contact, Href, Template},
    id::Id,
    picture::Picture,
    text::{Rich, Text},
};

/// What kind of house a member is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberKind {
    /// A library.
    Library,
    /// A museum.
    Museum,
    /// An exhibition hall.
    ExhibitionHall,
    /// An archive.
    Archive,
    /// A theatre.
    Theatre,
    /// A planetarium.
    Planetarium,
    /// A university's library.
    UniversityLibrary,
    /// Another kind, or one this crate does not know.
    Other,
}

impl Decode for MemberKind {
    fn decode(value: &Value, at: &mut At) -> Option<Self> {
        Some(match String::decode(value, at)?.as_str() {
            "library" => MemberKind::Library,
            "museum" => MemberKind::Museum,
            "exhibition-hall" => MemberKind::ExhibitionHall,
            "archive" => MemberKind::Archive,
            "theatre" => MemberKind::Theatre,
            "planetarium" => MemberKind::Planetarium,
            "university-library" => MemberKind::UniversityLibrary,
            _ => MemberKind::Other,
        })
    }

    fn hole() -> Self {
        MemberKind::Other
    }
}

record! {
    /// A member.
    pub struct Member {
        /// Its id.
        pub id: Id = "id",
        /// What kind of house it is.
        pub kind: MemberKind = "kind",
        /// Its name.
        pub name: Text = "name",
        /// One or two sentences.
        pub summary: Option<Text> = "summary",
        /// More about it.
        pub about: Option<Rich> = "about",
        /// A picture of it.
        pub picture: Option<Picture> = "picture",
        /// Where it is.
        pub place: Option<Location> = "place",
        /// Its own site.
        pub homepage: Option<Href> = "homepage",
        /// Where to write.
        pub contact: Option<Contact> = "contact",
        /// Its catalogue.
        pub catalogue: Option<Catalogue> = "catalogue",
        /// The conformance classes it offers.
        pub offers: Vec<String> = "offers",
        /// Where a patron's things go.
        pub participate: Option<Href> = "participate",
        /// Where its staff publish.
        pub publish: Option<Href> = "publish",
        /// Its campaigns.
        pub campaigns: Vec<Card> = "campaigns",
        /// Its exhibits.
        pub exhibits: Vec<Card> = "exhibits",
        /// Its challenges.
        pub challenges: Vec<Card> = "challenges",
        /// What happens there.
        pub events: Vec<Event> = "events",
    }
}

record! {
    /// Where a member is.
    pub struct Location {
        /// The place's name.
        pub name: Option<Text> = "name",
        /// Its address.
        pub address: Option<Text> = "address",
        /// Its IANA time zone.
        pub zone: Option<String> = "zone",
    }
}

record! {
    /// Links into a catalogue, by template.
    pub struct Catalogue {
        /// The catalogue's name.
        pub title: Text = "title",
        /// With `{isbn}`, 13 digits.
        pub isbn: Option<Template> = "isbn",
        /// With `{query}`, percent-encoded title and author.
        pub search: Option<Template> = "search",
    }
}

#[cfg(feature = "schema")]
impl crate::schema::Schema for MemberKind {
    const NAME: Option<&'static str> = Some("MemberKind");

    fn schema(_: &mut crate::schema::Defs) -> crate::schema::Node {
        node!({
            "description": "What kind of house it is: `library`, `museum`, `exhibition-hall`, `archive`, `theatre`, `planetarium`, `university-library` or `other`. An unknown kind is shown as other.",
            "type": "string",
            "examples": ["library"],
        })
    }
}
