//! Home: the running campaign leads in its own look, then where you left off, what is coming, the members.

use super::{lead, lists};
use crate::view::prelude::*;
use crate::{
    data::{
        document::Load,
        error::LoadError,
        federation::{Found, Kind, Seat, use_federation},
        ledger::{Store, use_store},
    },
    i18n::formats,
    platform::events,
    routes::{Route, arrive},
    t, t_count,
    ui::{
        card::{card_saying, cards},
        deal::{MOST, all_of},
        state, text,
    },
};
use atrium_contract::id::Key;
use std::cell::Cell;

/// The page.
pub fn home() -> View {
    let federation = use_federation();
    effect(move || {
        federation.alliance.with(|alliance| {
            if alliance.ready().is_some() {
                arrive(&t!("home.title"));
            }
        });
    });
    let leads = leads();
    let body = move || match federation.alliance.get() {
        Load::Waiting => state::skeleton_page(),
        Load::Failed(error) => view! {
            <div class="page page--narrow">
                <h1 tabindex="-1">{t!("home.title")}</h1>
                {state::failed(&error, t!("home.alliance"), move || federation.load())}
            </div>
        },
        Load::Ready(alliance) => view! {
            <div class="home">
                {campaigns(leads)}
                {left_off()}
                <div class="page">
                    {state::as_of(&alliance)}
                    {state::problems(&alliance)}
                    {lists::lists(leads)}
                    {members()}
                </div>
            </div>
        },
    };
    body.into_view()
}

/// The campaign that leads: of the first member in the alliance's order that has one running, the one that began first.
///
/// Those ahead in the order are waited for, though not for long; and what leads once stays, or it would go from under a finger.
fn leads() -> Memo<Option<Key>> {
    const PATIENCE_MS: i32 = 700;
    let federation = use_federation();
    let late = RwSignal::new(false);
    events::after(PATIENCE_MS, move || {
        let _ = late.try_set(true);
    });
    Memo::new(move |before: Option<&Option<Key>>| {
        if let Some(Some(leads)) = before {
            return Some(leads.clone());
        }
        for (place, seat) in federation.seats.get().into_iter().enumerate() {
            if seat.member.ready().is_some() {
                let running = lists::running(&federation.all(Kind::Campaign), place);
                if running.is_some() {
                    return running;
                }
            } else if !seat.member.answered() && !late.get() {
                return None;
            }
        }
        None
    })
}

/// The running campaign leads. While no member has answered, the place is kept for it.
fn campaigns(first: Memo<Option<Key>>) -> View {
    let federation = use_federation();
    let waiting = Memo::new(move |_| federation.seats.get().iter().any(|seat| !seat.member.answered()));
    (move || match first.get() {
        Some(key) => {
            untrack(|| federation.found(Kind::Campaign, &key)).map_or_else(View::nothing, |it| lead::lead(&it))
        }
        None if waiting.get() => state::skeleton_page(),
        None => view! {
            <section class="page page--narrow">
                <h1 tabindex="-1">{t!("home.title")}</h1>
                {state::empty(t!("home.nothing-on"))}
            </section>
        },
    })
    .into_view()
}

/// The challenges somebody on this device has joined.
fn left_off() -> View {
    let store = use_store();
    let federation = use_federation();
    let here = Memo::new(move |_| {
        let joined = joined(store);
        let mine = |it: &&Found| joined.contains(&it.key);
        // Most visitors have joined nothing, and need no list.
        if joined.is_empty() {
            return joined;
        }
        federation.all(Kind::Challenge).iter().filter(mine).map(|it| it.key.clone()).collect()
    });
    (move || {
        let items: Vec<View> = here
            .get()
            .iter()
            .filter_map(|key| untrack(|| federation.found(Kind::Challenge, key)))
            .map(|it| {
                let href = Route::Challenge(it.key.clone()).href();
                card_saying(&it, href, so_far(store, &it.key))
            })
            .collect();
        if items.is_empty() {
            return View::nothing();
        }
        view! { <section class="page"><h2>{t!("home.left-off")}</h2>{cards(items)}</section> }
    })
    .into_view()
}

pub(super) fn joined(store: Store) -> Vec<Key> {
    store.enrolments.with(|all| all.iter().map(|it| it.challenge.clone()).collect())
}

/// How often something was logged, and when last. The sums need the challenge's own rules, which are not here yet.
fn so_far(store: Store, challenge: &Key) -> Option<String> {
    store.entries.with(|entries| {
        let mine = || entries.iter().filter(|it| &it.challenge == challenge && it.voided_at.is_none());
        let last = mine().map(|it| it.occurred_on).max()?;
        let count = t_count!("reader.entries", mine().count() as u64);
        Some([count, formats::day(last, formats::DateStyle::DayMonth)].join(" · "))
    })
}

/// The members: the first of the alliance's order, and wherever they stand in it those that do not answer, with why not and
/// another try. All of them are a search away.
fn members() -> View {
    let federation = use_federation();
    let items = move || {
        let seats = federation.seats.get();
        let all = (seats.len() > MOST).then(|| all_of("kind=member".to_owned(), seats.len()));
        let houses = seats.into_iter().enumerate().map(|(place, seat)| {
            if place < MOST {
                return house(seat);
            }
            // Once it was named as missing it stays, and says itself how it fares.
            let stays = Cell::new(false);
            (move || {
                stays.set(stays.get() || seat.member.failed());
                stays.get().then(|| house(seat))
            })
            .into_view()
        });
        let houses: Vec<View> = houses.collect();
        view! { <ul class="houses" role="list">{houses}</ul> <ul class="links" role="list">{all}</ul> }
    };
    view! { <section><h2>{t!("shell.members")}</h2>{items}</section> }
}

fn house(seat: Seat) -> View {
    let (id, name) = seat.link.with_value(|link| (link.id.clone(), link.name.clone()));
    let said = move || match seat.member.get() {
        Load::Waiting => view! { <p class="quiet">{t!("state.loading")}</p> },
        Load::Failed(error) => missing(&error, seat),
        Load::Ready(member) => text::paragraphs(member.value.summary.as_ref(), "quiet house__summary"),
    };
    view! { <li class="house"><h3><a href=Route::Member(id).href()>{text::inline(&name)}</a></h3>{said}</li> }
}

fn missing(error: &LoadError, seat: Seat) -> View {
    let words = match error {
        LoadError::TooSlow => t!("home.member-slow"),
        LoadError::TooLarge => t!("home.member-large"),
        LoadError::Wrong(_) => t!("home.member-wrong"),
        _ => t!("home.member-silent"),
    };
    let name = seat.link.with_value(|link| text::words(&link.name));
    view! {
        <p class="quiet">{words}</p>
        <p>
            <button class="button button--small" type="button" on:click=move |_| seat.ask_again()>
                {t!("action.try-again")} <span class="visually-hidden">{name}</span>
            </button>
        </p>
    }
}
