//! Cards with their owners, and all of the alliance's of one kind: each document once, the owner's own word before anybody else's.

use super::document::Document;
use crate::platform::url;
use atrium_contract::{
    card::Card,
    id::{Id, Key},
    member::Member,
};
use std::{collections::HashMap, ops::Deref, sync::Arc};

/// What a card leads to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A campaign.
    Campaign,
    /// An exhibit.
    Exhibit,
    /// A challenge.
    Challenge,
}

/// A card with its owner and the address it is relative to. Cheap to copy: an alliance may have ten thousand.
#[derive(Clone)]
pub struct Found(Arc<Fields>);

/// What [`Found`] holds.
pub struct Fields {
    /// Owner and id.
    pub key: Key,
    /// The card.
    pub card: Card,
    /// The address of the document the card stands in.
    pub base: String,
    /// Whose document it stands in.
    pub from: Id,
    /// The place of that member in the alliance; 0 where the document was not merged with others.
    pub seat: usize,
}

impl Deref for Found {
    type Target = Fields;

    fn deref(&self) -> &Fields {
        &self.0
    }
}

/// The same card of the same document: what a list shows is made anew only when this changes.
impl PartialEq for Found {
    fn eq(&self, other: &Found) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Found {
    /// A card in the document of `from`, which owns it unless the card names another owner.
    pub fn new(card: &Card, from: &Id, base: &str) -> Found {
        Found::at(card, from, base, 0)
    }

    fn at(card: &Card, from: &Id, base: &str, seat: usize) -> Found {
        let member = card.member.clone().unwrap_or_else(|| from.clone());
        let key = Key { member, id: card.id.clone() };
        Found(Arc::new(Fields { key, card: card.clone(), base: base.to_owned(), from: from.clone(), seat }))
    }

    /// Where the document is.
    pub fn address(&self) -> Option<String> {
        url::resolve(self.card.href.as_str(), &self.base)
    }
}

/// What is known of a member when cards are merged.
pub(super) struct House {
    /// Its id in the alliance.
    pub id: Id,
    /// Where its own document is, as the alliance says.
    pub address: String,
    /// Its own document, when it is here.
    pub document: Option<Arc<Document<Member>>>,
}

/// A member's document, and its cards of one kind.
type Held = (Arc<Document<Member>>, Vec<Found>);

/// The cards of one kind that each member's document holds, kept while the document is the same.
#[derive(Default)]
pub(super) struct Shelf {
    of: Vec<Option<Held>>,
    merged: Option<Arc<[Found]>>,
}

impl Shelf {
    /// All cards, by the order of the alliance; made anew only when a document has come or gone.
    pub fn all(&mut self, kind: Kind, houses: &[House]) -> Arc<[Found]> {
        let mut changed = self.of.len() != houses.len();
        self.of.resize_with(houses.len(), || None);
        for (seat, (held, house)) in self.of.iter_mut().zip(houses).enumerate() {
            let same = match (&held, &house.document) {
                (Some((held, _)), Some(document)) => Arc::ptr_eq(held, document),
                (None, None) => true,
                _ => false,
            };
            if !same {
                changed = true;
                *held = house.document.as_ref().map(|document| (document.clone(), of(document, kind, &house.id, seat)));
            }
        }
        match &self.merged {
            Some(merged) if !changed => merged.clone(),
            _ => {
                let merged = self.merge(houses);
                self.merged = Some(merged.clone());
                merged
            }
        }
    }

    fn merge(&self, houses: &[House]) -> Arc<[Found]> {
        let owners: HashMap<&Id, &House> = houses.iter().map(|house| (&house.id, house)).collect();
        let all = || self.of.iter().flatten().flat_map(|(_, found)| found);
        // What owners say of their own first: it stands whatever others have copied of it.
        let mut place: HashMap<&Key, Option<&Found>> = HashMap::new();
        for found in all().filter(|it| it.key.member == it.from) {
            place.entry(&found.key).or_insert(Some(found));
        }
        for found in all().filter(|it| it.key.member != it.from) {
            if owners.get(&found.key.member).is_none_or(|owner| believed(found, owner)) {
                place.entry(&found.key).or_insert(Some(found));
            }
        }
        // Each where the first document that carries it has it.
        all().filter_map(|found| place.get_mut(&found.key)?.take().cloned()).collect()
    }
}

/// Whether another's copy of an owner's card is shown. Once the owner has answered its own list is the truth. Until then a
/// copy is as good as its link: one that leads elsewhere than to the owner's server may be anybody's.
fn believed(copy: &Found, owner: &House) -> bool {
    owner.document.is_none() && copy.address().is_some_and(|address| url::same_origin(&address, &owner.address))
}

/// The cards of a kind in a member's document. The member is who the alliance says it is, whatever the document calls itself.
fn of(document: &Document<Member>, kind: Kind, member: &Id, seat: usize) -> Vec<Found> {
    let cards = match kind {
        Kind::Campaign => &document.value.campaigns,
        Kind::Exhibit => &document.value.exhibits,
        Kind::Challenge => &document.value.challenges,
    };
    cards.iter().map(|card| Found::at(card, member, &document.address, seat)).collect()
}
