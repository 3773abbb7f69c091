//! Makes a static member a live one: everything its document leads to is brought in, and what was wrong is told.

mod pictures;
mod source;
mod walk;

pub use pictures::{copy, everything as files_of};
pub use source::{Limits, Source};

use super::House;
use super::collection::Collection;
use super::draft::{self, Asked, State};
use super::library::{Condition, PutError};
use super::links;
use atrium_contract::json::{Value, parse};
use pictures::Pictures;
use std::collections::BTreeMap;
use url::Url;
use walk::Document;

/// What was done, and what was wrong.
#[derive(Debug, Default)]
pub struct Report {
    /// Documents that are new here.
    pub made: Vec<String>,
    /// Documents that got a new version.
    pub changed: Vec<String>,
    /// Documents that were here with the same content.
    pub same: usize,
    /// Files that were brought.
    pub files: usize,
    /// What was wrong, each with its place.
    pub wrong: Vec<String>,
}

impl Report {
    /// Notes what was wrong at a place.
    pub fn wrong(&mut self, place: &str, what: &str) {
        let sentence = format!("{place}: {}.", what.trim_end_matches('.'));
        if !self.wrong.contains(&sentence) {
            self.wrong.push(sentence);
        }
    }
}

/// What to do besides.
pub struct Wishes {
    /// Where the folder is served.
    pub at: Option<Url>,
    /// Bring pictures into the folder of files.
    pub pictures: bool,
    /// Codes of challenges, by id, as they stand in a Draft.
    pub codes: Value,
    /// Only say what would be done.
    pub dry_run: bool,
}

/// Imports a member.
///
/// # Errors
/// A sentence when nothing could be begun; what was wrong with single documents stands in the report.
pub async fn run(house: &House, source: &Source, wishes: &Wishes) -> Result<Report, String> {
    let mut report = Report::default();
    let (mut member, documents) = walk::walk(source, &mut report).await?;
    let id = member.get("id").and_then(Value::as_str).unwrap_or_default();
    if id != house.member_id() {
        return Err(format!(
            "This is the member `{id}`, and the configuration says `member.id = \"{}\"`. One of the two has to follow the other.",
            house.member_id()
        ));
    }
    let places: BTreeMap<Url, Url> = documents
        .iter()
        .map(|document| (document.address.clone(), house.addresses.document(document.collection, &document.id)))
        .chain([(source.member.clone(), house.addresses.member())])
        .collect();
    let files = wishes.pictures.then(|| house.files.clone());
    let mut pictures = Pictures::new(source, &house.addresses, files.as_deref());
    let mut moving = Moving { source, places: &places, pictures: &mut pictures, at: wishes.at.as_ref() };
    moving.document(&mut member, &source.member, &house.addresses.member(), &mut report);
    let mut ready = Vec::new();
    for Document { address, collection, id, mut value } in documents {
        moving.document(&mut value, &address, &house.addresses.document(collection, &id), &mut report);
        ready.push((collection, id, value));
    }
    for (challenge, _) in wishes.codes.as_object().into_iter().flat_map(|codes| codes.iter()) {
        if !ready.iter().any(|(collection, id, _)| *collection == Collection::Challenges && id == challenge) {
            report.wrong("codes", &format!("there is no challenge `{challenge}` they could be for"));
        }
    }
    for (collection, id, value) in ready {
        let codes = (collection == Collection::Challenges).then(|| wishes.codes.get(&id)).flatten();
        keep(house, collection, &id, value, codes, wishes.dry_run, &mut report).await?;
    }
    own(house, member, wishes.dry_run, &mut report).await?;
    if !wishes.dry_run {
        report.files = pictures.bring(&mut report).await;
    }
    Ok(report)
}

/// Documents on their way to other addresses.
struct Moving<'a, 'p> {
    source: &'a Source,
    places: &'a BTreeMap<Url, Url>,
    pictures: &'a mut Pictures<'p>,
    at: Option<&'a Url>,
}

