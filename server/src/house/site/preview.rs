//! What a page of the app is about, as far as documents say: for previews of links, and for the map of the site.

use super::language;
use super::page::About;
use crate::house::House;
use crate::house::collection::Collection;
use crate::house::neighbours::Found;
use atrium_contract::id::Id;
use atrium_contract::json::Value;
use std::sync::Arc;
use url::Url;

/// A page of the app that is about a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// What is on.
    Home,
    /// A member.
    Member(String),
    /// A document of a member, and what comes after it in the address.
    Document(Collection, String, String, Option<String>),
    /// A page that is the same for everybody.
    Other,
}

/// A document with the address it stands at.
struct Subject {
    value: Value,
    base: Url,
}

impl Place {
    /// The page at a path, without its first slash; `None` where the app has none.
    pub fn parse(path: &str) -> Option<Place> {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let id = |text: &str| Id::new(text).map(|id| id.to_string());
        Some(match parts.as_slice() {
            [] | ["index.html"] => Place::Home,
            ["member", member] => Place::Member(id(member)?),
            ["campaign", member, name] => Place::Document(Collection::Campaigns, id(member)?, id(name)?, None),
            ["challenge", member, name] => Place::Document(Collection::Challenges, id(member)?, id(name)?, None),
            ["exhibit", member, name] => Place::Document(Collection::Exhibits, id(member)?, id(name)?, None),
            ["exhibit", member, name, scene] => {
                Place::Document(Collection::Exhibits, id(member)?, id(name)?, Some(id(scene)?))
            }
            ["reader" | "share" | "search" | "account", ..] => Place::Other,
            _ => return None,
        })
    }

    /// Its path, with a first slash.
    pub fn path(&self) -> String {
        match self {
            Place::Home | Place::Other => "/".into(),
            Place::Member(id) => format!("/member/{id}"),
            Place::Document(collection, member, id, scene) => {
                let word = collection.word().trim_end_matches('s');
                let scene = scene.as_deref().map(|scene| format!("/{scene}")).unwrap_or_default();
                format!("/{word}/{member}/{id}{scene}")
            }
        }
    }
}

/// What is at a place.
pub enum Seen {
    /// This can be said of it.
    About(Box<About>),
    /// Nothing is known of it; it may be there.
    Unknown,
    /// It would be this server's own, and is not there.
    Missing,
}

/// What a page is about, in the language asked for.
pub fn about(house: &House, place: &Place, wanted: &[String]) -> Seen {
    let known = house.neighbours.known();
    let site = known.alliance.as_ref().and_then(|found| language::text(found.document.get("name"), wanted));
    let subject = match place {
        Place::Home => known.alliance.as_ref().map(|found| subject(found, "name")),
        Place::Member(id) if *id == house.member_id() => {
            Some(Subject { value: named(&house.shelf().member, "name"), base: house.addresses.member() })
        }
        Place::Member(id) => known.members.get(id).map(|found| subject(found, "name")),
        Place::Document(collection, member, id, scene) if *member == house.member_id() => {
            match house.shelf().document(*collection, id) {
                Some(document) => Some(Subject {
                    value: scene.as_deref().map_or_else(|| (*document).clone(), |scene| with_scene(&document, scene)),
                    base: house.addresses.document(*collection, id),
                }),
                None => return Seen::Missing,
            }
        }
        Place::Document(collection, member, id, _) => {
            known.members.get(member).and_then(|found| card(found, *collection, id))
        }
        Place::Other => None,
    };
    let Some(subject) = subject else { return Seen::Unknown };
    let Some((title, lang)) = language::text(subject.value.get("title"), wanted) else { return Seen::Unknown };
    let description = language::text(subject.value.get("summary"), wanted).map(|(text, _)| shortened(&text, 300));
    let picture = subject.value.get("picture").and_then(|picture| {
        let src = subject.base.join(picture.get("src")?.as_str()?).ok()?;
        let alt = language::text(picture.get("alt"), wanted).map(|(text, _)| shortened(&text, 300));
        matches!(src.scheme(), "http" | "https").then(|| (src.to_string(), alt))
    });
    let site = site.map(|(name, _)| name).filter(|name| *name != title);
    Seen::About(Box::new(About {
        title: shortened(&title, 120),
        description,
        canonical: house.addresses.page(&place.path()),
        picture,
        site,
        language: lang,
        kind: if matches!(place, Place::Document(..)) { "article" } else { "website" },
    }))
}

