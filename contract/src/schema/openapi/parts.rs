//! What operations share: parameters, headers, problems.

use crate::problem_detail::ProblemType;
use crate::schema::{Defs, Node};

/// A parameter.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Parameter {
    Document,
    Thing,
    Device,
    Challenge,
    Profile,
    Collection,
    Milestone,
    State,
    After,
    Cursor,
    IfNoneMatch,
    IfMatch,
    Create,
    AtriumClient,
    StaffClient,
}

impl Parameter {
    const ALL: [Parameter; 15] = [
        Parameter::Document,
        Parameter::Thing,
        Parameter::Device,
        Parameter::Challenge,
        Parameter::Profile,
        Parameter::Collection,
        Parameter::Milestone,
        Parameter::State,
        Parameter::After,
        Parameter::Cursor,
        Parameter::IfNoneMatch,
        Parameter::IfMatch,
        Parameter::Create,
        Parameter::AtriumClient,
        Parameter::StaffClient,
    ];

    /// Its name among the components, its own name, where it stands, what it is.
    fn facts(self) -> [&'static str; 4] {
        match self {
            Parameter::Document => ["Document", "id", "path", "The id of a document."],
            Parameter::Thing => {
                ["Thing", "id", "path", "A UUID that the client made: what is sent again under it is the same thing."]
            }
            Parameter::Device => ["Device", "id", "path", "The id of a device, as the account names it."],
            Parameter::Challenge => ["Challenge", "challenge", "path", "The id of a challenge of this member."],
            Parameter::Profile => ["Profile", "profile", "path", "The id of a reader."],
            Parameter::Collection => ["Collection", "collection", "path", "What kind of document."],
            Parameter::Milestone => ["Milestone", "milestone", "path", "The id of a milestone; `~` is the goal."],
            Parameter::State => ["State", "state", "query", "Only drafts in this state."],
            Parameter::After => {
                ["After", "after", "query", "Where a page begins: opaque, from `next` of the page before."]
            }
            Parameter::Cursor => [
                "Cursor",
                "cursor",
                "query",
                "What was seen already: opaque, from `next` of an answer before. Without it, from the first thing on.",
            ],
            Parameter::IfNoneMatch => {
                ["IfNoneMatch", "If-None-Match", "header", "The `ETag` of what is at hand: 304 when it is still so."]
            }
            Parameter::IfMatch => ["IfMatch", "If-Match", "header", "The `ETag` of what is changed."],
            Parameter::Create => ["Create", "If-None-Match", "header", "`*`: only where nothing is yet."],
            Parameter::AtriumClient => [
                "AtriumClient",
                "Atrium-Client",
                "header",
                "Always `1`. A browser sends it to another origin only after asking, so that no form can.",
            ],
            Parameter::StaffClient => [
                "StaffClient",
                "Atrium-Client",
                "header",
                "Always `1`. May be left out beside `Authorization`, which no form can send either.",
            ],
        }
    }

    pub(super) fn refer(self) -> Node {
        let [component, ..] = self.facts();
        node!({ "$ref": (["#/components/parameters/", component].concat()) })
    }

    fn node(self, defs: &mut Defs) -> Node {
        let [_, name, place, about] = self.facts();
        let (schema, example) = match self {
            Parameter::Document | Parameter::Challenge => (defs.refer::<crate::id::Id>(), "twenty-minutes"),
            Parameter::Device => {
                (node!({ "type": "string", "minLength": 1, "maxLength": 100 }), "0193570a-0000-7000-8000-0000000000d1")
            }
            Parameter::Thing | Parameter::Profile => {
                (crate::schema::uuid(defs), "0193570a-0000-7000-8000-000000000001")
            }
            Parameter::Collection => (
                node!({ "type": "string", "enum": ["campaigns", "exhibits", "challenges", "themes", "lists"] }),
                "challenges",
            ),
            Parameter::Milestone => (node!({ "type": "string", "minLength": 1, "maxLength": 100 }), "~"),
            Parameter::State => {
                (node!({ "type": "string", "enum": ["draft", "published", "unpublished"] }), "published")
            }
            Parameter::After | Parameter::Cursor => (node!({ "type": "string", "maxLength": 1000 }), "1"),
            Parameter::IfNoneMatch | Parameter::IfMatch => (node!({ "type": "string" }), "\"2f1c\""),
            Parameter::Create => (node!({ "type": "string", "const": "*" }), "*"),
            Parameter::AtriumClient | Parameter::StaffClient => (node!({ "type": "string", "const": "1" }), "1"),
        };
        // Nothing to ask with: a fuzzer has no cursor or tag but those it was given.
        let example = if matches!(self, Parameter::After | Parameter::Cursor) { None } else { Some(example) };
        let required = place == "path" || self == Parameter::AtriumClient;
        let node = node!({ "name": (name), "in": (place), "description": (about), "required": (required), "schema": (schema) });
        example.map_or(node.clone(), |example| node.with("example", example))
    }
}

