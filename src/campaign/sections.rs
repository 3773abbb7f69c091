//! The sections of a campaign's page. An unknown kind is not shown.

use super::list;
use crate::view::prelude::*;
use crate::{
    data::{
        document::Document,
        federation::{Found, Kind},
    },
    routes::Route,
    ui::{
        card::{card, cards},
        events::events,
        picture::{Show, img},
        rich::rich,
        text,
    },
};
use atrium_contract::{
    campaign::{Campaign, Content, Section},
    card::Card,
    id::Key,
    picture::Picture,
    text::Text,
};

pub(super) fn sections(key: &Key, document: &Document<Campaign>) -> View {
    document.value.sections.iter().map(|section| one(key, section, &document.address)).collect::<Vec<_>>().into_view()
}

fn one(key: &Key, section: &Section, base: &str) -> View {
    let (class, content) = match &section.content {
        Content::Text(body) => ("section measure", rich(body, base)),
        Content::Picture(picture, wide) => (if *wide { "section wide" } else { "section" }, figure(picture, base)),
        Content::Quotation(words, cite) => ("section", quotation(words, cite.as_ref())),
        Content::Exhibits(items) => {
            ("section", list_of(Kind::Exhibit, key, items, base, |key| Route::Exhibit(key, None)))
        }
        Content::Challenges(items) => ("section", list_of(Kind::Challenge, key, items, base, Route::Challenge)),
        Content::List(href) => ("section", list::list(key, href, base)),
        Content::Events(items) => ("section", events(items, base)),
        Content::Unknown(_) => return ().into_view(),
    };
    let title = section.title.as_ref().map(|title| view! { <h2>{text::inline(title)}</h2> });
    view! { <section class=class>{title}{content}</section> }
}

fn list_of(kind: Kind, key: &Key, items: &[Card], base: &str, route: fn(Key) -> Route) -> View {
    let items = items.iter().map(|item| {
        let found = Found::new(kind, item, &key.member, base);
        card(&found, route(found.key.clone()).href())
    });
    cards(items.collect())
}

fn figure(picture: &Picture, base: &str) -> View {
    let show = Show { sizes: "(min-width: 70rem) 68rem, 92vw", first: false };
    view! {
        <figure class="figure">
            {img(picture, base, show)}
            <figcaption>
                {text::paragraphs(picture.caption.as_ref(), "figure__caption")}
                {text::paragraphs(picture.credit.as_ref(), "figure__credit quiet")}
            </figcaption>
        </figure>
    }
}

fn quotation(words: &Text, cite: Option<&Text>) -> View {
    view! {
        <figure class="quotation">
            <blockquote>{text::paragraphs(Some(words), "quotation__words")}</blockquote>
            <figcaption>{text::paragraphs(cite, "quiet")}</figcaption>
        </figure>
    }
}
