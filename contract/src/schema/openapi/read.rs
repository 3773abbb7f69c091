//! Class Read: documents for everybody.

use super::{
    examples,
    operation::{ANSWER, Answer, Body, OPERATION, Operation},
    parts::Parameter,
};
use crate::schema::{Defs, Node};

fn of(name: &str, defs: &mut Defs) -> Node {
    crate::schema::DOCUMENTS
        .iter()
        .find(|document| document.name == name)
        .map_or(Node::Null, |document| document.refer(defs))
}

macro_rules! reads {
    ($($id:literal $path:literal $name:literal $example:ident $summary:literal [$($parameter:ident),*];)*) => {
        pub(super) const OPERATIONS: &[Operation] = &[$(Operation {
            id: $id,
            tag: "Read",
            path: $path,
            summary: $summary,
            parameters: &[$(Parameter::$parameter),*],
            answers: &[Answer {
                about: concat!("A document of type ", $name),
                body: Some(Body { schema: |defs| of($name, defs), example: examples::$example, optional: false }),
                ..ANSWER
            }],
            problems: &["not-found"],
            ..OPERATION
        }),*];
    };
}

reads! {
    "getAlliance" "/.well-known/cultural-alliance.json" "Alliance" alliance "Where everything starts" [];
    "getMember" "/member.json" "Member" member "A member, and what it owns" [];
    "getCampaign" "/campaigns/{id}.json" "Campaign" campaign "A campaign" [Document];
    "getExhibit" "/exhibits/{id}.json" "Exhibit" exhibit "An exhibit" [Document];
    "getChallenge" "/challenges/{id}.json" "Challenge" challenge "A reading challenge" [Document];
    "getReadingList" "/lists/{id}.json" "ReadingList" list "A reading list" [Document];
    "getTheme" "/themes/{id}.json" "Theme" theme "A theme" [Document];
    "getParticipation" "/participate.json" "Participation" participation "Where what a patron gives goes" [];
    "getPublication" "/publish.json" "Publication" publication "Where staff publish" [];
    "getBoard" "/patron/boards/{challenge}" "Board" board "The boards of a challenge" [Challenge];
}
