//! Everything at hand to be searched: the members' own documents, and of the rest what this page or the worker holds.

use super::entry::{self, Entry};
use crate::{
    data::{
        document::{Document, Load},
        error::LoadError,
        federation::{Federation, Found, Kind},
        stock,
    },
    platform::{
        task::{self, Breath},
        url,
    },
    routes::Route,
};
use atrium_contract::{
    campaign::{Campaign, Content},
    challenge::Challenge,
    exhibit::Exhibit,
    href::Href,
    id::Id,
    list::ReadingList,
    member::Member,
    text::Text,
};
use leptos::prelude::*;
use std::{
    cell::{Cell, RefCell},
    collections::{HashMap, HashSet, VecDeque},
    rc::Rc,
    sync::Arc,
};

/// Events of a member that are searched.
const MOST_EVENTS: usize = 500;
const KINDS: [Kind; 3] = [Kind::Campaign, Kind::Exhibit, Kind::Challenge];

/// How much of a member's could be looked at.
#[derive(Clone)]
pub struct House {
    /// Its name.
    pub name: Text,
    /// Whether its own document is here, on its way, or not to be had.
    pub own: Option<Result<(), LoadError>>,
    /// Documents that were looked at.
    pub looked: usize,
    /// Documents that are known of.
    pub known: usize,
}

type Hosts = [Vec<Id>; 2];

/// A document that was looked at, and what it holds.
struct Looked {
    found: Found,
    /// Who answers for it, and who is only named.
    hosts: Hosts,
    /// The card alone, or the card with the texts of its document, and what else that holds.
    entries: Vec<Arc<Entry>>,
    whole: bool,
}

/// A member's document, and what it holds besides cards.
type Held = (Arc<Document<Member>>, Vec<Arc<Entry>>);

#[derive(Default)]
struct State {
    cards: RefCell<HashMap<(u8, String), Looked>>,
    /// What the members' own documents hold besides cards.
    members: RefCell<HashMap<String, Held>>,
    /// Which cards there are, in order.
    order: RefCell<Vec<(u8, String)>>,
    at_work: Cell<bool>,
    again: Cell<bool>,
}

/// The shelf. Copy it freely.
#[derive(Clone, Copy)]
pub struct Shelf {
    federation: Federation,
    state: StoredValue<Rc<State>, LocalStorage>,
    /// Everything that can be found by now.
    pub all: RwSignal<Arc<[Arc<Entry>]>>,
    /// How much of each member's.
    pub houses: RwSignal<Arc<[House]>>,
    /// What is being fetched: how many are done, and how many there are.
    pub fetching: RwSignal<Option<(usize, usize)>>,
}

impl Shelf {
    /// Gathers what is at hand, and again whenever a member has answered.
    pub fn start(federation: Federation) -> Shelf {
        let shelf = Shelf {
            federation,
            state: StoredValue::new_local(Rc::default()),
            all: RwSignal::new(Arc::default()),
            houses: RwSignal::new(Arc::default()),
            fetching: RwSignal::new(None),
        };
        crate::effect::effect(move || {
            for seat in federation.seats.get() {
                seat.member.answered();
            }
            shelf.gather();
        });
        shelf
    }

    fn state(self) -> Option<Rc<State>> {
        self.state.try_get_value()
    }

    fn gather(self) {
        let Some(state) = self.state() else { return };
        state.again.set(true);
        if !state.at_work.replace(true) {
            task::spawn(async move {
                while state.again.replace(false) {
                    self.cards(&state).await;
                    self.put(&state);
                    self.documents(&state).await;
                    self.put(&state);
                }
                state.at_work.set(false);
            });
        }
    }

    /// The cards of all members.
    async fn cards(self, state: &State) {
        let mut breath = Breath::new();
        for seat in self.federation.seats.get_untracked() {
            let id = seat.link.with_value(|link| link.id.clone());
            let Load::Ready(document) = seat.member.get_untracked() else { continue };
            let same = |(held, _): &Held| Arc::ptr_eq(held, &document);
            if state.members.borrow().get(id.as_str()).is_some_and(same) {
                continue;
            }
            let name = seat.link.with_value(|link| link.name.clone());
            let mut entries = vec![Arc::new(entry::member(&document.value, &id, &name))];
            for event in document.value.events.iter().take(MOST_EVENTS) {
                breath.take().await;
                entries.push(Arc::new(entry::event(event, &id, Route::Member(id.clone()))));
            }
            state.members.borrow_mut().insert(id.to_string(), (document, entries));
        }
        let mut order = Vec::new();
        for kind in KINDS {
            for found in untrack(|| self.federation.all(kind)).iter() {
                breath.take().await;
                let name = name(found);
                // Who hosts it is asked only where somebody else is named: of ten thousand cards that takes its time.
                let plain = found.card.hosts.is_empty() && found.key.member == found.from;
                let hosts = (!plain).then(|| self.hosts(found));
                let mut cards = state.cards.borrow_mut();
                let same = |it: &Looked| it.found == *found && hosts.as_ref().is_none_or(|hosts| it.hosts == *hosts);
                if !cards.get(&name).is_some_and(same) {
                    let hosts = hosts.unwrap_or_else(|| [vec![found.from.clone()], Vec::new()]);
                    let entries = vec![Arc::new(entry::card(found, &hosts))];
                    cards.insert(name.clone(), Looked { found: found.clone(), hosts, entries, whole: false });
                }
                order.push(name);
            }
        }
        state.order.replace(order);
    }

