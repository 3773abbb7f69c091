//! A campaign: a theme, hosts, stages with dates, and a page of sections.

use crate::json::Value;
use crate::{
    card::Card,
    day::Day,
    decode::{At, Decode, ProblemKind},
    event::Event,
    href::Href,
    id::Id,
    picture::Picture,
    text::{Rich, Text},
};

record! {
    /// A campaign.
    pub struct Campaign check ends_after_start {
        /// Its id.
        pub id: Id = "id",
        /// Its title.
        pub title: Text = "title",
        /// First day.
        pub starts: Day = "starts",
        /// Last day, which counts whole.
        pub ends: Day = "ends",
        /// The IANA zone of its days.
        pub zone: String = "zone",
        /// One or two sentences.
        pub summary: Option<Text> = "summary",
        /// A word or two above the title.
        pub tag: Option<Text> = "tag",
        /// The lead picture.
        pub picture: Option<Picture> = "picture",
        /// Its theme.
        pub theme: Option<Href> = "theme",
        /// The members that host it; the first leads.
        pub hosts: Vec<Id> = "hosts",
        /// For whom it is.
        pub audience: Vec<String> = "audience",
        /// Its stages.
        pub stages: Vec<Stage> = "stages",
        /// The page, in order.
        pub sections: Vec<Section> = "sections",
    }
}

fn ends_after_start(campaign: &Campaign, at: &mut At) -> Option<()> {
    in_order(campaign.starts, campaign.ends, at)
}

/// Refuses an end before its start.
pub(crate) fn in_order(starts: Day, ends: Day, at: &mut At) -> Option<()> {
    if ends < starts {
        at.problem_in("ends", ProblemKind::EndsBeforeStart);
        return None;
    }
    Some(())
}

record! {
    /// A stretch of a campaign.
    pub struct Stage key Id check stage_in_order {
        /// Its id.
        pub id: Id = "id",
        /// Its title.
        pub title: Text = "title",
        /// What it is about.
        pub summary: Option<Text> = "summary",
        /// First day.
        pub starts: Day = "starts",
        /// Last day.
        pub ends: Day = "ends",
    }
}

fn stage_in_order(stage: &Stage, at: &mut At) -> Option<()> {
    in_order(stage.starts, stage.ends, at)
}

/// A part of a campaign's page.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Its heading.
    pub title: Option<Text>,
    /// What it is.
    pub content: Content,
}

/// What a section holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// Text.
    Text(Rich),
    /// A picture, and whether it fills the page's width.
    Picture(Box<Picture>, bool),
    /// A quotation and where it is from.
    Quotation(Text, Option<Text>),
    /// Exhibits.
    Exhibits(Vec<Card>),
    /// Challenges.
    Challenges(Vec<Card>),
    /// A reading list.
    List(Href),
    /// Events.
    Events(Vec<Event>),
    /// A kind this crate does not know: not shown.
    Unknown(String),
}

impl Decode for Section {
    fn decode(value: &Value, at: &mut At) -> Option<Self> {
        let object = at.open(value)?;
        let kind: String = at.get(&object, "kind");
        let title = at.get(&object, "title");
        let content = match kind.as_str() {
            "text" => Content::Text(at.get(&object, "body")),
            "picture" => {
                let wide: Option<bool> = at.get(&object, "wide");
                Content::Picture(Box::new(at.get(&object, "picture")), wide.unwrap_or(false))
            }
            "quotation" => Content::Quotation(at.get(&object, "text"), at.get(&object, "cite")),
            "exhibits" => Content::Exhibits(at.get(&object, "items")),
            "challenges" => Content::Challenges(at.get(&object, "items")),
            "list" => Content::List(at.get(&object, "href")),
            "events" => Content::Events(at.get(&object, "items")),
            _ => Content::Unknown(kind),
        };
        at.close(object)?;
        Some(Section { title, content })
    }

    fn hole() -> Self {
        Section { title: None, content: Content::Unknown(String::new()) }
    }
}

#[cfg(feature = "schema")]
impl crate::schema::Schema for Section {
    const NAME: Option<&'static str> = Some("Section");

    fn schema(defs: &mut crate::schema::Defs) -> crate::schema::Node {
        use crate::schema::{FieldSchema, one_of_kind};
        type List<T> = Vec<T>;
        let title: crate::schema::Part = ("title", "Its heading.", false, <Option<Text>>::field);
        one_of_kind(
            defs,
            "A part of a campaign's page. A kind that is not known is not shown.",
            false,
            &[
                ("text", &[title, ("body", "What it says.", true, Rich::field)]),
                (
                    "picture",
                    &[
                        title,
                        ("picture", "The picture.", true, Picture::field),
                        ("wide", "Whether it fills the page's width.", false, <Option<bool>>::field),
                    ],
                ),
                (
                    "quotation",
                    &[
                        title,
                        ("text", "What is quoted.", true, Text::field),
                        ("cite", "Where it is from.", false, <Option<Text>>::field),
                    ],
                ),
                ("exhibits", &[title, ("items", "The exhibits.", false, <List<Card>>::field)]),
                ("challenges", &[title, ("items", "The challenges.", false, <List<Card>>::field)]),
                ("list", &[title, ("href", "The ReadingList.", true, Href::field)]),
                ("events", &[title, ("items", "The events.", false, <List<Event>>::field)]),
                ("", &[title]),
            ],
        )
    }
}
