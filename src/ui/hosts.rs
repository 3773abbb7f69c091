//! Who hosts what a page shows, each with a link to its own page.

use super::text;
use crate::{data::federation::use_federation, routes::Route, view::prelude::*};
use atrium_contract::id::Id;

/// The hosts; whose document it is where it names none. Names come with the alliance, so they are followed.
pub fn hosts(hosts: &[Id], owner: &Id, label: String) -> View {
    let federation = use_federation();
    let hosts = if hosts.is_empty() { vec![owner.clone()] } else { hosts.to_vec() };
    let links = move || {
        View::together(hosts.iter().filter_map(|host| {
            let name = federation.name(host)?;
            Some(view! { <li><a href=Route::Member(host.clone()).href()>{text::inline(&name)}</a></li> })
        }))
    };
    view! { <ul class="hosts" role="list" aria-label=label>{links}</ul> }
}
