//! A card: a document seen from outside. The whole card is the link, its title the link's name.

use super::{
    hosts,
    picture::{Show, img},
    text,
};
use crate::view::prelude::*;
use crate::{
    data::federation::{Found, use_federation},
    i18n::formats,
};

/// A card that leads to an address, with a line of dates where the document has them.
pub fn card(found: &Found, href: String) -> View {
    let days = found.card.starts.zip(found.card.ends).map(|(starts, ends)| formats::span(starts, ends));
    card_saying(found, href, days)
}

/// A card with a line of its own in the place of the dates.
pub fn card_saying(found: &Found, href: String, line: Option<String>) -> View {
    let card = &found.card;
    let picture = card.picture.as_ref().map(|picture| img(picture, &found.base, Show::default()));
    let line = line.map(|line| view! { <p class="card__days">{line}</p> });
    let tag = card.tag.as_ref().map(|tag| view! { <p class="tag">{text::inline(tag)}</p> });
    // Hosted by several, it stands in a list once, and says so.
    let hosts = card.hosts.iter().any(|host| *host != found.key.member).then(|| {
        let (federation, found) = (use_federation(), found.clone());
        view! { <p class="card__hosts">{move || hosts::words(federation, &found)}</p> }
    });
    view! {
        <li class="card">
            <div class="card__picture">{picture}</div>
            <div class="card__words">
                {tag}
                <h3 class="card__title"><a href=href>{text::inline(&card.title)}</a></h3>
                {text::paragraphs(card.summary.as_ref(), "card__summary")}
                {hosts}
                {line}
            </div>
        </li>
    }
}

/// A list of cards.
pub fn cards(items: Vec<View>) -> View {
    view! { <ul class="cards" role="list">{items}</ul> }
}
