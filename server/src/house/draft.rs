//! A Draft: a document with what the public must not see, as staff send it.

use super::collection::{Collection, Fault};
use atrium_contract::instant::Instant;
use atrium_contract::json::Value;
use atrium_contract::redemption::plain;

/// What a version is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Being worked on.
    Draft,
    /// For everyone, from its moment on.
    Published,
    /// Taken down.
    Unpublished,
}

impl State {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            State::Draft => "draft",
            State::Published => "published",
            State::Unpublished => "unpublished",
        }
    }

    /// The state with this word.
    pub fn parse(word: &str) -> Option<State> {
        [State::Draft, State::Published, State::Unpublished].into_iter().find(|state| state.word() == word)
    }
}

/// A code, and what it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// As it is printed.
    pub code: String,
    /// How it is looked for: blanks, hyphens and capitals do not matter.
    pub key: String,
    /// An item of a checklist, or an amount as JSON.
    pub means: Means,
}

/// What a code stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Means {
    /// An item of the challenge's checklist.
    Item(String),
    /// So much of a unit.
    Amount(u32, String),
}

/// What staff ask for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// What the version is for.
    pub state: State,
    /// From when on it is public, in milliseconds since 1970, and as it was written.
    pub publish_at: Option<Instant>,
    /// The document, whole, with whatever this server does not know.
    pub document: Value,
    /// The codes, of a challenge.
    pub codes: Vec<Code>,
    /// What a reader of the document would refuse or leave out.
    pub problems: Vec<Fault>,
}

/// Reads what staff sent.
///
/// # Errors
/// Everything that is wrong with it, by JSON Pointer.
pub fn read(body: &Value, collection: Collection, id: &str) -> Result<Asked, Vec<Fault>> {
    let mut wrong = Vec::new();
    if !body.is_object() {
        return Err(vec![fault("", "should be an object with state and document")]);
    }
    let state = body.get("state").and_then(Value::as_str).and_then(State::parse);
    if state.is_none() {
        wrong.push(fault("/state", "should be draft, published or unpublished"));
    }
    let publish_at = match present(body, "publishAt") {
        None => None,
        Some(value) => match value.as_str().and_then(Instant::parse) {
            Some(_) if state.is_some_and(|state| state != State::Published) => {
                wrong.push(fault("/publishAt", "goes with the state published only"));
                None
            }
            Some(instant) => Some(instant),
            None => {
                wrong.push(fault("/publishAt", "should be an instant such as 2026-07-01T18:00:00+02:00"));
                None
            }
        },
    };
    let document = present(body, "document");
    if let Some(document) = document.filter(|document| document.is_object()) {
        identity(document, collection, id, &mut wrong);
    } else {
        wrong.push(fault("/document", "should be the document, an object"));
    }
    let codes = codes(body, collection, document, &mut wrong);
    let problems = document.map(|document| collection.problems(document)).unwrap_or_default();
    if state == Some(State::Published) {
        wrong.extend(problems.iter().map(below));
    }
    match (state, document, wrong.is_empty()) {
        (Some(state), Some(document), true) => {
            Ok(Asked { state, publish_at, document: document.clone(), codes, problems })
        }
        _ => {
            wrong.dedup_by(|later, earlier| later.pointer == earlier.pointer);
            Err(wrong)
        }
    }
}

/// The same fault, seen from the Draft.
pub fn below(fault: &Fault) -> Fault {
    Fault { pointer: format!("/document{}", fault.pointer), detail: fault.detail.clone() }
}

fn present<'v>(body: &'v Value, name: &str) -> Option<&'v Value> {
    body.get(name).filter(|value| **value != Value::Null)
}

/// A document is what its address says, also while it is worked on.
fn identity(document: &Value, collection: Collection, id: &str, wrong: &mut Vec<Fault>) {
    let text = |name: &str| document.get(name).and_then(Value::as_str);
    if text("atrium") != Some("1") {
        wrong.push(fault("/document/atrium", "should be \"1\""));
    }
    let kind = collection.document_type();
    if text("type") != Some(kind) {
        wrong.push(fault("/document/type", &format!("should be \"{kind}\"")));
    }
    if text("id") != Some(id) {
        wrong.push(fault("/document/id", &format!("should be \"{id}\", as in its address")));
    }
    if document.to_string().len() > atrium_contract::decode::MOST_BYTES {
        wrong.push(fault("/document", "should have no more than 2 MB"));
    }
}

