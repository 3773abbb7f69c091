//! What the public sees, and from when to when.

use serde_json::{Value, json};

use super::drafts::exhibit;
use super::{Desk, Pre};
use crate::checks::publish::{HISTORY, LIST, ONCE, OVER, SCHEDULED, SHOWN, UNKNOWN_KEPT, UNPUBLISHED};
use crate::http::Answer;
use crate::time;

const ID: &str = "conform-shown";

fn draft(state: &str, title: &str) -> Value {
    json!({ "state": state, "document": exhibit(ID, title) })
}

/// Publishes, works over it, schedules, takes down.
pub fn all(desk: &mut Desk) {
    let mut late = draft("published", "Later");
    if let Some(map) = late.as_object_mut() {
        map.insert("publishAt".into(), json!(time::instant(time::now() + 3_600_000)));
    }
    let scheduled = desk.keep("exhibits", ID, &late);
    let said = matches!(scheduled.status, 200 | 201) && scheduled.json.get("scheduled") == Some(&json!(true));
    desk.site.run.holds(&SCHEDULED, &scheduled, said, "200 or 201 with \"scheduled\": true");
    gone(desk, &scheduled, &SCHEDULED, "nothing public until then");

    let shown = desk.keep("exhibits", ID, &draft("published", "Shown"));
    if !desk.site.run.status(&SHOWN, &shown, &[200, 201]) {
        return;
    }
    public(desk, &shown, "Shown", &SHOWN);
    let (member, there) = desk.card("exhibits", ID, true);
    desk.site.run.that(&SHOWN, &member, there, "a card in the member's exhibits within a minute", "none");
    let over = desk.keep("exhibits", ID, &draft("draft", "Next"));
    desk.site.run.status(&OVER, &over, &[200]);
    public(desk, &over, "Shown", &OVER);
    let late = desk.keep("exhibits", ID, &late);
    desk.site.run.status(&OVER, &late, &[200]);
    public(desk, &late, "Shown", &OVER);
    history(desk);
    listed(desk);

    let tag = late.header("etag").unwrap_or_default().to_owned();
    let refused = desk.delete("exhibits", ID, Pre::Tag(&tag));
    desk.site.run.problem(&ONCE, &refused, 409, "published-once");
    let down = desk.keep("exhibits", ID, &draft("unpublished", "Shown"));
    desk.site.run.status(&UNPUBLISHED, &down, &[200]);
    gone(desk, &down, &UNPUBLISHED, "404 at its public address");
    let (member, there) = desk.card("exhibits", ID, false);
    desk.site.run.that(&UNPUBLISHED, &member, !there, "no card of it within a minute", "a card");
    let tag = down.header("etag").unwrap_or_default().to_owned();
    let refused = desk.delete("exhibits", ID, Pre::Tag(&tag));
    desk.site.run.problem(&ONCE, &refused, 409, "published-once");
}

fn public(desk: &mut Desk, draft: &Answer, title: &str, check: &'static crate::checks::Check) {
    let Some(answer) = desk.public(draft) else { return };
    let same = answer.is(200) && answer.text("/title/en/0") == Some(title);
    desk.site.run.holds(check, &answer, same, &format!("200 with the title `{title}`"));
    let kept = answer.json.get("conformUnknown") == Some(&json!({ "kept": true, "number": 12_345_678 }));
    desk.site.run.holds(&UNKNOWN_KEPT, &answer, kept, "the unknown fields of the document");
}

fn gone(desk: &mut Desk, draft: &Answer, check: &'static crate::checks::Check, expected: &str) {
    if let Some(answer) = desk.public(draft) {
        desk.site.run.holds(check, &answer, answer.is(404), expected);
    }
}

fn history(desk: &mut Desk) {
    let Some(url) = desk.pubs.fill("history", &[("collection", "exhibits"), ("id", ID)]) else { return };
    let ask = desk.ask("GET", &url);
    let answer = desk.send(&ask);
    let items = answer.items("/items");
    let numbers: Vec<u64> = items.iter().filter_map(|item| item.get("version").and_then(Value::as_u64)).collect();
    let formed = answer.is(200)
        && answer.text("/type") == Some("History")
        && numbers.len() == items.len()
        && numbers.is_sorted();
    desk.site.run.holds(&HISTORY, &answer, formed, "200 with type History and its versions, the oldest first");
    let titles: Vec<&str> = items.iter().filter_map(|item| item.pointer("/document/title/en/0")?.as_str()).collect();
    let formed = items
        .iter()
        .all(|item| item.get("since").is_some_and(Value::is_string) && item.get("state").is_some_and(Value::is_string));
    desk.site.run.that(
        &HISTORY,
        &answer,
        formed && titles.contains(&"Shown"),
        "the version that is public, each with since and state",
        format!("{titles:?}"),
    );
}

fn listed(desk: &mut Desk) {
    let Some(url) = desk.pubs.href("collections/exhibits") else { return };
    let mut narrowed = url.clone();
    narrowed.query_pairs_mut().append_pair("state", "published");
    for (url, state) in [(url, None), (narrowed, Some("published"))] {
        let (mut next, mut ids, mut states, mut found) = (Some(url), Vec::new(), Vec::new(), false);
        while let Some(url) = next {
            let ask = desk.ask("GET", &url);
            let answer = desk.send(&ask);
            let items = answer.items("/items");
            let bare = items.iter().all(|item| {
                item.get("id").is_some()
                    && item.get("title").is_some()
                    && item.get("document").is_none()
                    && item.get("codes").is_none()
            });
            let top = answer.is(200) && answer.text("/type") == Some("Drafts") && items.len() <= 100 && bare;
            desk.site.run.holds(
                &LIST,
                &answer,
                top,
                "200 with type Drafts, at most 100 items with id and title, without document and codes",
            );
            ids.extend(items.iter().filter_map(|item| item.get("id").and_then(Value::as_str)).map(ToOwned::to_owned));
            states.extend(
                items.iter().filter_map(|item| item.get("state").and_then(Value::as_str)).map(ToOwned::to_owned),
            );
            found |= ids.iter().any(|id| id == ID);
            next = answer
                .text("/next")
                .and_then(|next| crate::http::resolve(&url, next))
                .filter(|next| *next != url && ids.len() < 10_000);
            if next.is_none() {
                let run = &mut *desk.site.run;
                run.that(&LIST, &answer, ids.is_sorted(), "ordered by id", "another order");
                run.that(
                    &LIST,
                    &answer,
                    state.is_none_or(|state| states.iter().all(|other| other == state)),
                    "published ones alone",
                    format!("{states:?}"),
                );
                run.that(&LIST, &answer, found, &format!("{ID} among them"), format!("{} others", ids.len()));
            }
        }
    }
}
