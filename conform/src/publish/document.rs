//! The Publication document.

use serde_json::json;

use crate::checks::publish::PUBLICATION;
use crate::participate::Links;
use crate::read::{self, House};
use crate::report::Weight;
use crate::run::Run;

/// The collections there are, with the types of their documents.
pub const COLLECTIONS: [&str; 5] = ["campaigns", "exhibits", "challenges", "themes", "lists"];

/// Opens it, and tells what it lacks.
pub fn open(run: &mut Run, house: &House) -> Option<Links> {
    let href = house.json.get("publish").and_then(serde_json::Value::as_str)?;
    let url = crate::http::resolve(&house.url, href)?;
    let doc = read::fetch(run, &url)?;
    read::transport(run, &doc, Weight::Failed);
    let answer = &doc.answer;
    let top = answer.text("/atrium") == Some("1") && answer.text("/type") == Some("Publication");
    run.holds(&PUBLICATION, answer, top, "\"atrium\": \"1\", \"type\": \"Publication\"");
    run.same(&PUBLICATION, answer, "/id", &json!(house.id));
    let links = Links::new(&doc.url, &answer.json);
    for name in COLLECTIONS {
        let there = links.href(&format!("collections/{name}")).is_some();
        run.that(&PUBLICATION, answer, there, &format!("\"collections\" with \"{name}\": a link"), "none");
    }
    run.that(&PUBLICATION, answer, links.href("member").is_some(), "\"member\": a link", "none");
    for (name, places) in [
        ("item", &["collection", "id"] as &[&str]),
        ("history", &["collection", "id"]),
        ("award", &["challenge", "profile", "milestone"]),
    ] {
        let template = links.template(name).unwrap_or_default().to_owned();
        let whole = places.iter().all(|place| template.contains(&format!("{{{place}}}")));
        run.that(&PUBLICATION, answer, whole, &format!("\"{name}\" with {places:?}"), template);
    }
    Some(links)
}