    fn hosts(self, found: &Found) -> Hosts {
        untrack(|| self.federation.hosts(found.kind, &found.key, &found.from, &found.card.hosts))
    }

    /// The documents behind the cards, of which this device has a copy.
    async fn documents(self, state: &State) {
        let mut breath = Breath::new();
        let here = stock::addresses().await;
        for found in unread(state) {
            // Also between those that are not here: of ten thousand cards the addresses alone take their time.
            breath.take().await;
            if found.address().is_some_and(|address| here.contains(&address))
                && let Ok((entries, _)) = look(&found, &self.hosts(&found), Some(&here)).await
            {
                keep(state, &found, self.hosts(&found), entries);
            }
        }
    }

    /// Shows what there is by now.
    fn put(self, state: &State) {
        let mut all: Vec<Arc<Entry>> = Vec::new();
        let mut houses = Vec::new();
        let members = state.members.borrow();
        for seat in self.federation.seats.get_untracked() {
            let (id, name) = seat.link.with_value(|link| (link.id.clone(), link.name.clone()));
            let mut house = House { name, own: None, looked: 0, known: 1 };
            match seat.member.get_untracked() {
                Load::Ready(_) => {
                    house.own = Some(Ok(()));
                    house.looked = 1;
                    all.extend(members.get(id.as_str()).into_iter().flat_map(|(_, entries)| entries).cloned());
                }
                Load::Failed(error) => house.own = Some(Err(error)),
                Load::Waiting => {}
            }
            houses.push(house);
        }
        let cards = state.cards.borrow();
        let mut events: HashSet<String> = HashSet::new();
        for looked in state.order.borrow().iter().filter_map(|name| cards.get(name)) {
            if let Some(house) = houses.get_mut(looked.found.seat) {
                house.known += 1;
                house.looked += usize::from(looked.whole);
            }
            all.extend(looked.entries.iter().cloned());
        }
        // An event or a book may stand in several documents.
        all.retain(|it| {
            !matches!(it.sort, entry::Sort::Event | entry::Sort::Book) || {
                let name = it.fields.first().map(|field| &*field.folded).unwrap_or_default();
                let when = it.days.map(|(starts, _)| starts.to_string()).unwrap_or_default();
                events.insert([it.sort.word(), name, &when].concat())
            }
        });
        let _ = self.all.try_set(all.into());
        let _ = self.houses.try_set(houses.into());
    }

    /// Fetches what is not at hand: of each member in turn, a few at a time, and of each no more than its budget.
    pub fn everywhere(self) {
        const ABREAST: usize = 4;
        let Some(state) = self.state() else { return };
        if self.fetching.get_untracked().is_some() {
            return;
        }
        // Those that did not answer are asked once more, too.
        self.federation.load();
        let mut seats: Vec<VecDeque<Found>> = Vec::new();
        for found in unread(&state) {
            seats.resize_with(seats.len().max(found.seat + 1), VecDeque::new);
            if let Some(seat) = seats.get_mut(found.seat).filter(|seat| seat.len() < budget::DOCUMENTS) {
                seat.push_back(found);
            }
        }
        let mut queue = VecDeque::new();
        while seats.iter().any(|seat| !seat.is_empty()) {
            queue.extend(seats.iter_mut().filter_map(VecDeque::pop_front));
        }
        let total = queue.len();
        self.fetching.set(Some((0, total)));
        let (queue, spent) = (Rc::new(RefCell::new(queue)), Rc::new(RefCell::new(vec![(0, 0); seats.len()])));
        let left = Rc::new(Cell::new(ABREAST));
        for _ in 0..ABREAST {
            let (queue, spent, left, state) = (queue.clone(), spent.clone(), left.clone(), state.clone());
            task::spawn(async move {
                loop {
                    let Some(found) = queue.borrow_mut().pop_front() else { break };
                    let (bytes, silent) = spent.borrow().get(found.seat).copied().unwrap_or_default();
                    if bytes < budget::BYTES && silent < budget::SILENT {
                        let got = look(&found, &self.hosts(&found), None).await;
                        if let Some(spent) = spent.borrow_mut().get_mut(found.seat) {
                            spent.0 += got.as_ref().map_or(0, |(_, bytes)| *bytes);
                            spent.1 += u32::from(matches!(got, Err(LoadError::NoAnswer | LoadError::TooSlow)));
                        }
                        if let Ok((entries, _)) = got {
                            keep(&state, &found, self.hosts(&found), entries);
                        }
                    }
                    let Some(Some((done, total))) = self.fetching.try_get_untracked() else { break };
                    let _ = self.fetching.try_set(Some((done + 1, total)));
                    if done % 10 == 9 {
                        self.put(&state);
                    }
                }
                left.set(left.get().saturating_sub(1));
                if left.get() == 0 {
                    self.put(&state);
                    let _ = self.fetching.try_set(None);
                }
            });
        }
        if total == 0 {
            self.fetching.set(None);
        }
    }

