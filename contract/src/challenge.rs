//! A reading challenge: what to reach, in which unit, between which days.

use crate::json::Value;
use crate::{
    campaign::in_order,
    day::Day,
    decode::{At, Count, Decode, ProblemKind},
    exhibit::CampaignLink,
    href::Href,
    id::Id,
    picture::Picture,
    text::{Rich, Text},
};

record! {
    /// A challenge.
    pub struct Challenge check challenge_in_order {
        /// Its id.
        pub id: Id = "id",
        /// Its title.
        pub title: Text = "title",
        /// What is to be reached.
        pub goal: Goal = "goal",
        /// First day that counts.
        pub starts: Day = "starts",
        /// Last day that counts, whole.
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
        /// The members that host it.
        pub hosts: Vec<Id> = "hosts",
        /// For whom it is.
        pub audience: Vec<String> = "audience",
        /// The campaign it belongs to.
        pub campaign: Option<CampaignLink> = "campaign",
        /// How it works.
        pub body: Option<Rich> = "body",
        /// Entries may arrive until this day; its end where it is not said.
        pub log_until: Option<Day> = "logUntil",
        /// From when a late joiner's reading counts.
        pub count_from: Option<CountFrom> = "countFrom",
        /// The same work counts once.
        pub distinct: Option<bool> = "distinct",
        /// What one tap logs.
        pub usual: Option<Amount> = "usual",
        /// What is reached on the way.
        pub milestones: Vec<Milestone> = "milestones",
        /// A reading list to pick titles from.
        pub list: Option<Href> = "list",
    }
}

fn challenge_in_order(challenge: &Challenge, at: &mut At) -> Option<()> {
    // Told, and without effect: the grace then is over before it begins.
    if challenge.log_until.is_some_and(|until| until < challenge.ends) {
        at.problem_in("logUntil", ProblemKind::EndsBeforeStart);
    }
    in_order(challenge.starts, challenge.ends, at)
}

/// What is counted. Units never convert into each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// Books finished.
    Books,
    /// Pages read.
    Pages,
    /// Minutes read.
    Minutes,
    /// Days on which something was done.
    Days,
    /// Things done.
    Activities,
}

impl Unit {
    /// All units.
    pub const ALL: [Unit; 5] = [Unit::Books, Unit::Pages, Unit::Minutes, Unit::Days, Unit::Activities];

    /// The word for it in a document.
    pub fn word(self) -> &'static str {
        match self {
            Unit::Books => "books",
            Unit::Pages => "pages",
            Unit::Minutes => "minutes",
            Unit::Days => "days",
            Unit::Activities => "activities",
        }
    }
}

impl Decode for Unit {
    fn decode(value: &Value, at: &mut At) -> Option<Self> {
        let unit = Unit::ALL.into_iter().find(|unit| value.as_str() == Some(unit.word()));
        if unit.is_none() {
            at.expected("books, pages, minutes, days or activities", value);
        }
        unit
    }

    fn hole() -> Self {
        Unit::Books
    }
}

record! {
    /// So much of a unit.
    #[derive(Copy, Eq)]
    pub struct Amount {
        /// How much.
        pub amount: Count = "amount",
        /// Of what.
        pub unit: Unit = "unit",
    }
}

/// From when a late joiner's reading counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountFrom {
    /// From the challenge's first day.
    CampaignStart,
    /// From the day of joining.
    Enrolment,
}

impl Decode for CountFrom {
    fn decode(value: &Value, at: &mut At) -> Option<Self> {
        match value.as_str() {
            Some("campaign-start") => Some(CountFrom::CampaignStart),
            Some("enrolment") => Some(CountFrom::Enrolment),
            _ => {
                at.expected("campaign-start or enrolment", value);
                None
            }
        }
    }

    fn hole() -> Self {
        CountFrom::CampaignStart
    }
}

record! {
    /// Something reached on the way.
    pub struct Milestone key Id {
        /// Its id.
        pub id: Id = "id",
        /// At how much, in the goal's unit.
        pub at: Count = "at",
        /// Its title.
        pub title: Text = "title",
        /// A kind word.
        pub summary: Option<Text> = "summary",
    }
}

record! {
    /// One thing of a checklist.
    pub struct Item key Id {
        /// Its id.
        pub id: Id = "id",
        /// What to do.
        pub title: Text = "title",
        /// More about it.
        pub summary: Option<Text> = "summary",
        /// The exhibit it is about.
        pub exhibit: Option<Href> = "exhibit",
    }
}