impl Moving<'_, '_> {
    fn document(&mut self, value: &mut Value, from: &Url, to: &Url, report: &mut Report) {
        let here = self.source.inside(from).unwrap_or_else(|| from.to_string());
        links::change(value, &mut |field, link| {
            // What is whole already leads to where it led.
            if Url::parse(link).is_ok() || link.starts_with("//") {
                return None;
            }
            let Ok(target) = from.join(link) else {
                report.wrong(&here, &format!("`{link}` is no link"));
                return None;
            };
            let mut plain = target.clone();
            plain.set_fragment(None);
            let known = self.places.get(&plain).cloned();
            if let Some(place) = known.or_else(|| self.pictures.place(field, &target, &here, report)) {
                return Some(links::relative(to, &place));
            }
            if !self.source.is_folder() {
                return Some(target.to_string());
            }
            let whole = self.at.and_then(|at| at.join(&way(&self.source.base, &target)?).ok());
            if whole.is_none() {
                report.wrong(
                    &here,
                    &format!("`{link}` leads to nothing that is brought; say with --at where the folder is served"),
                );
            }
            whole.map(|url| url.to_string())
        });
    }
}

/// The way from one place to another, also out of the folder.
fn way(base: &Url, target: &Url) -> Option<String> {
    base.make_relative(target)
}

/// Puts one document in, if it is new or changed.
async fn keep(
    house: &House,
    collection: Collection,
    id: &str,
    value: Value,
    codes: Option<&Value>,
    dry_run: bool,
    report: &mut Report,
) -> Result<(), String> {
    let place = format!("{}/{id}", collection.word());
    let draft = |state: State| {
        let mut body = Value::object([("state", Value::from(state.word())), ("document", value.clone())]);
        if let (Some(codes), Some(fields)) = (codes, body.as_object_mut()) {
            fields.insert("codes", codes.clone());
        }
        draft::read(&body, collection, id)
    };
    let asked = match draft(State::Published) {
        Ok(asked) => asked,
        Err(wrong) => {
            for fault in &wrong {
                report.wrong(&format!("{place}, {}", fault.pointer), &fault.detail);
            }
            match draft(State::Draft) {
                Ok(asked) => {
                    report.wrong(&place, "is kept as a draft, because readers could not take it as it is meant");
                    asked
                }
                Err(_) => {
                    report.wrong(&place, "is left out");
                    return Ok(());
                }
            }
        }
    };
    let before = house.library.item(collection, id).await.map_err(|error| error.to_string())?;
    if let Some(before) = &before
        && same(before.state, &before.document, &before.codes, &asked)
    {
        report.same += 1;
        return Ok(());
    }
    if !dry_run {
        let condition = before.as_ref().map_or(Condition::New, |before| Condition::Version(before.version));
        match house.library.put(collection, id, &asked, &condition).await {
            Ok(_) => {}
            Err(PutError::Database(problem)) => return Err(problem.kind.title("en").to_owned()),
            Err(other) => {
                report.wrong(&place, &format!("was not taken: {}", other.sentence()));
                return Ok(());
            }
        }
    }
    if before.is_some() {
        report.changed.push(place)
    } else {
        report.made.push(place)
    }
    Ok(())
}

fn same(state: State, document: &str, codes: &str, asked: &Asked) -> bool {
    let listed = Value::Array(asked.codes.iter().map(draft::Code::to_value).collect());
    state == asked.state
        && parse(document).is_ok_and(|before| before == asked.document)
        && parse(codes).is_ok_and(|before| before == listed)
}

/// The member's own document. Whether it takes part is for the server to say, not for the files it came from.
async fn own(house: &House, member: Value, dry_run: bool, report: &mut Report) -> Result<(), String> {
    for fault in super::member::problems(&member, house.member_id()) {
        report.wrong(&format!("member.json, {}", fault.pointer), &fault.detail);
    }
    let kept = super::member::kept(&member);
    let before = house.library.member().await.map_err(|error| error.to_string())?;
    if before.as_ref().is_some_and(|(_, before)| *before == kept) {
        report.same += 1;
        return Ok(());
    }
    if !dry_run {
        house.library.put_member(&kept, None).await.map_err(|error| error.to_string())?;
    }
    let place = "member.json".to_owned();
    if before.is_some() {
        report.changed.push(place)
    } else {
        report.made.push(place)
    }
    Ok(())
}
