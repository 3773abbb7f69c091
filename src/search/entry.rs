//! What can be found: a document, a scene of one, a book, an event, a member; with the texts it is found by.

use super::{
    asked::Filter,
    words::{self, Field},
};
use crate::{
    data::federation::{Found, Kind},
    i18n::language,
    platform::{html, letters},
    routes::Route,
    ui::time::{Standing, standing},
};
use atrium_contract::{
    campaign::{Campaign, Content},
    card::Card,
    challenge::{Challenge, Goal},
    day::Day,
    event::Event,
    exhibit::{Exhibit, Scene},
    id::{Id, Key},
    list::Work,
    member::Member,
    text::{Rich, Text},
};

/// What kind of thing was found, in the order of the page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// A campaign.
    Campaign,
    /// An exhibit.
    Exhibit,
    /// A challenge.
    Challenge,
    /// An event.
    Event,
    /// A book of a reading list.
    Book,
    /// A scene of an exhibit.
    Scene,
    /// A member.
    Member,
}

/// All of them.
pub const SORTS: [Sort; 7] =
    [Sort::Campaign, Sort::Exhibit, Sort::Challenge, Sort::Event, Sort::Book, Sort::Scene, Sort::Member];

impl Sort {
    /// Its word in an address.
    pub fn word(self) -> &'static str {
        match self {
            Sort::Campaign => "campaign",
            Sort::Exhibit => "exhibit",
            Sort::Challenge => "challenge",
            Sort::Event => "event",
            Sort::Book => "book",
            Sort::Scene => "scene",
            Sort::Member => "member",
        }
    }
}

/// Something that can be found.
pub struct Entry {
    /// What it is.
    pub sort: Sort,
    /// The member whose share of the page it takes.
    pub from: Id,
    /// The members it is of: those that answer for it, the first leads.
    pub members: Vec<Id>,
    /// The members it only names.
    pub with: Vec<Id>,
    /// Its page in the app.
    pub route: Route,
    /// Its title.
    pub title: Text,
    /// What it is part of: the exhibit of a scene, the authors of a book.
    pub of: Option<Text>,
    /// First and last day.
    pub days: Option<(Day, Day)>,
    /// What is shown where nothing of its texts was found.
    pub summary: Option<Text>,
    /// Its texts.
    pub fields: Vec<Field>,
    /// The values it has for each filter but the member's.
    tags: [Vec<Box<str>>; 5],
}

/// Letters of a field that are searched.
const LONGEST: usize = 20_000;
/// Languages of a text that are searched, besides the one that is asked for.
const MOST_LANGUAGES: usize = 12;
/// Pieces of a document that are searched.
const MOST_FIELDS: usize = 400;

/// How much it matters where something is found.
mod weight {
    pub const TITLE: u8 = 8;
    pub const NAME: u8 = 5;
    pub const SUMMARY: u8 = 3;
    pub const BODY: u8 = 1;
}

impl Entry {
    fn new(sort: Sort, from: &Id, members: Vec<Id>, route: Route, title: &Text) -> Entry {
        let mut entry = Entry {
            sort,
            from: from.clone(),
            members,
            with: Vec::new(),
            route,
            title: title.clone(),
            of: None,
            days: None,
            summary: None,
            fields: Vec::new(),
            tags: Default::default(),
        };
        entry.tag(Filter::Kind, sort.word());
        for lang in title.languages().take(MOST_LANGUAGES) {
            let lang = family(lang);
            entry.tag(Filter::Language, &lang);
        }
        entry.text(Some(title), weight::TITLE);
        entry
    }

    fn tag(&mut self, filter: Filter, value: &str) {
        if let Some(tags) = self.tags.get_mut(filter as usize)
            && tags.len() < MOST_LANGUAGES
            && value.len() <= 60
            && !tags.iter().any(|tag| **tag == *value)
        {
            tags.push(value.into());
        }
    }

    fn when(&mut self, days: Option<(Day, Day)>, zone: Option<&str>) {
        self.days = days;
        let now = days.map_or(Standing::Now, |(starts, ends)| standing(starts, ends, zone));
        self.tag(
            Filter::When,
            match now {
                Standing::Now => "now",
                Standing::Coming => "soon",
                Standing::Over => "past",
            },
        );
    }

    fn text(&mut self, text: Option<&Text>, weight: u8) {
        let Some(text) = text else { return };
        let own = text.pick(language()).lang;
        let others = text.languages().filter(|lang| Some(*lang) != own).take(MOST_LANGUAGES);
        for lang in std::iter::once(own).chain(others.map(Some)) {
            let picked = lang.map_or_else(|| text.pick(""), |lang| text.pick(lang));
            self.field(lang, &picked.paragraphs.join("\n"), weight);
        }
    }

