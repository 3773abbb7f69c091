//! Home's lists: what else is on, what one can take part in, what is coming, what has been. Of thousands of cards a few are
//! shown, each member's in its turn, so that nobody with many pushes the others off the page; the rest is a search away.

use super::home::joined;
use crate::view::{Kept, follow, prelude::*};
use crate::{
    data::{
        federation::{Federation, Found, Kind, Seat, use_federation},
        ledger::use_store,
    },
    i18n::formats,
    platform::{
        clock, events,
        task::{self, Breath},
    },
    routes::Route,
    t,
    ui::{
        card::{card, cards},
        deal::{MOST, all_of, deal},
        text,
        time::{Standing, standing},
    },
};
use atrium_contract::{id::Key, sort};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

/// Members whose further cards are named one by one.
const MOST_NAMED: usize = 6;

/// How a card stands today; what has no days is always on.
fn stands(found: &Found) -> Standing {
    let days = found.card.starts.zip(found.card.ends);
    days.map_or(Standing::Now, |(starts, ends)| standing(starts, ends, found.card.zone.as_deref()))
}

/// The campaign of a member that runs and began first.
pub(super) fn running(all: &[Found], seat: usize) -> Option<Key> {
    let mut first: Option<&Found> = None;
    for it in all.iter().filter(|it| it.seat == seat && it.card.starts.is_some() && stands(it) == Standing::Now) {
        if first.is_none_or(|first| it.card.starts < first.card.starts) {
            first = Some(it);
        }
    }
    first.map(|it| it.key.clone())
}

/// Changes when there is something new to show: at once when the last member has answered, and now and then before, so
/// that a slow one keeps nobody waiting and fifty quick ones do not make the page fifty times.
fn gathered() -> RwSignal<u32> {
    const NOW_AND_THEN_MS: i32 = 400;
    let federation = use_federation();
    let (gathered, soon) = (RwSignal::new(0_u32), StoredValue::new(false));
    let again = move || {
        let _ = gathered.try_update(|times| *times = times.wrapping_add(1));
    };
    effect(move || {
        let waiting = federation.seats.get().iter().filter(|seat| !seat.member.answered()).count();
        if waiting == 0 {
            // Nothing more comes, so what waits for now and then has nothing to bring.
            soon.set_value(false);
            again();
        } else if !soon.get_value() {
            soon.set_value(true);
            events::after(NOW_AND_THEN_MS, move || {
                if soon.try_update_value(|soon| std::mem::replace(soon, false)) == Some(true) {
                    again();
                }
            });
        }
    });
    gathered
}

/// A list of home.
#[derive(Clone, Copy, PartialEq)]
enum List {
    Also,
    Challenges,
    Coming,
    Over,
}

thread_local! {
    /// The cards of each list.
    static SORTED: RefCell<[Vec<Found>; 4]> = RefCell::default();
}

const ALL: [List; 4] = [List::Also, List::Challenges, List::Coming, List::Over];

/// The lists. What leads the page, and what somebody here has joined, stands above.
pub(super) fn lists(leads: Memo<Option<Key>>) -> View {
    let gathered = gathered();
    let (store, federation) = (use_store(), use_federation());
    let turned = ALL.map(|list| (list, RwSignal::new(0_u32)));
    let latest = Rc::new(Cell::new(0_u32));
    effect(move || {
        gathered.get();
        let above = [joined(store), leads.get().into_iter().collect()].concat();
        let turn = latest.get().wrapping_add(1);
        latest.set(turn);
        let latest = latest.clone();
        task::spawn(async move {
            let wanted = || latest.get() == turn;
            let Some(sorted) = sort_out(federation, &above, &wanted).await else { return };
            SORTED.set(sorted);
            // The browser takes long to write its first stretch of days, and its first number: each by itself, before a list.
            let today = clock::today();
            let _ = formats::span(today, today);
            task::pause().await;
            let _ = formats::number(0);
            task::pause().await;
            // One list after the other: a tap in between is answered.
            for (_, turned) in turned {
                let _ = turned.try_update(|times| *times = times.wrapping_add(1));
                task::pause().await;
            }
        });
    });
    View::together(turned.map(|(list, turned)| one(list, turned)))
}

