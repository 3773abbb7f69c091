//! What operations share: parameters, headers, problems.

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
}

impl Parameter {
    const ALL: [Parameter; 14] = [
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
    ];

    /// Its name among the components, its own name, where it stands, what it is.
    fn facts(self) -> [&'static str; 4] {
        match self {
            Parameter::Document => ["Document", "id", "path", "The id of a document."],
            Parameter::Thing => ["Thing", "id", "path", "A UUID that the client made: what is sent again under it is the same thing."],
            Parameter::Device => ["Device", "id", "path", "The id of a device, as the account names it."],
            Parameter::Challenge => ["Challenge", "challenge", "path", "The id of a challenge of this member."],
            Parameter::Profile => ["Profile", "profile", "path", "The id of a reader."],
            Parameter::Collection => ["Collection", "collection", "path", "What kind of document."],
            Parameter::Milestone => ["Milestone", "milestone", "path", "The id of a milestone; `~` is the goal."],
            Parameter::State => ["State", "state", "query", "Only drafts in this state."],
            Parameter::After => ["After", "after", "query", "Where a page begins: opaque, from `next` of the page before."],
            Parameter::Cursor => ["Cursor", "cursor", "query", "What was seen already: opaque, from `next` of an answer before. Without it, from the first thing on."],
            Parameter::IfNoneMatch => ["IfNoneMatch", "If-None-Match", "header", "The `ETag` of what is at hand: 304 when it is still so."],
            Parameter::IfMatch => ["IfMatch", "If-Match", "header", "The `ETag` of what is changed."],
            Parameter::Create => ["Create", "If-None-Match", "header", "`*`: only where nothing is yet."],
            Parameter::AtriumClient => ["AtriumClient", "Atrium-Client", "header", "Always `1`. A browser sends it to another origin only after asking, so that no form can."],
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
            Parameter::Device => (node!({ "type": "string", "minLength": 1, "maxLength": 100 }), "0193570a-0000-7000-8000-0000000000d1"),
            Parameter::Thing | Parameter::Profile => (crate::schema::uuid(defs), "0193570a-0000-7000-8000-000000000001"),
            Parameter::Collection => {
                (node!({ "type": "string", "enum": ["campaigns", "exhibits", "challenges", "themes", "lists"] }), "challenges")
            }
            Parameter::Milestone => (node!({ "type": "string", "minLength": 1, "maxLength": 100 }), "~"),
            Parameter::State => (node!({ "type": "string", "enum": ["draft", "published", "unpublished"] }), "published"),
            Parameter::After | Parameter::Cursor => (node!({ "type": "string", "maxLength": 1000 }), "1"),
            Parameter::IfNoneMatch | Parameter::IfMatch => (node!({ "type": "string" }), "\"2f1c\""),
            Parameter::Create => (node!({ "type": "string", "const": "*" }), "*"),
            Parameter::AtriumClient => (node!({ "type": "string", "const": "1" }), "1"),
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

/// Every problem: its type after `urn:atrium:problem:`, its status, when.
pub(super) const PROBLEMS: &[(&str, &str, &str)] = &[
    ("malformed", "400", "The body is not JSON, or the query is not understood"),
    ("sign-in-needed", "401", "No account, or a device that was revoked"),
    ("origin-unknown", "403", "The front door is not one that the backend knows"),
    ("client-header-missing", "403", "The header Atrium-Client is missing"),
    ("not-staff", "403", "Signed in, but not as staff"),
    ("not-found", "404", "There is nothing here, or it is not yours"),
    ("phrase-unknown", "404", "The phrase, recovery key or code is wrong, used or too old"),
    ("method-not-allowed", "405", "Allow says what is"),
    ("id-taken", "409", "The id belongs to something of another account"),
    ("entry-differs", "409", "The entry is here with another content; entries are never changed"),
    ("goal-fixed", "409", "A running challenge keeps the kind and unit of its goal"),
    ("published-once", "409", "What was published once is unpublished and not deleted"),
    ("precondition-failed", "412", "It was changed by someone else in the meantime, or is there already"),
    ("too-large", "413", "The body is above the limit"),
    ("media-type", "415", "The body is not application/json"),
    ("invalid", "422", "A field is missing or wrong; errors says which"),
    ("challenge-unknown", "422", "There is no such challenge"),
    ("profile-unknown", "422", "There is no such reader, or it is not yours"),
    ("team-unknown", "422", "There is no such team, or the invitation is wrong"),
    ("code-unknown", "422", "There is no such code in a challenge that runs"),
    ("too-many", "422", "A limit of the account is reached"),
    ("precondition-required", "428", "If-Match or If-None-Match is missing"),
    ("rate-limited", "429", "Retry-After says for how long to wait"),
    ("internal", "500", "Nothing was changed, or it may safely be sent again"),
    ("unavailable", "503", "Nothing was changed, or it may safely be sent again"),
];

/// The answers of these problems: one for each status, which names every type that it may have.
pub(super) fn problems(types: &[&str]) -> Vec<(&'static str, Node)> {
    let mut statuses: Vec<&'static str> = Vec::new();
    let chosen: Vec<_> = PROBLEMS.iter().filter(|problem| types.contains(&problem.0)).collect();
    for (_, status, _) in &chosen {
        if !statuses.contains(status) {
            statuses.push(status);
        }
    }
    let all = |status: &str| chosen.iter().filter(|problem| problem.1 == status).copied().collect::<Vec<_>>();
    statuses.into_iter().map(|status| (status, response(&all(status)))).collect()
}

fn response(problems: &[&(&'static str, &'static str, &'static str)]) -> Node {
    let urn = |name: &str| ["urn:atrium:problem:", name].concat();
    let about: Vec<String> = problems.iter().map(|(name, _, when)| format!("`{name}`: {when}.")).collect();
    let types: Vec<String> = problems.iter().map(|(name, ..)| urn(name)).collect();
    let (name, status, when) = problems.first().map_or(("", "", ""), |problem| **problem);
    let mut node = node!({
        "description": (about.join(" ")),
        "content": {
            "application/problem+json": {
                "schema": {
                    "$ref": "#/components/schemas/Problem",
                    "properties": { "type": { "enum": (types) } },
                },
                "example": { "type": (urn(name)), "title": (when), "status": (Node::Number(status.to_owned())) },
            },
        },
    });
    if matches!(name, "rate-limited" | "unavailable") {
        node.set("headers", node!({ "Retry-After": (Header::RetryAfter.refer()) }));
    }
    node
}

/// The schema of a problem.
pub(super) fn problem() -> Node {
    let types: Vec<String> = PROBLEMS.iter().map(|(name, ..)| ["urn:atrium:problem:", name].concat()).collect();
    node!({
        "description": "What went wrong (RFC 9457). An app knows a problem by its `type`.",
        "type": "object",
        "properties": {
            "type": { "description": "Which problem it is.", "type": "string", "examples": (types) },
            "title": { "description": "What went wrong, in the language asked for as far as the backend has it.", "type": "string" },
            "status": { "description": "The status of the answer.", "type": "integer", "minimum": 400, "maximum": 599 },
            "detail": { "description": "More about this one.", "type": "string" },
            "errors": {
                "description": "The fields that are missing or wrong.",
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "pointer": { "description": "Where: a JSON Pointer into the body.", "type": "string" },
                        "detail": { "description": "What is wrong there.", "type": "string" },
                    },
                    "required": ["pointer", "detail"],
                },
            },
        },
        "required": ["type", "title", "status"],
    })
}
