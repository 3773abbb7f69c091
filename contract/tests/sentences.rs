//! What is said about a wrong document, word for word: a stranger who writes one reads nothing else.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod kinds;

use kinds::{KINDS, Kind};
use serde_json::{Value, json};

fn kind(name: &str) -> &'static Kind {
    KINDS.iter().find(|kind| kind.name == name).unwrap()
}

/// What is said when a value is put in a place; `None` takes the field away. The second is whether the document is refused.
fn said(name: &str, place: &str, value: Option<Value>) -> (Vec<String>, bool) {
    let mut document: Value = serde_json::from_str(kind(name).text).unwrap();
    match value {
        Some(value) => {
            let (parent, last) = place.rsplit_once('/').unwrap();
            match document.pointer_mut(parent).unwrap() {
                Value::Object(fields) => drop(fields.insert(last.to_owned(), value)),
                other => other[last.parse::<usize>().unwrap()] = value,
            }
        }
        None => {
            let (parent, last) = place.rsplit_once('/').unwrap();
            document.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(last).unwrap();
        }
    }
    match (kind(name).read)(&document.to_string()) {
        Ok(problems) => (problems.iter().map(ToString::to_string).collect(), false),
        Err(refused) => (refused.sentences(), true),
    }
}

#[test]
fn what_is_required_is_missed() {
    for (name, place) in [
        ("alliance", "/name"),
        ("member", "/kind"),
        ("campaign", "/zone"),
        ("campaign", "/ends"),
        ("exhibit", "/title"),
        ("challenge-total", "/goal"),
        ("challenge-total", "/goal/target"),
        ("list", "/title"),
        ("theme", "/id"),
        ("ledger", "/exportedAt"),
    ] {
        assert_eq!(said(name, place, None), (vec![format!("{place} is missing")], true));
    }
}

#[test]
fn an_item_that_lacks_something_is_left_out_and_the_rest_is_shown() {
    for (name, place) in [
        ("alliance", "/members/1/href"),
        ("member", "/campaigns/0/title"),
        ("member", "/events/0/starts"),
        ("campaign", "/stages/0/starts"),
        ("campaign", "/sections/0/body"),
        ("campaign", "/sections/3/items/0/id"),
        ("exhibit", "/scenes/1/id"),
        ("list", "/works/1/title"),
        ("ledger", "/entries/0/occurredOn"),
    ] {
        assert_eq!(said(name, place, None), (vec![format!("{place} is missing")], false));
    }
}

#[test]
fn what_should_stand_there_is_said() {
    for (name, place, value, sentence) in [
        (
            "member",
            "/catalogue/isbn",
            json!("javascript:alert(1)//{isbn}"),
            "/catalogue/isbn should be a full http or https address with a place such as {isbn} after its host, but is another text",
        ),
        (
            "theme",
            "/tokens/sets/base/sources/0/space/unit/$value/value",
            json!(40),
            "/tokens/sets/base/sources/0/space/unit/$value should be a dimension from 0.75rem to 1.5rem, but is another number",
        ),
        (
            "challenge-total",
            "/goal/kind",
            json!("marathon"),
            "/goal/kind should be total, days, streak or checklist, but is another text",
        ),
        ("challenge-total", "/logUntil", json!("2026-11-29"), "/logUntil ends before it starts"),
        (
            "campaign",
            "/ends",
            json!(20270131),
            "/ends should be a local date such as 2026-07-01, but is another number",
        ),
        ("campaign", "/stages/0/ends", json!("2026-10-01"), "/stages/0/ends ends before it starts"),
        ("campaign", "/ends", json!("2026-10-01"), "/ends ends before it starts"),
        (
            "alliance",
            "/members/1/id",
            json!("city-library"),
            "/members/1 has an id that an earlier item has, and is left out",
        ),
        ("alliance", "/members", json!("all"), "/members should be a list, but is another text"),
        (
            "member",
            "/picture/width",
            json!(0),
            "/picture/width should be a whole number from 1 to 1000000, but is another number",
        ),
        (
            "member",
            "/homepage",
            json!("javascript:x"),
            "/homepage should be a relative, http or https link, but is another text",
        ),
        (
            "member",
            "/homepage",
            json!("mailto:desk@library.example"),
            "/homepage should be a relative, http or https link, but is another text",
        ),
        (
            "member",
            "/contact",
            json!("tel:+351"),
            "/contact should be a relative, http or https link or a mailto address, but is another text",
        ),
        ("campaign", "/title", json!(" \n"), "/title should be a text that says something, but is blank"),
        (
            "exhibit",
            "/title",
            json!({"en": ["\u{200b}"], "es": []}),
            "/title should be a text that says something, but is blank",
        ),
        (
            "list",
            "/works/0/authors/0",
            json!(""),
            "/works/0/authors/0 should be a text that says something, but is blank",
        ),
        ("ledger", "/entries/0/id", json!("<b>"), "/entries/0/id should be a UUID, but is another text"),
        (
            "ledger",
            "/profiles/0/createdAt",
            json!("yesterday"),
            "/profiles/0/createdAt should be an instant such as 2026-07-01T18:00:00Z, but is another text",
        ),
        ("theme", "/tokens", json!([]), "/tokens should be an object, but is a list"),
        (
            "list",
            "/works/0/isbn",
            json!("9780345539435"),
            "/works/0/isbn should be an ISBN of 10 or 13 digits with a true checksum, but is another text",
        ),
        (
            "challenge-days",
            "/goal/atLeast/unit",
            json!("parsecs"),
            "/goal/atLeast/unit should be books, pages, minutes, days or activities, but is another text",
        ),
        (
            "member",
            "/events/0/starts",
            json!("2026-11-28"),
            "/events/0/starts should be an instant such as 2026-07-01T18:00:00+02:00, but is another text",
        ),
    ] {
        assert_eq!(said(name, place, Some(value)).0, [sentence]);
    }
}

