//! One document: asked for as a page of another origin would, and decoded by the contract.

use atrium_contract::decode::{Decode, MOST_BYTES, document};
use serde_json::Value;
use url::Url;

use crate::checks::read::{ANSWERS, CONTENT_TYPE, CORS, DECODES, JSON, LIMITS, REDIRECTS, TOP, UTF8, ZONES};
use crate::http::{Answer, Ask};
use crate::run::Run;
use crate::time;

/// The origin that requests come from: a front door nobody knows.
pub const STRANGER: &str = "https://conform.example";

/// A document that was read.
pub struct Doc {
    /// Where it was found, after redirects.
    pub url: Url,
    /// The answer.
    pub answer: Answer,
    /// Its text.
    pub text: String,
}

impl Doc {
    /// A place in it.
    pub fn at(&self, pointer: &str) -> String {
        format!("{} at {pointer}", self.url)
    }
}

/// Asks for a document and looks at what carries it.
pub fn fetch(run: &mut Run, url: &Url) -> Option<Doc> {
    let answer = run.client.follow(&Ask::get(url).with("Origin", STRANGER));
    if let Some(trouble) = answer.trouble.clone() {
        let check = if trouble.contains("redirect") {
            &REDIRECTS
        } else if answer.status == 0 {
            &ANSWERS
        } else {
            &LIMITS
        };
        run.fail(check, &answer.request, check.says, answer.came());
        return None;
    }
    if !run.status(&ANSWERS, &answer, &[200]) {
        return None;
    }
    if answer.url != *url {
        let to = answer.url.to_string();
        run.warn(
            &REDIRECTS,
            &format!("GET {url}"),
            "the document at the address that is linked to",
            format!("a redirect to {to}"),
        );
    }
    let kind = answer.header("content-type").unwrap_or_default().to_owned();
    run.that(
        &CONTENT_TYPE,
        &answer,
        answer.media_type() == "application/json",
        "Content-Type: application/json",
        format!("`{kind}`"),
    );
    let charset =
        kind.to_ascii_lowercase().split("charset=").nth(1).map(|name| name.trim_matches(['"', ' ', ';']).to_owned());
    let text = std::str::from_utf8(&answer.body)
        .ok()
        .filter(|_| charset.is_none_or(|name| name == "utf-8"))
        .map(ToOwned::to_owned);
    run.that(
        &UTF8,
        &answer,
        text.is_some(),
        "UTF-8 without another charset",
        format!("bytes that are none, or `{kind}`"),
    );
    let size = answer.body.len();
    run.that(&LIMITS, &answer, size <= MOST_BYTES, "at most 2 MB", format!("{size} bytes"));
    let allowed = answer.header("access-control-allow-origin").unwrap_or("no such header").to_owned();
    run.that(&CORS, &answer, allowed == "*", "Access-Control-Allow-Origin: *", allowed);
    let text = text?;
    run.holds(&JSON, &answer, atrium_contract::json::parse(&text).is_ok(), "JSON").then_some(())?;
    Some(Doc { url: answer.url.clone(), answer, text })
}

/// Decodes a document and tells everything that is wrong with it.
pub fn decode<T: Decode>(run: &mut Run, doc: &Doc, kind: &'static str) -> Option<T> {
    let named = doc.answer.text("/atrium") == Some("1") && doc.answer.text("/type") == Some(kind);
    let came = format!("\"atrium\": {}, \"type\": {}", value(doc, "/atrium"), value(doc, "/type"));
    if !run.that(&TOP, &doc.answer, named, &format!("\"atrium\": \"1\", \"type\": \"{kind}\""), came) {
        return None;
    }
    zones(run, doc);
    match document::<T>(&doc.text, kind) {
        Ok(decoded) => {
            for problem in &decoded.problems {
                run.fail(&DECODES, &doc.at(&problem.pointer), "nothing that has to be left out", problem.sentence());
            }
            if decoded.problems.is_empty() {
                run.report.pass(&DECODES);
            }
            Some(decoded.value)
        }
        Err(refused) => {
            for sentence in refused.sentences() {
                run.fail(&DECODES, &doc.answer.request, "a document that can be shown", format!("refused: {sentence}"));
            }
            None
        }
    }
}

fn value(doc: &Doc, pointer: &str) -> String {
    doc.answer.json.pointer(pointer).map_or_else(|| "nothing".into(), Value::to_string)
}

/// Every zone in it is one that is known.
fn zones(run: &mut Run, doc: &Doc) {
    let mut found = Vec::new();
    each(&doc.answer.json, String::new(), &mut |pointer, name, value| {
        if name == "zone" && value.is_string() {
            found.push((pointer.to_owned(), value.as_str().unwrap_or_default().to_owned()));
        }
    });
    for (pointer, zone) in found {
        if time::is_zone(&zone) {
            run.report.pass(&ZONES);
        } else {
            run.fail(&ZONES, &doc.at(&pointer), "a zone such as Europe/Lisbon", format!("`{zone}`"));
        }
    }
}

/// Calls for each field of each object: its pointer, its name, its value.
pub fn each(value: &Value, pointer: String, see: &mut dyn FnMut(&str, &str, &Value)) {
    match value {
        Value::Object(map) => {
            for (name, value) in map {
                let pointer = format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
                see(&pointer, name, value);
                each(value, pointer, see);
            }
        }
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                each(value, format!("{pointer}/{index}"), see);
            }
        }
        _ => {}
    }
}
