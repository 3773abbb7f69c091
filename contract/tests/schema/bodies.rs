//! The bodies of the OpenAPI document: its examples, and what is sent and answered.

use super::{
    beyond_schema,
    broken::{hostile, places},
    validator,
};
use atrium_contract::{
    account::{Account, NewAccount, SignIn},
    award::Awards,
    board::Board,
    changes::Changes,
    decode::{Decode, Problem, ProblemKind, Refused, sent_tree, tree},
    draft::{Draft, Drafts, History},
    entry::{Enrolment, Entry, Profile},
    participation::Participation,
    publication::Publication,
    redemption::Redemption,
    schema::{DOCUMENTS, files},
    standing::Standing,
    team::Team,
};
use jsonschema::Validator;
use serde_json::{Value, json};

/// The OpenAPI document as it is generated.
pub fn openapi() -> Value {
    let (_, text) = files().into_iter().find(|(name, _)| name == "openapi.json").unwrap();
    serde_json::from_str(&text).unwrap()
}

/// A schema of the OpenAPI document as one that stands by itself.
pub fn alone(openapi: &Value, schema: &Value) -> Validator {
    validator(&json!({ "allOf": [schema], "components": openapi["components"] }))
}

/// Every body in the OpenAPI document: its operation, its schema and its example.
fn bodies(openapi: &Value) -> Vec<(String, Value, Value)> {
    let mut all = Vec::new();
    for (_, path) in openapi["paths"].as_object().unwrap() {
        for operation in path.as_object().unwrap().values().filter(|it| it.get("operationId").is_some()) {
            let name = operation["operationId"].as_str().unwrap();
            let mut note = |what: &str, content: &Value| {
                for media in content.as_object().into_iter().flat_map(|all| all.values()) {
                    all.push((format!("{name} {what}"), media["schema"].clone(), media["example"].clone()));
                }
            };
            note("body", &operation["requestBody"]["content"]);
            for (status, response) in operation["responses"].as_object().unwrap() {
                note(status, &response["content"]);
            }
        }
    }
    all
}

#[test]
fn every_example_of_the_openapi_document_fits() {
    let openapi = openapi();
    let all = bodies(&openapi);
    assert!(all.len() > 150, "only {}", all.len());
    for (name, schema, example) in all {
        assert!(!schema.is_null() && !example.is_null(), "{name}");
        let errors: Vec<String> = alone(&openapi, &schema)
            .iter_errors(&example)
            .map(|error| format!("{error} at {}", error.instance_path()))
            .collect();
        assert_eq!(errors, Vec::<String>::new(), "{name}");
    }
}

type Read = fn(&Value) -> Vec<Problem>;

fn as_sent<T: Decode>(value: &Value) -> Vec<Problem> {
    let value = atrium_contract::json::parse(&value.to_string()).unwrap();
    sent_tree::<T>(&value).err().unwrap_or_default()
}

fn as_document<T: Decode>(value: &Value, kind: &'static str) -> Vec<Problem> {
    let value = atrium_contract::json::parse(&value.to_string()).unwrap();
    match tree::<T>(&value, kind) {
        Ok(decoded) => decoded.problems,
        Err(Refused::Problems(problems)) => problems,
        Err(_) => vec![Problem { pointer: String::new(), kind: ProblemKind::Missing }],
    }
}

macro_rules! documents {
    ($($operation:literal $kind:ident),* $(,)?) => {
        &[$(($operation, |value| as_document::<$kind>(value, stringify!($kind)))),*]
    };
}

/// What a patron or staff sends, by the operation that takes it.
const SENT: &[(&str, Read)] = &[
    ("createAccount body", as_sent::<NewAccount>),
    ("signIn body", as_sent::<SignIn>),
    ("putProfile body", as_sent::<Profile>),
    ("putEnrolment body", as_sent::<Enrolment>),
    ("putEntry body", as_sent::<Entry>),
    ("putRedemption body", as_sent::<Redemption>),
    ("putTeam body", as_sent::<Team>),
    ("putDraft body", as_sent::<Draft>),
];
/// What a backend answers.
const ANSWERED: &[(&str, Read)] = documents![
    "getParticipation 200" Participation, "getAccount 200" Account, "getStanding 200" Standing, "getAwards 200" Awards,
    "getPublication 200" Publication, "getBoard 200" Board, "getDrafts 200" Drafts, "getHistory 200" History, "getChanges 200" Changes,
];

/// What only one of the two says, for every part of an example replaced by every hostile value.
fn unlike(all: &[(&str, Read)]) -> Vec<String> {
    let openapi = openapi();
    let bodies = bodies(&openapi);
    let mut hostile = hostile();
    hostile
        .extend([39, 41, 60, 61, 100, 101, 200, 201, 500, 501, 2_000, 2_001].map(|length| json!("x".repeat(length))));
    hostile.extend(
        ["{id}", "//{id}/", "https://{id}", "https://a.example/{id}", "{id}:x", "a{id}b"].map(|text| json!(text)),
    );
    let (mut wrong, mut made) = (Vec::new(), 0);
    for (name, read) in all {
        let (_, schema, example) = bodies.iter().find(|body| body.0 == *name).unwrap();
        // A document by its own file: what a device wrote may be longer than what a backend takes.
        let document = DOCUMENTS.iter().find(|document| name.ends_with(" 200") && example["type"] == document.name);
        let schema = match document {
            Some(document) => validator(&serde_json::from_str(&document.schema().pretty()).unwrap()),
            None => alone(&openapi, schema),
        };
        assert_eq!(read(example), Vec::new(), "{name}");
        let mut all = Vec::new();
        places(example, "", &mut all);
        for place in &all {
            let (parent, last) = place.rsplit_once('/').unwrap();
            let without = || {
                let mut broken = example.clone();
                match broken.pointer_mut(parent) {
                    Some(Value::Object(fields)) => drop(fields.remove(last)),
                    Some(Value::Array(items)) => drop(items.remove(last.parse().unwrap())),
                    _ => {}
                }
                broken
            };
            let replaced = hostile.iter().map(|value| {
                let mut broken = example.clone();
                *broken.pointer_mut(place).unwrap() = value.clone();
                broken
            });
            for broken in replaced.chain([without()]) {
                made += 1;
                let told: Vec<Problem> = read(&broken).into_iter().filter(|it| !beyond_schema(it, &broken)).collect();
                if told.is_empty() != schema.is_valid(&broken) {
                    let error =
                        schema.iter_errors(&broken).next().map(|error| format!("{error} at {}", error.instance_path()));
                    wrong.push(format!(
                        "{name}{place} {}: {told:?} / {error:?}",
                        broken.pointer(place).unwrap_or(&Value::Null)
                    ));
                }
            }
        }
    }
    assert!(made > 2_000, "only {made} documents");
    wrong
}

#[test]
fn what_is_sent_is_taken_by_both_or_by_neither() {
    let wrong = unlike(SENT);
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_is_answered_is_read_by_both_or_by_neither() {
    let wrong = unlike(ANSWERED);
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}
