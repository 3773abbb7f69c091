//! An exhibit: scenes one after the other, each a picture (or a part of one) and a text, with their sources.

use crate::{
    decode::{At, ProblemKind},
    href::Href,
    id::Id,
    picture::Picture,
    text::{Rich, Text},
};

record! {
    /// An exhibit.
    pub struct Exhibit check has_scenes {
        /// Its id.
        pub id: Id = "id",
        /// Its title.
        pub title: Text = "title",
        /// Its scenes.
        pub scenes: Vec<Scene> = "scenes",
        /// One or two sentences.
        pub summary: Option<Text> = "summary",
        /// A word or two above the title.
        pub tag: Option<Text> = "tag",
        /// The lead picture.
        pub picture: Option<Picture> = "picture",
        /// Its theme.
        pub theme: Option<Href> = "theme",
        /// The members that host it.
        pub hosts: Vec<Id> = "hosts",
        /// The campaign it belongs to.
        pub campaign: Option<CampaignLink> = "campaign",
        /// Where its facts and pictures are from.
        pub sources: Vec<Source> = "sources",
    }
}

fn has_scenes(exhibit: &Exhibit, at: &mut At) -> Option<()> {
    if exhibit.scenes.is_empty() {
        at.problem_in("scenes", ProblemKind::Missing);
        return None;
    }
    Some(())
}

record! {
    /// The campaign something belongs to.
    pub struct CampaignLink {
        /// Its id.
        pub id: Id = "id",
        /// Its owner, when that is another member.
        pub member: Option<Id> = "member",
        /// Its document.
        pub href: Option<Href> = "href",
        /// Its title.
        pub title: Text = "title",
    }
}

record! {
    /// A scene of an exhibit.
    pub struct Scene key Id {
        /// Its id, which is part of its address.
        pub id: Id = "id",
        /// Its title.
        pub title: Text = "title",
        /// Its text.
        pub body: Option<Rich> = "body",
        /// The same thing, told to a child.
        pub for_children: Option<Rich> = "forChildren",
        /// Its picture; a region in it is where the scene looks.
        pub picture: Option<Picture> = "picture",
        /// Date, maker, material.
        pub label: Option<Text> = "label",
    }
}

record! {
    /// Where something is from.
    pub struct Source {
        /// What it is.
        pub title: Text = "title",
        /// Where it is.
        pub href: Option<Href> = "href",
        /// Its licence, in words.
        pub licence: Option<Text> = "licence",
        /// Its licence's text.
        pub licence_href: Option<Href> = "licenceHref",
    }
}