#[test]
fn what_is_unknown_is_skipped_without_a_word() {
    for (name, place, value) in [
        ("alliance", "/motto", json!({"any": [1]})),
        ("campaign", "/sections/0/kind", json!("hologram")),
        ("member", "/kind", json!("lighthouse")),
        ("member", "/picture/service/profile", json!("level9")),
        ("theme", "/tokens/sets/base/sources/0/color/glow", json!({"$value": "whatever"})),
        ("challenge-total", "/requires", json!([])),
        ("campaign", "/summary", json!("")),
        ("campaign", "/title", json!({"en": ["Two skies"], "es": [""], "ar": []})),
        ("exhibit", "/scenes/0/body", json!({"en": [" "]})),
    ] {
        assert_eq!(said(name, place, Some(value)), (Vec::new(), false), "{name} {place}");
    }
}

#[test]
fn a_capability_that_is_lacking_is_named() {
    let (said, refused) = said("campaign", "/requires", Some(json!(["smell", "taste"])));
    assert!(refused && said == ["the document requires what this reader lacks: smell, taste"], "{said:?}");
}

#[test]
fn a_ledger_of_many_years_is_read_whole() {
    use atrium_contract::{decode::document, entry::Ledger, progress::union};
    let mut ledger = document::<Ledger>(kind("ledger").text, "Ledger").unwrap().value;
    let entry = ledger.entries[0].clone();
    ledger.entries = (0..12_000)
        .map(|number| {
            let mut entry = entry.clone();
            entry.id = format!("{number:08}-0000-7000-8000-000000000000");
            entry
        })
        .collect();
    let read = document::<Ledger>(&ledger.to_json(), "Ledger").unwrap();
    assert_eq!((read.value.entries.len(), read.problems), (12_000, Vec::new()));
    // A ledger put together by hand may hold an entry twice, voided only once: it stays voided.
    let mut voided = entry.clone();
    voided.voided_at = Some("2026-11-24T00:00:00Z".into());
    ledger.entries = vec![entry, voided];
    let read = document::<Ledger>(&ledger.to_json(), "Ledger").unwrap().value;
    let merged = union(read.entries, Vec::new());
    assert!(merged.len() == 1 && merged[0].voided_at.is_some());
}

#[test]
fn two_members_may_use_the_same_id() {
    let two = json!([{"id": "a", "href": "a.json", "title": "A"}, {"id": "a", "member": "archive", "href": "b.json", "title": "B"}]);
    assert_eq!(said("member", "/exhibits", Some(two)), (Vec::new(), false));
}
