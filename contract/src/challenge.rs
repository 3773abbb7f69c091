//! A reading challenge: what to reach, in which unit, between which days.

use crate::json::{Record, Value};
use crate::{
    board::Boards,
    campaign::in_order,
    day::Day,
    decode::{At, Count, Decode, ProblemKind},
    exhibit::CampaignLink,
    href::Href,
    id::Id,
    picture::Picture,
    text::{Rich, Text},
};
pub use crate::{
    credit::{Cap, CapPer, Rate},
    goal::Goal,
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
        /// What bounds the credit.
        pub caps: Vec<Cap> = "caps",
        /// How units convert into the goal's.
        pub rates: Vec<Rate> = "rates",
        /// The boards it has.
        pub boards: Option<Boards> = "boards",
        /// Codes are to be found.
        pub codes: Option<bool> = "codes",
    }
}

fn challenge_in_order(challenge: &Challenge, at: &mut At) -> Option<()> {
    // Told, and without effect: the grace then is over before it begins.
    if challenge.log_until.is_some_and(|until| until < challenge.ends) {
        at.problem_in("logUntil", ProblemKind::EndsBeforeStart);
    }
    in_order(challenge.starts, challenge.ends, at)
}

/// What is counted. Units never convert into each other unless the challenge has a rate.
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

impl Amount {
    /// The amount as JSON.
    pub fn to_json(&self) -> String {
        Record::new().number("amount", self.amount.0.into()).text("unit", self.unit.word()).done()
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
        /// It is ticked by its code only.
        pub code: Option<bool> = "code",
    }
}

#[cfg(feature = "schema")]
mod said {
    //! What units and beginnings may be.

    use super::{CountFrom, Unit};
    use crate::schema::{Defs, Node, Schema};

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
}
