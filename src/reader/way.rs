//! "On its way": everything that waits, is being sent, or was not taken and why, to be tried again, changed or dropped.

use crate::view::prelude::*;
use crate::{
    data::{
        federation::{Kind as Card, use_federation},
        ledger::Store,
        outbox::{
            act,
            item::{Item, Kind},
            post::{self, State},
        },
    },
    i18n::formats,
    platform::task,
    routes::Route,
    t, t_count,
    ui::{amount::amount, icon, problem, text},
};
use atrium_contract::{
    entry::Entry,
    id::{Id, Key},
};

/// So many are shown at first, and so many more each time. What needs a person comes first.
const MOST: usize = 30;

pub(super) fn way(store: Store, said: RwSignal<String>) -> View {
    let undo: RwSignal<Option<Entry>> = RwSignal::new(None);
    let most = RwSignal::new(MOST);
    let list = move || {
        let post = post::follow(store);
        let mut items: Vec<&Item> = post.items.iter().collect();
        if items.is_empty() {
            return ().into_view();
        }
        atrium_contract::sort::by(&mut items, &|one, other| one.refused.is_some() && other.refused.is_none());
        let most_now = most.get();
        let rest = items.len().saturating_sub(most_now);
        let rows: Vec<View> = items
            .into_iter()
            .take(most_now)
            .map(|item| row(store, item.clone(), post.state(item), undo, said))
            .collect();
        let further = move |_| most.update(|most| *most = most.saturating_add(MOST));
        let rest = (rest > 0).then(|| {
            view! {
                <p>
                    <span class="quiet">{t_count!("way.rest", rest as u64)}</span>
                    " "
                    <button class="button button--small" type="button" on:click=further>{t!("way.further")}</button>
                </p>
            }
        });
        view! { <ul class="way" role="list">{rows}</ul> {rest} }
    };
    // Only whether there is anything, so that the announcement below is not made anew with each item.
    let any = Memo::new(move |_| !post::follow(store).items.is_empty());
    let count = move || {
        let post = post::follow(store);
        let refused = post.items.iter().filter(|item| item.refused.is_some()).count();
        let waiting = post.items.len() - refused;
        let mut words = Vec::new();
        if waiting > 0 {
            words.push(t_count!("way.waiting", waiting as u64));
        }
        if refused > 0 {
            words.push(t_count!("way.refused", refused as u64));
        }
        words.join(" ")
    };
    let back = move || {
        undo.get().map(|entry| {
            let restore = move |_| {
                let entry = entry.clone();
                task::spawn(async move {
                    let words = match act::put_back(store, &entry).await {
                        Ok(()) => t!("way.put-back"),
                        Err(_) => t!("reader.refused"),
                    };
                    let _ = undo.try_set(None);
                    let _ = said.try_set(words);
                });
            };
            view! {
                <p class="notice">
                    <span>{t!("way.dropped")}</span>
                    <button class="button button--small" type="button" on:click=restore>{icon::UNDO.show()} {t!("log.undo")}</button>
                </p>
            }
        })
    };
    // After a failure the next try may be a quarter of an hour away, and somebody who is about to leave the house need not wait.
    let now = move || {
        any.get().then(|| {
            let go = move |_| {
                task::spawn(async move {
                    if act::again_all(store, &post::now().items).await.is_err() {
                        let _ = said.try_set(t!("reader.refused"));
                    }
                });
            };
            view! { <p><button class="button" type="button" on:click=go>{t!("way.all")}</button></p> }
        })
    };
    let whole = move || {
        let shown = any.get() || undo.with(Option::is_some);
        let section = shown.then(|| {
            view! {
                <section class="way__section">
                    <h2>{t!("way.title")}</h2>
                    <p class="measure">{t!("way.text")}</p>
                    {back}
                    {list}
                    {now}
                </section>
            }
        });
        // Announced whether the section is there or not.
        view! { <p class="way__count" role="status">{count}</p> {section} }
    };
    whole.into_view()
}