/// The parameters by name.
pub(super) fn parameters(defs: &mut Defs) -> Node {
    Node::Object(Parameter::ALL.iter().map(|it| (it.facts()[0].to_owned(), it.node(defs))).collect())
}

/// A header of an answer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Header {
    ETag,
    CacheControl,
    Link,
    Location,
    SetCookie,
    RetryAfter,
}

impl Header {
    const ALL: [Header; 6] =
        [Header::ETag, Header::CacheControl, Header::Link, Header::Location, Header::SetCookie, Header::RetryAfter];

    pub(super) fn name(self) -> &'static str {
        match self {
            Header::ETag => "ETag",
            Header::CacheControl => "Cache-Control",
            Header::Link => "Link",
            Header::Location => "Location",
            Header::SetCookie => "Set-Cookie",
            Header::RetryAfter => "Retry-After",
        }
    }

    pub(super) fn refer(self) -> Node {
        node!({ "$ref": (["#/components/headers/", self.name()].concat()) })
    }

    fn node(self) -> Node {
        let (about, schema) = match self {
            Header::ETag => ("A strong validator.", node!({ "type": "string", "pattern": "^\"[^\"]*\"$" })),
            Header::CacheControl => ("`private, no-store` on what is one patron's.", node!({ "type": "string" })),
            Header::Link => ("`<…>; rel=\"next\"`: where to go on.", node!({ "type": "string" })),
            Header::Location => ("Where the new thing is.", node!({ "type": "string" })),
            Header::SetCookie => (
                "The session: `HttpOnly; Secure; SameSite=None; Partitioned; Path=/`, or `SameSite=Strict` where the app is on the same site.",
                node!({ "type": "string" }),
            ),
            Header::RetryAfter => ("Seconds to wait.", node!({ "type": "integer", "minimum": 0 })),
        };
        node!({ "description": (about), "schema": (schema) })
    }
}

/// The headers by name.
pub(super) fn headers() -> Node {
    Node::Object(Header::ALL.iter().map(|it| (it.name().to_owned(), it.node())).collect())
}

/// The answers of these problems: one for each status, which names every type that it may have.
pub(super) fn problems(words: &[&str]) -> Vec<(String, Node)> {
    let chosen: Vec<ProblemType> =
        ProblemType::ALL.iter().copied().filter(|kind| words.contains(&kind.word())).collect();
    let mut statuses: Vec<u16> = chosen.iter().map(|kind| kind.status()).collect();
    statuses.sort_unstable();
    statuses.dedup();
    let of = |status: u16| chosen.iter().copied().filter(|kind| kind.status() == status).collect::<Vec<_>>();
    statuses.into_iter().map(|status| (status.to_string(), response(&of(status)))).collect()
}

fn response(problems: &[ProblemType]) -> Node {
    let about: Vec<String> = problems.iter().map(|kind| format!("`{}`: {}.", kind.word(), kind.title())).collect();
    let types: Vec<String> = problems.iter().map(|kind| kind.urn()).collect();
    let Some(first) = problems.first().copied() else { return Node::Null };
    let node = node!({
        "description": (about.join(" ")),
        "content": {
            "application/problem+json": {
                "schema": {
                    "$ref": "#/components/schemas/Problem",
                    "properties": { "type": { "enum": (types) } },
                },
                "example": { "type": (first.urn()), "title": (first.title()), "status": (i32::from(first.status())) },
            },
        },
    });
    let waits = matches!(first, ProblemType::RateLimited | ProblemType::Unavailable);
    if waits { node.with("headers", node!({ "Retry-After": (Header::RetryAfter.refer()) })) } else { node }
}
