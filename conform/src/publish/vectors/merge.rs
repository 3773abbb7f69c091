//! A case of a merge: two versions of one thing, sent in either order.

use serde_json::{Value, json};
use url::Url;

use super::super::Desk;
use super::Played;
use crate::checks::publish::MERGES;
use crate::participate::{Patron, carries, reader};

const ID: &str = "conform-merge";

/// Plays a case, in either order and again.
pub fn play(desk: &mut Desk, patron: &Patron, name: &str, case: &Value) -> Played {
    let (Some(one), Some(other), Some(kind)) =
        (case.get("one"), case.get("other"), case.get("merge").and_then(Value::as_str))
    else {
        return Played::No("a merge without two versions");
    };
    if one.get("team").is_some() || other.get("team").is_some() {
        return Played::No("a team that is not there");
    }
    if [one, other].iter().any(|version| version.get("receivedAt").is_some() || version.get("source").is_some()) {
        return Played::No("what a backend adds cannot be sent to it");
    }
    let goal = json!({ "kind": "total", "unit": "minutes", "target": 100 });
    let document = super::super::challenge::document(ID, &goal, "2026-01-01", "2099-12-31");
    desk.keep("challenges", ID, &json!({ "state": "published", "document": document }));
    for (first, second) in [(one, other), (other, one)] {
        let mut ids =
            Ids { member: desk.site.member.clone(), entry: desk.site.maker.id(), profile: desk.site.maker.id() };
        if kind != "profile" {
            ids.profile = reader(desk.site, patron, "Merges");
        }
        let url = match kind {
            "profile" => desk.site.at("profile", &ids.profile),
            "enrolment" => desk.site.fill("enrolment", &[("challenge", ID), ("profile", &ids.profile)]),
            _ => desk.site.at("entry", &ids.entry),
        };
        compare(desk, patron, name, case, &url, [ids.full(kind, first), ids.full(kind, second)], &ids, kind);
        let url = desk.site.at("profile", &ids.profile);
        desk.site.delete(patron, &url);
    }
    Played::Yes
}

#[allow(clippy::too_many_arguments)] // One place calls it, with what it has just made.
fn compare(
    desk: &mut Desk,
    patron: &Patron,
    name: &str,
    case: &Value,
    url: &Url,
    [first, second]: [Value; 2],
    ids: &Ids,
    kind: &str,
) {
    desk.site.put(patron, url, &first);
    let answer = desk.site.put(patron, url, &second);
    if case.pointer("/expect/differs") == Some(&json!(true)) {
        desk.site.run.problem(&MERGES, &answer, 409, "entry-differs");
        return;
    }
    let Some(merged) = case.pointer("/expect/merged") else { return };
    let merged = ids.full(kind, merged);
    for answer in [answer, desk.site.put(patron, url, &first)] {
        // Only what either version says may be there besides what was merged: leftAt, voidedAt.
        let extra = ["leftAt", "voidedAt", "changedAt", "board", "nickname", "note"].iter().any(|field| {
            merged.get(*field).is_none()
                && answer.json.get(*field).is_some_and(|value| !value.is_null() && *value != json!(false))
        });
        desk.site.run.holds(
            &MERGES,
            &answer,
            answer.is(200) && carries(&answer.json, &merged) && !extra,
            &format!("{name}: {merged}"),
        );
    }
}

/// What the short ids of a case are played with.
struct Ids {
    member: String,
    entry: String,
    profile: String,
}

impl Ids {
    fn full(&self, kind: &str, short: &Value) -> Value {
        let mut full = short.clone();
        let Some(map) = full.as_object_mut() else { return full };
        map.insert(if kind == "profile" { "id" } else { "profile" }.into(), json!(self.profile));
        if kind == "entry" {
            map.insert("id".into(), json!(self.entry));
        }
        if kind != "profile" {
            map.insert("challenge".into(), json!({ "member": self.member, "id": ID }));
        }
        full
    }
}
