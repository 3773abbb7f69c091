//! The alliance and its members, each from its own backend: one that is slow or down costs the others nothing.

use super::{
    config,
    document::{Load, Opened, Top},
    error::LoadError,
    news,
};
use crate::platform::{media, url, worker::Told};
use atrium_contract::{
    alliance::{Alliance, MemberLink},
    card::Card,
    id::{Id, Key},
    member::Member,
    text::Text,
};
use leptos::prelude::*;

/// A member as the alliance names it, and its own document on its way.
#[derive(Clone, Copy)]
pub struct Seat {
    /// What the alliance document says of it.
    pub link: StoredValue<MemberLink>,
    /// The member's own document.
    pub member: Opened<Member>,
}

/// The alliance as this page sees it. Copy it freely: it is a handful of signals.
#[derive(Clone, Copy)]
pub struct Federation {
    /// The alliance document.
    pub alliance: Opened<Alliance>,
    /// The members, in the alliance's order; empty until its document is here.
    pub seats: RwSignal<Vec<Seat>>,
    /// Whether the device believes it has a network.
    pub online: RwSignal<bool>,
    /// Turns whenever `news` of what is stale came in.
    news: RwSignal<bool>,
}

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

/// A card with its owner and the address it is relative to.
#[derive(Clone)]
pub struct Found {
    /// Owner and id.
    pub key: Key,
    /// The card.
    pub card: Card,
    /// The address of the document the card stands in.
    pub base: String,
}

impl Federation {
    /// Starts to load the alliance and, as soon as they are named, its members, all at once.
    pub fn start() -> Federation {
        let federation = Federation {
            alliance: Opened::waiting(),
            seats: RwSignal::new(Vec::new()),
            online: RwSignal::new(media::online()),
            news: RwSignal::new(false),
        };
        federation.load();
        federation
    }

    /// Loads (again) whatever is not here.
    pub fn load(self) {
        if self.alliance.is_here() {
            for seat in self.seats.get_untracked() {
                self.load_member(seat);
            }
            return;
        }
        self.alliance.wait();
        crate::platform::task::spawn(async move {
            if let Some(read) = self.alliance.read(config::alliance_address()).await {
                let seats: Vec<Seat> = read.value.members.iter().cloned().map(Seat::new).collect();
                self.seats.set(seats.clone());
                for seat in seats {
                    self.load_member(seat);
                }
            }
        });
    }

    fn load_member(self, seat: Seat) {
        if seat.member.is_here() {
            return;
        }
        let base = config::alliance_address();
        match seat.link.with_value(|link| url::resolve(link.href.as_str(), &base)) {
            Some(address) => seat.member.fill(address),
            None => seat.member.fail(LoadError::Unknown),
        }
    }

    /// Takes in what the worker says of the copies it gave. What is shown does not change under a reader's eyes: a newer version
    /// of a member is taken at once only where the page is not `about` it.
    pub fn told(self, told: Told, about: &dyn Fn(&Id) -> bool) {
        let changed = match told {
            Told::Stale(address) => news::stale(address),
            Told::Fresh(address) => news::fresh(&address),
            Told::Updated(address, fetched) => {
                // Whoever opens it next asks the worker, who has the newer one.
                news::updated(address, fetched);
                self.renew(about);
                false
            }
        };
        if changed {
            self.news.update(|news| *news = !*news);
        }
    }

    /// Takes the newer versions of the members' own documents that the page is not `about`.
    pub fn renew(self, about: &dyn Fn(&Id) -> bool) {
        for seat in self.seats.get_untracked() {
            if let Load::Ready(document) = seat.member.get_untracked()
                && !about(&document.value.id)
                && news::is_outdated(&document.address, document.fetched)
            {
                seat.member.fill(document.address.clone());
            }
        }
    }

    /// Whether a document is shown as it was, not as it is: there is no network, or nobody answered. Followed.
    pub fn is_old(self, address: &str) -> bool {
        self.news.track();
        !self.online.get() || news::is_stale(address)
    }

    /// The members that do not answer though the device is online, and when the oldest copy shown of them was fetched. Followed.
    pub fn silent(self) -> Option<(Vec<Text>, f64)> {
        if !self.online.get() {
            return None;
        }
        let mut names = Vec::new();
        let mut oldest = f64::INFINITY;
        for document in self.seats.get().into_iter().filter_map(|seat| seat.member.ready()) {
            if self.is_old(&document.address) {
                names.push(document.value.name.clone());
                oldest = oldest.min(document.fetched);
            }
        }
        (!names.is_empty()).then_some((names, oldest))
    }

    /// The seat of a member.
    pub fn seat(self, member: &Id) -> Option<Seat> {
        self.seats.get().into_iter().find(|seat| seat.link.with_value(|link| &link.id == member))
    }

    /// A member's name in the reader's language, from the alliance document.
    pub fn name(self, member: &Id) -> Option<Text> {
        self.seat(member).map(|seat| seat.link.with_value(|link| link.name.clone()))
    }

    /// All cards of a kind that are at hand, a campaign hosted by several members once.
    pub fn cards(self, kind: Kind) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        for seat in self.seats.get() {
            seat.member.with(|load| {
                let Some(document) = load.ready() else { return };
                for card in of_kind(&document.value, kind) {
                    let key = Key {
                        member: card.member.clone().unwrap_or_else(|| document.value.id.clone()),
                        id: card.id.clone(),
                    };
                    if !found.iter().any(|other| other.key == key) {
                        found.push(Found { key, card: card.clone(), base: document.address.clone() });
                    }
                }
            });
        }
        found
    }

    /// Where the document with this key is.
    ///
    /// # Errors
    /// [`LoadError::Unknown`] when everybody has answered and nobody has it, or why its owner does not answer.
    /// `Ok(None)` while that is not known yet.
    pub fn address(self, kind: Kind, key: &Key) -> Result<Option<String>, LoadError> {
        if let Load::Failed(error) = self.alliance.get() {
            return Err(error);
        }
        if let Some(found) = self.cards(kind).into_iter().find(|found| &found.key == key) {
            return Ok(url::resolve(found.card.href.as_str(), &found.base));
        }
        if self.alliance.with(|alliance| alliance.ready().is_none()) {
            return Ok(None);
        }
        match self.seat(&key.member).map(|seat| seat.member.get()) {
            Some(Load::Waiting) => Ok(None),
            Some(Load::Failed(error)) => Err(error),
            Some(Load::Ready(_)) | None => Err(LoadError::Unknown),
        }
    }

    /// Asks again for a document that could not be had, and for the members that did not answer.
    pub fn again<T: Top>(self, kind: Kind, key: &Key, opened: Opened<T>) {
        self.load();
        if let Ok(Some(address)) = untrack(|| self.address(kind, key)) {
            opened.wait();
            opened.fill(address);
        }
    }

    /// Opens the document with this key.
    pub fn open<T: Top>(self, kind: Kind, key: Key) -> Opened<T> {
        Opened::open(move || self.address(kind, &key))
    }
}

impl Seat {
    fn new(link: MemberLink) -> Seat {
        Seat { link: StoredValue::new(link), member: Opened::waiting() }
    }
}

fn of_kind(member: &Member, kind: Kind) -> &[Card] {
    match kind {
        Kind::Campaign => &member.campaigns,
        Kind::Exhibit => &member.exhibits,
        Kind::Challenge => &member.challenges,
    }
}

/// The alliance of this page.
pub fn use_federation() -> Federation {
    // Provided by the frame before anything else is made; a page without it has nothing to show.
    use_context::<Federation>().unwrap_or_else(Federation::start)
}
