//! The campaign that leads the home page, in its own look.

use crate::view::prelude::*;
use crate::{
    data::{
        document::Opened,
        federation::{Found, use_federation},
    },
    platform::url,
    routes::Route,
    t,
    ui::{
        appearance::use_appearance,
        hosts, look,
        picture::{Show, img},
        text, time,
    },
};
use atrium_contract::theme::Theme;

/// The lead.
pub(super) fn lead(found: &Found) -> View {
    let place = NodeRef::new();
    let appearance = use_appearance();
    let theme_address = found.card.theme.as_ref().and_then(|href| url::resolve(href.as_str(), &found.base));
    let theme = Opened::<Theme>::open(move || Ok(theme_address.clone()));
    effect(move || {
        let appearance = appearance.get();
        theme.with(|theme| {
            if let Some(theme) = theme.ready() {
                look::dress_node(place, Some(&theme.value), appearance);
            }
        });
    });
    let card = &found.card;
    let show = Show { sizes: "(min-width: 60rem) 60vw, 100vw", first: true };
    let picture = card.picture.as_ref().map(|picture| img(picture, &found.base, show));
    let when = card.starts.zip(card.ends).map(|(starts, ends)| {
        view! { <p class="lead__when">{time::words(starts, ends, card.zone.as_deref())}</p> }
    });
    let federation = use_federation();
    let it = found.clone();
    let hosts = move || t!("campaign.hosts", names = hosts::words(federation, &it));
    view! {
        <section class="lead" node_ref=place>
            <div class="lead__picture">{picture}</div>
            <div class="lead__words">
                <p class="tag">{t!("home.now")}</p>
                <h1 class="lead__title" tabindex="-1">
                    <a href=Route::Campaign(found.key.clone()).href()>{text::inline(&card.title)}</a>
                </h1>
                {text::paragraphs(card.summary.as_ref(), "lead__summary")}
                {when}
                <p class="quiet">{hosts}</p>
                <p>
                    <a class="button button--main" href=Route::Campaign(found.key.clone()).href()>
                        {t!("home.enter")} <span class="visually-hidden">{text::words(&card.title)}</span>
                    </a>
                </p>
            </div>
        </section>
    }
}
