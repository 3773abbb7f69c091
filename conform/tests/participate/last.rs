//! The end of an account: what the export leaves out, and what stays for others to see.

use std::collections::BTreeMap;
use std::sync::Mutex;

use serde_json::{Value, json};

use crate::common::{Fault, Told, fault};
use crate::{asked, found, told};

fn exported(name: &'static str, how: fn(&mut Value)) -> Fault {
    told(name, "participate.export", move |asked, told| {
        if asked.is("GET", "/export") && told.status == 200 {
            told.change(how);
        }
    })
}

/// What was told last stays when an account was deleted.
fn stays(name: &'static str, part: &'static str) -> Fault {
    let kept = Mutex::new((false, BTreeMap::<String, Told>::new()));
    fault(name, "participate.deleted", move |asked, pass| {
        let mut kept = kept.lock().unwrap();
        let told = pass(asked);
        kept.0 |= asked.is("DELETE", "/patron/account") && told.status == 204;
        if !asked.is("GET", part) {
            return told;
        }
        match kept.1.get(&asked.path) {
            Some(before) if kept.0 => before.clone(),
            _ => {
                if told.status == 200 {
                    kept.1.insert(asked.path.clone(), told.clone());
                }
                told
            }
        }
    })
}

#[test]
fn every_fault_of_the_end_of_an_account_is_found() {
    let first = Mutex::new(BTreeMap::<String, Told>::new());
    found(
        vec![
            exported("an export without what was voided", |it| {
                it["entries"].as_array_mut().unwrap().retain(|entry| entry.get("voidedAt").is_none());
            }),
            exported("an export that forgets the voids", |it| {
                it["entries"].as_array_mut().unwrap().iter_mut().for_each(|entry| {
                    entry.as_object_mut().unwrap().remove("voidedAt");
                });
            }),
            exported("an export without enrolments", |it| it["enrolments"] = json!([])),
            exported("an export without teams", |it| it["teams"] = json!([])),
            exported("an export without awards", |it| it["awards"] = json!([])),
            exported("an export of the last page only", |it| {
                let entries = it["entries"].as_array_mut().unwrap();
                entries.drain(..entries.len().min(1));
            }),
            stays("a deleted account stays on the board", "/boards/"),
            stays("a team outlives its maker", "/patron/teams/"),
            told("what was deleted keeps its ids", "participate.deleted", |asked, told| {
                let again = asked.is("PUT", "/patron/profiles/") && asked.text().contains("\"Last ");
                if again && told.status == 201 && asked.header("cookie").is_some() {
                    told.status = 200;
                }
            }),
            fault("a board of a while ago", "participate.board", move |asked, pass| {
                let told = pass(asked);
                if told.status != 200 || !asked.is("GET", "/boards/") {
                    return told;
                }
                first.lock().unwrap().entry(asked.path.clone()).or_insert(told).clone()
            }),
            told("a board without its rows", "participate.board", |asked, told| {
                if asked.is("GET", "/boards/") && told.status == 200 {
                    told.change(|it| it["readers"] = Value::Null);
                }
            }),
            told("a board that knows no ties", "participate.board", |asked, told| {
                if asked.is("GET", "/boards/") && told.status == 200 {
                    told.change(|it| {
                        let rows = it["readers"].as_array_mut().into_iter().flatten().enumerate();
                        rows.for_each(|(place, row)| row["rank"] = json!(place + 1));
                    });
                }
            }),
            told("a board of a kind that nobody asked for", "participate.board", |asked, told| {
                if asked.is("GET", "/boards/") && told.status == 200 {
                    told.change(|it| it["teams"] = json!([]));
                }
            }),
            asked("nobody is on the board", "participate.board", |asked| {
                if asked.is("PUT", "/patron/enrolments/") {
                    asked.change(|it| drop(it.as_object_mut().unwrap().remove("board")));
                }
            }),
        ],
        "last",
    );
}
