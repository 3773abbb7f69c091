//! Finds all documents of a static member by following the links of its own.

use super::Report;
use super::source::Source;
use crate::house::collection::Collection;
use crate::house::links;
use atrium_contract::json::{Value, parse};
use std::collections::{BTreeMap, VecDeque};
use url::Url;

/// More documents than this no member has.
const MOST: usize = 20_000;

/// A document that was found.
pub struct Document {
    /// Where it was.
    pub address: Url,
    /// Its collection.
    pub collection: Collection,
    /// Its id.
    pub id: String,
    /// What it says.
    pub value: Value,
}

/// The member's own document, and every document of its own that it leads to, in the order in which it does.
///
/// # Errors
/// A sentence when there is no member to begin with.
pub async fn walk(source: &Source, report: &mut Report) -> Result<(Value, Vec<Document>), String> {
    let text =
        source.read(&source.member, source.limits.document).await.map_err(|why| format!("{} {why}.", source.member))?;
    let member = document(&text).ok_or_else(|| format!("{} is not JSON.", source.member))?;
    if member.get("type").and_then(Value::as_str) != Some("Member") {
        return Err(format!("{} is no document of the type Member.", source.member));
    }
    let mut found: Vec<Document> = Vec::new();
    let mut seen: BTreeMap<Url, ()> = BTreeMap::from([(source.member.clone(), ())]);
    let mut open: VecDeque<(String, Url)> = followed(&member, &source.member, source).into();
    while let Some((from, address)) = open.pop_front() {
        if found.len() >= MOST || seen.insert(address.clone(), ()).is_some() {
            continue;
        }
        let place = source.inside(&address).unwrap_or_else(|| address.to_string());
        let value = match source.read(&address, source.limits.document).await {
            Ok(text) => document(&text),
            Err(why) => {
                report.wrong(&place, &format!("{why}; {from} links to it"));
                continue;
            }
        };
        // A page or a picture may be linked to as well; only documents of the contract are ours.
        let Some(value) = value.filter(|value| value.get("atrium").is_some()) else {
            if place.ends_with(".json") {
                report.wrong(&place, "is no document of the contract");
            }
            continue;
        };
        let kind = value.get("type").and_then(Value::as_str).unwrap_or_default();
        let id = value.get("id").and_then(Value::as_str).and_then(atrium_contract::id::Id::new);
        let (Some(collection), Some(id)) = (Collection::of_type(kind), id) else {
            if !matches!(kind, "Member" | "Alliance") {
                report.wrong(&place, &format!("has the type `{kind}` and is left out, or has no id"));
            }
            continue;
        };
        if found.iter().any(|other| other.collection == collection && other.id == id.as_str()) {
            report.wrong(&place, &format!("is a second {kind} with the id `{id}`"));
            continue;
        }
        open.extend(followed(&value, &address, source));
        found.push(Document { address, collection, id: id.to_string(), value });
    }
    Ok((member, found))
}

/// Links that may lead to documents of the same member, with the place they stand in.
fn followed(value: &Value, address: &Url, source: &Source) -> Vec<(String, Url)> {
    let here = source.inside(address).unwrap_or_else(|| address.to_string());
    let documents = ["href", "theme", "list", "exhibit"];
    links::all(value, address)
        .into_iter()
        .filter(|(name, _)| documents.contains(&name.as_str()))
        .filter_map(|(_, mut url)| {
            url.set_fragment(None);
            source.inside(&url).map(|_| (here.clone(), url))
        })
        .collect()
}

fn document(text: &[u8]) -> Option<Value> {
    let text = std::str::from_utf8(text).ok()?;
    parse(text.trim_start_matches('\u{feff}')).ok().filter(Value::is_object)
}
