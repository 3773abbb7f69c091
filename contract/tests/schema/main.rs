//! The schemas say what the decoders do: held against each other over thousands of documents, good and broken, with a
//! validator that is not ours.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice
)]

mod blocks;
mod bodies;
#[path = "../broken/mod.rs"]
mod broken;
#[path = "../kinds/mod.rs"]
mod kinds;

use atrium_contract::{
    decode::{Problem, ProblemKind, Refused},
    schema::{DOCUMENTS, files},
};
use broken::{hostile, places};
use jsonschema::Validator;
use kinds::{KINDS, Kind};
use serde_json::{Value, json};

fn validator(schema: &Value) -> Validator {
    jsonschema::options().should_validate_formats(true).build(schema).unwrap()
}

/// The schema of what a fixture is: a document's own file, or its part of the OpenAPI document, whose name is the fixture's.
fn of(kind: &Kind) -> Validator {
    let fixture: Value = serde_json::from_str(kind.text).unwrap();
    if let Some(document) = DOCUMENTS.iter().find(|document| fixture["type"] == document.name) {
        return validator(&serde_json::from_str(&document.schema().pretty()).unwrap());
    }
    let capital = |word: &str| word[..1].to_uppercase() + &word[1..];
    let name: String = kind.name.split('-').map(capital).collect();
    let openapi = bodies::openapi();
    assert!(!openapi["components"]["schemas"][&name].is_null(), "there is no schema {name}");
    bodies::alone(&openapi, &json!({ "$ref": format!("#/components/schemas/{name}") }))
}

/// What a decoder tells and JSON Schema has no words for.
///
/// Not in this corpus, and neither: a document above its limit of bytes; a link or a font's name whose length counts in bytes;
/// more than 100 languages of a text or 200 paragraphs, 100 sources of a theme or 12 families of a font, of which a decoder looks
/// at the first ones only; sets and contexts of a theme that nothing resolves to, which a schema looks at and a decoder does not.
fn beyond_schema(problem: &Problem, document: &Value) -> bool {
    // What an alias leads to stands under a name that only the alias knows.
    let here = document.pointer(&problem.pointer).and_then(Value::as_str);
    if here.is_some_and(|text| text.starts_with('{') && text.ends_with('}') && problem.pointer.ends_with("/$value")) {
        return true;
    }
    match &problem.kind {
        // Two fields compared; two items compared by one of their fields; a path followed through the document.
        ProblemKind::EndsBeforeStart | ProblemKind::Duplicate | ProblemKind::Alias => true,
        // Arithmetic.
        ProblemKind::Expected { what, .. } => what.contains("true checksum"),
        _ => false,
    }
}

/// What one document of a kind shows: nothing where both agree.
fn disagreement(kind: &Kind, schema: &Validator, place: &str, document: &Value) -> Option<String> {
    let problems = match (kind.read)(&document.to_string()) {
        Ok(problems) => problems,
        Err(Refused::Problems(problems)) => problems,
        Err(_) => vec![Problem { pointer: String::new(), kind: ProblemKind::Missing }],
    };
    let fits = schema.is_valid(document);
    let told: Vec<&Problem> = problems.iter().filter(|problem| !beyond_schema(problem, document)).collect();
    match (told.first(), fits) {
        (Some(problem), true) => Some(format!("{}{place}: only the decoder refuses: {problem}", kind.name)),
        (None, false) if problems.is_empty() => {
            let error = schema.iter_errors(document).next().unwrap();
            Some(format!("{}{place}: only the schema refuses: {error} at {}", kind.name, error.instance_path()))
        }
        _ => None,
    }
}

#[test]
fn every_good_document_fits() {
    for kind in KINDS {
        let document = serde_json::from_str(kind.text).unwrap();
        let errors: Vec<String> = of(kind).iter_errors(&document).map(|error| error.to_string()).collect();
        assert_eq!(errors, Vec::<String>::new(), "{}", kind.name);
    }
}

