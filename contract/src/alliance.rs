//! The alliance document, where everything starts.

use crate::{href::Href, id::Id, member::MemberKind, text::Text};

record! {
    /// An alliance.
    pub struct Alliance {
        /// Its id.
        pub id: Id = "id",
        /// Its name.
        pub name: Text = "name",
        /// One or two sentences.
        pub summary: Option<Text> = "summary",
        /// The house theme.
        pub theme: Option<Href> = "theme",
        /// Its members.
        pub members: Vec<MemberLink> = "members",
    }
}

record! {
    /// A member, as the alliance names it.
    pub struct MemberLink key Id {
        /// Its id.
        pub id: Id = "id",
        /// What kind of house it is.
        pub kind: MemberKind = "kind",
        /// Its name.
        pub name: Text = "name",
        /// Its own document.
        pub href: Href = "href",
    }
}
