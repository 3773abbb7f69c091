//! Class Participate: the reference backend passes, and each way of being bad is found.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod common;

use std::sync::Mutex;

use atrium_conform::options::{Class, Options};
use atrium_conform::report::Report;
use common::backend::{Backend, FRONT_DOOR};
use common::{Asked, Fault, Told, all_found, fault, walk};
use serde_json::{Value, json};

fn from(url: &str, with: impl Fn(&mut Options)) -> Report {
    walk(&format!("{url}/atrium/member.json"), |options| {
        options.class = Some(Class::Participate);
        options.origin = Some(FRONT_DOOR.into());
        with(options);
    })
}

fn found(faults: Vec<Fault>, name: &str) {
    let backend = Backend::start(name);
    all_found(faults, &backend.url, |proxy| from(&proxy.url, |_| {}));
}

#[test]
fn the_reference_backend_passes() {
    let backend = Backend::start("participate");
    let report = from(&backend.url, |_| {});
    assert!(report.fine(), "{}", report.words(false));
    assert!(report.passes_in_all() > 1_000, "{}", report.passes_in_all());
}

#[test]
fn guessing_is_tried_when_asked_for_and_its_absence_found() {
    let backend = Backend::start("limits");
    let tried = |url: &str| from(url, |options| options.limits = true);
    // First without: once it is held off, this machine is shut out.
    let open = fault("guessing is not held off", "participate.guessing", |asked, pass| {
        let told = pass(asked);
        if told.status == 429 { problem(404, "phrase-unknown") } else { told }
    });
    all_found(vec![open], &backend.url, |proxy| tried(&proxy.url));
    let again = Backend::start("limits-held");
    let report = tried(&again.url);
    assert!(report.fine(), "{}", report.words(false));
    assert_eq!(report.passes("participate.guessing"), 1);
}

/// A problem as the page has it.
fn problem(status: u16, kind: &str) -> Told {
    let body = json!({ "type": format!("urn:atrium:problem:{kind}"), "title": "So it is.", "status": status });
    let mut told = Told::new(status, "application/problem+json", &body.to_string());
    told.set("content-language", "en");
    told
}

fn kept(status: u16, body: &Value) -> Told {
    let mut told = Told::new(status, "application/json", &body.to_string());
    told.set("cache-control", "private, no-store");
    told
}

/// A fault in every answer.
fn told(name: &'static str, check: &'static str, how: impl Fn(&Asked, &mut Told) + Send + Sync + 'static) -> Fault {
    fault(name, check, move |asked, pass| {
        let mut told = pass(asked);
        how(asked, &mut told);
        told
    })
}

/// A fault in every request.
fn asked(name: &'static str, check: &'static str, how: impl Fn(&mut Asked) + Send + Sync + 'static) -> Fault {
    fault(name, check, move |asked, pass| {
        how(asked);
        pass(asked)
    })
}

/// A fault in the cookie.
fn cookie(name: &'static str, check: &'static str, how: fn(String) -> String) -> Fault {
    told(name, check, move |_, told| {
        let line = told.header("set-cookie");
        if !line.is_empty() {
            told.set("set-cookie", &how(line));
        }
    })
}

fn without(line: &str, attribute: &str) -> String {
    line.split(';').filter(|part| !part.trim().to_lowercase().starts_with(attribute)).collect::<Vec<_>>().join(";")
}