#[test]
fn what_the_decoder_refuses_the_schema_refuses_and_the_other_way_round() {
    let hostile = hostile();
    let (mut wrong, mut made) = (Vec::new(), 0);
    for kind in KINDS {
        let schema = of(kind);
        let good: Value = serde_json::from_str(kind.text).unwrap();
        let mut all = Vec::new();
        places(&good, "", &mut all);
        for place in &all {
            let mut judge = |document: &Value| {
                made += 1;
                wrong.extend(disagreement(kind, &schema, place, document));
            };
            for value in &hostile {
                let mut broken = good.clone();
                *broken.pointer_mut(place).unwrap() = value.clone();
                judge(&broken);
            }
            let (parent, last) = place.rsplit_once('/').unwrap();
            let mut broken = good.clone();
            if let Some(Value::Object(fields)) = broken.pointer_mut(parent) {
                fields.remove(last);
                judge(&broken);
                broken.pointer_mut(parent).unwrap()["unknown"] = json!({ "later": [1] });
                judge(&broken);
            }
        }
    }
    assert!(made > 5_000, "only {made} documents");
    assert!(wrong.is_empty(), "{} of {made}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_text_of_every_form_is_judged_alike() {
    let member = KINDS.iter().find(|kind| kind.name == "member").unwrap();
    let list = KINDS.iter().find(|kind| kind.name == "list").unwrap();
    let total = KINDS.iter().find(|kind| kind.name == "challenge-total").unwrap();
    let mut wrong = Vec::new();
    for (kind, place, texts) in [
        (member, "/homepage", LINKS),
        (member, "/contact", LINKS),
        (member, "/catalogue/isbn", LINKS),
        (member, "/events/0/starts", INSTANTS),
        (list, "/works/0/isbn", ISBNS),
        (total, "/starts", DAYS),
        (total, "/id", IDS),
    ] {
        let schema = of(kind);
        for text in texts {
            let mut document: Value = serde_json::from_str(kind.text).unwrap();
            *document.pointer_mut(place).unwrap() = json!(text);
            wrong.extend(disagreement(kind, &schema, place, &document).map(|said| format!("{text:?} {said}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const LINKS: &[&str] = &[
    "a.json",
    "../a.json",
    "/x",
    "https://a.example/x",
    "HTTP://a.example",
    "//a.example/x",
    "?q=a:b",
    "",
    " ",
    " a b ",
    "\n a \n",
    "a\nb",
    "javascript:alert(1)",
    "JaVaScRiPt:x",
    " data:text/html,x",
    "file:///etc",
    "MailTo:a@b.example",
    "1:2",
    "a+b:c",
    "é:x",
    "https://{query}/",
    "https://a/{isbn}",
    "https:///{isbn}",
    "http:// ",
    "https://a.example?{isbn}",
    "\u{200b}",
    "https://a b/",
];
const INSTANTS: &[&str] = &[
    "1970-01-01T01:00:00+01:00",
    "1970-01-01t00:01:00.0019999z",
    "1970-01-01",
    "1970-01-01T00:00Z",
    "1970-01-01T24:00:00Z",
    "1970-01-01T00:00:00",
    "1970-01-01T00:00:00.xZ",
    "1970-01-01T00:00:00+1:00",
    "1970-01-01T00:00:00+24:00",
    "1970-02-30T00:00:00Z",
    "1970-01-01T00:00:00Z ",
    "1972-12-31T23:59:60Z",
    "0000-01-01T00:00:00Z",
    "9999-12-31T23:59:59-23:59",
    "1970-01-01 00:00:00Z",
];
const ISBNS: &[&str] = &[
    "978-0-14-243724-7",
    "080442957X",
    "080442957x",
    " 978 0 14 243724 7 ",
    "9780142437248",
    "97801424372",
    "978014243724Q",
    "",
    "978\u{2010}0142437247",
    "0\u{a0}80442957X",
    "X804429570",
    "97801424372X7",
    "9780142437247-",
];
const DAYS: &[&str] = &[
    "2026-11-23",
    "2024-02-29",
    "2026-02-29",
    "2026-04-31",
    "0001-01-01",
    "0000-01-01",
    "9999-12-31",
    "10000-01-01",
    "2026-1-1",
    "2026-11-23 ",
    "2026-13-01",
    "٢٠٢٦-11-23",
];
const IDS: &[&str] = &["a", "A.b_c-9", ".", "..", "...", "", "a/b", "a b", "é", "a\n"];

#[test]
fn no_two_types_share_a_name() {
    let mut names = std::collections::BTreeMap::new();
    for document in DOCUMENTS {
        let schema: Value = serde_json::from_str(&document.schema().pretty()).unwrap();
        for (name, definition) in schema["$defs"].as_object().unwrap() {
            let first = names.entry(name.clone()).or_insert_with(|| definition.clone());
            assert_eq!(first, definition, "{name}");
        }
    }
    assert!(names.len() > 15);
}

/// `cargo xtask schema` writes these files.
#[test]
fn what_is_checked_in_is_what_the_types_say() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut stale = Vec::new();
    for (name, text) in files() {
        let there = std::fs::read_to_string(folder.join(&name)).unwrap_or_default();
        if there.replace("\r\n", "\n") != text {
            stale.push(name);
        }
    }
    assert!(stale.is_empty(), "run `cargo xtask schema`: {stale:?} differ from the types");
}
