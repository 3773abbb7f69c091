//! What a backend answers when something is wrong: problem details (RFC 9457), by a closed list of types.

use crate::{
    decode::{At, Decode, Problem, Refused},
    json::{Record, Value},
};

/// What stands before the word of a type.
const PREFIX: &str = "urn:atrium:problem:";

macro_rules! problems {
    ($($(#[$meta:meta])* $name:ident $word:literal $status:literal $title:literal),* $(,)?) => {
        words! {
            /// What can be wrong.
            pub enum ProblemType expected "the word of a problem" {
                $($(#[$meta])* $name = $word),*
            }
        }

        impl ProblemType {
            /// The status it is answered with.
            pub fn status(self) -> u16 {
                match self {
                    $(ProblemType::$name => $status),*
                }
            }

            /// It in English, in a few words.
            pub fn title(self) -> &'static str {
                match self {
                    $(ProblemType::$name => $title),*
                }
            }
        }
    };
}

problems! {
    /// There is nothing here, or it is not yours.
    NotFound "not-found" 404 "There is nothing here",
    /// `Allow` says what is.
    MethodNotAllowed "method-not-allowed" 405 "This is not done here",
    /// The body is not JSON, or the query is not understood.
    Malformed "malformed" 400 "This is not understood",
    /// The body is not `application/json`.
    MediaType "media-type" 415 "The body must be application/json",
    /// A field is missing or wrong.
    Invalid "invalid" 422 "Something is missing or wrong",
    /// A body above the limit, or too many entries.
    TooLarge "too-large" 413 "This is too much at once",
    /// No account, or a device that was revoked.
    SignInNeeded "sign-in-needed" 401 "Sign in first",
    /// The origin is not one the backend knows.
    OriginUnknown "origin-unknown" 403 "This page may not do that here",
    /// `Atrium-Client` is missing.
    ClientHeaderMissing "client-header-missing" 403 "The header Atrium-Client is missing",
    /// Signed in, but not as staff.
    NotStaff "not-staff" 403 "This is for staff",
    /// A phrase, recovery key or code that is wrong, used or too old.
    PhraseUnknown "phrase-unknown" 404 "That is wrong, used up or too old",
    /// The id belongs to something of another account.
    IdTaken "id-taken" 409 "This id is taken",
    /// What a running challenge no longer allows.
    GoalFixed "goal-fixed" 409 "The goal of a running challenge is fixed",
    /// What was published once is not deleted.
    PublishedOnce "published-once" 409 "What was published is not deleted: unpublish it",
    /// The entry is here with another content.
    EntryDiffers "entry-differs" 409 "The entry is here with another content",
    /// There is no such challenge.
    ChallengeUnknown "challenge-unknown" 422 "There is no such challenge here",
    /// There is no such reader, or they are not yours.
    ProfileUnknown "profile-unknown" 422 "There is no such reader here",
    /// There is no such team, or the invitation is wrong.
    TeamUnknown "team-unknown" 422 "There is no such team, or the invitation is wrong",
    /// There is no such code in a challenge that runs.
    CodeUnknown "code-unknown" 422 "There is no such code",
    /// A limit of the account.
    TooMany "too-many" 422 "The account has as many as it may have",
    /// Neither `If-Match` nor `If-None-Match` was sent.
    PreconditionRequired "precondition-required" 428 "Say which version this changes",
    /// It was changed in the meantime, or is there already.
    PreconditionFailed "precondition-failed" 412 "It was changed in the meantime",
    /// `Retry-After` says for how long.
    RateLimited "rate-limited" 429 "Too often: wait a while",
    /// Nothing was changed, or it may safely be sent again.
    Internal "internal" 500 "Something went wrong here",
    /// As before.
    Unavailable "unavailable" 503 "Not at this moment",
}

impl ProblemType {
    /// The `type` of it: a name, not an address.
    pub fn urn(self) -> String {
        [PREFIX, self.word()].concat()
    }

    /// Whether the same may go well when it is sent again later.
    pub fn passes(self) -> bool {
        matches!(self, ProblemType::RateLimited | ProblemType::Internal | ProblemType::Unavailable)
    }
}

record! {
    /// What is wrong at one place of what was sent.
    #[derive(Eq)]
    pub struct FieldProblem {
        /// Where: a JSON Pointer.
        pub pointer: String = "pointer",
        /// What, in a sentence.
        pub detail: String = "detail",
    }
}

impl FieldProblem {
    /// The record as JSON.
    pub fn to_json(&self) -> String {
        Record::new().text("pointer", &self.pointer).text("detail", &self.detail).done()
    }
}

impl From<&Problem> for FieldProblem {
    fn from(problem: &Problem) -> FieldProblem {
        FieldProblem { pointer: problem.pointer.clone(), detail: problem.sentence() }
    }
}

/// What was wrong, as a backend answers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProblemDetail {
    /// What; `None` when the backend used a type that is not on the list.
    pub kind: Option<ProblemType>,
    /// It in a few words.
    pub title: String,
    /// The status it was answered with.
    pub status: u16,
    /// More about it.
    pub detail: Option<String>,
    /// What is wrong with which field.
    pub errors: Vec<FieldProblem>,
}

impl From<ProblemType> for ProblemDetail {
    fn from(kind: ProblemType) -> ProblemDetail {
        let (title, status) = (kind.title().to_owned(), kind.status());
        ProblemDetail { kind: Some(kind), title, status, detail: None, errors: Vec::new() }
    }
}

impl From<&[Problem]> for ProblemDetail {
    fn from(problems: &[Problem]) -> ProblemDetail {
        ProblemDetail { errors: problems.iter().map(FieldProblem::from).collect(), ..ProblemType::Invalid.into() }
    }
}

impl From<&Refused> for ProblemDetail {
    fn from(refused: &Refused) -> ProblemDetail {
        let kind = match refused {
            Refused::Problems(problems) => return problems.as_slice().into(),
            Refused::TooLarge => ProblemType::TooLarge,
            Refused::NotJson { .. } => ProblemType::Malformed,
            Refused::Version | Refused::Type(_) | Refused::Requires(_) => ProblemType::Invalid,
        };
        ProblemDetail { detail: Some(refused.sentences().join(" ")), ..kind.into() }
    }
}

impl ProblemDetail {
    /// The answer as JSON.
    pub fn to_json(&self) -> String {
        Record::new()
            .text("type", &self.kind.map_or_else(|| "about:blank".to_owned(), ProblemType::urn))
            .text("title", &self.title)
            .number("status", self.status.into())
            .maybe("detail", self.detail.as_deref())
            .some("errors", &mut self.errors.iter().map(FieldProblem::to_json))
            .done()
    }
}

impl Decode for ProblemDetail {
    fn decode(value: &Value, at: &mut At) -> Option<Self> {
        let object = at.open(value)?;
        let kind: String = at.get(&object, "type");
        let status: u64 = at.get(&object, "status");
        let read = ProblemDetail {
            kind: kind.strip_prefix(PREFIX).and_then(ProblemType::of),
            title: at.get(&object, "title"),
            status: u16::try_from(status).unwrap_or_default(),
            detail: at.get(&object, "detail"),
            errors: at.get(&object, "errors"),
        };
        at.close(object)?;
        Some(read)
    }

    fn hole() -> Self {
        ProblemType::Internal.into()
    }
}

#[cfg(feature = "schema")]
impl crate::schema::Schema for ProblemDetail {
    const NAME: Option<&'static str> = Some("Problem");

    fn schema(defs: &mut crate::schema::Defs) -> crate::schema::Node {
        use crate::schema::{FieldSchema, object};
        let types: Vec<String> = ProblemType::ALL.iter().map(|kind| kind.urn()).collect();
        let kind = node!({ "type": "string", "examples": (types) });
        object(
            "What went wrong (RFC 9457). An app knows a problem by its `type`.".to_owned(),
            vec![
                ("type", "Which problem it is.".to_owned(), true, kind),
                (
                    "title",
                    "It in a few words, in the language asked for as far as the backend has it.".to_owned(),
                    true,
                    String::field(defs),
                ),
                ("status", "The status of the answer.".to_owned(), true, u64::field(defs)),
                ("detail", "More about this one.".to_owned(), false, <Option<String>>::field(defs)),
                ("errors", "What is wrong with which field.".to_owned(), false, <Vec<FieldProblem>>::field(defs)),
            ],
        )
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::decode::record;

    #[test]
    fn every_problem_survives_being_written_and_read() {
        for kind in ProblemType::ALL {
            let errors = vec![FieldProblem { pointer: "/a~1b".into(), detail: "\"".into() }];
            let problem = ProblemDetail { detail: Some("why".into()), errors, ..(*kind).into() };
            assert_eq!(record(&problem.to_json()), Some(problem));
            assert!((400..600).contains(&kind.status()) && !kind.title().is_empty());
        }
    }

    #[test]
    fn a_problem_of_a_stranger_is_read_as_far_as_it_is_known() {
        let read: ProblemDetail = record(r#"{"type":"https://x.example/tea","title":"Tea","status":418}"#).unwrap();
        assert_eq!((read.kind, read.status, read.title.as_str()), (None, 418, "Tea"));
    }
}
