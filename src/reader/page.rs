//! The page: an empty device leads to a challenge; any other shows its readers, the sums, and the ways out.

use crate::view::prelude::*;
use crate::{
    data::{
        federation::{Found, Kind, use_federation},
        ledger::{Keeping, Store, use_store},
        outbox::post,
    },
    routes::arrive,
    t, t_count,
    ui::{
        amount::amount,
        deal::{Few, few},
        state,
        time::{Standing, standing},
    },
};
use atrium_contract::entry::Profile;

use super::{forget, houses, person, take, totals, way};

/// The page; `passports` shows those of a reader.
pub fn page(passports: fn(Store, &str) -> View) -> View {
    arrive(&t!("reader.title"));
    let store = use_store();
    let said = RwSignal::new(String::new());
    let leaving: RwSignal<Option<Profile>> = RwSignal::new(None);
    let empty = Memo::new(move |_| {
        store.profiles.with(Vec::is_empty) && store.entries.with(Vec::is_empty) && store.enrolments.with(Vec::is_empty)
    });
    let some = Memo::new(move |_| {
        let post = post::follow(store);
        !post.accounts.is_empty() || !post.items.is_empty()
    });
    // The signal is set at every write; only a change of it makes the page anew.
    let keeping = Memo::new(move |_| store.keeping.get());
    let body = move || match keeping.get() {
        Keeping::Opening | Keeping::Blocked => view! { <p class="quiet" role="status">{t!("state.loading")}</p> },
        Keeping::Nothing => view! { <p class="notice notice--warn">{t!("reader.keeps-nothing")}</p> },
        // Whoever removed the last reader may still wait for that to arrive, or want the accounts forgotten too.
        Keeping::Open if empty.get() => view! {
            {state::empty(t!("reader.empty"))}
            {way::way(store, said)}
            {running()}
            {houses::houses(store)}
            {take::bring(store, said)}
            {move || some.get().then(|| forget::everything(store, said))}
        },
        Keeping::Open => view! {
            {sums(store)}
            {way::way(store, said)}
            {people(store, said, leaving, passports)}
            {houses::houses(store)}
            {take::take(store)}
            {take::bring(store, said)}
            {forget::everything(store, said)}
        },
    };
    // Said otherwise where it is otherwise.
    let place = move || {
        let alone = post::follow(store).accounts.is_empty();
        if alone { t!("reader.where") } else { t!("reader.where-too") }
    };
    view! {
        <article class="page reader">
            <h1 tabindex="-1">{t!("reader.title")}</h1>
            <p class="measure">{place}</p>
            <p class="reader__said" role="status">{move || said.get()}</p>
            {body}
            {person::remove_dialog(store, leaving, said)}
        </article>
    }
}

fn sums(store: Store) -> View {
    let sums = move || {
        let totals = store.entries.with(|entries| totals::totals(entries));
        if totals.sums.is_empty() {
            return ().into_view();
        }
        let mut words: Vec<String> = totals.sums.into_iter().map(|(unit, sum)| amount(unit, sum)).collect();
        words.push(t_count!("reader.on-days", totals.days));
        let items: Vec<View> = words.into_iter().map(|words| view! { <li>{words}</li> }).collect();
        view! { <section><h2>{t!("reader.in-all")}</h2><ul class="sums" role="list">{items}</ul></section> }
    };
    sums.into_view()
}

fn people(
    store: Store,
    said: RwSignal<String>,
    leaving: RwSignal<Option<Profile>>,
    passports: fn(Store, &str) -> View,
) -> View {
    let people = move || {
        let one = |profile: Profile| {
            let passports = passports(store, &profile.id);
            person::person(store, profile, said, leaving, passports)
        };
        let people = store.profiles.get().into_iter().map(one);
        people.collect::<Vec<_>>().into_view()
    };
    view! { <section><h2>{t!("reader.readers")}</h2><ul class="people" role="list">{people}</ul></section> }
}

/// The challenges that run today; those to come where none does.
fn running() -> View {
    let federation = use_federation();
    few(move || {
        let all = federation.all(Kind::Challenge);
        let so = |wanted: Standing| -> Vec<Found> {
            let stands = |it: &&Found| {
                let days = it.card.starts.zip(it.card.ends);
                days.is_some_and(|(starts, ends)| standing(starts, ends, it.card.zone.as_deref()) == wanted)
            };
            all.iter().filter(stands).cloned().collect()
        };
        let now = so(Standing::Now);
        if now.is_empty() {
            Few::of(t!("reader.coming"), "kind=challenge&when=soon".to_owned(), &so(Standing::Coming))
        } else {
            Few::of(t!("reader.running"), "kind=challenge&when=now".to_owned(), &now)
        }
    })
}