fn row(store: Store, item: Item, state: State, undo: RwSignal<Option<Entry>>, said: RwSignal<String>) -> View {
    let federation = use_federation();
    let what = what(store, &item);
    let to = federation.name(&item.member).map_or_else(|| item.member.to_string(), |name| text::words(&name));
    let words = match (state, &item.refused) {
        (State::Refused, Some(why)) => problem::refused(why, &to),
        (State::Sent, _) => t!("way.sent", name = to),
        _ => t!("way.waits", name = to),
    };
    let pending = RwSignal::new(false);
    let label = |words: String| [&words, ": ", &what].concat();
    let again = (state != State::Sent).then(|| {
        let item = item.clone();
        let now = if state == State::Refused { t!("action.try-again") } else { t!("way.now") };
        let go = move |_| {
            if pending.get_untracked() {
                return;
            }
            pending.set(true);
            let item = item.clone();
            task::spawn(async move {
                if act::again(store, &item).await.is_err() {
                    let _ = said.try_set(t!("reader.refused"));
                }
                let _ = pending.try_set(false);
            });
        };
        view! { <button class="button button--small" type="button" aria-label=label(now.clone()) on:click=go>{now}</button> }
    });
    let entry = store.entry(&item.of).filter(|entry| item.kind == Kind::Entry && entry.voided_at.is_none());
    let change = entry.filter(|entry| entry.source.is_none()).map(|entry| {
        let href = Route::Challenge(entry.challenge.clone()).href();
        let open = move |_| post::open_next(&entry.id);
        view! { <a class="button button--small" href=href aria-label=label(t!("way.change")) on:click=open>{t!("way.change")}</a> }
    });
    // A code is changed where one is typed.
    let code = item.code.clone().filter(|_| state != State::Sent).map(|code| {
        let href = Route::Challenge(Key { member: item.member.clone(), id: code.challenge }).href();
        let item = item.clone();
        let open = move |_| post::change_next(&item);
        view! { <a class="button button--small" href=href aria-label=label(t!("way.change")) on:click=open>{t!("way.change")}</a> }
    });
    let drop = act::may_drop(store, &item).then(|| {
        let item = item.clone();
        let go = move |_| {
            if pending.get_untracked() {
                return;
            }
            pending.set(true);
            let item = item.clone();
            task::spawn(async move {
                match act::drop(store, &item).await {
                    Ok(entry) => {
                        let _ = undo.try_set(entry);
                    }
                    Err(_) => {
                        let _ = said.try_set(t!("reader.refused"));
                    }
                }
                let _ = pending.try_set(false);
            });
        };
        view! {
            <button class="button button--small button--quiet" type="button" aria-label=label(t!("way.drop")) on:click=go>
                {t!("way.drop")}
            </button>
        }
    });
    view! {
        <li class="way__row" class:way__row--refused=state == State::Refused>
            <div>
                <p class="way__what"><bdi>{what.clone()}</bdi></p>
                <p class="quiet">{words}</p>
            </div>
            <div class="way__do">{again} {change} {code} {drop}</div>
        </li>
    }
}

/// What it is, in words.
fn what(store: Store, item: &Item) -> String {
    let name = |profile: &str| store.profile(profile).map_or_else(|| t!("way.reader"), |profile| profile.nickname);
    match item.kind {
        Kind::Profile => t!("way.profile", name = name(&item.of)),
        Kind::Gone => t!("way.gone"),
        Kind::Enrolment => match store.enrolment(&item.of) {
            Some(it) if it.left_at.is_some() => {
                t!("way.left", name = name(&it.profile), challenge = title(&it.challenge))
            }
            Some(it) => t!("way.joined", name = name(&it.profile), challenge = title(&it.challenge)),
            None => t!("way.reader"),
        },
        Kind::Redemption => match &item.code {
            Some(code) => {
                let challenge = Key { member: item.member.clone(), id: code.challenge.clone() };
                t!("way.code", code = code.code, challenge = title(&challenge))
            }
            None => t!("way.reader"),
        },
        Kind::Entry => match store.entry(&item.of) {
            Some(entry) => {
                let what = amount(entry.amount.unit, u64::from(entry.amount.amount.0));
                let day = formats::day(entry.occurred_on, formats::DateStyle::DayMonth);
                let challenge = title(&entry.challenge);
                if entry.voided_at.is_some() {
                    t!("way.undone", what = what, day = day, challenge = challenge)
                } else {
                    t!("way.entry", what = what, day = day, challenge = challenge)
                }
            }
            None => t!("way.reader"),
        },
    }
}

fn title(challenge: &Key) -> String {
    let cards = use_federation().cards(Card::Challenge);
    let card = cards.into_iter().find(|it| &it.key == challenge);
    card.map_or_else(|| Id::to_string(&challenge.id), |it| text::words(&it.card.title))
}
