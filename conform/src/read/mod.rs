//! Class Read: every document that can be reached from a member's own, and what it is served like.

mod cards;
mod document;
mod iiif;
mod inside;
mod languages;
mod member;
mod picture;
mod theme;
mod transport;

pub use document::{Doc, decode, fetch};
pub use transport::transport;

use std::collections::{BTreeMap, BTreeSet};

use atrium_contract::alliance::Alliance;
use serde_json::Value;
use url::Url;

use crate::checks::read::{ANSWERS, LINKS, MEMBERS, SECURE};
use crate::http::{Ask, resolve};
use crate::options::Class;
use crate::report::Weight;
use crate::run::Run;

/// A member as it was found.
pub struct House {
    /// Where its document is.
    pub url: Url,
    /// Its id.
    pub id: String,
    /// Its document.
    pub json: Value,
    /// The highest class it says it offers.
    pub offers: Class,
}

/// What is known while documents are walked.
#[derive(Default)]
pub struct Walk {
    /// Ids of the alliance's members; `None` where the walk began with a member.
    members: Option<Vec<String>>,
    /// The member whose documents are walked.
    owner: String,
    /// Documents that were opened, and what their cards must agree with.
    opened: BTreeMap<Url, Option<cards::Facts>>,
    /// Pictures that were asked for.
    pictures: BTreeSet<Url>,
    /// Titles: where, and in which languages.
    titles: Vec<(String, BTreeSet<String>)>,
    /// How much a missing ETag weighs.
    weight: Option<Weight>,
}

/// Walks everything from the address that was given.
///
/// # Errors
/// A sentence, when there is nothing there to begin with.
pub fn walk(run: &mut Run) -> Result<Vec<House>, String> {
    let url = run.options.url.clone();
    let first = run.client.follow(&Ask::get(&url));
    if !first.is(200) {
        return Err(format!("{url} cannot be read: {}", first.came()));
    }
    let local = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    run.better(&SECURE, &first, url.scheme() == "https" || local, "https", "http");
    let mut walk = Walk::default();
    match first.text("/type") {
        Some("Alliance") => Ok(alliance(run, &mut walk, &url)),
        Some("Member") => Ok(member::walk(run, &mut walk, &url, None).into_iter().collect()),
        _ => Err(format!("{url} is neither a Member nor an Alliance document: {}", first.came())),
    }
}

fn alliance(run: &mut Run, walk: &mut Walk, url: &Url) -> Vec<House> {
    let Some(doc) = fetch(run, url) else { return Vec::new() };
    transport(run, &doc, Weight::Warning);
    let Some(alliance) = decode::<Alliance>(run, &doc, "Alliance") else { return Vec::new() };
    let any = !alliance.members.is_empty();
    run.that(&MEMBERS, &doc.answer, any, "at least one member", "none: there is nothing to check");
    walk.members = Some(alliance.members.iter().map(|member| member.id.as_str().to_owned()).collect());
    if let Some(theme) = &alliance.theme {
        inside::follow(run, walk, &doc, "/theme", theme.as_str(), "Theme", None);
    }
    languages::collect(walk, &doc);
    languages::tell(run, walk);
    let mut houses = Vec::new();
    for (index, link) in alliance.members.iter().enumerate() {
        let place = format!("{} at /members/{index}/href", doc.url);
        match resolve(&doc.url, link.href.as_str()) {
            Some(url) => {
                run.report.pass(&LINKS);
                houses.extend(member::walk(run, walk, &url, Some(link)));
            }
            None => run.fail(&LINKS, &place, "an http or https address", link.href.as_str()),
        }
        run.report.member = None;
    }
    houses
}

/// A sentence about a link that leads nowhere.
fn lost(run: &mut Run, place: &str, came: String) {
    run.fail(&ANSWERS, place, "200 and a document", came);
}
