//! Pages whose code comes when they are opened, so that a first visit of home does not pay for them.
//!
//! Without the feature `split` they are simply part of the program. Who changes a group here changes which files a
//! visitor loads: what two groups use and home does not lies in a file of its own.

use crate::{alliance, campaign, challenge, exhibit, reader, routes::Route, search, view::View};

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
}

fn group(page: &Route) -> Option<Group> {
    match page {
        Route::Member(_) | Route::Campaign(_) | Route::Share(..) => Some(Group::Tour),
        Route::Exhibit(..) => Some(Group::Exhibit),
        Route::Challenge(_) | Route::Reader => Some(Group::Log),
        Route::Search(_) => Some(Group::Search),
        Route::Home | Route::NotFound => None,
    }
}

/// A page that is not home.
pub(super) fn room(page: Route) -> View {
    match group(&page) {
        Some(group) => load::room(group, page),
        None => View::nothing(),
    }
}

/// Asks for the code of a page before the page itself can be made.
pub(super) fn ahead(page: &Route) {
    if let Some(group) = group(page) {
        load::ahead(group);
    }
}

fn tour(page: Route) -> View {
    match page {
        Route::Member(member) => alliance::member_page(member),
        Route::Campaign(key) => campaign::page(key),
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
        Route::Reader => reader::page(),
        _ => View::nothing(),
    }
}

fn find(page: Route) -> View {
    match page {
        Route::Search(_) => search::page(),
        _ => View::nothing(),
    }
}

#[cfg(not(feature = "split"))]
mod load {
    use super::{Group, Make, Route, View};

    pub fn room(group: Group, page: Route) -> View {
        let make: Make = match group {
            Group::Tour => super::tour,
            Group::Exhibit => super::exhibit,
            Group::Log => super::log,
            Group::Search => super::find,
        };
        make(page)
    }

    pub fn ahead(_: Group) {}
}

// The macro writes `unsafe extern` blocks for what the splitting replaces.
#[cfg(feature = "split")]
#[allow(unsafe_code)]
mod load {
    use super::{Group, Make, Route};
    use crate::{
        platform::{history, task},
        routes::arrive,
        t,
        ui::state,
        view::prelude::*,
    };
    use std::cell::Cell;
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

    thread_local! {
        static HERE: Cell<[Option<Make>; 4]> = const { Cell::new([None; 4]) };
    }

    fn here(group: Group) -> Option<Make> {
        HERE.get().get(group as usize).copied().flatten()
    }

    async fn get(group: Group) -> Result<Make, ()> {
        let got = match group {
            Group::Tour => get_tour().await,
            Group::Exhibit => get_exhibit().await,
            Group::Log => get_log().await,
            Group::Search => get_search().await,
        };
        let make = got.map_err(drop)?;
        let mut all = HERE.get();
        if let Some(place) = all.get_mut(group as usize) {
            *place = Some(make);
        }
        HERE.set(all);
        Ok(make)
    }

    pub fn ahead(group: Group) {
        if here(group).is_none() {
            task::spawn(async move {
                // What fails here is asked for again, and said, when the page itself is made.
                let _ = get(group).await;
            });
        }
    }

    /// The page once its code is here; one that was here before is made at once.
    pub fn room(group: Group, page: Route) -> View {
        if let Some(make) = here(group) {
            return make(page);
        }
        let code: RwSignal<Option<Result<Make, ()>>> = RwSignal::new(None);
        let ask = move || {
            task::spawn(async move {
                let got = get(group).await;
                let _ = code.try_set(Some(got));
            });
        };
        ask();
        (move || match code.get() {
            None => state::skeleton_page(),
            Some(Ok(make)) => make(page.clone()),
            Some(Err(())) => without_code(move || {
                code.set(None);
                ask();
            }),
        })
        .into_view()
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
}
