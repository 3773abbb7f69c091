//! Readers who read together.

use crate::{
    decode::At,
    form::{Form, NAME},
    id::Id,
    json::Record,
};

record! {
    /// A team. It is never changed.
    #[derive(Eq)]
    pub struct Team check team_formed {
        /// A UUID made on the device.
        pub id: String = "id",
        /// The challenge it is for.
        pub challenge: Id = "challenge",
        /// Its name.
        pub name: String = "name",
        /// When it was made.
        pub created_at: String = "createdAt",
        /// What lets others in; a backend says it to those who are.
        pub invitation: Option<String> = "invitation",
        /// How many readers are in it, as a backend says.
        pub readers: Option<u64> = "readers",
    }
}

fn team_formed(team: &Team, at: &mut At) -> Option<()> {
    Form::new(at)
        .id("id", Some(&team.id))
        .text("name", Some(&team.name), NAME)
        .moment("createdAt", Some(&team.created_at))
        .whole()
}

impl Team {
    /// The record as JSON.
    pub fn to_json(&self) -> String {
        Record::new()
            .text("id", &self.id)
            .text("challenge", self.challenge.as_str())
            .text("name", &self.name)
            .text("createdAt", &self.created_at)
            .maybe("invitation", self.invitation.as_deref())
            .maybe_json("readers", self.readers.map(|readers| readers.to_string()))
            .done()
    }
}
