//! Class Publish and the rules: the reference backend passes, and each way of being bad is found.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod common;

use std::path::PathBuf;
use std::sync::Mutex;

use atrium_conform::options::{Class, Options};
use atrium_conform::report::Report;
use common::backend::{Backend, FRONT_DOOR};
use common::{Asked, Fault, Told, all_found, fault, walk};
use serde_json::{Value, json};

fn from(url: &str, token: &str, with: impl Fn(&mut Options)) -> Report {
    walk(&format!("{url}/atrium/member.json"), |options| {
        options.class = Some(Class::Publish);
        options.origin = Some(FRONT_DOOR.into());
        options.staff_token = Some(token.into());
        with(options);
    })
}

/// Some vectors of these files: the first so many of each, and boards that are hidden.
fn vectors(name: &str, files: &[&str], most: usize) -> PathBuf {
    let folder = common::demo::target().join("conform-vectors").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    for file in files {
        let text = std::fs::read_to_string(common::demo::root().join("contract/vectors").join(file)).unwrap();
        let mut all: Value = serde_json::from_str(&text).unwrap();
        let cases = all["cases"].as_array().unwrap().clone();
        let most = if *file == "boards.json" { 3.min(most) } else { most };
        let some =
            cases.into_iter().enumerate().filter(|(place, case)| *place < most || case["expect"]["hidden"] == true);
        all["cases"] = some.map(|(_, case)| case).collect();
        std::fs::write(folder.join(file), all.to_string()).unwrap();
    }
    folder
}

#[test]
fn the_reference_backend_passes_with_every_vector() {
    let backend = Backend::start("publish");
    let report = from(&backend.url, &backend.token, |_| {});
    assert!(report.fine(), "{}", report.words(false));
    // Of the versions of a challenge all but those that nobody can play: received in the very moment of an edit, or never.
    let left: Vec<_> = report.notes.iter().filter(|note| note.contains("versions: ")).collect();
    assert_eq!(
        left,
        [
            "2 cannot be played live: an entry that is received in the very moment of an edit: “versions: received at the very moment of \
             the edit is received after it”, “versions: received in the millisecond of the edit is received after it”.",
            "1 cannot be played live: an entry that no backend has received yet: “versions: what was not received yet earns nothing of an \
             earlier version”.",
        ]
    );
    assert!(report.passes("rules.vectors") > 200, "{}", report.words(false));
}

fn told(name: &'static str, check: &'static str, how: impl Fn(&Asked, &mut Told) + Send + Sync + 'static) -> Fault {
    fault(name, check, move |asked, pass| {
        let mut told = pass(asked);
        how(asked, &mut told);
        told
    })
}

/// Whether it is about one draft.
fn draft(asked: &Asked, method: &str) -> bool {
    asked.method == method && asked.path.contains("/publish/") && asked.path.contains("conform-")
}

fn current(asked: &Asked, pass: common::Pass) -> String {
    let mut get = asked.clone();
    get.method = "GET".into();
    get.body.clear();
    pass(&get).header("etag")
}