    fn rich(&mut self, rich: Option<&Rich>) {
        let Some(Rich(text)) = rich else { return };
        let own = text.pick(language()).lang;
        let others = text.languages().filter(|lang| Some(*lang) != own).take(MOST_LANGUAGES);
        for lang in std::iter::once(own).chain(others.map(Some)) {
            let picked = lang.map_or_else(|| text.pick(""), |lang| text.pick(lang));
            let plain: Vec<String> = picked.paragraphs.iter().map(|it| html::words(it)).collect();
            self.field(lang, &plain.join("\n"), weight::BODY);
        }
    }

    fn field(&mut self, lang: Option<&str>, text: &str, weight: u8) {
        let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(end, _)| end);
        let text = text.get(..end).unwrap_or_default();
        if !text.is_empty() && self.fields.len() < MOST_FIELDS {
            let folded = words::fold(text, &letters::apart);
            self.fields.push(Field { lang: lang.map(Into::into), weight, text: text.into(), folded: folded.into() });
        }
    }

    /// The values it has for a filter.
    pub fn values(&self, filter: Filter) -> impl Iterator<Item = &str> {
        let members = if filter == Filter::Member { self.members.as_slice() } else { &[] };
        let tags = self.tags.get(filter as usize).map(Vec::as_slice).unwrap_or_default();
        members.iter().map(Id::as_str).chain(tags.iter().map(|tag| &**tag))
    }

    /// Whether it has a value; for the filter of time also any day it runs on.
    pub fn has(&self, filter: Filter, value: &str) -> bool {
        if filter == Filter::When
            && let Some(day) = Day::parse(value)
        {
            let always = self.days.is_none() && self.values(filter).any(|it| it == "now");
            return always || self.days.is_some_and(|(starts, ends)| (starts..=ends).contains(&day));
        }
        self.values(filter).any(|it| it == value)
    }
}

/// The language a tag is of: `en-GB` is English; the two scripts of Chinese are two, and some regions say which.
pub fn family(tag: &str) -> String {
    let tag = tag.to_ascii_lowercase();
    let mut parts = tag.split('-');
    let family = parts.next().unwrap_or_default();
    let script = parts.find_map(|part| match part {
        "hans" | "cn" | "sg" if family == "zh" => Some("Hans"),
        "hant" | "tw" | "hk" | "mo" if family == "zh" => Some("Hant"),
        script if script.len() == 4 && script.bytes().all(|byte| byte.is_ascii_alphabetic()) => Some(script),
        _ => None,
    });
    [family, if script.is_some() { "-" } else { "" }, script.unwrap_or_default()].concat()
}

/// A document seen from outside; `hosts` are those that answer for it, and those that are only named.
pub fn card(found: &Found, hosts: &[Vec<Id>; 2]) -> Entry {
    let sort = match found.kind {
        Kind::Campaign => Sort::Campaign,
        Kind::Exhibit => Sort::Exhibit,
        Kind::Challenge => Sort::Challenge,
    };
    let card = &found.card;
    let [sure, said] = hosts.clone();
    let mut entry = Entry::new(sort, &found.from, sure, route(found.kind, found.key.clone()), &card.title);
    entry.with = said;
    entry.text(card.summary.as_ref(), weight::SUMMARY);
    entry.text(card.tag.as_ref(), weight::NAME);
    entry.when(card.starts.zip(card.ends), card.zone.as_deref());
    for audience in &card.audience {
        entry.tag(Filter::Audience, audience);
    }
    entry.summary.clone_from(&card.summary);
    entry
}

/// A member, by the name the alliance gives it: its own document may call itself anything.
pub fn member(member: &Member, id: &Id, name: &Text) -> Entry {
    let mut entry = Entry::new(Sort::Member, id, vec![id.clone()], Route::Member(id.clone()), name);
    entry.text(member.summary.as_ref(), weight::SUMMARY);
    entry.rich(member.about.as_ref());
    if let Some(place) = &member.place {
        entry.text(place.name.as_ref(), weight::BODY);
        entry.text(place.address.as_ref(), weight::BODY);
    }
    entry.summary.clone_from(&member.summary);
    entry
}

/// An event, which stands on the page of its member or its campaign.
pub fn event(event: &Event, from: &Id, route: Route) -> Entry {
    let mut entry = Entry::new(Sort::Event, from, vec![from.clone()], route, &event.title);
    entry.with.extend(event.member.clone().filter(|member| member != from));
    entry.text(event.summary.as_ref(), weight::SUMMARY);
    entry.text(event.place.as_ref(), weight::NAME);
    let day = |text: &str| text.get(..10).and_then(Day::parse);
    let starts = day(&event.starts.text);
    let ends = event.ends.as_ref().and_then(|ends| day(&ends.text)).or(starts);
    entry.when(starts.zip(ends), event.zone.as_deref());
    entry.of.clone_from(&event.place);
    entry.summary.clone_from(&event.summary);
    entry
}

