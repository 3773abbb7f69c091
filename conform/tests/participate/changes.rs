//! The feed of changes.

use std::sync::Mutex;

use serde_json::{Value, json};

use crate::common::{Asked, Fault, Told};
use crate::{asked, found, told};

#[test]
fn every_fault_of_the_changes_is_found() {
    let feed = |name: &'static str, check: &'static str, how: fn(&Asked, &mut Value)| {
        told(name, check, move |asked, told| {
            if asked.is("GET", "/patron/changes") && told.status == 200 {
                told.change(|it| how(asked, it));
            }
        })
    };
    let last = Mutex::new(None::<Value>);
    found(
        vec![
            feed("a cursor that skips", "participate.changes-all", |asked, it| {
                if asked.path.contains('?') && it["entries"].as_array().is_some_and(|entries| entries.len() > 3) {
                    it["entries"].as_array_mut().unwrap().remove(0);
                }
            }),
            told("a cursor that repeats", "participate.changes-once", move |asked, told| {
                if asked.is("GET", "/patron/changes") && told.status == 200 {
                    told.change(|it| {
                        let Some(entries) = it["entries"].as_array_mut().filter(|entries| entries.len() > 3) else {
                            return;
                        };
                        let before = last.lock().unwrap().replace(entries[entries.len() - 1].clone());
                        entries.extend(before.filter(|_| asked.path.contains('?')));
                    });
                }
            }),
            feed("changes in another order", "participate.changes-order", |_, it| {
                it["entries"].as_array_mut().into_iter().for_each(|entries| entries.reverse());
            }),
            feed("the next page is not said", "participate.changes", |_, it| {
                drop(it.as_object_mut().unwrap().remove("next"))
            }),
            feed("voids are not passed on", "participate.changes-again", |_, it| {
                it["entries"]
                    .as_array_mut()
                    .into_iter()
                    .for_each(|entries| entries.retain(|entry| entry.get("voidedAt").is_none()));
            }),
            feed("nobody hears of deleted readers", "participate.changes-gone", |_, it| it["gone"] = json!([])),
            told("no Link", "participate.changes-link", |_, told| drop(told.headers.remove("link"))),
            asked("any cursor", "participate.changes-cursor", |asked| {
                if asked.is("GET", "/patron/changes?") && asked.path.contains("conform") {
                    asked.path = "/atrium/patron/changes".into();
                }
            }),
        ],
        "changes",
    );
}
