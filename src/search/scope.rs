//! How much could be looked at, of whom, and the offer to fetch the rest.

use super::{page::Search, shelf::House};
use crate::view::prelude::*;
use crate::{data::error::LoadError, i18n::formats, t, t_count, ui::text};

/// What was searched and what was not.
pub fn scope(search: Search) -> View {
    let shelf = search.shelf;
    let sum = move |of: fn(&House) -> usize| shelf.houses.with(|houses| houses.iter().map(of).sum::<usize>());
    let words = move || {
        let (looked, known) = (sum(|house| house.looked), sum(|house| house.known));
        t_count!("search.looked", known as u64, looked = formats::number(looked as u64))
    };
    let offer = move || match shelf.fetching.get() {
        Some((done, total)) => view! {
            <p>
                <progress class="search__progress" max=total.to_string() value=done.to_string() aria-label=t!("search.everywhere") />
                <button class="button button--small" type="button" on:click=move |_| shelf.enough()>
                    {t!("search.enough")}
                </button>
            </p>
        },
        None if sum(|house| house.looked) < sum(|house| house.known) => view! {
            <p>
                <button class="button" type="button" on:click=move |_| shelf.everywhere()>{t!("search.everywhere")}</button>
            </p>
        },
        None => View::nothing(),
    };
    let each = move || {
        let houses = shelf.houses.get();
        View::together(houses.iter().map(|house| {
            let said = match &house.own {
                None => t!("state.loading"),
                Some(Err(LoadError::TooSlow)) => t!("home.member-slow"),
                Some(Err(LoadError::TooLarge)) => t!("home.member-large"),
                Some(Err(LoadError::Wrong(_))) => t!("home.member-wrong"),
                Some(Err(_)) => t!("home.member-silent"),
                Some(Ok(())) => {
                    t_count!("search.of", house.known as u64, looked = formats::number(house.looked as u64))
                }
            };
            view! { <li>{text::inline(&house.name)} ": " {said}</li> }
        }))
    };
    view! {
        <section class="search__scope" aria-labelledby="search-scope">
            <h2 id="search-scope">{t!("search.scope")}</h2>
            <p>{words}</p>
            {offer}
            <details><summary>{t!("search.by-member")}</summary><ul role="list">{each}</ul></details>
        </section>
    }
}