fn subject(found: &Arc<Found>, title: &str) -> Subject {
    Subject { value: named(&found.document, title), base: found.address.clone() }
}

/// A document whose title has another name.
fn named(document: &Value, title: &str) -> Value {
    let mut document = document.clone();
    if let Some(name) = document.get(title).cloned()
        && let Some(fields) = document.as_object_mut()
    {
        fields.insert("title", name);
    }
    document
}

/// An exhibit as seen from one of its scenes: its picture and its title.
fn with_scene(exhibit: &Value, id: &str) -> Value {
    let mut seen = exhibit.clone();
    let scenes = exhibit.get("scenes").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let scene = scenes.iter().find(|scene| scene.get("id").and_then(Value::as_str) == Some(id));
    if let (Some(scene), Some(fields)) = (scene, seen.as_object_mut()) {
        for name in ["title", "picture"] {
            if let Some(value) = scene.get(name) {
                fields.insert(name, value.clone());
            }
        }
    }
    seen
}

/// The card a member shows of one of its documents.
fn card(found: &Arc<Found>, collection: Collection, id: &str) -> Option<Subject> {
    let cards = found.document.get(collection.word())?.as_array()?;
    let card =
        cards.iter().find(|card| card.get("id").and_then(Value::as_str) == Some(id) && card.get("member").is_none())?;
    Some(Subject { value: card.clone(), base: found.address.clone() })
}

/// No longer than anybody shows, cut between words where there are any.
fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let head: String = text.chars().take(most).collect();
    let head = head.rsplit_once(' ').map_or(head.as_str(), |(head, _)| head);
    format!("{}…", head.trim_end())
}

/// Every page there is: what is on, the members, and what they show.
pub fn everything(house: &House) -> Vec<String> {
    let mut places = vec![Place::Home, Place::Member(house.member_id().to_owned())];
    let shelf = house.shelf();
    let shown = |collection: &Collection| collection.has_cards();
    for collection in Collection::ALL.into_iter().filter(shown) {
        let ids = shelf.ids(collection);
        places.extend(ids.map(|id| Place::Document(collection, house.member_id().to_owned(), id.to_owned(), None)));
    }
    let known = house.neighbours.known();
    let mut members: Vec<_> = known.members.iter().collect();
    members.sort_by_key(|(id, _)| id.as_str());
    for (member, found) in members {
        if Id::new(member).is_none() {
            continue;
        }
        places.push(Place::Member(member.clone()));
        for collection in Collection::ALL.into_iter().filter(shown) {
            let cards = found.document.get(collection.word()).and_then(Value::as_array).map(Vec::as_slice);
            for card in cards.unwrap_or_default().iter().filter(|card| card.get("member").is_none()).take(5_000) {
                let id = card.get("id").and_then(Value::as_str).and_then(Id::new);
                places.extend(id.map(|id| Place::Document(collection, member.clone(), id.to_string(), None)));
            }
        }
    }
    places.iter().map(|place| house.addresses.page(&place.path())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_the_app_are_known_and_files_are_not() {
        for path in ["", "campaign/a/b", "exhibit/a/b/c", "challenge/a/b", "member/a"] {
            let place = Place::parse(path);
            assert_eq!(place.map(|place| place.path()), Some(format!("/{path}")));
        }
        for path in ["lost.js", "campaign/a", "campaign/a/b/c", "campaign/a/b%20c", "demo/x.json", "campaigns/a/b"] {
            assert_eq!(Place::parse(path), None, "{path}");
        }
    }
}
