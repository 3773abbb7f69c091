//! Errors, devices, and the end of an account.

use std::sync::Mutex;

use serde_json::json;

use crate::common::{Told, fault};
use crate::{asked, found, kept, problem, told};

#[test]
fn every_fault_of_errors_and_devices_is_found() {
    let swallow = |name: &'static str, check: &'static str, part: &'static str| {
        fault(name, check, move |asked, pass| {
            if asked.is("DELETE", part) && asked.headers.contains_key("atrium-client") {
                Told::new(204, "", "")
            } else {
                pass(asked)
            }
        })
    };
    let faults = vec![
        told("an error page in HTML", "participate.problem", |_, told| {
            if told.status == 404 {
                *told = Told::new(404, "text/html", "<!doctype html><h1>Not found</h1>");
            }
        }),
        told("an error without pointers", "participate.invalid", |_, told| {
            if told.status == 422 {
                told.change(|it| drop(it.as_object_mut().unwrap().remove("errors")));
            }
        }),
        told("405 that does not say what is", "participate.method", |_, told| drop(told.headers.remove("allow"))),
        told("problems in no language", "participate.language", |_, told| {
            drop(told.headers.remove("content-language"))
        }),
        asked("any media type", "participate.media-type", |asked| asked.set("content-type", "application/json")),
        fault("a server that falls over deep JSON", "participate.malformed", |asked, pass| {
            if asked.text().contains("[[[[[[[[[[") { problem(500, "internal") } else { pass(asked) }
        }),
        fault("bodies of any size", "participate.too-large", |asked, pass| {
            if asked.body.len() > 1_000_000 { kept(201, &json!({})) } else { pass(asked) }
        }),
        fault("unknown fields refused", "participate.unknown-field", |asked, pass| {
            if asked.text().contains("conformUnknown") { problem(422, "invalid") } else { pass(asked) }
        }),
        told("a phrase of six digits", "participate.phrase", |asked, told| {
            if asked.is("POST", "/pairings") {
                told.change(|it| it["phrase"] = json!("482 913"));
            }
        }),
        {
            let phrases = Mutex::new(Vec::<(String, Told)>::new());
            fault("a phrase is good for ever", "participate.phrase-once", move |asked, pass| {
                let told = pass(asked);
                if !asked.is("POST", "/session") {
                    return told;
                }
                let digits: String =
                    asked.json()["phrase"].as_str().unwrap_or_default().chars().filter(char::is_ascii_digit).collect();
                let mut phrases = phrases.lock().unwrap();
                if told.status == 201 && !digits.is_empty() {
                    phrases.push((digits, told.clone()));
                    return told;
                }
                phrases.iter().find(|(other, _)| *other == digits).map_or(told, |(_, first)| first.clone())
            })
        },
        {
            let used = Mutex::new(Vec::<String>::new());
            fault("a lost answer loses the account", "participate.recovery-lost", move |asked, pass| {
                if !asked.is("POST", "/session") {
                    return pass(asked);
                }
                let typed = asked.json()["recovery"].as_str().unwrap_or_default().to_ascii_uppercase();
                let key: String = typed.chars().filter(char::is_ascii_alphanumeric).collect();
                let mut used = used.lock().unwrap();
                if used.contains(&key) {
                    return problem(404, "phrase-unknown");
                }
                used.extend((!key.is_empty()).then_some(key));
                pass(asked)
            })
        },
        fault("a new sheet that changes nothing", "participate.recovery-new", |asked, pass| {
            if asked.is("POST", "/patron/recovery") {
                return kept(201, &json!({ "recovery": "7Q2M-9XKD-4TZP-0RWN-8VBC-5HJF-3GYA-6E1S" }));
            }
            pass(asked)
        }),
        swallow("a revoked device goes on", "participate.revoked", "/patron/devices/"),
        swallow("signing out does nothing", "participate.signed-out", "/patron/session"),
        swallow("a deleted account stays", "participate.deleted", "/patron/account"),
        told("an export without awards", "participate.export", |asked, told| {
            if asked.is("GET", "/export") {
                told.change(|it| drop(it.as_object_mut().unwrap().remove("awards")));
            }
        }),
    ];
    // Each has a backend of its own: a walk's wrong phrases are held against the next.
    for fault in faults {
        found(vec![fault], "errors");
    }
}
