//! The page of a campaign, in its theme.

use super::{sections, stages};
use crate::view::prelude::*;
use crate::{
    data::{document::Document, federation::Kind},
    i18n::formats,
    platform::{share, worker},
    routes::{Route, Shared},
    t,
    ui::{
        hosts::hosts,
        icon, opening,
        picture::{Show, img},
        state, text, time,
    },
};
use atrium_contract::{campaign::Campaign, id::Key};

/// The page of a campaign; `passport` makes the line about the stamps in it.
pub fn page(key: Key, passport: fn(&Key) -> View) -> View {
    let campaign = opening::open::<Campaign>(&key);
    opening::page(key.clone(), campaign, move |document| {
        // Opened once, it is complete without a network: the worker follows it to all that belongs to it.
        worker::keep(std::slice::from_ref(&document.asked));
        show(&key, document, passport)
    })
}

fn show(key: &Key, document: &Document<Campaign>, passport: fn(&Key) -> View) -> View {
    let campaign = &document.value;
    let base = &document.address;
    let show = Show { sizes: "100vw", first: true };
    let tag = campaign.tag.as_ref().map(|tag| view! { <p class="tag">{text::inline(tag)}</p> });
    view! {
        <article class="campaign">
            <header class="campaign__head">
                <div class="campaign__picture">{campaign.picture.as_ref().map(|picture| img(picture, base, show))}</div>
                <div class="campaign__words">
                    {tag}
                    <h1 tabindex="-1">{text::inline(&campaign.title)}</h1>
                    {text::paragraphs(campaign.summary.as_ref(), "campaign__summary")}
                    <p class="campaign__days">
                        {formats::span(campaign.starts, campaign.ends)} " · "
                        <span class="whole-line">{time::words(campaign.starts, campaign.ends, Some(&campaign.zone))}</span>
                    </p>
                    {hosts(Kind::Campaign, &campaign.hosts, key, t!("campaign.hosts-label"))}
                    {passport(key)}
                    {sharing(key, text::words(&campaign.title))}
                </div>
            </header>
            <div class="page">
                {state::as_of(document)}
                {state::problems(document)}
                {stages::stages(campaign)}
                {sections::sections(key, document)}
            </div>
        </article>
    }
}

fn sharing(key: &Key, title: String) -> View {
    let said = RwSignal::new(String::new());
    let address = Route::Campaign(key.clone()).address();
    let give = move |_| {
        let (title, address) = (title.clone(), address.clone());
        crate::platform::task::spawn(async move {
            let words = match share::share(&title, &address).await {
                share::Shared::Copied => t!("share.copied"),
                share::Shared::Sheet | share::Shared::No => String::new(),
            };
            let _ = said.try_set(words);
        });
    };
    view! {
        <p class="campaign__share">
            <button class="button" type="button" on:click=give>{icon::SHARE.show()} {t!("share.share")}</button>
            <a class="button button--quiet" href=Route::Share(Shared::Campaign, key.clone()).href()>{t!("share.embed")}</a>
            <span role="status">{move || said.get()}</span>
        </p>
    }
}
