//! What stands in a document: links to others, cards, hosts, pictures.

use atrium_contract::{
    campaign::{Campaign, Content},
    card::Card,
    challenge::Challenge,
    exhibit::{CampaignLink, Exhibit},
    goal::Goal,
    href::Href,
    list::ReadingList,
    theme::Theme,
};

use super::cards::{self, Facts};
use super::{Doc, Walk, decode, fetch, languages, lost, picture, theme, transport};
use crate::checks::read::LINKS;
use crate::http::resolve;
use crate::report::Weight;
use crate::run::Run;

/// Documents of one member that are opened.
const MOST: usize = 3_000;

/// Opens what a link leads to, once, and holds a card against it each time.
pub fn follow(
    run: &mut Run,
    walk: &mut Walk,
    doc: &Doc,
    pointer: &str,
    href: &str,
    kind: &'static str,
    card: Option<&Card>,
) {
    let place = doc.at(pointer);
    let Some(url) = resolve(&doc.url, href) else {
        run.fail(&LINKS, &place, "an http or https address", href);
        return;
    };
    run.report.pass(&LINKS);
    if !walk.opened.contains_key(&url) {
        if walk.opened.len() >= MOST {
            let note = format!("More than {MOST} documents: the rest was not opened.");
            if !run.report.notes.contains(&note) {
                run.report.notes.push(note);
            }
            return;
        }
        walk.opened.insert(url.clone(), None);
        let facts = open(run, walk, &url, kind);
        if facts.is_none() {
            // What is wrong with it was told there; this says who sends people to it.
            let came = format!("nothing that can be shown as {kind} at {url}");
            lost(run, &place, came);
        }
        walk.opened.insert(url.clone(), facts);
    }
    if let (Some(card), Some(Some(facts))) = (card, walk.opened.get(&url)) {
        cards::agrees(run, &place, card, facts);
    }
}

fn open(run: &mut Run, walk: &mut Walk, url: &url::Url, kind: &'static str) -> Option<Facts> {
    let doc = fetch(run, url)?;
    transport(run, &doc, walk.weight.unwrap_or(Weight::Warning));
    languages::collect(walk, &doc);
    let facts = match kind {
        "Campaign" => decode::<Campaign>(run, &doc, kind).map(|of| {
            campaign(run, walk, &doc, &of);
            Facts::from(&of)
        }),
        "Exhibit" => decode::<Exhibit>(run, &doc, kind).map(|of| {
            exhibit(run, walk, &doc, &of);
            Facts::from(&of)
        }),
        "Challenge" => decode::<Challenge>(run, &doc, kind).map(|of| {
            challenge(run, walk, &doc, &of);
            Facts::from(&of)
        }),
        "ReadingList" => decode::<ReadingList>(run, &doc, kind).map(|of| Facts::from(&of)),
        _ => decode::<Theme>(run, &doc, "Theme").map(|of| {
            theme::contrast(run, &doc, &of);
            Facts::from(&of)
        }),
    };
    picture::all(run, walk, &doc);
    facts
}

/// The cards of a list, and the documents behind those that are this member's own.
pub fn list(run: &mut Run, walk: &mut Walk, doc: &Doc, pointer: &str, items: &[Card], kind: &'static str) {
    for (index, card) in items.iter().enumerate() {
        let pointer = format!("{pointer}/{index}");
        let place = doc.at(&pointer);
        cards::hosts(run, walk, &place, &card.hosts);
        cards::owner(run, walk, &place, card);
        if card.member.as_ref().is_none_or(|member| member.as_str() == walk.owner) {
            follow(run, walk, doc, &format!("{pointer}/href"), card.href.as_str(), kind, Some(card));
            link(run, walk, doc, &format!("{pointer}/theme"), card.theme.as_ref(), "Theme");
        } else {
            neighbour(run, doc, &format!("{pointer}/href"), card.href.as_str());
        }
    }
}

/// Another member's document: that it answers is all that this member can be asked for.
fn neighbour(run: &mut Run, doc: &Doc, pointer: &str, href: &str) {
    let Some(url) = resolve(&doc.url, href) else {
        run.fail(&LINKS, &doc.at(pointer), "an http or https address", href);
        return;
    };
    let answer = run.client.follow(&crate::http::Ask::get(&url));
    let came = format!("{} from another member, linked to at {pointer}", answer.came());
    run.better(&crate::checks::read::ANSWERS, &answer, answer.is(200), "200", came);
}

fn link(run: &mut Run, walk: &mut Walk, doc: &Doc, pointer: &str, href: Option<&Href>, kind: &'static str) {
    if let Some(href) = href {
        follow(run, walk, doc, pointer, href.as_str(), kind, None);
    }
}

fn belongs(run: &mut Run, walk: &mut Walk, doc: &Doc, campaign: Option<&CampaignLink>) {
    let Some(campaign) = campaign else { return };
    let Some(href) = &campaign.href else { return };
    if campaign.member.as_ref().is_none_or(|member| member.as_str() == walk.owner) {
        follow(run, walk, doc, "/campaign/href", href.as_str(), "Campaign", None);
    } else {
        neighbour(run, doc, "/campaign/href", href.as_str());
    }
}

fn campaign(run: &mut Run, walk: &mut Walk, doc: &Doc, of: &Campaign) {
    cards::hosts(run, walk, &doc.at("/hosts"), &of.hosts);
    link(run, walk, doc, "/theme", of.theme.as_ref(), "Theme");
    for (index, section) in of.sections.iter().enumerate() {
        let pointer = format!("/sections/{index}");
        match &section.content {
            Content::Exhibits(items) => list(run, walk, doc, &format!("{pointer}/items"), items, "Exhibit"),
            Content::Challenges(items) => list(run, walk, doc, &format!("{pointer}/items"), items, "Challenge"),
            Content::List(href) => {
                follow(run, walk, doc, &format!("{pointer}/href"), href.as_str(), "ReadingList", None)
            }
            _ => {}
        }
    }
}

fn exhibit(run: &mut Run, walk: &mut Walk, doc: &Doc, of: &Exhibit) {
    cards::hosts(run, walk, &doc.at("/hosts"), &of.hosts);
    link(run, walk, doc, "/theme", of.theme.as_ref(), "Theme");
    belongs(run, walk, doc, of.campaign.as_ref());
}

fn challenge(run: &mut Run, walk: &mut Walk, doc: &Doc, of: &Challenge) {
    cards::hosts(run, walk, &doc.at("/hosts"), &of.hosts);
    link(run, walk, doc, "/theme", of.theme.as_ref(), "Theme");
    link(run, walk, doc, "/list", of.list.as_ref(), "ReadingList");
    belongs(run, walk, doc, of.campaign.as_ref());
    if let Goal::Checklist { items, .. } = &of.goal {
        for (index, item) in items.iter().enumerate() {
            // An exhibit of the list may be anybody's: there is no member to tell whose.
            if let Some(href) = &item.exhibit {
                neighbour(run, doc, &format!("/goal/items/{index}/exhibit"), href.as_str());
            }
        }
    }
}
