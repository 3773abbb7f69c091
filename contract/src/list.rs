//! A reading list of works.

use crate::json::Value;
use crate::{
    decode::{At, Decode, whole},
    href::Href,
    id::Id,
    isbn,
    picture::Picture,
    text::Text,
};

record! {
    /// A reading list.
    pub struct ReadingList {
        /// Its id.
        pub id: Id = "id",
        /// Its title.
        pub title: Text = "title",
        /// One or two sentences.
        pub summary: Option<Text> = "summary",
        /// Its works.
        pub works: Vec<Work> = "works",
    }
}

record! {
    /// A book or another thing read.
    pub struct Work {
        /// Its title.
        pub title: Text = "title",
        /// Its id in the list.
        pub id: Option<Id> = "id",
        /// Its ISBN.
        pub isbn: Option<Isbn> = "isbn",
        /// Who wrote it.
        pub authors: Vec<Text> = "authors",
        /// The year of the edition.
        pub year: Option<Year> = "year",
        /// The language of the edition.
        pub language: Option<String> = "language",
        /// Why to read it.
        pub note: Option<Text> = "note",
        /// For whom it is.
        pub audience: Vec<String> = "audience",
        /// Its cover.
        pub picture: Option<Picture> = "picture",
        /// More about it.
        pub href: Option<Href> = "href",
    }
}

/// An ISBN of 13 digits whose checksum is true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Isbn(pub String);

impl Decode for Isbn {
    fn decode(value: &Value, at: &mut At) -> Option<Self> {
        let isbn = value.as_str().and_then(|text| isbn::parse(text).ok());
        if isbn.is_none() {
            at.expected("an ISBN of 10 or 13 digits with a true checksum", value);
        }
        isbn.map(Isbn)
    }

    fn hole() -> Self {
        Isbn(String::new())
    }
}

/// A year; negative before the common era.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Year(pub i32);

impl Decode for Year {
    fn decode(value: &Value, at: &mut At) -> Option<Self> {
        whole(value, -5_000, 9_999, "a year", at).map(Year)
    }

    fn hole() -> Self {
        Year(0)
    }
}

#[cfg(feature = "schema")]
impl crate::schema::Schema for Isbn {
    const NAME: Option<&'static str> = Some("Isbn");

    fn schema(_: &mut crate::schema::Defs) -> crate::schema::Node {
        node!({
            "description": "An ISBN of 10 or 13 digits whose checksum is true; hyphens are allowed.",
            "type": "string",
            "pattern": (crate::schema::pattern::isbn()),
            "examples": ["978-0-345-53943-4"],
        })
    }
}

#[cfg(feature = "schema")]
impl crate::schema::Schema for Year {
    const NAME: Option<&'static str> = None;

    fn schema(_: &mut crate::schema::Defs) -> crate::schema::Node {
        crate::schema::whole(-5_000, 9_999)
    }
}
