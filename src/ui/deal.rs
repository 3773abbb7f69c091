//! Of thousands of cards a list shows a few: each member's in its turn, so that nobody with many pushes the others off the
//! page. The rest is a search away.

use super::card::{card, cards};
use crate::{
    data::federation::{Found, Kind},
    i18n::formats,
    routes::Route,
    t,
    view::prelude::*,
};

/// Cards of one list.
pub const MOST: usize = 12;

/// The cards that are shown, in the order of the list: one of each member in turn, until there are enough.
pub fn deal(all: &[Found]) -> Vec<&Found> {
    let mut had: Vec<usize> = Vec::new();
    let mut turns = Vec::with_capacity(all.len());
    for it in all {
        had.resize(had.len().max(it.seat.saturating_add(1)), 0);
        let turn = had.get_mut(it.seat).map_or(0, |had| {
            *had = had.saturating_add(1);
            *had
        });
        turns.push(turn);
    }
    // So many turns are had in full; of the next one those that come first.
    let before = |turn: usize| turns.iter().filter(|of| **of <= turn).count();
    let full = (1..=MOST).take_while(|turn| before(*turn) <= MOST).last().unwrap_or(0);
    let mut left = MOST.saturating_sub(before(full));
    let chosen = all.iter().zip(&turns).filter(|(_, turn)| {
        let next = **turn == full.saturating_add(1) && left > 0;
        left = left.saturating_sub(usize::from(next));
        next || **turn <= full
    });
    chosen.map(|(it, _)| it).collect()
}

/// The way to all of a list, as one of its links: what the search page lists for that query.
pub fn all_of(query: String, count: usize) -> View {
    let words = t!("home.all", count = formats::number(count as u64));
    view! { <li><a href=Route::Search(query).href()>{words}</a></li> }
}

/// A few cards of a list.
#[derive(Clone, PartialEq)]
pub struct Few {
    title: String,
    query: String,
    count: usize,
    cards: Vec<Found>,
}

impl Few {
    /// Those that are shown of all; the search page lists all of them for the query.
    pub fn of(title: String, query: String, all: &[Found]) -> Few {
        Few { title, query, count: all.len(), cards: deal(all).into_iter().cloned().collect() }
    }
}

/// A list of few cards, made anew only when other cards are dealt; nothing at all where there are none.
pub fn few(list: impl Fn() -> Few + Send + Sync + 'static) -> View {
    let list = Memo::new(move |_| list());
    (move || {
        let Few { title, query, count, cards: dealt } = list.get();
        if dealt.is_empty() {
            return View::nothing();
        }
        let items = dealt.iter().map(|found| card(found, route(found).href())).collect();
        let rest = (count > MOST).then(|| view! { <ul class="links" role="list">{all_of(query, count)}</ul> });
        view! { <section><h2>{title}</h2>{cards(items)}{rest}</section> }
    })
    .into_view()
}

fn route(found: &Found) -> Route {
    let key = found.key.clone();
    match found.kind {
        Kind::Campaign => Route::Campaign(key),
        Kind::Exhibit => Route::Exhibit(key, None),
        Kind::Challenge => Route::Challenge(key),
    }
}
