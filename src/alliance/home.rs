//! Home: the running campaign leads in its own look, then where you left off, what is coming, the members.

use super::lead;
use crate::view::prelude::*;
use crate::{
    data::{
        document::Load,
        federation::{Found, Kind, use_federation},
        ledger::{Store, use_store},
    },
    i18n::formats,
    platform::events,
    routes::{Route, arrive},
    t, t_count,
    ui::{
        card::{card, card_saying, cards},
        state, text,
        time::{Standing, standing},
    },
};
use atrium_contract::{id::Key, sort};

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
                {campaigns()}
                {left_off()}
                <div class="page">
                    {state::as_of(&alliance)}
                    {state::problems(&alliance)}
                    {more()}
                    {members()}
                </div>
            </div>
        },
    };
    body.into_view()
}

/// Cards of campaigns with their days, those that stand so today, the soonest first.
fn standing_so(wanted: Standing) -> Vec<Found> {
    let mut found: Vec<Found> = use_federation().cards(Kind::Campaign);
    found.retain(|it| {
        it.card
            .starts
            .zip(it.card.ends)
            .is_some_and(|(starts, ends)| standing(starts, ends, it.card.zone.as_deref()) == wanted)
    });
    sort::by(&mut found, &|one, other| one.card.starts < other.card.starts);
    found
}

/// The running campaign leads. While no member has answered, the place is kept for it.
fn campaigns() -> View {
    let federation = use_federation();
    // Only the key: the lead must not be made anew whenever another member answers.
    let first = Memo::new(move |_| standing_so(Standing::Now).first().map(|it| it.key.clone()));
    let waiting = Memo::new(move |_| federation.seats.get().iter().any(|seat| !seat.member.answered()));
    (move || match first.get() {
        Some(key) => standing_so_untracked(&key).map_or_else(|| ().into_view(), |it| lead::lead(&it)),
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

fn standing_so_untracked(key: &Key) -> Option<Found> {
    untrack(|| use_federation().cards(Kind::Campaign)).into_iter().find(|it| &it.key == key)
}

/// The challenges somebody on this device has joined.
fn left_off() -> View {
    let store = use_store();
    let federation = use_federation();
    (move || {
        let joined = joined(store);
        let found = federation.cards(Kind::Challenge).into_iter().filter(|it| joined.contains(&it.key));
        let items: Vec<View> = found
            .map(|it| {
                let href = Route::Challenge(it.key.clone()).href();
                card_saying(&it, href, so_far(store, &it.key))
            })
            .collect();
        if items.is_empty() {
            return ().into_view();
        }
        view! { <section class="page"><h2>{t!("home.left-off")}</h2>{cards(items)}</section> }
    })
    .into_view()
}

fn joined(store: Store) -> Vec<Key> {
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

/// Changes when there is something new to show: at once when the last member has answered, and now and then before, so
/// that a slow one keeps nobody waiting and four quick ones do not make the page four times.
fn gathered() -> RwSignal<u32> {
    const NOW_AND_THEN_MS: i32 = 400;
    let federation = use_federation();
    let (gathered, soon) = (RwSignal::new(0_u32), StoredValue::new(false));
    let again = move || {
        let _ = gathered.try_update(|times| *times = times.wrapping_add(1));
    };
    effect(move || {
        let waiting = federation.seats.get().iter().filter(|seat| !seat.member.answered()).count();
        if waiting == 0 {
            // Nothing more comes, so what waits for now and then has nothing to bring.
            soon.set_value(false);
            again();
        } else if !soon.get_value() {
            soon.set_value(true);
            events::after(NOW_AND_THEN_MS, move || {
                if soon.try_update_value(|soon| std::mem::replace(soon, false)) == Some(true) {
                    again();
                }
            });
        }
    });
    gathered
}

/// What is coming, what one can take part in, what has been.
fn more() -> View {
    let gathered = gathered();
    let store = use_store();
    // What somebody here has joined stands above, under where they left off.
    let mine = Memo::new(move |_| joined(store));
    (move || {
        gathered.get();
        let mine = mine.get();
        untrack(|| sections(&mine))
    })
    .into_view()
}

fn sections(mine: &[Key]) -> View {
    let federation = use_federation();
    let campaign = |it: &Found| card(it, Route::Campaign(it.key.clone()).href());
    let also: Vec<View> = standing_so(Standing::Now).iter().skip(1).map(campaign).collect();
    let coming: Vec<View> = standing_so(Standing::Coming).iter().map(campaign).collect();
    let over: Vec<View> = standing_so(Standing::Over).iter().map(campaign).collect();
    let running = |it: &Found| {
        it.card
            .starts
            .zip(it.card.ends)
            .is_none_or(|(starts, ends)| standing(starts, ends, it.card.zone.as_deref()) == Standing::Now)
    };
    let challenges: Vec<View> = federation
        .cards(Kind::Challenge)
        .iter()
        .filter(|it| running(it) && !mine.contains(&it.key))
        .map(|it| card(it, Route::Challenge(it.key.clone()).href()))
        .collect();
    [(t!("home.also"), also), (t!("home.challenges"), challenges), (t!("home.coming"), coming), (t!("home.over"), over)]
        .into_iter()
        .filter(|(_, items)| !items.is_empty())
        .map(|(title, items)| view! { <section><h2>{title}</h2>{cards(items)}</section> })
        .collect::<Vec<_>>()
        .into_view()
}

/// The members, those that do not answer too.
fn members() -> View {
    let federation = use_federation();
    let items = move || {
        let one = |seat: crate::data::federation::Seat| {
            let (id, name) = seat.link.with_value(|link| (link.id.clone(), link.name.clone()));
            let said = move || match seat.member.get() {
                Load::Waiting => view! { <p class="quiet">{t!("state.loading")}</p> },
                Load::Failed(_) => view! { <p class="quiet">{t!("home.member-silent")}</p> },
                Load::Ready(member) => text::paragraphs(member.value.summary.as_ref(), "quiet"),
            };
            view! { <li class="house"><h3><a href=Route::Member(id).href()>{text::inline(&name)}</a></h3>{said}</li> }
        };
        federation.seats.get().into_iter().map(one).collect::<Vec<_>>().into_view()
    };
    view! { <section><h2>{t!("shell.members")}</h2><ul class="houses" role="list">{items}</ul></section> }
}
