//! The filters: each a choice with how many there would be, all of them cleared in one tap.

use super::{
    asked::{Asked, FILTERS, Filter},
    entry::SORTS,
    page::Search,
    results,
};
use crate::view::prelude::*;
use crate::{
    data::federation::use_federation,
    i18n::{formats, language},
    platform::{events, intl},
    t,
    ui::text,
};
use atrium_contract::{day::Day, id::Id, sort};

/// Choices of one filter: a stranger's document may name thousands of languages.
const MOST: usize = 60;
/// The choice of a day, until the day is given.
const A_DAY: &str = "day";

/// All filters.
pub fn filters(search: Search) -> View {
    // A day was chosen, and which one is still to be said.
    let day = RwSignal::new(false);
    let chosen = move || search.asked.with(|asked| Day::parse(asked.get(Filter::When)).is_some());
    let clear = move || {
        let some = search.asked.with(|asked| !asked.filtered().is_empty());
        some.then(|| {
            let all = move |_| {
                day.set(false);
                search.ask(search.asked.with_untracked(Asked::cleared));
            };
            view! { <button class="button search__clear" type="button" on:click=all>{t!("search.clear")}</button> }
        })
    };
    let which = move || {
        (day.get() || chosen()).then(|| {
            let value = search.asked.with_untracked(|asked| asked.get(Filter::When).to_owned());
            view! {
                <p class="field">
                    <label for="search-day">{t!("search.which-day")}</label>
                    <input
                        id="search-day"
                        type="date"
                        value=value
                        on:change=move |event| search.filter(Filter::When, events::value(&event))
                    />
                </p>
            }
        })
    };
    let all: Vec<View> = FILTERS.into_iter().map(|filter| one(search, filter, day)).collect();
    view! { <div class="search__filters">{all} {which} {clear}</div> }
}

fn one(search: Search, filter: Filter, day: RwSignal<bool>) -> View {
    let name = match filter {
        Filter::Kind => t!("search.kind"),
        Filter::Member => t!("search.member"),
        Filter::Audience => t!("search.audience"),
        Filter::When => t!("search.when"),
        Filter::Language => t!("shell.language"),
    };
    let id = ["search-", filter.name()].concat();
    let set = move |value: String| {
        if filter == Filter::When {
            day.set(value == A_DAY);
            if value == A_DAY {
                return;
            }
        }
        search.filter(filter, value);
    };
    // Not made anew with every letter that is typed.
    let now = Memo::new(move |_| search.asked.with(|asked| asked.get(filter).to_owned()));
    let options = move || options(search, filter, now.get(), day.get());
    view! {
        <p class="field" class:field--set=move || now.with(|now| !now.is_empty())>
            <label for=id.clone()>{name}</label>
            <select id=id on:change=move |event| set(events::value(&event))>{options}</select>
        </p>
    }
}

fn options(search: Search, filter: Filter, now: String, day: bool) -> View {
    let outcome = search.counted.get();
    let count = |value: &str| outcome.as_ref().map_or(0, |outcome| outcome.count(filter, value));
    let mut values: Vec<String> = match filter {
        Filter::Kind => SORTS.into_iter().map(|sort| sort.word().to_owned()).collect(),
        Filter::When => ["now", "soon", "past"].map(ToOwned::to_owned).into(),
        // The members of the alliance, in its order; whoever is named as a host and is no member is none here.
        Filter::Member => {
            let id = |seat: crate::data::federation::Seat| seat.link.with_value(|link| link.id.to_string());
            use_federation().seats.get().into_iter().map(id).collect()
        }
        Filter::Audience | Filter::Language => {
            let counts = outcome.as_ref().and_then(|outcome| outcome.counts.get(filter as usize));
            let mut values: Vec<String> =
                counts.into_iter().flat_map(|it| it.keys()).map(ToString::to_string).collect();
            sort::by(&mut values, &|one, other| (count(other), one) < (count(one), other));
            values
        }
    };
    values.retain(|value| count(value) > 0 || *value == now);
    values.truncate(MOST);
    if !now.is_empty() && !values.contains(&now) && Day::parse(&now).is_none() {
        values.push(now.clone());
    }
    let choice = |value: String, words: String| {
        let chosen = if day { value == A_DAY } else { value == now };
        view! { <option value=value selected=chosen>{words}</option> }
    };
    let mut options = vec![choice(String::new(), t!("search.any"))];
    for value in values {
        let words = t!("search.choice", what = label(filter, &value), count = formats::number(count(&value) as u64));
        options.push(choice(value, words));
    }
    if filter == Filter::When {
        match Day::parse(&now) {
            Some(_) => options.push(choice(now.clone(), label(filter, &now))),
            None => options.push(choice(A_DAY.to_owned(), t!("search.a-day"))),
        }
    }
    View::together(options)
}

/// A filter's value in words.
pub fn label(filter: Filter, value: &str) -> String {
    let own = || value.chars().take(40).collect::<String>();
    match filter {
        Filter::Kind => SORTS.into_iter().find(|sort| sort.word() == value).map_or_else(own, results::heading),
        Filter::Member => {
            let name = Id::new(value).and_then(|id| use_federation().name(&id));
            name.map_or_else(own, |name| text::words(&name))
        }
        Filter::Audience => match value {
            "adults" => t!("search.for.adults"),
            "children" => t!("search.for.children"),
            "families" => t!("search.for.families"),
            "students" => t!("search.for.students"),
            "everyone" => t!("search.for.everyone"),
            _ => own(),
        },
        Filter::When => match value {
            "now" => t!("home.now"),
            "soon" => t!("home.coming"),
            "past" => t!("event.over"),
            day => Day::parse(day).map_or_else(own, |day| formats::day(day, formats::DateStyle::Full)),
        },
        Filter::Language => intl::language_name(language(), value).unwrap_or_else(own),
    }
}
