//! Class Publish: what staff do.

use super::{
    examples,
    operation::{ANSWER, Access, Answer, Body, Link, OPERATION, Operation},
    parts::{Header, Parameter},
};
use crate::award::Award;
use crate::draft::{Draft, Drafts, History};
use crate::member::Member;
use crate::schema::{Defs, Node, described, document};

const STAFF: Operation = Operation { tag: "Publish", access: Access::Staff, ..OPERATION };
const DRAFT: Option<Body> =
    Some(Body { schema: |defs| defs.refer::<Draft>(), example: examples::kept_draft, optional: false });
const MEMBER: Option<Body> = Some(Body { schema: document::<Member>, example: examples::member, optional: false });
const ITEM: &[Parameter] = &[Parameter::Collection, Parameter::Document];
const OF_ITEM: &[Link] = &[
    ("read", "getDraft", &[("collection", "$request.path.collection"), ("id", "$request.path.id")]),
    ("history", "getHistory", &[("collection", "$request.path.collection"), ("id", "$request.path.id")]),
];

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        id: "getDrafts",
        path: "/publish/{collection}",
        summary: "What there is of a kind",
        about: "At most 100 at once, ordered by id.",
        parameters: &[Parameter::Collection, Parameter::State, Parameter::After],
        answers: &[Answer {
            about: "The drafts, without their documents",
            body: Some(Body { schema: document::<Drafts>, example: examples::drafts, optional: false }),
            headers: &[Header::Link],
            ..ANSWER
        }],
        problems: &["malformed", "not-found"],
        ..STAFF
    },
    Operation {
        id: "getDraft",
        path: "/publish/{collection}/{id}",
        summary: "A draft with its document",
        parameters: ITEM,
        answers: &[Answer { about: "The draft", body: DRAFT, ..ANSWER }],
        problems: &["not-found"],
        ..STAFF
    },
    Operation {
        id: "putDraft",
        method: "put",
        path: "/publish/{collection}/{id}",
        summary: "Create or change a draft, publish it, schedule it, take it down",
        about: "With `If-None-Match: *` it creates, with `If-Match` it changes, with neither it is 428.",
        parameters: &[Parameter::Collection, Parameter::Document, Parameter::IfMatch, Parameter::Create],
        body: Some(Body { schema: |defs| defs.refer::<Draft>(), example: examples::draft, optional: false }),
        answers: &[
            Answer { about: "It was changed", body: DRAFT, headers: &[Header::ETag], links: OF_ITEM, ..ANSWER },
            Answer {
                status: "201",
                about: "It was created",
                body: DRAFT,
                headers: &[Header::ETag, Header::Location],
                links: OF_ITEM,
            },
        ],
        problems: &["not-found", "goal-fixed", "precondition-failed", "precondition-required"],
        ..STAFF
    },
    Operation {
        id: "deleteDraft",
        method: "delete",
        path: "/publish/{collection}/{id}",
        summary: "Delete what was never published",
        parameters: &[Parameter::Collection, Parameter::Document, Parameter::IfMatch],
        answers: &[Answer { status: "204", about: "Done. Nothing comes back.", ..ANSWER }],
        problems: &["not-found", "published-once", "precondition-failed", "precondition-required"],
        ..STAFF
    },
    Operation {
        id: "getHistory",
        path: "/publish/{collection}/{id}/history",
        summary: "The versions of a document",
        parameters: ITEM,
        answers: &[Answer {
            about: "Every version, oldest first",
            body: Some(Body { schema: document::<History>, example: examples::history, optional: false }),
            ..ANSWER
        }],
        problems: &["not-found"],
        ..STAFF
    },
    Operation {
        id: "getOwnMember",
        path: "/publish/member",
        summary: "The member's own document",
        answers: &[Answer { about: "The document", body: MEMBER, ..ANSWER }],
        ..STAFF
    },
    Operation {
        id: "putOwnMember",
        method: "put",
        path: "/publish/member",
        summary: "Change the member's own document",
        about: "Its lists of cards are made from what is published, and ignored here.",
        parameters: &[Parameter::IfMatch],
        body: MEMBER,
        answers: &[Answer { about: "It was changed", body: MEMBER, headers: &[Header::ETag], ..ANSWER }],
        problems: &["precondition-failed", "precondition-required"],
        ..STAFF
    },
    Operation {
        id: "putAward",
        method: "put",
        path: "/publish/awards/{challenge}/{profile}/{milestone}",
        summary: "Note that a prize was handed out",
        parameters: &[Parameter::Challenge, Parameter::Profile, Parameter::Milestone],
        body: Some(Body { schema: handed_out, example: examples::handed_out, optional: false }),
        answers: &[Answer {
            about: "The award; again, with the first moment",
            body: Some(Body { schema: |defs| defs.refer::<Award>(), example: examples::award, optional: false }),
            ..ANSWER
        }],
        problems: &["not-found"],
        ..STAFF
    },
];

fn handed_out(defs: &mut Defs) -> Node {
    let instant = described("When the prize was handed out.".to_owned(), defs.refer::<crate::instant::Instant>());
    node!({ "type": "object", "properties": { "redeemedAt": (instant) }, "required": ["redeemedAt"] })
}