/// What is to be reached.
#[derive(Clone, Debug, PartialEq)]
pub enum Goal {
    /// So much of a unit in all.
    Total {
        /// In this unit.
        unit: Unit,
        /// So much.
        target: u32,
    },
    /// So many active days; gaps are allowed.
    Days {
        /// So many.
        target: u32,
        /// A day counts from so much on; from anything on where it is not said.
        at_least: Option<Amount>,
    },
    /// Things to tick off.
    Checklist {
        /// So many of them.
        target: u32,
        /// The things.
        items: Vec<Item>,
    },
}

impl Goal {
    /// The unit that progress is told in.
    pub fn unit(&self) -> Unit {
        match self {
            Goal::Total { unit, .. } => *unit,
            Goal::Days { .. } => Unit::Days,
            Goal::Checklist { .. } => Unit::Activities,
        }
    }

    /// How much is to be reached.
    pub fn target(&self) -> u32 {
        match self {
            Goal::Total { target, .. } | Goal::Days { target, .. } | Goal::Checklist { target, .. } => *target,
        }
    }

    /// The unit a reader logs in: a challenge of active days is logged in what its days ask for.
    pub fn logged_unit(&self) -> Unit {
        match self {
            Goal::Days { at_least: Some(least), .. } => least.unit,
            Goal::Days { at_least: None, .. } => Unit::Minutes,
            other => other.unit(),
        }
    }
}

impl Decode for Goal {
    fn decode(value: &Value, at: &mut At) -> Option<Self> {
        let object = at.open(value)?;
        let kind: String = at.get(&object, "kind");
        let goal = match kind.as_str() {
            "total" => Goal::Total { unit: at.get(&object, "unit"), target: at.get::<Count>(&object, "target").0 },
            "days" => {
                let target = at.get::<Count>(&object, "target").0;
                Goal::Days { target, at_least: at.get(&object, "atLeast") }
            }
            "checklist" => {
                let items: Vec<Item> = at.get(&object, "items");
                if items.is_empty() {
                    // Still at `items`.
                    at.problem(ProblemKind::Missing);
                    at.lose();
                }
                let target: Option<Count> = at.get(&object, "target");
                // More than there are could never be reached.
                let all = u32::try_from(items.len()).unwrap_or(u32::MAX);
                Goal::Checklist { target: target.map_or(all, |target| target.0.min(all)), items }
            }
            // A kind this crate does not know cannot be counted, so it is wrong rather than skipped.
            _ => {
                // Still at `kind`; whether it is there at all was said already.
                if at.whole() {
                    at.expected("total, days or checklist", value.get("kind").unwrap_or(value));
                    at.lose();
                }
                Goal::hole()
            }
        };
        at.close(object)?;
        Some(goal)
    }

    fn hole() -> Self {
        Goal::Total { unit: Unit::Books, target: 1 }
    }
}

#[cfg(feature = "schema")]
mod said {
    //! What units, beginnings and goals may be.

    use super::{Amount, Count, CountFrom, Goal, Item, Unit};
    use crate::schema::{Defs, FieldSchema, Node, Part, Schema, one_of_kind};

    impl Schema for Unit {
        const NAME: Option<&'static str> = Some("Unit");

        fn schema(_: &mut Defs) -> Node {
            let words: Vec<&str> = Unit::ALL.into_iter().map(Unit::word).collect();
            node!({ "description": "What is counted. Units never convert into each other, unless a challenge has a rate.", "type": "string", "enum": (words) })
        }
    }

    impl Schema for CountFrom {
        const NAME: Option<&'static str> = Some("CountFrom");

        fn schema(_: &mut Defs) -> Node {
            node!({ "description": "From when a late joiner's reading counts.", "type": "string", "enum": ["campaign-start", "enrolment"] })
        }
    }

    impl Schema for Goal {
        const NAME: Option<&'static str> = Some("Goal");

        fn schema(defs: &mut Defs) -> Node {
            let target: Part = ("target", "So much of it.", true, Count::field);
            one_of_kind(
                defs,
                "What is to be reached.",
                true,
                &[
                    ("total", &[("unit", "The unit it is counted in.", true, Unit::field), target]),
                    (
                        "days",
                        &[
                            target,
                            (
                                "atLeast",
                                "A day counts from so much on; from anything on where it is not said.",
                                false,
                                <Option<Amount>>::field,
                            ),
                        ],
                    ),
                    (
                        "checklist",
                        &[
                            ("items", "The things to tick off.", true, |defs| {
                                <Vec<Item>>::field(defs).with("type", "array").with("minItems", 1)
                            }),
                            ("target", "So many of them; all where it is not said.", false, <Option<Count>>::field),
                        ],
                    ),
                ],
            )
        }
    }
}