#[test]
fn every_fault_of_who_is_let_in_is_found() {
    let first = Mutex::new(None::<String>);
    let one = Mutex::new(None::<String>);
    found(
        vec![
            cookie("a cookie that scripts read", "participate.cookie-http-only", |line| without(&line, "httponly")),
            cookie("a cookie without Secure", "participate.cookie-secure", |line| without(&line, "secure")),
            cookie("a cookie for every site's links", "participate.cookie-same-site", |line| format!("{}; SameSite=Lax", without(&line, "samesite"))),
            cookie("a cookie of an hour", "participate.cookie-life", |line| format!("{}; Max-Age=3600", without(&without(&line, "max-age"), "expires"))),
            told("the token in the body too", "participate.cookie-token", |_, told| {
                let line = told.header("set-cookie");
                let token = line.split([';', '=']).nth(1).unwrap_or_default().to_owned();
                if !line.is_empty() {
                    told.change(|it| it["token"] = json!(token));
                }
            }),
            asked("requests may be forged", "participate.client-header", |asked| asked.set("atrium-client", "1")),
            fault("any origin may write", "participate.origin-unknown", |asked, pass| {
                if asked.header("origin").is_some_and(|origin| origin != FRONT_DOOR) && asked.method != "OPTIONS" {
                    asked.headers.remove("origin");
                }
                pass(asked)
            }),
            fault("any origin may read what is private", "participate.cors-stranger", |asked, pass| {
                let mut told = pass(asked);
                if let Some(origin) = asked.header("origin").filter(|_| asked.is("GET", "/account")) {
                    told.set("access-control-allow-origin", &origin);
                }
                told
            }),
            fault("a preflight for everybody", "participate.preflight-stranger", |asked, pass| {
                let mut told = pass(asked);
                if asked.method == "OPTIONS" {
                    told.status = 204;
                    told.set("access-control-allow-origin", &asked.header("origin").unwrap_or_default());
                }
                told
            }),
            told("a preflight without its headers", "participate.preflight", |asked, told| {
                if asked.method == "OPTIONS" {
                    told.headers.remove("access-control-allow-headers");
                }
            }),
            told("answers that no page can read", "participate.cors-known", |_, told| drop(told.headers.remove("access-control-allow-credentials"))),
            told("404 in the place of 401", "participate.sign-in-needed", |_, told| {
                if told.status == 401 {
                    *told = problem(404, "not-found");
                }
            }),
            told("private answers in caches", "participate.private", |_, told| {
                if told.header("cache-control").contains("no-store") {
                    told.set("cache-control", "public, max-age=60");
                }
            }),
            told("no ETag on what is private", "participate.etag", |asked, told| {
                if asked.path.contains("/patron/") {
                    told.headers.remove("etag");
                }
            }),
            fault("everybody's export is the first one's", "participate.stranger-told", move |asked, pass| {
                if let Some(cookie) = asked.header("cookie").filter(|_| asked.is("GET", "/export")) {
                    let mine = first.lock().unwrap().get_or_insert_with(|| cookie.clone()).clone();
                    // As if the query lacked its account: whoever asks is given all.
                    if asked.headers.contains_key("cookie") && one.lock().unwrap().is_some() {
                        let other = one.lock().unwrap().clone().unwrap();
                        asked.set("cookie", &other);
                    } else {
                        asked.set("cookie", &mine);
                    }
                }
                if asked.is("PUT", "/patron/entries/") && one.lock().unwrap().is_none() {
                    *one.lock().unwrap() = asked.header("cookie");
                }
                pass(asked)
            }),
            {
                let owner = Mutex::new(None::<String>);
                fault("anybody's entry is read by its id", "participate.stranger-read", move |asked, pass| {
                    if asked.is("PUT", "/patron/entries/") && asked.text().contains("conform-secret-of-one") && owner.lock().unwrap().is_none() {
                        *owner.lock().unwrap() = asked.header("cookie");
                    }
                    let told = pass(asked);
                    let other = owner.lock().unwrap().clone();
                    match other.filter(|_| told.status == 404 && asked.is("GET", "/patron/entries/")) {
                        Some(other) => {
                            asked.set("cookie", &other);
                            pass(asked)
                        }
                        None => told,
                    }
                })
            },
            told("another's id is said to be free", "participate.stranger-write", |_, told| {
                if told.status == 409 && told.json()["type"] == "urn:atrium:problem:id-taken" {
                    *told = kept(200, &json!({}));
                }
            }),
        ],
        "let-in",
    );
}

#[test]
fn every_fault_of_errors_and_devices_is_found() {
    let swallow = |name: &'static str, check: &'static str, part: &'static str| {
        fault(name, check, move |asked, pass| if asked.is("DELETE", part) && asked.headers.contains_key("atrium-client") { Told::new(204, "", "") } else { pass(asked) })
    };
    found(
        vec![
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
            told("problems in no language", "participate.language", |_, told| drop(told.headers.remove("content-language"))),
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
                    let digits: String = asked.json()["phrase"].as_str().unwrap_or_default().chars().filter(char::is_ascii_digit).collect();
                    let mut phrases = phrases.lock().unwrap();
                    if told.status == 201 && !digits.is_empty() {
                        phrases.push((digits, told.clone()));
                        return told;
                    }
                    phrases.iter().find(|(other, _)| *other == digits).map_or(told, |(_, first)| first.clone())
                })
            },
            swallow("a revoked device goes on", "participate.revoked", "/patron/devices/"),
            swallow("signing out does nothing", "participate.signed-out", "/patron/session"),
            swallow("a deleted account stays", "participate.deleted", "/patron/account"),
            told("an export without awards", "participate.export", |asked, told| {
                if asked.is("GET", "/export") {
                    told.change(|it| drop(it.as_object_mut().unwrap().remove("awards")));
                }
            }),
        ],
        "errors",
    );
}

