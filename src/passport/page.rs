//! The passports of one reader, a page for each campaign: its title, its hosts, and the stamps side by side, whichever house
//! they are of.

use super::{
    open::{self, Joined, Passport},
    shape::shape,
    stamp::{For, Given, Stamp},
};
use crate::view::prelude::*;
use crate::{
    data::{
        federation::{Kind, use_federation},
        ledger::Store,
    },
    i18n::formats,
    routes::Route,
    t, t_count,
    ui::{amount::amount, hosts, text},
};
use atrium_contract::{
    day::Day,
    id::{Id, Key},
};

/// So many are shown of a passport; a challenge of more means nobody well.
const MOST: usize = 120;

/// The passports of a reader; nothing where they joined no campaign's challenge.
pub fn passports(store: Store, reader: &str) -> View {
    let federation = use_federation();
    let joined = Joined::new(store, reader);
    if joined.is_empty() {
        return ().into_view();
    }
    let asked = joined.clone();
    // Opened anew only when there are others: one that could not be had is not asked for again by its own failing.
    let campaigns = Memo::new(move |_| asked.campaigns(federation));
    let pages = move || {
        let open: Vec<_> = campaigns.get().iter().map(|key| open::campaign(federation, key)).collect();
        let joined = joined.clone();
        let all =
            Memo::new(move |_| open.iter().filter_map(|campaign| joined.passport(store, campaign)).collect::<Vec<_>>());
        let list = move || {
            let pages: Vec<View> = all.get().iter().map(page).collect();
            if pages.is_empty() {
                return ().into_view();
            }
            view! { <ul class="passports" role="list">{pages}</ul> }
        };
        list.into_view()
    };
    pages.into_view()
}

/// "3 of 7 stamps".
pub(super) fn counted(passport: &Passport) -> String {
    t_count!("passport.stamps", passport.stamps.len() as u64, reached = formats::number(passport.count() as u64))
}

fn page(passport: &Passport) -> View {
    let href = Route::Campaign(passport.campaign.clone()).href();
    let title = match &passport.title {
        Some(title) => text::inline(title),
        None => passport.campaign.id.to_string().into_view(),
    };
    let campaign = &passport.campaign;
    let hosts = hosts::named(use_federation(), Kind::Campaign, campaign, &campaign.member, &passport.hosts);
    let stamps: Vec<View> = passport.stamps.iter().take(MOST).map(one).collect();
    let away: Vec<View> = passport.away.iter().map(away).collect();
    let full = passport.count() == passport.stamps.len() && passport.away.is_empty();
    view! {
        <li class="passport" class:passport--full=full>
            <p class="tag">{t!("passport.passport")}</p>
            <h4 class="passport__title"><a href=href>{title}</a></h4>
            <p class="quiet">{hosts}</p>
            <p class="passport__count">{counted(passport)}</p>
            {full.then(|| view! { <p class="passport__full">{t!("passport.full")}</p> })}
            <ul class="stamps" role="list">{stamps}</ul>
            {away}
        </li>
    }
}

fn one(stamp: &Stamp) -> View {
    let what = match &stamp.what {
        For::Milestone(_, title) | For::Goal(title) => text::inline(title),
        For::Earlier(_) => t!("passport.earlier").into_view(),
    };
    let goal = matches!(stamp.what, For::Goal(_)).then(|| view! { <p class="stamp__goal">{t!("passport.goal")}</p> });
    let day = |day: Day| formats::day(day, formats::DateStyle::DayMonth);
    let when = match stamp.given {
        Given::There(on) => day(on),
        Given::Here(Some(on)) => t!("passport.here-on", day = day(on)),
        Given::Here(None) => t!("passport.here"),
        Given::ToCome(unit, at) => t!("passport.to-come", at = amount(unit, at)),
    };
    // A house that has left the alliance still gave what it gave.
    let house = house(&stamp.challenge.member).unwrap_or_else(|| stamp.challenge.member.to_string());
    view! {
        <li class="stamp" class:stamp--there=stamp.is_there()>
            {shape(stamp)}
            <p class="stamp__what">{what}</p>
            {goal}
            <p class="stamp__house">{house}</p>
            <p class="stamp__when">{when}</p>
        </li>
    }
}

/// A challenge whose document is not to be had: what was stamped is safe, and that is said.
fn away(key: &Key) -> View {
    let card = use_federation().found(Kind::Challenge, key);
    let title = card.map_or_else(|| key.id.to_string(), |found| text::words(&found.card.title));
    view! { <p class="quiet">{t!("passport.away", title = title)}</p> }
}

fn house(member: &Id) -> Option<String> {
    use_federation().name(member).map(|name| text::words(&name))
}
