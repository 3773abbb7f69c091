//! Pages whose code comes when they are opened, so that a first visit of home does not pay for them.
//!
//! Without the feature `split` they are simply part of the program. Who changes a group here changes which files a
//! visitor loads: what two groups use and home does not lies in a file of its own.

use crate::{
    account, alliance, campaign, challenge,
    data::{
        ledger::{Store, use_store},
        locale,
        outbox::engine,
    },
    exhibit, passport,
    platform::{events, history, task},
    reader,
    routes::{Route, arrive},
    search, t,
    ui::state,
    view::prelude::*,
};
use atrium_contract::id::Key;
use std::{cell::Cell, rc::Rc};

/// Makes a page of its group.
type Make = fn(Route) -> View;

/// The groups of pages that are not home.
#[derive(Clone, Copy)]
enum Group {
    /// Looking around: a campaign, a member, the snippet.
    Tour,
    /// An exhibit.
    Exhibit,
    /// Taking part: a challenge, and what this device keeps.
    Log,
    /// Searching and browsing everything.
    Search,
    /// An account at a member.
    Account,
    /// No page: how many stamps somebody has, on the page of a campaign.
    Passport,
}

impl Group {
    /// Its pages say what stands in the further catalogue.
    fn says_more(self) -> bool {
        matches!(self, Group::Log | Group::Account | Group::Passport)
    }
}

fn group(page: &Route) -> Option<Group> {
    match page {
        Route::Member(_) | Route::Campaign(_) | Route::Share(..) => Some(Group::Tour),
        Route::Exhibit(..) => Some(Group::Exhibit),
        Route::Challenge(_) | Route::Reader => Some(Group::Log),
        Route::Search(_) => Some(Group::Search),
        Route::Account(_) => Some(Group::Account),
        Route::Home | Route::NotFound => None,
    }
}

/// A page that is not home.
pub(super) fn room(page: Route) -> View {
    let Some(group) = group(&page) else { return View::nothing() };
    if let Some(make) = load::here(group) {
        return make(page);
    }
    let code: RwSignal<Option<Option<Make>>> = RwSignal::new(None);
    let ask = move || {
        task::spawn(async move {
            let got = get(group).await;
            let _ = code.try_set(Some(got));
        });
    };
    ask();
    (move || match code.get() {
        None => state::skeleton_page(),
        Some(Some(make)) => make(page.clone()),
        Some(None) => without_code(move || {
            code.set(None);
            ask();
        }),
    })
    .into_view()
}

/// Asks for the code of a page before the page itself can be made.
pub(super) fn ahead(page: &Route) {
    if let Some(group) = group(page)
        && load::here(group).is_none()
    {
        // What fails here is asked for again, and said, when the page itself is made.
        task::spawn(load::ahead(group));
    }
}

/// The code of a group, and its texts.
async fn get(group: Group) -> Option<Make> {
    let made = Rc::new(Cell::new(None));
    let filled = made.clone();
    task::both(
        Box::pin(async move { filled.set(load::code(group).await) }),
        Box::pin(async move {
            if group.says_more() {
                locale::more().await;
            }
        }),
    )
    .await;
    let make = made.get()?;
    // Without its texts a page would show their names.
    if group.says_more() && !locale::more().await {
        return None;
    }
    load::keep(group, make);
    Some(make)
}

/// The code could not be had. After an update it may be gone for good, and only the whole page new helps.
fn without_code(again: impl Fn() + 'static) -> View {
    arrive(&t!("error.page"));
    view! {
        <article class="page page--narrow">
            <h1 tabindex="-1">{t!("error.page")}</h1>
            <section class="failure" role="alert">
                <p>{t!("error.code.text")}</p>
                <p>
                    <button class="button" type="button" on:click=move |_| again()>{t!("action.try-again")}</button>
                    <button class="button button--quiet" type="button" on:click=move |_| history::reload()>
                        {t!("error.code.reload")}
                    </button>
                </p>
            </section>
        </article>
    }
}

/// Sends what is on its way, with code that only a device with an account ever fetches.
pub(super) fn send(store: Store) {
    task::spawn(async move {
        match load::engine().await {
            Some(start) => start(store),
            None => send_later(store),
        }
    });
}

/// The code could not be had: it is asked for again when the network or the person is back.
fn send_later(store: Store) {
    thread_local!(static WAITS: Cell<bool> = const { Cell::new(false) });
    if !WAITS.replace(true) {
        events::on_window("online", move |_| send(store));
        events::on_document("visibilitychange", move |_| send(store));
    }
}

fn tour(page: Route) -> View {
    match page {
        Route::Member(member) => alliance::member_page(member),
        Route::Campaign(key) => campaign::page(key, stamps),
        Route::Share(kind, key) => campaign::snippet_page(kind, key),
        _ => View::nothing(),
    }
}

