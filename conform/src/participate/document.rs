//! The Participation document.

use super::Links;
use crate::checks::participate::{DOCUMENT, SAME_ORIGIN, TEMPLATES};
use crate::read::{self, House};
use crate::report::Weight;
use crate::run::Run;

const LINKS: [&str; 8] = ["accounts", "session", "account", "export", "pairings", "entries", "awards", "changes"];
const TEMPLATED: [(&str, &[&str], bool); 8] = [
    ("device", &["id"], true),
    ("profile", &["id"], true),
    ("enrolment", &["challenge", "profile"], true),
    ("entry", &["id"], true),
    ("redemption", &["id"], true),
    ("standing", &["challenge", "profile"], true),
    ("team", &["id"], false),
    ("board", &["challenge"], false),
];

/// Opens it, and tells what it lacks.
pub fn open(run: &mut Run, house: &House) -> Option<Links> {
    let href = house.json.get("participate").and_then(serde_json::Value::as_str)?;
    let url = crate::http::resolve(&house.url, href)?;
    let doc = read::fetch(run, &url)?;
    read::transport(run, &doc, Weight::Failed);
    let answer = &doc.answer;
    let top = answer.text("/atrium") == Some("1") && answer.text("/type") == Some("Participation");
    run.holds(&DOCUMENT, answer, top, "\"atrium\": \"1\", \"type\": \"Participation\"");
    run.same(&DOCUMENT, answer, "/id", &serde_json::json!(house.id));
    let ways =
        answer.items("/signIn").iter().filter(|way| way.get("kind").is_some_and(serde_json::Value::is_string)).count();
    run.that(&DOCUMENT, answer, ways > 0, "\"signIn\": a list of ways", "none");
    let links = Links::new(&doc.url, &answer.json);
    let here = doc.url.origin();
    for name in LINKS {
        let link = links.href(name);
        run.that(&DOCUMENT, answer, link.is_some(), &format!("\"{name}\": a link"), said(answer, name));
        if let Some(link) = link {
            run.that(&SAME_ORIGIN, answer, link.origin() == here, &here.ascii_serialization(), said(answer, name));
        }
    }
    for (name, places, required) in TEMPLATED {
        let Some(template) = links.template(name) else {
            run.that(&DOCUMENT, answer, !required, &format!("\"{name}\": a template"), said(answer, name));
            continue;
        };
        let missing: Vec<&&str> = places.iter().filter(|place| !template.contains(&format!("{{{place}}}"))).collect();
        run.that(&DOCUMENT, answer, missing.is_empty(), &format!("\"{name}\" with {places:?}"), template);
        let filled: Vec<(&str, &str)> = places.iter().map(|place| (*place, "x")).collect();
        let link = links.fill(name, &filled);
        run.that(&TEMPLATES, answer, link.is_some(), "an http or https address", template);
        if let Some(link) = link {
            run.that(&SAME_ORIGIN, answer, link.origin() == here, &here.ascii_serialization(), template);
        }
    }
    Some(links)
}

fn said(answer: &crate::http::Answer, name: &str) -> String {
    answer.json.get(name).map_or_else(|| "none".into(), |value| format!("\"{name}\": {value}"))
}
