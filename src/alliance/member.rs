//! A member's page: who it is, what it owns, what happens there.

use crate::view::prelude::*;
use crate::{
    data::{
        document::{Document, Load},
        error::LoadError,
        federation::{Found, Kind, use_federation},
    },
    platform::url,
    routes::arrive,
    t,
    ui::{
        deal::{Few, few},
        events::events,
        picture::{Show, img},
        rich::rich,
        state, text,
    },
};
use atrium_contract::{
    href::{Contact, Href},
    id::Id,
    member::{Member, MemberKind},
    text::Text,
};

/// The page of a member.
pub fn member_page(id: Id) -> View {
    let federation = use_federation();
    let own = id.clone();
    let load = move || match federation.seat(&own) {
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
        Load::Ready(document) => {
            // Who it is says the alliance, whatever the document calls itself.
            let Some(name) = federation.name(&id) else { return View::nothing() };
            arrive(&text::words(&name));
            show(&id, &name, &document)
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

/// What it owns, and what of others it hosts: those say so too. A copy of an owner's card stands here only while that is silent.
fn list(kind: Kind, title: fn() -> String, query: &'static str, id: &Id) -> View {
    let (federation, id) = (use_federation(), id.clone());
    few(move || {
        let all = federation.all(kind);
        let hosts = |it: &&Found| {
            let named = &it.card.hosts;
            if it.from == id || !named.contains(&id) {
                return false;
            }
            let [sure, _] = federation.hosts(kind, &it.key, &it.from, named);
            sure.contains(&id)
        };
        let own = all.iter().filter(|it| it.from == id);
        let all: Vec<Found> = own.chain(all.iter().filter(hosts)).cloned().collect();
        Few::of(title(), [query, "&member=", id.as_str()].concat(), &all)
    })
}

fn show(id: &Id, name: &Text, document: &Document<Member>) -> View {
    let member = &document.value;
    let base = &document.address;
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
                <h1 tabindex="-1">{text::inline(name)}</h1>
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
            {list(Kind::Campaign, || t!("home.campaigns"), "kind=campaign", id)}
            {list(Kind::Exhibit, || t!("home.exhibits"), "kind=exhibit", id)}
            {list(Kind::Challenge, || t!("home.challenges"), "kind=challenge", id)}
            {happening}
        </article>
    }
}
