//! Where staff publish at a member: the document that the member's own one links to.

use crate::{
    decode::At,
    href::Href,
    id::Id,
    route::{Route, places},
};

record! {
    /// The links of a member whose staff publish.
    pub struct Publication check has_its_places {
        /// The member's id.
        pub id: Id = "id",
        /// GET: what there is of each type.
        pub collections: Collections = "collections",
        /// `{collection}`, `{id}`. GET, PUT, DELETE.
        pub item: Route = "item",
        /// `{collection}`, `{id}`. GET: its versions.
        pub history: Route = "history",
        /// GET, PUT: the member's own document.
        pub member: Href = "member",
        /// `{challenge}`, `{profile}`, `{milestone}`. PUT: a prize was handed out.
        pub award: Route = "award",
    }
}

fn has_its_places(it: &Publication, at: &mut At) -> Option<()> {
    let item = ["collection", "id"];
    let mut whole = true;
    for (name, route, needs) in [
        ("item", &it.item, &item as &[&str]),
        ("history", &it.history, &item),
        ("award", &it.award, &["challenge", "profile", "milestone"]),
    ] {
        whole &= places(at, name, route, needs).is_some();
    }
    whole.then_some(())
}

record! {
    /// The collections of a member.
    pub struct Collections {
        /// Its campaigns.
        pub campaigns: Href = "campaigns",
        /// Its exhibits.
        pub exhibits: Href = "exhibits",
        /// Its challenges.
        pub challenges: Href = "challenges",
        /// Its themes.
        pub themes: Href = "themes",
        /// Its reading lists.
        pub lists: Href = "lists",
    }
}

words! {
    /// A collection, by the word that stands in its addresses.
    pub enum Collection expected "campaigns, exhibits, challenges, themes or lists" {
        /// Campaigns.
        Campaigns = "campaigns",
        /// Exhibits.
        Exhibits = "exhibits",
        /// Challenges.
        Challenges = "challenges",
        /// Themes.
        Themes = "themes",
        /// Reading lists.
        Lists = "lists",
    }
}

impl Collection {
    /// The `type` of the documents in it.
    pub fn kind(self) -> &'static str {
        match self {
            Collection::Campaigns => "Campaign",
            Collection::Exhibits => "Exhibit",
            Collection::Challenges => "Challenge",
            Collection::Themes => "Theme",
            Collection::Lists => "ReadingList",
        }
    }
}
