//! Batches: each entry for itself, in order, up to 500.

use serde_json::{Value, json};

use super::enrolments::reader;
use super::entries::id;
use super::errors::put_in;
use super::{Field, Patron, Site, carries};
use crate::checks::participate::{BATCH, BATCH_500, BATCH_501, BATCH_KEPT};

/// Tries them all.
pub fn all(site: &mut Site, one: &Patron, field: &Field) {
    let profile = reader(site, one, "Batches");
    mixed(site, one, field, &profile);
    full(site, one, field, &profile);
    let url = site.at("profile", &profile);
    site.delete(one, &url);
}

fn new(site: &mut Site, field: &Field, profile: &str) -> Value {
    let mut entry = site.maker.entry(&field.key, profile, field.today, &field.amount());
    field.ticks(&mut entry);
    entry
}

fn mixed(site: &mut Site, one: &Patron, field: &Field, profile: &str) {
    let known = new(site, field, profile);
    let url = site.at("entry", &id(&known));
    site.put(one, &url, &known);
    let (first, last) = (new(site, field, profile), new(site, field, profile));
    let mut differs = known.clone();
    put_in(&mut differs, "note", json!("another"));
    let mut invalid = new(site, field, profile);
    put_in(&mut invalid, "amount", json!({ "amount": -1, "unit": "pages" }));
    let nobody = site.maker.id();
    let strange = new(site, field, &nobody);
    let mut nameless = new(site, field, profile);
    put_in(&mut nameless, "id", json!(7));
    let sent = [
        (first.clone(), 201, None),
        (known.clone(), 200, None),
        (differs, 409, Some("entry-differs")),
        (invalid.clone(), 422, Some("invalid")),
        (strange.clone(), 422, Some("profile-unknown")),
        (nameless, 422, Some("invalid")),
        (first.clone(), 200, None),
        (last.clone(), 201, None),
    ];
    let entries: Vec<&Value> = sent.iter().map(|(entry, ..)| entry).collect();
    let url = site.href("entries");
    let answer = site.put(one, &url, &json!({ "entries": entries }));
    site.run.status(&BATCH, &answer, &[200]);
    let results = answer.items("/results");
    site.run.that(
        &BATCH,
        &answer,
        results.len() == sent.len(),
        &format!("{} results", sent.len()),
        format!("{}", results.len()),
    );
    for (index, ((entry, status, problem), result)) in sent.iter().zip(results).enumerate() {
        let named = match entry.get("id") {
            Some(Value::String(id)) => result.get("id").and_then(Value::as_str) == Some(id),
            _ => result.get("id").is_none_or(Value::is_null),
        };
        let told = result
            .pointer("/problem/type")
            .and_then(Value::as_str)
            .and_then(|kind| kind.strip_prefix("urn:atrium:problem:"));
        let kept = problem.is_some() || result.get("entry").is_some_and(|kept| carries(kept, entry));
        let fits = named && result.get("status") == Some(&json!(status)) && told == *problem && kept;
        let expected = format!(
            "/results/{index} with the id of the entry, status {status} and {}",
            problem.map_or("the entry".to_owned(), |kind| format!("problem {kind}"))
        );
        site.run.that(&BATCH, &answer, fits, &expected, crate::http::short(&result.to_string()));
    }
    let pointer = answer.json.pointer("/results/3/problem/errors/0/pointer").cloned().unwrap_or_default();
    site.run.that(
        &BATCH,
        &answer,
        pointer == json!("/amount/amount"),
        "a pointer from the entry's own root: /amount/amount",
        pointer.to_string(),
    );
    for (entry, there) in [(&first, true), (&last, true), (&known, true), (&invalid, false), (&strange, false)] {
        let url = site.at("entry", &id(entry));
        let kept = site.get(one, &url);
        if there {
            site.run.holds(&BATCH_KEPT, &kept, kept.is(200) && carries(&kept.json, entry), "200 with the entry");
        } else {
            site.run.status(&BATCH_KEPT, &kept, &[404]);
        }
    }
}

fn full(site: &mut Site, one: &Patron, field: &Field, profile: &str) {
    let url = site.href("entries");
    let most: Vec<Value> = (0..500).map(|_| new(site, field, profile)).collect();
    let answer = site.put(one, &url, &json!({ "entries": most }));
    let all = answer.items("/results").iter().filter(|result| result.get("status") == Some(&json!(201))).count();
    site.run.that(
        &BATCH_500,
        &answer,
        answer.is(200) && all == 500,
        "200 with 500 results of 201",
        format!("{} with {all} results of 201", answer.status),
    );
    let over: Vec<Value> = (0..501).map(|_| new(site, field, profile)).collect();
    let answer = site.put(one, &url, &json!({ "entries": over }));
    site.run.problem(&BATCH_501, &answer, 413, "too-large");
    if let Some(entry) = over.first() {
        let url = site.at("entry", &id(entry));
        let kept = site.get(one, &url);
        site.run.status(&BATCH_501, &kept, &[404]);
    }
}
