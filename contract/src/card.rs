//! A document seen from outside: enough to show a card without opening it.

use crate::{day::Day, href::Href, id::Id, picture::Picture, text::Text};

record! {
    /// A card.
    pub struct Card key IdOfMember {
        /// Its id at its owner.
        pub id: Id = "id",
        /// Where the document is.
        pub href: Href = "href",
        /// Its title.
        pub title: Text = "title",
        /// One or two sentences.
        pub summary: Option<Text> = "summary",
        /// Its owner, when that is another member than the one whose document the card stands in.
        pub member: Option<Id> = "member",
        /// A picture.
        pub picture: Option<Picture> = "picture",
        /// First day.
        pub starts: Option<Day> = "starts",
        /// Last day.
        pub ends: Option<Day> = "ends",
        /// The IANA zone the days are in.
        pub zone: Option<String> = "zone",
        /// Its theme.
        pub theme: Option<Href> = "theme",
        /// The members that host it.
        pub hosts: Vec<Id> = "hosts",
        /// For whom it is.
        pub audience: Vec<String> = "audience",
        /// A word or two above the title.
        pub tag: Option<Text> = "tag",
    }
}
