//! The rules without class Publish: a backend that judges by other rules than its public documents say.

use atrium_conform::time;
use serde_json::{Value, json};

use crate::common::backend::Backend;
use crate::common::{Fault, all_found, fault};
use crate::{from, told};

/// A challenge that runs.
fn challenge(id: &str, goal: &Value, more: &Value) -> Value {
    let day = |back: i64| time::instant(time::now() - back * 86_400_000).split('T').next().unwrap().to_owned();
    let mut document = json!({
        "atrium": "1", "type": "Challenge", "id": id, "title": { "en": ["A challenge"] }, "goal": goal, "zone": "Europe/Lisbon",
        "starts": day(9), "ends": day(-9),
    });
    document.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    document
}

fn all() -> Vec<Value> {
    let item = |id: &str, code: bool| json!({ "id": id, "title": id, "code": code });
    let milestones =
        json!([{ "id": "first", "at": 1, "title": "First" }, { "id": "fourth", "at": 4, "title": "Fourth" }]);
    let minutes = |amount: u32| json!({ "amount": amount, "unit": "minutes" });
    vec![
        challenge(
            "capped",
            &json!({ "kind": "total", "unit": "minutes", "target": 400 }),
            &json!({ "milestones": milestones, "usual": minutes(20), "caps": [
                { "per": "entry", "amount": 45, "unit": "minutes" }, { "per": "day", "amount": 60, "unit": "minutes" },
                { "per": "all", "amount": 350, "unit": "minutes" }] }),
        ),
        challenge(
            "works",
            &json!({ "kind": "total", "unit": "books", "target": 40 }),
            &json!({ "distinct": true, "countFrom": "enrolment", "milestones": milestones, "rates": [
                { "from": { "amount": 3, "unit": "pages" }, "to": { "amount": 2, "unit": "books" } },
                { "from": minutes(10), "to": { "amount": 1, "unit": "books" } }] }),
        ),
        challenge(
            "days-of-days",
            &json!({ "kind": "days", "target": 4, "within": 5, "atLeast": minutes(20) }),
            &json!({ "milestones": milestones, "caps": [{ "per": "entry", "amount": 15, "unit": "minutes" }] }),
        ),
        challenge("any-days", &json!({ "kind": "days", "target": 6 }), &json!({ "countFrom": "enrolment" })),
        challenge(
            "run",
            &json!({ "kind": "streak", "target": 5, "freezes": 1, "atLeast": minutes(10) }),
            &json!({ "milestones": milestones }),
        ),
        challenge(
            "things",
            &json!({ "kind": "checklist", "target": 3, "items": [
                item("a", false), item("b", false), item("c", true), item("d", false), item("e", false)] }),
            &json!({ "milestones": milestones }),
        ),
    ]
}

fn backend(name: &str) -> Backend {
    let backend = Backend::start(name);
    for document in all() {
        backend.publish("challenges", &document);
    }
    backend
}

/// The public document of a challenge is another than the one the backend judges by.
fn judged(name: &'static str, id: &'static str, how: fn(&mut Value)) -> Fault {
    fault(name, "participate.rules", move |asked, pass| {
        if !asked.path.ends_with(&format!("/{id}.json")) {
            return pass(asked);
        }
        asked.headers.remove("accept-encoding");
        let mut told = pass(asked);
        told.change(how);
        told
    })
}

#[test]
fn the_reference_backend_passes_with_every_rule_that_can_be_tried() {
    let backend = backend("every-rule");
    let report = from(&backend.url, |_| {});
    assert!(report.fine(), "{}", report.words(false));
    let note = report.notes.iter().find(|note| note.contains("were held against 8 of 8")).unwrap();
    // Nothing arrives late in a challenge that runs.
    assert!(note.ends_with("nothing there turns on them: arrived-late."), "{note}");
}

#[test]
fn every_rule_that_is_broken_is_found() {
    let backend = backend("broken-rules");
    let standing = |name: &'static str, how: fn(&mut Value)| {
        told(name, "participate.rules", move |asked, told| {
            if asked.is("GET", "/patron/standings/") {
                told.change(how);
            }
        })
    };
    let faults = vec![
        judged("a cap of another size", "capped", |it| it["caps"][1]["amount"] = json!(59)),
        judged("a cap on all that is not known", "capped", |it| it["caps"][2]["amount"] = json!(300)),
        judged("a streak that freezes nothing", "run", |it| it["goal"]["freezes"] = json!(2)),
        judged("any day is enough", "run", |it| it["goal"]["atLeast"]["amount"] = json!(11)),
        judged("days within days are days", "days-of-days", |it| it["goal"]["within"] = json!(3)),
        judged("re-reads count", "works", |it| it["distinct"] = json!(false)),
        judged("late joiners count from the start", "any-days", |it| it["countFrom"] = json!("campaign-start")),
        judged("rates of another size", "works", |it| it["rates"][0]["to"]["amount"] = json!(3)),
        judged("things that a code ticks are ticked by hand", "things", |it| {
            it["goal"]["items"][2]["code"] = json!(false)
        }),
        judged("milestones are elsewhere", "capped", |it| it["milestones"][1]["at"] = json!(400)),
        standing("what is done has no day", |it| drop(it.as_object_mut().unwrap().remove("doneOn"))),
        standing("milestones are not said", |it| it["reached"] = json!([])),
        standing("ticks in another order", |it| {
            it["ticked"].as_array_mut().into_iter().for_each(|ticked| ticked.reverse());
        }),
        told("milestones are no awards", "participate.award", |asked, told| {
            if asked.is("GET", "/patron/awards") {
                told.change(|it| {
                    it["items"]
                        .as_array_mut()
                        .into_iter()
                        .for_each(|items| items.retain(|it| it.get("milestone").is_none()));
                });
            }
        }),
    ];
    all_found(faults, &backend.url, |proxy| from(&proxy.url, |_| {}));
}