fn one(list: List, turned: RwSignal<u32>) -> View {
    let of = move |look: &mut dyn FnMut(&[Found])| {
        turned.get();
        SORTED.with_borrow(|all| look(all.get(list as usize).map(Vec::as_slice).unwrap_or_default()));
    };
    // Only when other cards are dealt does a list change: what else members have changes nothing but a number.
    let dealt = Memo::new(move |_| {
        let mut names: Vec<String> = Vec::new();
        of(&mut |all| names = deal(all).into_iter().map(name).collect());
        names
    });
    let any = Memo::new(move |_| dealt.with(|dealt| !dealt.is_empty()));
    let rest = move || {
        let mut view = View::nothing();
        of(&mut |all| view = rest(list, all));
        view
    };
    (move || {
        if !any.get() {
            return View::nothing();
        }
        // Those that stay are not made anew: twelve at once hold a slow phone for longer than a tap may wait.
        let place = cards(Vec::new());
        let (within, mut kept) = (place.clone(), Kept::default());
        follow(Box::new(move || {
            // Read and not only followed: a memo that nobody reads is never computed, and follows nothing itself.
            dealt.with(|_| ());
            let mut items: Vec<View> = Vec::new();
            let mut one = |it: &Found| kept.get(&name(it), || (card(it, list.route(it.key.clone()).href()), ())).0;
            untrack(|| of(&mut |all| items = deal(all).into_iter().map(&mut one).collect()));
            kept.sweep();
            within.arrange(&items);
        }));
        view! { <section><h2>{list.title()}</h2>{place}{rest}</section> }
    })
    .into_view()
}

/// What a card is known by while its list changes: an owner's own word takes the place of another's copy.
fn name(found: &Found) -> String {
    [found.key.member.as_str(), found.key.id.as_str(), found.from.as_str()].join("/")
}

/// The cards of each list, the soonest first. `None` when they are not `wanted` any more.
async fn sort_out(federation: Federation, above: &[Key], wanted: &dyn Fn() -> bool) -> Option<[Vec<Found>; 4]> {
    let [mut also, mut challenges, mut coming, mut over] = <[Vec<Found>; 4]>::default();
    let mut breath = Breath::new();
    for it in untrack(|| federation.all(Kind::Campaign)).iter().filter(|it| !above.contains(&it.key)) {
        if breath.take().await && !wanted() {
            return None;
        }
        // A campaign without days is in no list.
        if it.card.starts.is_some() && it.card.ends.is_some() {
            match stands(it) {
                Standing::Now => also.push(it.clone()),
                Standing::Coming => coming.push(it.clone()),
                Standing::Over => over.push(it.clone()),
            }
        }
    }
    for list in [&mut also, &mut coming, &mut over] {
        breath.take().await;
        sort::by(list, &|one, other| one.card.starts < other.card.starts);
    }
    for it in untrack(|| federation.all(Kind::Challenge)).iter().filter(|it| !above.contains(&it.key)) {
        breath.take().await;
        if stands(it) == Standing::Now {
            challenges.push(it.clone());
        }
    }
    wanted().then_some([also, challenges, coming, over])
}

impl List {
    fn title(self) -> String {
        match self {
            List::Also => t!("home.also"),
            List::Challenges => t!("home.challenges"),
            List::Coming => t!("home.coming"),
            List::Over => t!("home.over"),
        }
    }

    fn route(self, key: Key) -> Route {
        if self == List::Challenges { Route::Challenge(key) } else { Route::Campaign(key) }
    }

    /// What the search page lists as this list.
    fn query(self) -> &'static str {
        match self {
            List::Also => "kind=campaign&when=now",
            List::Challenges => "kind=challenge&when=now",
            List::Coming => "kind=campaign&when=soon",
            List::Over => "kind=campaign&when=past",
        }
    }
}

/// The way to what is not shown: all of it, and of each member that has more where these are few.
fn rest(list: List, all: &[Found]) -> View {
    if all.len() <= MOST {
        return View::nothing();
    }
    let shown = deal(all);
    let link = |query: String, words: String| view! { <li><a href=Route::Search(query).href()>{words}</a></li> };
    let mut links = vec![all_of(list.query().to_owned(), all.len())];
    let seats = use_federation().seats.get();
    let mut left = vec![0_usize; seats.len()];
    let mut count = |it: &Found, by: isize| {
        if let Some(left) = left.get_mut(it.seat) {
            *left = left.saturating_add_signed(by);
        }
    };
    all.iter().for_each(|it| count(it, 1));
    shown.iter().for_each(|it| count(it, -1));
    let more: Vec<(Seat, usize)> = seats.into_iter().zip(left).filter(|(_, left)| *left > 0).collect();
    if more.len() <= MOST_NAMED {
        links.extend(more.into_iter().map(|(seat, left)| {
            let (id, name) = seat.link.with_value(|link| (link.id.clone(), text::words(&link.name)));
            let words = t!("home.more-from", name = name, count = formats::number(left as u64));
            link([list.query(), "&member=", id.as_str()].concat(), words)
        }));
    }
    view! { <ul class="links" role="list">{links}</ul> }
}
