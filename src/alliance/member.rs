//! A member's page: who it is, what it owns, what happens there.

use crate::view::prelude::*;
use crate::{
    data::{
        document::{Document, Load},
        error::LoadError,
        federation::{Found, use_federation},
    },
    platform::url,
    routes::{Route, arrive},
    t,
    ui::{
        card::{card, cards},
        events::events,
        picture::{Show, img},
        rich::rich,
        state, text,
    },
};
use atrium_contract::{
    href::{Contact, Href},
    id::{Id, Key},
    member::{Member, MemberKind},
};

/// The page of a member.
pub fn member_page(id: Id) -> View {
    let federation = use_federation();
    let load = move || match federation.seat(&id) {
        Some(seat) => seat.member.get(),
        None => match federation.alliance.get() {
            Load::Waiting => Load::Waiting,
            Load::Failed(error) => Load::Failed(error),
            Load::Ready(_) => Load::Failed(LoadError::Unknown),
        },
    };
    (move || match load() {
        Load::Waiting => state::skeleton_page(),
        Load::Failed(error) => {
            arrive(&t!("error.page"));
            view! {
                <div class="page page--narrow">
                    <h1 tabindex="-1">{t!("error.page")}</h1>
                    {state::failed(&error, t!("home.member"), move || federation.load())}
                </div>
            }
        }
        Load::Ready(member) => {
            arrive(&text::words(&member.value.name));
            show(&member)
        }
    })
    .into_view()
}

fn kind_word(kind: MemberKind) -> String {
    match kind {
        MemberKind::Library => t!("kind.library"),
        MemberKind::Museum => t!("kind.museum"),
        MemberKind::ExhibitionHall => t!("kind.exhibition-hall"),
        MemberKind::Archive => t!("kind.archive"),
        MemberKind::Theatre => t!("kind.theatre"),
        MemberKind::Planetarium => t!("kind.planetarium"),
        MemberKind::UniversityLibrary => t!("kind.university-library"),
        MemberKind::Other => t!("kind.other"),
    }
}

fn show(document: &Document<Member>) -> View {
    let member = &document.value;
    let base = &document.address;
    let found = |items: &[atrium_contract::card::Card], route: fn(Key) -> Route| -> Vec<View> {
        items
            .iter()
            .map(|item| {
                let found = Found::new(item, &member.id, base);
                card(&found, route(found.key.clone()).href())
            })
            .collect()
    };
    let parts = [
        (t!("home.campaigns"), found(&member.campaigns, Route::Campaign)),
        (t!("home.exhibits"), found(&member.exhibits, |key| Route::Exhibit(key, None))),
        (t!("home.challenges"), found(&member.challenges, Route::Challenge)),
    ];
    let parts: Vec<View> = parts
        .into_iter()
        .filter(|(_, items)| !items.is_empty())
        .map(|(title, items)| view! { <section><h2>{title}</h2>{cards(items)}</section> })
        .collect();
    let happening = (!member.events.is_empty())
        .then(|| view! { <section><h2>{t!("home.events")}</h2>{events(&member.events, base)}</section> });
    let show = Show { sizes: "(min-width: 60rem) 60rem, 92vw", first: true };
    let address = member.place.as_ref().and_then(|place| place.address.as_ref().or(place.name.as_ref()));
    let links: Vec<View> = [
        (member.homepage.as_ref().map(Href::as_str), t!("member.homepage")),
        (member.contact.as_ref().map(Contact::as_str), t!("member.contact")),
    ]
    .into_iter()
    .filter_map(|(href, words)| {
        let address = url::resolve_link(href?, base)?;
        Some(view! { <li><a href=address rel="external noopener">{words}</a></li> })
    })
    .collect();
    view! {
        <article class="page member">
            <header class="member__head">
                <p class="tag">{kind_word(member.kind)}</p>
                <h1 tabindex="-1">{text::inline(&member.name)}</h1>
                {text::paragraphs(member.summary.as_ref(), "summary")}
            </header>
            {state::as_of(document)}
            {state::problems(document)}
            <div class="wide">{member.picture.as_ref().map(|picture| img(picture, base, show))}</div>
            <div class="measure">
                {member.about.as_ref().map(|about| rich(about, base))}
                <address>{text::paragraphs(address, "quiet")}</address>
                <ul class="links" role="list">{links}</ul>
            </div>
            {parts}
            {happening}
        </article>
    }
}