#[test]
fn every_fault_of_publishing_is_found() {
    let backend = Backend::start("publishing");
    let shown = Mutex::new(None::<Told>);
    let faults = vec![
        fault("428 is missing", "publish.precondition", |asked, pass| {
            let none = !asked.headers.contains_key("if-match") && !asked.headers.contains_key("if-none-match");
            if none && (draft(asked, "PUT") || draft(asked, "DELETE")) {
                let tag = current(asked, pass);
                if tag.is_empty() { asked.set("if-none-match", "*") } else { asked.set("if-match", &tag) }
            }
            pass(asked)
        }),
        told("a media type is looked at before a precondition", "participate.first", |asked, told| {
            if told.status == 428 && asked.text() == "no JSON" {
                told.status = 415;
                told.change(|it| {
                    it["type"] = json!("urn:atrium:problem:media-type");
                    it["status"] = json!(415);
                });
            }
        }),
        fault("the last editor wins", "publish.stale", |asked, pass| {
            if asked.headers.contains_key("if-match") && (draft(asked, "PUT") || draft(asked, "DELETE")) {
                let tag = current(asked, pass);
                if !tag.is_empty() {
                    asked.set("if-match", &tag);
                }
            }
            pass(asked)
        }),
        fault("unknown fields are lost", "publish.unknown-kept", |asked, pass| {
            if draft(asked, "PUT") {
                asked.change(|it| {
                    if let Some(document) = it["document"].as_object_mut() {
                        document.remove("conformUnknown");
                    }
                });
            }
            pass(asked)
        }),
        told("drafts are public", "publish.hidden", |asked, told| {
            if asked.method == "GET" && asked.path.ends_with("/conform-draft.json") && told.status == 404 {
                *told = Told::new(200, "application/json", "{\"id\":\"conform-draft\"}");
            }
        }),
        fault("what is taken down stays", "publish.unpublished", move |asked, pass| {
            let told = pass(asked);
            if asked.method != "GET" || !asked.path.ends_with("/conform-shown.json") {
                return told;
            }
            let mut shown = shown.lock().unwrap();
            if told.status == 200 {
                *shown = Some(told.clone());
            }
            shown.clone().unwrap_or(told)
        }),
        told("what was published may be deleted", "publish.once", |asked, told| {
            if asked.method == "DELETE" && told.status == 409 {
                *told = Told::new(204, "", "");
            }
        }),
        told("a new version without a new ETag", "publish.change", |asked, told| {
            if asked.path.contains("conform-draft") && told.headers.contains_key("etag") {
                told.set("etag", "\"always-the-same\"");
            }
        }),
        told("nothing is ever wrong", "publish.problems", |asked, told| {
            if draft(asked, "PUT") {
                told.change(|it| {
                    if let Some(answer) = it.as_object_mut() {
                        answer.remove("problems");
                    }
                });
            }
        }),
        told("what is scheduled does not say so", "publish.scheduled", |asked, told| {
            if draft(asked, "PUT") && told.status < 300 {
                told.change(|it| it["scheduled"] = json!(false));
            }
        }),
        told("the newest version first", "publish.history", |asked, told| {
            if asked.path.contains("history") {
                told.change(|it| it["items"].as_array_mut().into_iter().for_each(|items| items.reverse()));
            }
        }),
        told("a list with the documents in it", "publish.list", |_, told| {
            told.change(|it| {
                if it["type"] == "Drafts" {
                    it["items"].as_array_mut().into_iter().flatten().for_each(|item| item["document"] = json!({}));
                }
            });
        }),
        told("patrons are staff", "publish.staff-only", |_, told| {
            if told.json()["type"] == "urn:atrium:problem:not-staff" {
                *told = Told::new(200, "application/json", "{}");
            }
        }),
        told("a running challenge changes its goal", "publish.goal-fixed", |_, told| {
            if told.json()["type"] == "urn:atrium:problem:goal-fixed" {
                *told = Told::new(200, "application/json", "{}");
            }
        }),
        told("codes for everybody", "publish.codes", |asked, told| {
            if asked.method == "GET"
                && asked.path.ends_with("/conform-hunt.json")
                && told.header("content-encoding").is_empty()
            {
                told.change(|it| it["codes"] = json!([{ "code": "CONFORM OWL SEVEN" }]));
            }
        }),
        fault("a prize is handed out again and again", "publish.award", |asked, pass| {
            let redeemed = asked.json()["redeemedAt"].clone();
            let mut told = pass(asked);
            if redeemed.is_string() && told.status == 200 {
                told.change(|it| it["redeemedAt"] = redeemed);
            }
            told
        }),
        told("any code is none", "participate.code", |asked, told| {
            if asked.is("PUT", "/redemptions/") && told.status == 201 {
                told.change(|it| it["entry"]["source"] = Value::Null);
            }
        }),
    ];
    // A walk of a named class without any vector is no pass, whatever else was found.
    let few = vectors("few", &["window.json"], 1);
    all_found(faults, &backend.url, |proxy| {
        from(&proxy.url, &backend.token, |options| options.vectors = Some(few.clone()))
    });
}

#[test]
fn a_named_class_without_vectors_is_no_pass() {
    let backend = Backend::start("no-vectors");
    let empty = vectors("never", &["merges.json"], 0);
    std::fs::remove_file(empty.join("merges.json")).unwrap();
    for folder in [empty.clone(), empty.join("nowhere")] {
        let mut options = Options::new(url::Url::parse(&format!("{}/atrium/member.json", backend.url)).unwrap());
        options.vectors = Some(folder);
        let said = atrium_conform::walk(&options, &mut |_| panic!("nothing is asked before"));
        assert!(said.is_err_and(|why| why.contains("conform-vectors")));
    }
    // A case that no walk can play.
    let case = r#"{ "cases": [{ "name": "later", "now": "2026-06-30T12:00:00Z", "challenge": {}, "entries": [], "expect": {} }] }"#;
    std::fs::write(empty.join("later.json"), case).unwrap();
    let report = from(&backend.url, &backend.token, |options| options.vectors = Some(empty.clone()));
    assert_eq!(report.failed(), ["rules.vectors"], "{}", report.words(false));
}