fn codes(body: &Value, collection: Collection, document: Option<&Value>, wrong: &mut Vec<Fault>) -> Vec<Code> {
    let Some(list) = present(body, "codes") else { return Vec::new() };
    let Some(list) = list.as_array() else {
        wrong.push(fault("/codes", "should be a list"));
        return Vec::new();
    };
    if collection != Collection::Challenges && !list.is_empty() {
        wrong.push(fault("/codes", "are for challenges only"));
        return Vec::new();
    }
    if list.len() > 10_000 {
        wrong.push(fault("/codes", "should be no more than 10 000"));
        return Vec::new();
    }
    let items: Vec<&str> = document
        .and_then(|document| document.pointer("/goal/items"))
        .and_then(Value::as_array)
        .map(|items| items.iter().filter_map(|item| item.get("id").and_then(Value::as_str)).collect())
        .unwrap_or_default();
    let mut codes: Vec<Code> = Vec::new();
    let mut keys = std::collections::HashSet::new();
    for (index, item) in list.iter().enumerate() {
        let mut bad = |name: &str, detail: &str| wrong.push(fault(&format!("/codes/{index}{name}"), detail));
        let Some(code) = item.get("code").and_then(Value::as_str) else {
            bad("/code", "should be a text of 4 to 40 characters");
            continue;
        };
        let key = plain(code);
        if !(4..=40).contains(&key.chars().count()) {
            bad("/code", "should have 4 to 40 characters, besides blanks and hyphens");
            continue;
        }
        if !keys.insert(key.clone()) {
            bad("/code", "is there already");
            continue;
        }
        let amount = item.get("amount").filter(|value| **value != Value::Null);
        let means = match (item.get("item").and_then(Value::as_str), amount) {
            (Some(name), None) if items.contains(&name) => Some(Means::Item(name.to_owned())),
            (Some(_), None) => {
                bad("/item", "should be an item of the challenge's checklist");
                None
            }
            (None, Some(amount)) => {
                let read = means_amount(amount);
                if read.is_none() {
                    bad("/amount", "should be an amount from 1 to 1 000 000 and its unit");
                }
                read
            }
            _ => {
                bad("", "should have either item or amount");
                None
            }
        };
        codes.extend(means.map(|means| Code { code: code.to_owned(), key, means }));
    }
    codes
}

fn means_amount(value: &Value) -> Option<Means> {
    use atrium_contract::challenge::Amount;
    use atrium_contract::decode::{At, Decode};
    let amount = Amount::decode(value, &mut At::default())?;
    Some(Means::Amount(amount.amount.0, amount.unit.word().to_owned()))
}

/// A fault at a place.
pub fn fault(pointer: &str, detail: &str) -> Fault {
    Fault { pointer: pointer.to_owned(), detail: detail.to_owned() }
}

impl Code {
    /// As it stands in a Draft.
    pub fn to_value(&self) -> Value {
        let code = Value::from(self.code.as_str());
        match &self.means {
            Means::Item(item) => Value::object([("code", code), ("item", Value::from(item.as_str()))]),
            Means::Amount(amount, unit) => {
                let amount =
                    Value::object([("amount", Value::from(f64::from(*amount))), ("unit", Value::from(unit.as_str()))]);
                Value::object([("code", code), ("amount", amount)])
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use atrium_contract::json::parse;

    const CHALLENGE: &str = r#"{"atrium":"1","type":"Challenge","id":"owls","title":"Owls","starts":"2026-11-01","ends":"2026-11-30","zone":"Europe/Lisbon",
        "goal":{"kind":"checklist","items":[{"id":"owl","title":"Owl"}]},"x-own":{"kept":1}}"#;

    fn asked(rest: &str, document: &str) -> Result<Asked, Vec<String>> {
        let body = parse(&format!("{{{rest}\"document\":{document}}}")).unwrap();
        read(&body, Collection::Challenges, "owls")
            .map_err(|wrong| wrong.into_iter().map(|fault| fault.pointer).collect())
    }

    #[test]
    fn a_whole_draft_is_read() {
        let rest = r#""state":"published","publishAt":"2026-12-01T08:00:00Z","codes":[{"code":"Owl-seven","item":"owl"},{"code":"MOON","amount":{"amount":1,"unit":"activities"}}],"#;
        let asked = asked(rest, CHALLENGE).unwrap();
        assert_eq!(asked.codes.iter().map(|code| code.key.as_str()).collect::<Vec<_>>(), ["owlseven", "moon"]);
        assert!(asked.document.get("x-own").is_some() && asked.publish_at.is_some());
    }

    #[test]
    fn everything_wrong_has_its_pointer() {
        let rest = r#""state":"done","publishAt":"soon","codes":[{"code":"x"},{"code":"OWLS","item":"cat"},{"code":"o w l s","item":"owl"},{"code":"BEAR"}],"#;
        let wrong = asked(rest, &CHALLENGE.replace("owls", "cats")).unwrap_err();
        assert_eq!(
            wrong,
            ["/state", "/publishAt", "/document/id", "/codes/0/code", "/codes/1/item", "/codes/2/code", "/codes/3"]
        );
    }

    #[test]
    fn a_draft_may_have_problems_and_what_is_published_may_not() {
        let bad = CHALLENGE.replace("2026-11-30", "never");
        assert_eq!(asked(r#""state":"published","#, &bad).unwrap_err(), ["/document/ends"]);
        let draft = asked(r#""state":"draft","#, &bad).unwrap();
        assert_eq!(draft.problems.iter().map(|fault| fault.pointer.as_str()).collect::<Vec<_>>(), ["/ends"]);
    }

    #[test]
    fn a_zone_that_is_none_is_not_published() {
        for kept in ["Europe/Lisbon", "Pacific/Kiritimati", "UTC"] {
            assert!(asked(r#""state":"published","#, &CHALLENGE.replace("Europe/Lisbon", kept)).is_ok(), "{kept}");
        }
        for none in ["Europe/Lisboa", "", "Moon/Tranquility"] {
            let document = CHALLENGE.replace("Europe/Lisbon", none);
            assert_eq!(asked(r#""state":"published","#, &document).unwrap_err(), ["/document/zone"], "{none:?}");
            let draft = asked(r#""state":"draft","#, &document).unwrap();
            assert_eq!(draft.problems.iter().map(|fault| fault.pointer.as_str()).collect::<Vec<_>>(), ["/zone"]);
        }
    }
}
