//! Who hosts what a page or a card shows: its owner always, and with it whoever says so itself. Others are only named.

use super::text;
use crate::{
    data::federation::{Federation, Found, Kind, use_federation},
    i18n::formats,
    routes::Route,
    t,
    view::prelude::*,
};
use atrium_contract::id::{Id, Key};

/// The hosts of a card in words. Followed: names come with the alliance, and their word with each member.
pub fn words(federation: Federation, found: &Found) -> String {
    named(federation, found.kind, &found.key, &found.from, &found.card.hosts)
}

/// The hosts of what `key` stands for, which a document of `from` names, in words.
pub fn named(federation: Federation, kind: Kind, key: &Key, from: &Id, named: &[Id]) -> String {
    let [sure, said] = federation.hosts(kind, key, from, named);
    let names = |hosts: &[Id]| {
        let names = hosts.iter().filter_map(|host| federation.name(host)).map(|name| text::words(&name));
        formats::list(&names.collect::<Vec<_>>())
    };
    let sure = names(&sure);
    if said.is_empty() { sure } else { [sure, t!("hosts.with", names = names(&said))].join(" · ") }
}

/// The hosts of an opened document, each with a link to its own page.
pub fn hosts(kind: Kind, named: &[Id], key: &Key, label: String) -> View {
    let federation = use_federation();
    let (named, key) = (named.to_vec(), key.clone());
    let links = move || {
        let from = untrack(|| federation.found(kind, &key)).map_or_else(|| key.member.clone(), |it| it.from.clone());
        let [sure, said] = federation.hosts(kind, &key, &from, &named);
        let links = |hosts: &[Id]| {
            View::together(hosts.iter().filter_map(|host| {
                let name = federation.name(host)?;
                Some(view! { <li><a href=Route::Member(host.clone()).href()>{text::inline(&name)}</a></li> })
            }))
        };
        let with = (!said.is_empty()).then(|| view! { <li>{t!("hosts.with", names = "")}</li> });
        View::together([links(&sure), with.into_view(), links(&said)])
    };
    view! { <ul class="hosts" role="list" aria-label=label>{links}</ul> }
}