    /// Fetches no more.
    pub fn enough(self) {
        self.fetching.set(None);
    }
}

/// What one member may cost whoever looks everywhere.
mod budget {
    /// Documents fetched at a time.
    pub const DOCUMENTS: usize = 40;
    /// Bytes of them, until no more is asked for.
    pub const BYTES: usize = 4_000_000;
    /// Questions it may leave without an answer.
    pub const SILENT: u32 = 2;
}

fn unread(state: &State) -> Vec<Found> {
    let cards = state.cards.borrow();
    let order = state.order.borrow();
    let looked = order.iter().filter_map(|name| cards.get(name)).filter(|looked| !looked.whole);
    looked.map(|looked| looked.found.clone()).collect()
}

fn keep(state: &State, found: &Found, hosts: Hosts, entries: Vec<Arc<Entry>>) {
    let name = name(found);
    state.cards.borrow_mut().insert(name, Looked { found: found.clone(), hosts, entries, whole: true });
}

/// What a card is looked up by.
fn name(found: &Found) -> (u8, String) {
    (found.kind as u8, [found.key.member.as_str(), "/", found.key.id.as_str()].concat())
}

/// Looks into the document of a card: from what is `here`, or else by asking. Also says how many bytes it took.
async fn look(
    found: &Found,
    hosts: &Hosts,
    here: Option<&HashSet<String>>,
) -> Result<(Vec<Arc<Entry>>, usize), LoadError> {
    let asked = found.address().ok_or(LoadError::Unknown)?;
    let own = entry::route(found.kind, found.key.clone());
    let owner = hosts.iter().flatten().next().unwrap_or(&found.key.member);
    let mut first = entry::card(found, hosts);
    let mut more = Vec::new();
    let mut lists: Vec<Href> = Vec::new();
    let mut bytes;
    // Where the document came from in the end: its list is relative to that.
    let address;
    match found.kind {
        Kind::Campaign => {
            let read = stock::read::<Campaign>(&asked, here.is_some()).await?;
            bytes = read.bytes;
            address = read.document.address.clone();
            entry::with_campaign(&mut first, &found.card, &read.document.value);
            for section in &read.document.value.sections {
                match &section.content {
                    Content::List(href) => lists.push(href.clone()),
                    Content::Events(events) => {
                        more.extend(events.iter().map(|it| entry::event(it, &found.from, own.clone())));
                    }
                    _ => {}
                }
            }
        }
        Kind::Exhibit => {
            let read = stock::read::<Exhibit>(&asked, here.is_some()).await?;
            bytes = read.bytes;
            address = read.document.address.clone();
            let exhibit = &read.document.value;
            entry::with_exhibit(&mut first, &found.card, exhibit);
            more.extend(exhibit.scenes.iter().take(200).map(|scene| entry::scene(scene, found, owner)));
        }
        Kind::Challenge => {
            let read = stock::read::<Challenge>(&asked, here.is_some()).await?;
            bytes = read.bytes;
            address = read.document.address.clone();
            entry::with_challenge(&mut first, &found.card, &read.document.value);
            lists.extend(read.document.value.list.clone());
        }
    }
    for list in lists.iter().take(8).filter_map(|list| url::resolve(list.as_str(), &address)) {
        if here.is_none_or(|here| here.contains(&list))
            && let Ok(read) = stock::read::<ReadingList>(&list, here.is_some()).await
        {
            bytes += read.bytes;
            more.extend(read.document.value.works.iter().take(500).map(|work| entry::book(work, found, owner)));
        }
    }
    Ok((std::iter::once(first).chain(more).map(Arc::new).collect(), bytes))
}
