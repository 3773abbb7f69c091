//! The alliance and its members, each from its own backend: one that is slow or down costs the others nothing.

pub use super::found::{Found, Kind};
use super::{
    config,
    document::{Load, Opened, Top},
    error::LoadError,
    found::{self, House},
    member, news,
};
use crate::platform::{events, media, url, worker::Told};
use atrium_contract::{
    alliance::{Alliance, MemberLink},
    id::{Id, Key},
    member::Member,
    text::Text,
};
use leptos::prelude::*;
use std::{cell::Cell, rc::Rc, sync::Arc};

/// So many members are asked at a time: a poor line is shared, and the first in the alliance's order are the first to be here.
const ABREAST: usize = 6;
/// So long the first in that order has the line to itself: what it has leads the page.
const HEAD_START_MS: i32 = 400;
/// Whoever has not answered by then is still waited for, and no longer holds the place of the next.
const PATIENCE_MS: i32 = 1_500;

/// Hosts of one card that are named.
const MOST_HOSTS: usize = 12;

/// A member as the alliance names it, and its own document on its way.
#[derive(Clone, Copy)]
pub struct Seat {
    /// What the alliance document says of it.
    pub link: StoredValue<MemberLink>,
    /// The member's own document.
    pub member: Opened<Member>,
    /// The document it is named in.
    alliance: Opened<Alliance>,
    /// It has been asked and has not answered.
    asked: StoredValue<bool>,
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
            self.ask_members();
            return;
        }
        self.alliance.wait();
        crate::platform::task::spawn(async move {
            if let Some(read) = self.alliance.read(config::alliance_address()).await {
                self.seats.set(read.value.members.iter().map(|link| Seat::new(link.clone(), self.alliance)).collect());
                self.ask_members();
            }
        });
    }

    /// Asks the members that are not here: the first, and soon a few abreast, in the order of the alliance.
    fn ask_members(self) {
        let queue = Queue::of(self.seats.get_untracked());
        ask_next(queue.clone());
        events::after(HEAD_START_MS, move || widen(&queue));
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
                && !seat.link.with_value(|link| about(&link.id))
                && news::is_outdated(&document.asked, document.fetched)
            {
                crate::platform::task::spawn(member::read(seat.member, document.asked.clone()));
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
        for seat in self.seats.get() {
            if let Some(document) = seat.member.ready()
                && self.is_old(&document.asked)
            {
                names.push(seat.link.with_value(|link| link.name.clone()));
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

    /// Who hosts what a card stands for, each once. First those that answer for it: its owner, or the member in whose document
    /// the card stands where the alliance knows no such owner, and every host whose own document carries the card too. Then
    /// those that are only named: anybody may name anybody. Followed.
    pub fn hosts(self, kind: Kind, key: &Key, from: &Id, named: &[Id]) -> [Vec<Id>; 2] {
        let Some(owner) = [&key.member, from].into_iter().find(|id| self.seat(id).is_some()) else {
            return Default::default();
        };
        let (mut sure, mut said) = (vec![owner.clone()], Vec::new());
        for host in named.iter().take(MOST_HOSTS) {
            if sure.contains(host) || said.contains(host) {
                continue;
            }
            let Some(seat) = self.seat(host) else { continue };
            let carries = seat.member.ready().is_some_and(|document| found::carries(&document.value, kind, key));
            if carries { &mut sure } else { &mut said }.push(host.clone());
        }
        [sure, said]
    }

    /// All cards of a kind that are at hand, one that several members carry once. Followed.
    pub fn all(self, kind: Kind) -> Arc<[Found]> {
        let house = |seat: Seat| House { seat, document: seat.member.ready() };
        let houses: Vec<House> = self.seats.get().into_iter().map(house).collect();
        found::all(kind, &houses)
    }

    /// As [`Federation::all`], as a list of one's own.
    pub fn cards(self, kind: Kind) -> Vec<Found> {
        self.all(kind).to_vec()
    }

    /// The card of a document, if it is at hand. Followed.
    pub fn found(self, kind: Kind, key: &Key) -> Option<Found> {
        self.all(kind).iter().find(|found| &found.key == key).cloned()
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
        if let Some(found) = self.found(kind, key) {
            return Ok(found.address());
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
    fn new(link: MemberLink, alliance: Opened<Alliance>) -> Seat {
        Seat { link: StoredValue::new(link), member: Opened::waiting(), alliance, asked: StoredValue::new(false) }
    }

    /// Where its own document is, by the alliance's word: what that leads on to may be anybody's.
    pub fn address(self) -> Option<String> {
        let Load::Ready(alliance) = self.alliance.get_untracked() else { return None };
        self.link.with_value(|link| url::resolve(link.href.as_str(), &alliance.address))
    }

    /// Asks for its document once more.
    pub fn ask_again(self) {
        self.member.wait();
        ask_next(Queue::of(vec![self]));
    }
}

/// Members to be asked.
struct Queue {
    seats: Vec<Seat>,
    /// How many have been.
    next: Cell<usize>,
    /// Several are asked at a time by now.
    wide: Cell<bool>,
}

impl Queue {
    fn of(seats: Vec<Seat>) -> Rc<Queue> {
        Rc::new(Queue { seats, next: Cell::new(0), wide: Cell::new(false) })
    }
}

/// Asks as many at a time as there may be.
fn widen(queue: &Rc<Queue>) {
    if !queue.wide.replace(true) {
        for _ in 1..ABREAST {
            ask_next(queue.clone());
        }
    }
}

/// Asks for the first in the queue, and for the next once this one has answered or taken its time.
fn ask_next(queue: Rc<Queue>) {
    let Some(seat) = queue.seats.get(queue.next.replace(queue.next.get().saturating_add(1))).copied() else { return };
    let next = move || {
        ask_next(queue.clone());
        widen(&queue);
    };
    if seat.member.is_here() || seat.asked.get_value() {
        return next();
    }
    let Some(address) = seat.address() else {
        seat.member.fail(LoadError::Unknown);
        return next();
    };
    seat.asked.set_value(true);
    let gone = Rc::new(Cell::new(false));
    let next = move || {
        if !gone.replace(true) {
            next();
        }
    };
    events::after(PATIENCE_MS, next.clone());
    crate::platform::task::spawn(async move {
        member::read(seat.member, address).await;
        let _ = seat.asked.try_update_value(|asked| *asked = false);
        next();
    });
}

/// The alliance of this page.
pub fn use_federation() -> Federation {
    // Provided by the frame before anything else is made; a page without it has nothing to show.
    use_context::<Federation>().unwrap_or_else(Federation::start)
}
