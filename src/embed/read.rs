//! A document, as small as an embed can ask for it: no cache, no list of problems, and only the parts a card shows.

use crate::{
    data::error::LoadError,
    platform::{early, media, net},
};
use atrium_contract::{
    day::Day,
    decode::{self, Count, Decode, MOST_BYTES},
    href::Href,
    id::Id,
    record,
    text::Text,
};

/// A document may take this long, all in all.
const TIME_LIMIT_MS: u32 = 12_000;

record! {
    /// The alliance: its name, its look, and who is in it.
    pub struct House {
        pub name: Text = "name",
        pub theme: Option<Href> = "theme",
        pub members: Vec<Door> = "members",
    }
}

record! {
    /// A member as the alliance names it.
    pub struct Door {
        pub id: Id = "id",
        pub name: Text = "name",
        pub href: Href = "href",
    }
}

record! {
    /// A member's campaigns.
    pub struct Campaigns {
        pub cards: Vec<Seen> = "campaigns",
    }
}

record! {
    /// A member's challenges.
    pub struct Challenges {
        pub cards: Vec<Seen> = "challenges",
    }
}

record! {
    /// A card.
    pub struct Seen {
        pub id: Id = "id",
        pub title: Text = "title",
        pub summary: Option<Text> = "summary",
        pub member: Option<Id> = "member",
        pub picture: Option<Image> = "picture",
        pub starts: Option<Day> = "starts",
        pub ends: Option<Day> = "ends",
        pub zone: Option<String> = "zone",
        pub theme: Option<Href> = "theme",
        pub hosts: Vec<Id> = "hosts",
        pub tag: Option<Text> = "tag",
    }
}

record! {
    /// A picture: the file that always works, and smaller ones.
    pub struct Image {
        pub src: Href = "src",
        pub width: Count = "width",
        pub height: Count = "height",
        pub alt: Option<Text> = "alt",
        pub sizes: Vec<Size> = "sizes",
    }
}

record! {
    /// A smaller version of a picture.
    pub struct Size {
        pub src: Href = "src",
        pub width: Count = "width",
    }
}

/// Reads a document; also says where it came from in the end, which its links are relative to.
pub(super) async fn read<T: Decode>(address: &str, kind: &'static str) -> Result<(T, String), LoadError> {
    let (text, from) = text(address).await?;
    // Nobody reads a list of problems in a card; the app shows it to whoever runs the backend.
    let read = decode::document::<T>(&text, kind).map_err(|_| LoadError::Wrong(Vec::new()))?;
    Ok((read.value, from))
}

/// Reads a text, and where it came from: the boot script's early answer where there is one.
pub(super) async fn text(address: &str) -> Result<(String, String), LoadError> {
    let failed = || if media::online() { LoadError::NoAnswer } else { LoadError::Offline };
    let promise = early::take(address).or_else(|| net::ask(address, TIME_LIMIT_MS)).ok_or_else(failed)?;
    let answer = net::response(promise).await.map_err(|_| failed())?;
    if answer.status() != 200 {
        return Err(LoadError::Status(answer.status()));
    }
    let text = net::text(&answer, MOST_BYTES).await.map_err(|unread| match unread {
        net::Unread::TooLarge => LoadError::TooLarge,
        net::Unread::CutOff => failed(),
        net::Unread::TooSlow => LoadError::TooSlow,
        net::Unread::NotText => LoadError::Wrong(Vec::new()),
    })?;
    Ok((text, answer.url()))
}
