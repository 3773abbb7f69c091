//! A challenge that runs: its goal stays, its codes are hidden, its prizes are handed out once.

use serde_json::{Value, json};

use super::{Desk, Pre};
use crate::checks::publish::{AWARD, CODES, GOAL_FIXED, SHOWN};
use crate::participate::{Patron, code, reader};
use crate::time;

const ID: &str = "conform-challenge";
const HUNT: &str = "conform-hunt";

/// A challenge of these days and this goal.
pub fn document(id: &str, goal: &Value, starts: &str, ends: &str) -> Value {
    json!({
        "atrium": "1", "type": "Challenge", "id": id, "title": { "en": ["Conformance check"] }, "goal": goal,
        "starts": starts, "ends": ends, "zone": "UTC", "milestones": [{ "id": "half", "at": 1, "title": "Half" }],
    })
}

/// Walks them.
pub fn all(desk: &mut Desk, patron: &Patron) {
    let now = time::now();
    let day = |back: i64| time::instant(now - back * 86_400_000).split('T').next().unwrap_or_default().to_owned();
    let (starts, today, ends) = (day(10), day(0), day(-10));
    let profile = reader(desk.site, patron, "Plays");
    fixed(desk, patron, &profile, [&starts, &today, &ends]);
    codes(desk, patron, &profile, [&starts, &today, &ends]);
    let url = desk.site.at("profile", &profile);
    desk.site.delete(patron, &url);
}

fn fixed(desk: &mut Desk, patron: &Patron, profile: &str, [starts, today, ends]: [&str; 3]) {
    let goal = json!({ "kind": "total", "unit": "minutes", "target": 2 });
    let published =
        |goal: &Value, starts: &str| json!({ "state": "published", "document": document(ID, goal, starts, ends) });
    let answer = desk.keep("challenges", ID, &published(&goal, starts));
    if !desk.site.run.status(&SHOWN, &answer, &[200, 201]) {
        return;
    }
    let key = json!({ "member": desk.site.member, "id": ID });
    let Some(on) = atrium_contract::day::Day::parse(today) else { return };
    let entry = desk.site.maker.entry(&key, profile, on, &json!({ "amount": 2, "unit": "minutes" }));
    let url = desk.site.at("entry", entry.get("id").and_then(Value::as_str).unwrap_or_default());
    let kept = desk.site.put(patron, &url, &entry);
    desk.site.run.status(&SHOWN, &kept, &[201]);
    for goal in [json!({ "kind": "total", "unit": "pages", "target": 2 }), json!({ "kind": "days", "target": 2 })] {
        let answer = desk.keep("challenges", ID, &published(&goal, starts));
        desk.site.run.problem(&GOAL_FIXED, &answer, 409, "goal-fixed");
    }
    let tomorrow = on.plus(1).to_string();
    let answer = desk.keep("challenges", ID, &published(&goal, &tomorrow));
    desk.site.run.problem(&GOAL_FIXED, &answer, 409, "goal-fixed");
    let more = json!({ "kind": "total", "unit": "minutes", "target": 1 });
    let answer = desk.keep("challenges", ID, &published(&more, starts));
    desk.site.run.status(&GOAL_FIXED, &answer, &[200]);
    handed(desk, profile);
}

/// The goal's prize and a milestone's.
fn handed(desk: &mut Desk, profile: &str) {
    for milestone in ["~", "half"] {
        let Some(url) = desk.pubs.fill("award", &[("challenge", ID), ("profile", profile), ("milestone", milestone)])
        else {
            return;
        };
        let first = time::instant(time::now() - 60_000);
        let ask = desk.ask("PUT", &url).json(&json!({ "redeemedAt": first }));
        let answer = desk.send(&ask);
        let same = |answer: &crate::http::Answer| {
            crate::participate::carries(&json!({ "at": answer.json.get("redeemedAt") }), &json!({ "at": first }))
        };
        desk.site.run.holds(&AWARD, &answer, answer.is(200) && same(&answer), "200 with the Award and redeemedAt");
        let ask = desk.ask("PUT", &url).json(&json!({ "redeemedAt": time::instant(time::now()) }));
        let answer = desk.send(&ask);
        desk.site.run.holds(&AWARD, &answer, answer.is(200) && same(&answer), "200 with the first moment");
    }
    let Some(url) =
        desk.pubs.fill("award", &[("challenge", ID), ("profile", profile), ("milestone", "conform-no-such")])
    else {
        return;
    };
    let ask = desk.ask("PUT", &url).json(&json!({ "redeemedAt": time::instant(time::now()) }));
    let answer = desk.send(&ask);
    desk.site.run.problem(&AWARD, &answer, 404, "not-found");
}

fn codes(desk: &mut Desk, patron: &Patron, profile: &str, [starts, today, ends]: [&str; 3]) {
    let goal = json!({ "kind": "checklist", "items": [{ "id": "owl", "title": "The owl", "code": true }, { "id": "moon", "title": "The moon", "code": true }] });
    let hunt =
        |codes: Value| json!({ "state": "published", "document": document(HUNT, &goal, starts, ends), "codes": codes });
    let right = json!([{ "code": "CONFORM OWL SEVEN", "item": "owl" }, { "code": "CONFORM-MOON", "item": "moon" }]);
    let answer = desk.keep("challenges", HUNT, &hunt(right.clone()));
    if !desk.site.run.status(&CODES, &answer, &[200, 201]) {
        return;
    }
    if let Some(public) = desk.public(&answer) {
        let silent = !String::from_utf8_lossy(&public.body).to_lowercase().contains("conform owl");
        desk.site.run.holds(&CODES, &public, public.is(200) && silent, "200 without codes");
    }
    let draft = desk.get("challenges", HUNT);
    desk.site.run.that(&CODES, &draft, draft.items("/codes").len() == 2, "both codes in the Draft", draft.came());
    for (codes, pointer) in [
        (json!([{ "code": "CONFORM OWL", "item": "no-such-item" }]), "/codes/0/item"),
        (json!([{ "code": "abc", "item": "owl" }]), "/codes/0/code"),
        (
            json!([{ "code": "CONFORM OWL EIGHT", "item": "owl" }, { "code": "conform-owl eight", "item": "moon" }]),
            "/codes/1/code",
        ),
    ] {
        let answer = desk.keep("challenges", HUNT, &hunt(codes));
        desk.site.run.invalid(&CODES, &answer, pointer);
    }
    let taken = json!({ "state": "draft", "document": document("conform-other-hunt", &goal, starts, ends), "codes": [{ "code": "conform owl-seven", "item": "owl" }] });
    desk.clear("challenges", "conform-other-hunt");
    let answer = desk.put("challenges", "conform-other-hunt", &taken, Pre::New);
    desk.site.run.invalid(&CODES, &answer, "/codes/0/code");
    code::right(desk.site, patron, profile, "CONFORM OWL SEVEN", today);
}