#[test]
fn every_fault_of_an_edit_is_found() {
    let backend = Backend::start("edits");
    let some = vectors("edits", &["versions.json"], 2);
    // What the version in force is, by the last that was published.
    let in_force = |how: fn(&mut Value, &Value)| {
        let last = Mutex::new(std::collections::BTreeMap::<String, Value>::new());
        move |asked: &Asked, told: &mut Told| {
            let mut last = last.lock().unwrap();
            if draft(asked, "PUT") && told.status < 300 {
                let id = asked.path.rsplit('/').next().unwrap_or_default().to_owned();
                last.insert(id, told.json()["version"].clone());
            }
            if asked.is("GET", "/patron/awards") {
                told.change(|it| {
                    for award in it["items"].as_array_mut().into_iter().flatten() {
                        let version = last.get(award["challenge"].as_str().unwrap_or_default()).cloned();
                        version.into_iter().for_each(|version| how(award, &version));
                    }
                });
            }
        }
    };
    let faults = vec![
        told(
            "an edit withdraws what was earned",
            "rules.awards",
            in_force(|award, version| {
                if award["version"] != *version {
                    award["withdrawnAt"] = award["awardedAt"].clone();
                    award["because"] = json!("entries");
                }
            }),
        ),
        told(
            "an award of the version in force, always",
            "rules.awards",
            in_force(|award, version| {
                award["version"] = version.clone();
            }),
        ),
        told("an edit is no new version", "publish.history", |asked, told| {
            if asked.path.contains("history") {
                told.change(|it| it["items"].as_array_mut().into_iter().for_each(|items| drop(items.pop())));
            }
        }),
        fault("versions that do not grow", "publish.change", |asked, pass| {
            let mut told = pass(asked);
            if draft(asked, "PUT") && told.status < 300 {
                told.change(|it| it["version"] = json!(1));
            }
            told
        }),
    ];
    all_found(faults, &backend.url, |proxy| {
        from(&proxy.url, &backend.token, |options| options.vectors = Some(some.clone()))
    });
}

/// A fault in every challenge that is published: the backend then judges by another one than was meant.
fn misjudged(name: &'static str, check: &'static str, how: fn(&mut Value)) -> Fault {
    fault(name, check, move |asked, pass| {
        if draft(asked, "PUT") && asked.path.contains("conform-vector") {
            // A prize is handed out by a PUT too, and has no document.
            asked.change(|it| it.get_mut("document").into_iter().for_each(how));
        }
        pass(asked)
    })
}

/// A fault in every standing.
fn misstated(name: &'static str, check: &'static str, how: fn(&mut Value)) -> Fault {
    told(name, check, move |asked, told| {
        if asked.is("GET", "/patron/standings/") {
            told.change(how);
        }
    })
}

fn without(value: &mut Value, name: &str) {
    if let Some(map) = value.as_object_mut() {
        map.remove(name);
    }
}

#[test]
fn every_fault_of_the_rules_is_found() {
    let backend = Backend::start("rules");
    let some = vectors(
        "some",
        &[
            "window.json",
            "caps.json",
            "streaks.json",
            "rates.json",
            "voids-and-awards.json",
            "boards.json",
            "distinct.json",
        ],
        12,
    );
    let faults = vec![
        misjudged("the last day is dropped", "rules.entries", |it| {
            let ends = it["ends"].as_str().and_then(atrium_contract::day::Day::parse).unwrap();
            it["ends"] = json!(ends.plus(-1).to_string());
        }),
        misjudged("caps are ignored", "rules.entries", |it| without(it, "caps")),
        misstated("what is done has no day", "rules.goals", |it| without(it, "doneOn")),
        misstated("a standing without its version", "rules.awards", |it| without(it, "version")),
        misstated("a cap does not say so", "rules.entries", |it| {
            for verdict in it["verdicts"]
                .as_array_mut()
                .into_iter()
                .flatten()
                .filter(|verdict| verdict["reason"].as_str().is_some_and(|reason| reason.starts_with("cap-")))
            {
                without(verdict, "reason");
            }
        }),
        misjudged("a re-read counts again", "rules.entries", |it| without(it, "distinct")),
        misjudged("freezes are forgotten", "rules.goals", |it| without(&mut it["goal"], "freezes")),
        misstated("a streak breaks at a clock change", "rules.goals", |it| {
            let longest = it["run"]["longest"].as_u64().unwrap_or_default();
            if longest > 1 {
                it["run"]["longest"] = json!(longest - 1);
            }
        }),
        misjudged("units do not convert", "rules.goals", |it| without(it, "rates")),
        misstated("frozen days are not said", "rules.goals", |it| {
            if it["run"].is_object() {
                it["run"]["frozen"] = json!(0);
            }
        }),
        told("awards are never withdrawn", "rules.awards", |asked, told| {
            if asked.is("GET", "/patron/awards") {
                told.change(|it| {
                    it["items"].as_array_mut().into_iter().flatten().for_each(|award| without(award, "withdrawnAt"))
                });
            }
        }),
        misjudged("milestones are forgotten", "rules.awards", |it| without(it, "milestones")),
        misjudged("a board of two", "rules.boards", |it| {
            if it["boards"].is_object() {
                it["boards"]["minimum"] = json!(2);
            }
        }),
        told("no ties", "rules.boards", |asked, told| {
            if asked.path.contains("/boards/") {
                told.change(|it| {
                    it["readers"]
                        .as_array_mut()
                        .into_iter()
                        .flatten()
                        .enumerate()
                        .for_each(|(place, row)| row["rank"] = json!(place + 1))
                });
            }
        }),
    ];
    all_found(faults, &backend.url, |proxy| {
        from(&proxy.url, &backend.token, |options| options.vectors = Some(some.clone()))
    });
}
