//! The head of the page: title, picture, hosts, days, where the challenge stands and what that means, the goal.

use crate::view::prelude::*;
use crate::{
    data::{document::Document, federation::Kind},
    i18n::formats,
    platform::clock,
    routes::{Route, Shared},
    t,
    ui::{
        hosts::hosts,
        picture::{Show, img},
        text, time,
    },
};
use atrium_contract::{
    challenge::Challenge,
    id::Key,
    progress::{Phase, phase},
};

use super::{goal, terms};

pub(super) fn head(key: &Key, document: &Document<Challenge>) -> View {
    let challenge = &document.value;
    let campaign = challenge.campaign.as_ref().map(|link| {
        let member = link.member.clone().unwrap_or_else(|| key.member.clone());
        let href = Route::Campaign(Key { member, id: link.id.clone() }).href();
        view! { <li><a href=href>{text::inline(&link.title)}</a></li> }
    });
    let picture = challenge.picture.as_ref().map(|picture| {
        let show = Show { sizes: "(min-width: 60rem) 30rem, 92vw", first: true };
        view! { <div class="challenge__picture">{img(picture, &document.address, show)}</div> }
    });
    let tag = challenge.tag.as_ref().map(|tag| view! { <p class="tag">{text::inline(tag)}</p> });
    view! {
        <header class="challenge__head">
            {picture}
            <div class="challenge__words">
                {tag}
                <h1 tabindex="-1">{text::inline(&challenge.title)}</h1>
                {text::paragraphs(challenge.summary.as_ref(), "challenge__summary")}
                <p class="challenge__days">
                    {formats::span(challenge.starts, challenge.ends)} " · "
                    <span class="whole-line">{time::words(challenge.starts, challenge.ends, Some(&challenge.zone))}</span>
                </p>
                {standing(challenge)}
                <p class="challenge__goal">{goal::goal(&challenge.goal)}</p>
                {terms(challenge)}
                {hosts(Kind::Challenge, &challenge.hosts, key, t!("campaign.hosts-label"))}
                <ul class="links" role="list">
                    {campaign}
                    <li><a href=Route::Share(Shared::Challenge, key.clone()).href()>{t!("share.embed")}</a></li>
                </ul>
            </div>
        </header>
    }
}

/// What bounds and converts, a line each; nothing where nothing does.
fn terms(challenge: &Challenge) -> View {
    let lines: Vec<View> = terms::terms(challenge).into_iter().map(|line| view! { <li>{line}</li> }).collect();
    if lines.is_empty() {
        ().into_view()
    } else {
        view! { <ul class="challenge__terms">{lines}</ul> }
    }
}

/// What the phase means for whoever reads this; a challenge that runs needs no word.
fn standing(challenge: &Challenge) -> View {
    let full = |day| formats::day(day, formats::DateStyle::Full);
    let words = match phase(challenge, clock::today_in(&challenge.zone)) {
        Phase::Running => return ().into_view(),
        Phase::Before => t!("phase.before", day = full(challenge.starts)),
        Phase::Grace => {
            t!("phase.grace", last = full(challenge.ends), until = full(challenge.log_until.unwrap_or(challenge.ends)))
        }
        Phase::Ended => t!("phase.ended"),
    };
    view! { <p class="notice challenge__phase">{words}</p> }
}
