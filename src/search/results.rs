//! What was found: grouped by what it is, the words marked, a window of each group.

use super::{
    asked::Asked,
    entry::{Entry, Sort},
    hunt::Outcome,
    page::{self, Search},
    words::{self, Piece, Word},
};
use crate::view::event::KeyboardEvent;
use crate::view::prelude::*;
use crate::{
    data::federation::use_federation,
    i18n::{formats, language, languages},
    platform::{dom, letters},
    t, t_count,
    ui::text,
};
use atrium_contract::id::Id;
use std::sync::Arc;

/// Shown of a group at first where there are several, of one alone, and more of it at a tap.
const FEW: usize = 6;
const ALONE: usize = 12;
const MORE: usize = 24;

/// What a group is called.
pub fn heading(sort: Sort) -> String {
    match sort {
        Sort::Campaign => t!("home.campaigns"),
        Sort::Exhibit => t!("home.exhibits"),
        Sort::Challenge => t!("home.challenges"),
        Sort::Event => t!("home.events"),
        Sort::Book => t!("search.books"),
        Sort::Scene => t!("exhibit.walk"),
        Sort::Member => t!("search.members"),
    }
}

/// The results. They are made anew when something else was asked for, and grow where more was opened.
pub fn results(search: Search) -> View {
    // How many of each group are open, for what was asked.
    let open: RwSignal<(Asked, [usize; 7])> = RwSignal::new(Default::default());
    (move || {
        let Some(outcome) = search.outcome.get() else { return View::nothing() };
        if outcome.total == 0 {
            return page::nothing(search, &outcome);
        }
        let few = if outcome.groups.len() == 1 { ALONE } else { FEW };
        let opened = open.get();
        let opened = if opened.0 == outcome.asked { opened.1 } else { [0; 7] };
        let groups = outcome.groups.iter().map(|(sort, entries)| {
            let more = opened.get(*sort as usize).copied().unwrap_or_default();
            let asked = outcome.asked.clone();
            let sort = *sort;
            let grow = move || {
                let mut now = opened;
                if let Some(more) = now.get_mut(sort as usize) {
                    *more += MORE;
                }
                open.set((asked.clone(), now));
            };
            group(sort, entries, few + more, &outcome, grow)
        });
        View::together(groups.collect::<Vec<_>>())
    })
    .into_view()
}

fn group(sort: Sort, entries: &[Arc<Entry>], shown: usize, outcome: &Outcome, grow: impl Fn() + 'static) -> View {
    let items: Vec<View> = entries.iter().take(shown).map(|entry| one(entry, &outcome.words, outcome.near)).collect();
    let left = entries.len().saturating_sub(shown);
    let more = (left > 0).then(|| {
        let words = t_count!("search.more", left.min(MORE) as u64);
        view! {
            <p>
                <button class="button" type="button" on:click=move |_| grow()>
                    {words} <span class="visually-hidden">{heading(sort)}</span>
                </button>
            </p>
        }
    });
    let title = t!("search.choice", what = heading(sort), count = formats::number(entries.len() as u64));
    view! {
        <section class="search__group">
            <h2>{title}</h2>
            <ul class="results" role="list">{items}</ul>
            {more}
        </section>
    }
}

fn one(entry: &Entry, words: &[Word], near: bool) -> View {
    let said = text::say(&entry.title);
    let title = marked(words::runs(&said.words.chars().take(200).collect::<String>(), words, &letters::apart));
    let title = view! { <span lang=said.lang dir=said.dir>{title}</span> };
    let federation = use_federation();
    let mut facts: Vec<String> = entry.of.iter().map(|of| text::words(of).chars().take(120).collect()).collect();
    if entry.sort != Sort::Member {
        let names = |members: &[Id]| {
            let names = members.iter().filter_map(|member| federation.name(member)).map(|name| text::words(&name));
            formats::list(&names.collect::<Vec<_>>())
        };
        facts.push(names(&entry.members));
        let with = names(&entry.with);
        facts.extend((!with.is_empty()).then(|| t!("hosts.with", names = with)));
    }
    facts.extend(entry.days.map(|(starts, ends)| formats::span(starts, ends)));
    facts.retain(|fact| !fact.is_empty());
    view! {
        <li class="result">
            <h3><a href=entry.route.href()>{title}</a></h3>
            {snippet(entry, words, near)}
            <p class="quiet">{facts.join(" · ")}</p>
        </li>
    }
}

/// The text in which the words were found, where that is not the title as it is shown; else what the thing is about.
fn snippet(entry: &Entry, words: &[Word], near: bool) -> View {
    let title = text::words(&entry.title);
    let best = entry.fields.iter().filter(|field| *field.text != *title).filter_map(|field| {
        let found = words
            .iter()
            .filter_map(|word| words::score(std::slice::from_ref(word), std::slice::from_ref(field), language(), near));
        let sum: u32 = found.sum();
        (sum > 0).then_some((sum, field))
    });
    let best =
        if words.is_empty() { None } else { best.reduce(|one, other| if other.0 > one.0 { other } else { one }) };
    let (piece, lang, dir) = match best {
        Some((_, field)) => {
            let lang = field.lang.as_deref().filter(|lang| *lang != language());
            let piece = words::piece(&field.text, words, &letters::apart);
            (
                piece,
                lang.map(ToOwned::to_owned),
                lang.map(languages::direction).or(field.lang.is_none().then_some("auto")),
            )
        }
        None => {
            let Some(said) = entry.summary.as_ref().map(text::say) else { return View::nothing() };
            (words::piece(&said.words, words, &letters::apart), said.lang, said.dir)
        }
    };
    let Piece { cut_before, cut_after, runs } = piece;
    view! {
        <p class="result__piece" lang=lang dir=dir>
            {cut_before.then_some("… ")} {marked(runs)} {cut_after.then_some(" …")}
        </p>
    }
}

fn marked(runs: Vec<(String, bool)>) -> View {
    View::together(runs.into_iter().map(|(run, found)| {
        if found {
            view! { <mark>{run}</mark> }
        } else {
            run.into_view()
        }
    }))
}

/// The arrow keys go from the field to the results and along them; Escape goes back to the field.
pub fn arrows(event: &KeyboardEvent) {
    let step = match event.key().as_str() {
        "ArrowDown" => 1,
        "ArrowUp" => -1,
        "Escape" => 0,
        _ => return,
    };
    if dom::step(".results h3 a", "#search-words", step) {
        event.prevent_default();
    }
}
