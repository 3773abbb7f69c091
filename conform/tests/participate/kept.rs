//! Readers, enrolments, entries, awards, teams.

use serde_json::{Value, json};

use crate::common::fault;
use crate::{asked, found, kept, problem, told};

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
                    asked.change(|it| {
                        it["entries"].as_array_mut().into_iter().for_each(|entries| entries.truncate(500))
                    });
                }
            }),
            told("an entry counts twice", "participate.standing", |asked, told| {
                if asked.is("GET", "/patron/standings/") {
                    told.change(|it| it["amount"] = json!(it["amount"].as_u64().unwrap_or_default() * 2));
                }
            }),
            told("a standing says another day of joining", "participate.standing", |asked, told| {
                if asked.is("GET", "/patron/standings/") {
                    told.change(|it| it["enrolledOn"] = json!("2025-12-31"));
                }
            }),
            told("a standing is another reader's", "participate.standing", |asked, told| {
                if asked.is("GET", "/patron/standings/") {
                    told.change(|it| it["profile"] = json!("01a22455-0000-7000-8000-000000000000"));
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