#[test]
fn every_fault_of_what_is_kept_is_found() {
    found(
        vec![
            asked("a reader's last writer wins", "participate.profile-later", |asked| {
                if asked.is("PUT", "/patron/profiles/") {
                    let now = atrium_conform::time::instant(atrium_conform::time::now() + 3_600_000);
                    asked.change(|it| it["changedAt"] = json!(now));
                }
            }),
            fault("a deleted reader comes back", "participate.profile-gone", |asked, pass| {
                let told = pass(asked);
                if told.status == 404 && asked.is("PUT", "/patron/profiles/") { kept(201, &asked.json()) } else { told }
            }),
            asked("nobody can leave", "participate.enrolment-later", |asked| {
                if asked.is("PUT", "/patron/enrolments/") {
                    asked.change(|it| drop(it.as_object_mut().unwrap().remove("leftAt")));
                }
            }),
            told("PUT is not idempotent", "participate.entry-again", |asked, told| {
                if asked.is("PUT", "/patron/entries/") && told.status == 200 {
                    *told = problem(409, "entry-differs");
                }
            }),
            told("an entry may be changed", "participate.entry-differs", |asked, told| {
                if asked.is("PUT", "/patron/entries/") && told.status == 409 {
                    *told = kept(200, &asked.json());
                }
            }),
            asked("a void is forgotten", "participate.entry-void", |asked| {
                if asked.is("PUT", "/patron/entries/") {
                    asked.change(|it| drop(it.as_object_mut().unwrap().remove("voidedAt")));
                }
            }),
            told("an old copy brings an entry back", "participate.entry-void-stays", |asked, told| {
                if asked.is("PUT", "/patron/entries/") && asked.json().get("voidedAt").is_none() {
                    told.change(|it| drop(it.as_object_mut().unwrap().remove("voidedAt")));
                }
            }),
            told("an app may say when it was received", "participate.entry-added", |asked, told| {
                if let Some(claimed) = asked.json().get("receivedAt") {
                    told.change(|it| it["receivedAt"] = claimed.clone());
                }
            }),
            told("a batch answers in another order", "participate.batch", |asked, told| {
                if asked.method == "PUT" && asked.path.ends_with("/patron/entries") {
                    told.change(|it| it["results"].as_array_mut().into_iter().for_each(|results| results.reverse()));
                }
            }),
            fault("the last entry of a batch is lost", "participate.batch-kept", |asked, pass| {
                if !(asked.method == "PUT" && asked.path.ends_with("/patron/entries")) {
                    return pass(asked);
                }
                let mut lost = None;
                asked.change(|it| lost = it["entries"].as_array_mut().and_then(Vec::pop));
                let mut told = pass(asked);
                if let Some(lost) = lost {
                    told.change(|it| {
                        if let Some(results) = it["results"].as_array_mut() {
                            results.push(json!({ "id": lost["id"], "status": 201, "entry": lost }));
                        }
                    });
                }
                told
            }),
            asked("a batch of any size", "participate.batch-501", |asked| {
                if asked.method == "PUT" && asked.path.ends_with("/patron/entries") {
                    asked.change(|it| it["entries"].as_array_mut().into_iter().for_each(|entries| entries.truncate(500)));
                }
            }),
            told("an entry counts twice", "participate.standing", |asked, told| {
                if asked.is("GET", "/patron/standings/") {
                    told.change(|it| it["amount"] = json!(it["amount"].as_u64().unwrap_or_default() * 2));
                }
            }),
            told("an award is not withdrawn", "participate.award-withdrawn", |asked, told| {
                if asked.is("GET", "/patron/awards") {
                    told.change(|it| {
                        for award in it["items"].as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
                            award.remove("withdrawnAt");
                            award.remove("because");
                        }
                    });
                }
            }),
            told("a team tells strangers its invitation", "participate.team-join", |asked, told| {
                if asked.is("PUT", "/patron/enrolments/") && told.json()["type"] == "urn:atrium:problem:team-unknown" {
                    *told = kept(201, &asked.json());
                }
            }),
        ],
        "kept",
    );
}

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
                        let Some(entries) = it["entries"].as_array_mut().filter(|entries| entries.len() > 3) else { return };
                        let before = last.lock().unwrap().replace(entries[entries.len() - 1].clone());
                        entries.extend(before.filter(|_| asked.path.contains('?')));
                    });
                }
            }),
            feed("changes in another order", "participate.changes-order", |_, it| {
                it["entries"].as_array_mut().into_iter().for_each(|entries| entries.reverse());
            }),
            feed("the next page is not said", "participate.changes", |_, it| drop(it.as_object_mut().unwrap().remove("next"))),
            feed("voids are not passed on", "participate.changes-again", |_, it| {
                it["entries"].as_array_mut().into_iter().for_each(|entries| entries.retain(|entry| entry.get("voidedAt").is_none()));
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
