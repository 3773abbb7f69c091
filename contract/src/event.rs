//! Something that happens at a time and a place.

use crate::{href::Href, id::Id, instant::Instant, text::Text};

record! {
    /// An event.
    pub struct Event key IdOfMember {
        /// Its id.
        pub id: Id = "id",
        /// Its title.
        pub title: Text = "title",
        /// When it begins.
        pub starts: Instant = "starts",
        /// When it ends.
        pub ends: Option<Instant> = "ends",
        /// The IANA zone it happens in.
        pub zone: Option<String> = "zone",
        /// One or two sentences.
        pub summary: Option<Text> = "summary",
        /// Where.
        pub place: Option<Text> = "place",
        /// Whose it is.
        pub member: Option<Id> = "member",
        /// More about it.
        pub href: Option<Href> = "href",
    }
}