fn exhibit(page: Route) -> View {
    match page {
        Route::Exhibit(key, _) => exhibit::page(key),
        _ => View::nothing(),
    }
}

fn log(page: Route) -> View {
    match page {
        Route::Challenge(key) => challenge::page(key),
        Route::Reader => reader::page(passport::passports),
        _ => View::nothing(),
    }
}

fn find(page: Route) -> View {
    match page {
        Route::Search(_) => search::page(),
        _ => View::nothing(),
    }
}

fn account(page: Route) -> View {
    match page {
        Route::Account(member) => account::page(member),
        _ => View::nothing(),
    }
}

fn brief(page: Route) -> View {
    match page {
        Route::Campaign(key) => passport::brief(&key),
        _ => View::nothing(),
    }
}

/// How many stamps the readers of this device have in a campaign: the code and the texts for it are fetched only where somebody
/// takes part in something. What cannot be had is left out.
fn stamps(key: &Key) -> View {
    let store = use_store();
    let page = Route::Campaign(key.clone());
    let code: RwSignal<Option<Option<Make>>> = RwSignal::new(load::here(Group::Passport).map(Some));
    let anybody = Memo::new(move |_| store.enrolments.with(|all| !all.is_empty()));
    effect(move || {
        if anybody.get() && code.with_untracked(Option::is_none) {
            task::spawn(async move {
                let got = get(Group::Passport).await;
                let _ = code.try_set(Some(got));
            });
        }
    });
    (move || match code.get() {
        Some(Some(make)) => make(page.clone()),
        _ => View::nothing(),
    })
    .into_view()
}

type Start = fn(Store);

thread_local! {
    static HERE: Cell<[Option<Make>; 6]> = const { Cell::new([None; 6]) };
}

/// What is here, so that a page is made at once the second time.
mod kept {
    use super::{Group, HERE, Make};

    pub fn here(group: Group) -> Option<Make> {
        HERE.get().get(group as usize).copied().flatten()
    }

    pub fn keep(group: Group, make: Make) {
        let mut all = HERE.get();
        if let Some(place) = all.get_mut(group as usize) {
            *place = Some(make);
        }
        HERE.set(all);
    }
}

#[cfg(not(feature = "split"))]
mod load {
    pub use super::kept::{here, keep};
    use super::{Group, Make, Start};

    pub async fn code(group: Group) -> Option<Make> {
        Some(match group {
            Group::Tour => super::tour,
            Group::Exhibit => super::exhibit,
            Group::Log => super::log,
            Group::Search => super::find,
            Group::Account => super::account,
            Group::Passport => super::brief,
        })
    }

    pub async fn ahead(_: Group) {}

    pub async fn engine() -> Option<Start> {
        Some(super::engine::start)
    }
}

// The macro writes `unsafe extern` blocks for what the splitting replaces.
#[cfg(feature = "split")]
#[allow(unsafe_code)]
mod load {
    pub use super::kept::{here, keep};
    use super::{Group, Make, Start};
    use wasm_split_helpers::{SplitLoaderError, wasm_split};

    type Got = Result<Make, SplitLoaderError>;

    // A function and not a view crosses the border: once it is here, pages are made at once and under their owner.
    #[wasm_split(tour, fallible)]
    fn get_tour() -> Got {
        Ok(super::tour)
    }
    #[wasm_split(exhibit, fallible)]
    fn get_exhibit() -> Got {
        Ok(super::exhibit)
    }
    #[wasm_split(log, fallible)]
    fn get_log() -> Got {
        Ok(super::log)
    }
    #[wasm_split(search, fallible)]
    fn get_search() -> Got {
        Ok(super::find)
    }
    #[wasm_split(account, fallible)]
    fn get_account() -> Got {
        Ok(super::account)
    }
    #[wasm_split(passport, fallible)]
    fn get_passport() -> Got {
        Ok(super::brief)
    }
    #[wasm_split(engine, fallible)]
    fn get_engine() -> Result<Start, SplitLoaderError> {
        Ok(super::engine::start)
    }

    pub async fn code(group: Group) -> Option<Make> {
        let got = match group {
            Group::Tour => get_tour().await,
            Group::Exhibit => get_exhibit().await,
            Group::Log => get_log().await,
            Group::Search => get_search().await,
            Group::Account => get_account().await,
            Group::Passport => get_passport().await,
        };
        got.ok()
    }

    pub async fn ahead(group: Group) {
        let _ = code(group).await;
    }

    pub async fn engine() -> Option<Start> {
        get_engine().await.ok()
    }
}
