//! Cards with their owners, and all of the alliance's of one kind: each document once, the owner's own word before anybody else's.

use super::{document::Document, federation::Seat};
use crate::platform::url;
use atrium_contract::{
    card::Card,
    id::{Id, Key},
    member::Member,
};
use leptos::prelude::*;
use std::{cell::RefCell, ops::Deref, sync::Arc};

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
    /// What it leads to.
    pub kind: Kind,
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
    pub fn new(kind: Kind, card: &Card, from: &Id, base: &str) -> Found {
        Found::at(kind, card, from, base, 0)
    }

    fn at(kind: Kind, card: &Card, from: &Id, base: &str, seat: usize) -> Found {
        let member = card.member.clone().unwrap_or_else(|| from.clone());
        let key = Key { member, id: card.id.clone() };
        Found(Arc::new(Fields { kind, key, card: card.clone(), base: base.to_owned(), from: from.clone(), seat }))
    }

    /// Where the document is.
    pub fn address(&self) -> Option<String> {
        url::resolve(self.card.href.as_str(), &self.base)
    }
}

/// What is known of a member when cards are merged.
pub(super) struct House {
    /// What the alliance says of it.
    pub seat: Seat,
    /// Its own document, when it is here.
    pub document: Option<Arc<Document<Member>>>,
}

impl House {
    fn id(&self) -> Id {
        self.seat.link.with_value(|link| link.id.clone())
    }

    fn is(&self, id: &Id) -> bool {
        self.seat.link.with_value(|link| link.id == *id)
    }
}

/// Copies of cards of owners that do not answer; more than these nobody means well.
const MOST_COPIES: usize = 300;

/// A member's document, and its cards of one kind.
type Held = (Arc<Document<Member>>, Vec<Found>);

/// The cards of one kind that each member's document holds, kept while the document is the same.
#[derive(Default)]
struct Shelf {
    of: Vec<Option<Held>>,
    merged: Option<Arc<[Found]>>,
}

thread_local! {
    static SHELVES: RefCell<[Shelf; 3]> = RefCell::default();
}

/// All cards of a kind that these members have.
pub(super) fn all(kind: Kind, houses: &[House]) -> Arc<[Found]> {
    SHELVES.with_borrow_mut(|shelves| {
        shelves.get_mut(kind as usize).map(|shelf| shelf.all(kind, houses)).unwrap_or_default()
    })
}

impl Shelf {
    /// All cards, by the order of the alliance; made anew only when a document has come or gone.
    fn all(&mut self, kind: Kind, houses: &[House]) -> Arc<[Found]> {
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
                *held =
                    house.document.as_ref().map(|document| (document.clone(), of(document, kind, &house.id(), seat)));
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

    /// What members say of their own stands, and needs no comparing: of copies there are few.
    fn merge(&self, houses: &[House]) -> Arc<[Found]> {
        let mut merged: Vec<Found> = Vec::new();
        let mut copies: Vec<&Found> = Vec::new();
        for found in self.of.iter().flatten().flat_map(|(_, found)| found) {
            if found.key.member != found.from {
                let owner = houses.iter().find(|house| house.is(&found.key.member));
                let twice = || copies.iter().any(|other| other.key == found.key);
                if copies.len() >= MOST_COPIES || owner.is_some_and(|owner| !believed(found, owner)) || twice() {
                    continue;
                }
                copies.push(found);
            }
            merged.push(found.clone());
        }
        merged.into()
    }
}

/// Whether another's copy of an owner's card is shown. Once the owner has answered its own list is the truth. Until then a
/// copy is as good as its link: one that leads elsewhere than to the owner's server may be anybody's.
fn believed(copy: &Found, owner: &House) -> bool {
    owner.document.is_none()
        && copy.address().zip(owner.seat.address()).is_some_and(|(copy, own)| url::same_origin(&copy, &own))
}

/// The cards of a kind in a member's document. The member is who the alliance says it is, whatever the document calls itself.
fn of(document: &Document<Member>, kind: Kind, member: &Id, seat: usize) -> Vec<Found> {
    let cards = cards(&document.value, kind).iter();
    cards.map(|card| Found::at(kind, card, member, &document.address, seat)).collect()
}

fn cards(member: &Member, kind: Kind) -> &[Card] {
    match kind {
        Kind::Campaign => &member.campaigns,
        Kind::Exhibit => &member.exhibits,
        Kind::Challenge => &member.challenges,
    }
}

/// Whether a member's document has a card of what another owns.
pub(super) fn carries(member: &Member, kind: Kind, key: &Key) -> bool {
    cards(member, kind).iter().any(|card| card.id == key.id && card.member.as_ref() == Some(&key.member))
}