/// A scene of an exhibit of `owner`.
pub fn scene(scene: &Scene, exhibit: &Found, owner: &Id) -> Entry {
    let route = Route::Exhibit(exhibit.key.clone(), Some(scene.id.clone()));
    let mut entry = Entry::new(Sort::Scene, &exhibit.from, vec![owner.clone()], route, &scene.title);
    entry.rich(scene.body.as_ref());
    entry.rich(scene.for_children.as_ref());
    entry.text(scene.label.as_ref(), weight::NAME);
    entry.of = Some(exhibit.card.title.clone());
    entry.when(exhibit.card.starts.zip(exhibit.card.ends), exhibit.card.zone.as_deref());
    entry
}

/// A book of a list that a campaign or a challenge of `owner` leads to.
pub fn book(work: &Work, from: &Found, owner: &Id) -> Entry {
    let route = route(from.kind, from.key.clone());
    let mut entry = Entry::new(Sort::Book, &from.from, vec![owner.clone()], route, &work.title);
    for author in work.authors.iter().take(MOST_LANGUAGES) {
        entry.text(Some(author), weight::NAME);
    }
    entry.text(work.note.as_ref(), weight::SUMMARY);
    if let Some(isbn) = &work.isbn {
        entry.field(None, &isbn.0, weight::NAME);
    }
    if let Some(language) = &work.language {
        entry.tag(Filter::Language, &family(language));
    }
    for audience in &work.audience {
        entry.tag(Filter::Audience, audience);
    }
    entry.of = work.authors.first().cloned();
    entry.summary.clone_from(&work.note);
    entry
}

/// What the document itself says in the place of its card.
fn anew(entry: &mut Entry, card: &Card, title: &Text, summary: Option<&Text>, tag: Option<&Text>) {
    for (own, known, weight) in [
        (Some(title), Some(&card.title), weight::TITLE),
        (summary, card.summary.as_ref(), weight::SUMMARY),
        (tag, card.tag.as_ref(), weight::NAME),
    ] {
        if own != known {
            entry.text(own, weight);
        }
    }
}

/// The texts of an exhibit's own page are found as the exhibit; its scenes are found by themselves.
pub fn with_exhibit(entry: &mut Entry, card: &Card, exhibit: &Exhibit) {
    anew(entry, card, &exhibit.title, exhibit.summary.as_ref(), exhibit.tag.as_ref());
}

/// The texts of a campaign's page are found as the campaign.
pub fn with_campaign(entry: &mut Entry, card: &Card, campaign: &Campaign) {
    anew(entry, card, &campaign.title, campaign.summary.as_ref(), campaign.tag.as_ref());
    for stage in &campaign.stages {
        entry.text(Some(&stage.title), weight::NAME);
        entry.text(stage.summary.as_ref(), weight::BODY);
    }
    for section in &campaign.sections {
        entry.text(section.title.as_ref(), weight::SUMMARY);
        match &section.content {
            Content::Text(body) => entry.rich(Some(body)),
            Content::Quotation(words, cite) => {
                entry.text(Some(words), weight::BODY);
                entry.text(cite.as_ref(), weight::BODY);
            }
            Content::Picture(picture, _) => {
                entry.text(picture.caption.as_ref(), weight::BODY);
                entry.text(picture.alt.as_ref(), weight::BODY);
            }
            _ => {}
        }
    }
    for audience in &campaign.audience {
        entry.tag(Filter::Audience, audience);
    }
}

/// The texts of a challenge are found as the challenge.
pub fn with_challenge(entry: &mut Entry, card: &Card, challenge: &Challenge) {
    anew(entry, card, &challenge.title, challenge.summary.as_ref(), challenge.tag.as_ref());
    entry.rich(challenge.body.as_ref());
    for milestone in &challenge.milestones {
        entry.text(Some(&milestone.title), weight::BODY);
        entry.text(milestone.summary.as_ref(), weight::BODY);
    }
    if let Goal::Checklist { items, .. } = &challenge.goal {
        for item in items {
            entry.text(Some(&item.title), weight::BODY);
            entry.text(item.summary.as_ref(), weight::BODY);
        }
    }
    for audience in &challenge.audience {
        entry.tag(Filter::Audience, audience);
    }
}

/// Where a document's things lead.
pub fn route(kind: Kind, key: Key) -> Route {
    match kind {
        Kind::Campaign => Route::Campaign(key),
        Kind::Exhibit => Route::Exhibit(key, None),
        Kind::Challenge => Route::Challenge(key),
    }
}
