//! A draft from its first version to its deletion; the public never hears of it.

use serde_json::{Value, json};

use super::{Desk, Pre};
use crate::checks::publish::{
    ADDRESS, CHANGE, CREATE, CREATE_ONCE, DELETE, DRAFT, HIDDEN, PRECONDITION, PROBLEMS, STALE, UNKNOWN_KEPT,
};

const ID: &str = "conform-draft";
const STALE_TAG: &str = "\"conform-knows-something-else\"";

/// An exhibit that is right, with a field that nobody knows.
pub fn exhibit(id: &str, title: &str) -> Value {
    json!({
        "atrium": "1", "type": "Exhibit", "id": id, "title": { "en": [title] },
        "scenes": [{ "id": "one", "title": { "en": ["One scene"] }, "conformUnknown": [1, { "two": null }] }],
        "conformUnknown": { "kept": true, "number": 12_345_678 },
    })
}

/// Walks it.
pub fn all(desk: &mut Desk) {
    desk.clear("exhibits", ID);
    let draft = |title: &str| json!({ "state": "draft", "document": exhibit(ID, title) });
    let bare = desk.put("exhibits", ID, &draft("First"), Pre::None);
    desk.site.run.problem(&PRECONDITION, &bare, 428, "precondition-required");
    let made = desk.put("exhibits", ID, &draft("First"), Pre::New);
    if !created(desk, &made) {
        return;
    }
    let twice = desk.put("exhibits", ID, &draft("Twice"), Pre::New);
    desk.site.run.problem(&CREATE_ONCE, &twice, 412, "precondition-failed");
    let Some(tag) = read(desk, "First") else { return };
    let stale = desk.put("exhibits", ID, &draft("Stale"), Pre::Tag(STALE_TAG));
    desk.site.run.problem(&STALE, &stale, 412, "precondition-failed");
    let bare = desk.put("exhibits", ID, &draft("Bare"), Pre::None);
    desk.site.run.problem(&PRECONDITION, &bare, 428, "precondition-required");
    read(desk, "First");

    let changed = desk.put("exhibits", ID, &draft("Second"), Pre::Tag(&tag));
    let new = changed.header("etag").unwrap_or_default().to_owned();
    let version = |answer: &crate::http::Answer| answer.json.get("version").and_then(Value::as_u64).unwrap_or_default();
    let grows = version(&changed) > version(&made);
    desk.site.run.holds(
        &CHANGE,
        &changed,
        changed.is(200) && !new.is_empty() && new != tag && grows,
        "200 with a new ETag and a greater version",
    );
    let lost = desk.put("exhibits", ID, &draft("Lost"), Pre::Tag(&tag));
    desk.site.run.problem(&STALE, &lost, 412, "precondition-failed");
    read(desk, "Second");
    hidden(desk, &changed);
    wrong(desk);
    deleted(desk);
}

fn created(desk: &mut Desk, made: &crate::http::Answer) -> bool {
    let run = &mut *desk.site.run;
    let right = run.holds(&CREATE, made, made.is(201), "201");
    if right {
        let headers = made.header("location").is_some() && made.header("etag").is_some_and(|tag| tag.starts_with('"'));
        let came = format!(
            "Location: {}, ETag: {}",
            made.header("location").unwrap_or("none"),
            made.header("etag").unwrap_or("none")
        );
        run.that(&CREATE, made, headers, "Location and a strong ETag", came);
        let added = made.json.get("version").is_some_and(Value::is_u64)
            && made.text("/changedAt").is_some()
            && made.json.get("scheduled") == Some(&json!(false))
            && made.text("/href").is_some()
            && made.text("/state") == Some("draft");
        run.holds(&CREATE, made, added, "state, version, changedAt, scheduled: false and href");
    }
    right
}

/// Looks whether the draft is the one with this title; its ETag.
fn read(desk: &mut Desk, title: &str) -> Option<String> {
    let answer = desk.get("exhibits", ID);
    let tag = answer.header("etag").unwrap_or_default().to_owned();
    let strong = tag.starts_with('"') && tag.len() > 2;
    let run = &mut *desk.site.run;
    run.that(
        &DRAFT,
        &answer,
        answer.is(200) && strong,
        "200 with a strong ETag",
        format!("{}, ETag {tag}", answer.status),
    );
    run.same(&DRAFT, &answer, "/document/title/en/0", &json!(title));
    let wanted = exhibit(ID, title);
    let kept = answer.json.get("document") == Some(&wanted);
    run.holds(&UNKNOWN_KEPT, &answer, kept, "the document as it was sent, unknown fields and all");
    let ask = desk.ask("GET", &desk.at("exhibits", ID)).with("If-None-Match", tag.clone());
    let known = desk.send(&ask);
    desk.site.run.holds(&DRAFT, &known, known.is(304) && known.raw.is_empty(), "304 without a body");
    strong.then_some(tag)
}

fn hidden(desk: &mut Desk, draft: &crate::http::Answer) {
    if let Some(public) = desk.public(draft) {
        desk.site.run.status(&HIDDEN, &public, &[404]);
    }
    let (member, there) = desk.card("exhibits", ID, false);
    desk.site.run.that(&HIDDEN, &member, !there, "no card of a draft", "a card");
}

/// What a reader would leave out.
fn wrong(desk: &mut Desk) {
    let mut document = exhibit(ID, "Wrong");
    if let Some(title) = document.pointer_mut("/scenes/0/title") {
        *title = json!(7);
    }
    let answer = desk.keep("exhibits", ID, &json!({ "state": "draft", "document": document }));
    let told = answer.items("/problems").iter().any(|problem| {
        problem.get("pointer").and_then(Value::as_str).is_some_and(|at| at.ends_with("/scenes/0/title"))
    });
    desk.site.run.holds(&PROBLEMS, &answer, answer.is(200) && told, "200 with problems, one at …/scenes/0/title");
    let answer = desk.keep("exhibits", ID, &json!({ "state": "published", "document": document }));
    desk.site.run.invalid(&PROBLEMS, &answer, "/document/scenes/0/title");
    let answer =
        desk.keep("exhibits", ID, &json!({ "state": "draft", "document": exhibit("conform-another", "Other") }));
    desk.site.run.invalid(&ADDRESS, &answer, "/document/id");
}

fn deleted(desk: &mut Desk) {
    let bare = desk.delete("exhibits", ID, Pre::None);
    desk.site.run.problem(&PRECONDITION, &bare, 428, "precondition-required");
    let stale = desk.delete("exhibits", ID, Pre::Tag(STALE_TAG));
    desk.site.run.problem(&STALE, &stale, 412, "precondition-failed");
    let there = desk.get("exhibits", ID);
    let tag = there.header("etag").unwrap_or_default().to_owned();
    let gone = desk.delete("exhibits", ID, Pre::Tag(&tag));
    desk.site.run.status(&DELETE, &gone, &[204]);
    let after = desk.get("exhibits", ID);
    desk.site.run.problem(&DELETE, &after, 404, "not-found");
}
