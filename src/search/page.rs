//! The page: a field, filters, what was found, and how much could be looked at.

use super::{
    asked::{Asked, Filter},
    filters,
    hunt::{self, Outcome},
    results, scope,
    shelf::Shelf,
};
use crate::view::prelude::*;
use crate::{
    data::federation::use_federation,
    platform::{dom, events, task},
    routes::{Navigator, Route, arrive, use_navigator},
    t, t_count,
    ui::{icon, state},
};
use leptos::prelude::LocalStorage;
use std::{cell::Cell, rc::Rc};

/// What the parts of the page share. Copy it freely.
#[derive(Clone, Copy)]
pub struct Search {
    /// What is asked for.
    pub asked: RwSignal<Asked>,
    /// What was found last.
    pub outcome: RwSignal<Option<Rc<Outcome>>, LocalStorage>,
    /// What the filters count: what was found when the typing last rested. Nobody reads them meanwhile.
    pub counted: RwSignal<Option<Rc<Outcome>>, LocalStorage>,
    /// What is searched.
    pub shelf: Shelf,
    navigator: Navigator,
}

impl Search {
    /// Asks something else: an entry of the history of its own.
    pub fn ask(self, asked: Asked) {
        let query = asked.query();
        self.asked.set(asked);
        self.navigator.go(Route::Search(query));
    }

    /// Sets a filter, or takes it away where the value is empty.
    pub fn filter(self, filter: Filter, value: String) {
        let mut asked = self.asked.get_untracked();
        asked.set(filter, value);
        self.ask(asked);
    }

    /// Somebody types: found at once, and in the address when they rest.
    fn typed(self, words: String) {
        const REST_MS: i32 = 400;
        self.asked.update(|asked| asked.words = words.clone());
        events::after(REST_MS, move || {
            let asked = self.asked.try_get_untracked().filter(|asked| asked.words == words);
            let here = matches!(crate::routes::here(), Route::Search(_));
            if let Some(asked) = asked.filter(|_| here) {
                self.navigator.settle(Route::Search(asked.query()));
            }
        });
    }
}

fn query(route: &Route) -> Option<Asked> {
    match route {
        Route::Search(query) => Some(Asked::parse(query)),
        _ => None,
    }
}

/// The page.
pub fn page() -> View {
    let navigator = use_navigator();
    let federation = use_federation();
    let asked = RwSignal::new(untrack(|| query(&navigator.route())).unwrap_or_default());
    let (outcome, counted) = (RwSignal::new_local(None), RwSignal::new_local(None));
    let search = Search { asked, outcome, counted, shelf: Shelf::start(federation), navigator };
    // Back and forward, and a link to another search.
    effect(move || {
        if let Some(now) = query(&navigator.route())
            && now.query() != asked.with_untracked(Asked::query)
        {
            asked.set(now);
        }
    });
    hunting(search);
    counting(search);
    arrive(&t!("search.title"));
    // Whoever comes here comes to type; somebody who followed a link to a search comes to read.
    if asked.with_untracked(|asked| *asked == Asked::default()) {
        events::next_frame(|| {
            events::next_frame(|| {
                let _ = dom::focus("#search-words");
            });
        });
    }
    view! {
        <div class="page search" on:keydown=move |event| results::arrows(&event)>
            <h1 tabindex="-1">{t!("search.title")}</h1>
            <form role="search" on:submit=move |event| event.prevent_default()>
                <div class="search__box">
                    {icon::SEARCH.show()} <label class="visually-hidden" for="search-words">
                        {t!("search.words")}
                    </label>
                    <input
                        id="search-words"
                        type="search"
                        maxlength="200"
                        autocomplete="off"
                        autocapitalize="off"
                        spellcheck="false"
                        enterkeyhint="search"
                        placeholder=t!("search.placeholder")
                        prop:value=move || asked.with(|asked| asked.words.clone())
                        on:input=move |event| search.typed(events::value(&event))
                    />
                </div>
                {filters::filters(search)}
            </form>
            <p class="search__count" role="status">{move || count(search)}</p>
            {results::results(search)}
            {scope::scope(search)}
        </div>
    }
}

/// Searches whenever something else is asked for, or there is more to be searched; what was begun before is given up.
fn hunting(search: Search) {
    let latest = Rc::new(Cell::new(0_u32));
    effect(move || {
        let (asked, all) = (search.asked.get(), search.shelf.all.get());
        let turn = latest.get().wrapping_add(1);
        latest.set(turn);
        let latest = latest.clone();
        task::spawn(async move {
            // One keystroke after another: what is typed comes first.
            task::pause().await;
            let wanted = || latest.get() == turn;
            if wanted()
                && let Some(outcome) = hunt::hunt(all, asked, &wanted).await
            {
                let _ = search.outcome.try_set(Some(Rc::new(outcome)));
            }
        });
    });
}

/// Lets the filters count what was found: while somebody types when they rest, otherwise at once.
fn counting(search: Search) {
    const REST_MS: i32 = 250;
    effect(move || {
        let Some(found) = search.outcome.get() else { return };
        let typed = |last: &Rc<Outcome>| last.asked.words != found.asked.words;
        if !search.counted.with_untracked(|last| last.as_ref().is_some_and(typed)) {
            return search.counted.set(Some(found));
        }
        events::after(REST_MS, move || {
            let same = |last: &Option<Rc<Outcome>>| last.as_ref().is_some_and(|last| Rc::ptr_eq(last, &found));
            if search.outcome.try_with_untracked(same) == Some(true) {
                let _ = search.counted.try_set(Some(found.clone()));
            }
        });
    });
}

fn count(search: Search) -> String {
    match search.outcome.get() {
        None => t!("state.loading"),
        Some(outcome) if outcome.near => t!("search.near"),
        Some(outcome) => t_count!("search.found", outcome.total as u64),
    }
}

/// Nothing was found: why that may be, and what comes next.
pub fn nothing(search: Search, outcome: &Outcome) -> View {
    let filtered: Vec<View> = outcome
        .without
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(filter, count)| {
            let filter = *filter;
            let value = filters::label(filter, outcome.asked.get(filter));
            let words = t_count!("search.without", *count as u64, value = value);
            let drop = move |_| search.filter(filter, String::new());
            view! { <li><button class="button" type="button" on:click=drop>{words}</button></li> }
        })
        .collect();
    if filtered.is_empty() {
        return state::empty(t!("search.nothing"));
    }
    view! {
        {state::empty(t!("search.filtered"))}
        <ul class="links" role="list">{filtered}</ul>
    }
}
