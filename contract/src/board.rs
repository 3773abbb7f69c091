//! Boards: what a challenge says about them, and the document a backend answers.

use crate::{
    challenge::Unit,
    decode::{At, Count, Decode},
    id::Id,
    instant::Instant,
    json::{Record, Value, decimal},
};

words! {
    /// The kinds of board.
    pub enum BoardKind expected "readers, teams or house" {
        /// Readers by their amount.
        Readers = "readers",
        /// Teams of readers.
        Teams = "teams",
        /// The whole house, to be put beside others.
        House = "house",
    }
}

words! {
    /// What teams are ranked by.
    pub enum RankedBy expected "sum or head" {
        /// The sum of their readers.
        Sum = "sum",
        /// The sum divided by the readers.
        Head = "head",
    }
}

record! {
    /// The boards a challenge has.
    #[derive(Eq)]
    pub struct Boards {
        /// Which.
        pub kinds: Vec<BoardKind> = "kinds",
        /// What teams are ranked by; their sum where it is not said.
        pub by: Option<RankedBy> = "by",
        /// Below so many readers nobody is shown.
        pub minimum: Option<Count> = "minimum",
        /// Children may be shown.
        pub children: Option<bool> = "children",
    }
}

impl Boards {
    /// Below so many readers nobody is shown: 5 where it is not said, never less than 2.
    pub fn minimum(&self) -> u32 {
        self.minimum.map_or(5, |minimum| minimum.0.max(2))
    }
}

/// A quotient in hundredths, rounded down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hundredths(pub u64);

impl Hundredths {
    /// The number as JSON.
    pub fn to_json(self) -> String {
        #[allow(clippy::cast_precision_loss)]
        decimal(self.0 as f64 / 100.0)
    }
}

impl Decode for Hundredths {
    fn decode(value: &Value, at: &mut At) -> Option<Self> {
        let number = value.as_f64().filter(|number| (0.0..=1e13).contains(number));
        if number.is_none() {
            at.expected("a number from 0 on", value);
        }
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        number.map(|number| Hundredths((number * 100.0 + 0.001) as u64))
    }

    fn hole() -> Self {
        Hundredths(0)
    }
}

record! {
    /// A reader on a board.
    #[derive(Eq)]
    pub struct ReaderRow {
        /// The place; those with the same amount share it.
        pub rank: u64 = "rank",
        /// The name given for the board.
        pub nickname: String = "nickname",
        /// How much.
        pub amount: u64 = "amount",
    }
}

record! {
    /// A team on a board.
    #[derive(Eq)]
    pub struct TeamRow {
        /// The place.
        pub rank: u64 = "rank",
        /// Its name.
        pub name: String = "name",
        /// How much in all.
        pub amount: u64 = "amount",
        /// By so many readers.
        pub readers: u64 = "readers",
        /// How much by each.
        pub per_head: Hundredths = "perHead",
    }
}

record! {
    /// The member's own sum.
    #[derive(Copy, Eq)]
    pub struct House {
        /// How much in all.
        pub amount: u64 = "amount",
        /// By so many readers.
        pub readers: u64 = "readers",
        /// How much by each.
        pub per_head: Hundredths = "perHead",
    }
}

record! {
    /// What is on the boards of a challenge.
    #[derive(Eq)]
    pub struct Rows {
        /// There are too few readers to show any.
        pub hidden: Option<bool> = "hidden",
        /// The readers, if the challenge ranks them.
        pub readers: Option<Vec<ReaderRow>> = "readers",
        /// The teams, if the challenge ranks them.
        pub teams: Option<Vec<TeamRow>> = "teams",
        /// The house, if the challenge has it.
        pub house: Option<House> = "house",
    }
}

/// The boards of a challenge, as a backend answers them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Board {
    /// The challenge.
    pub challenge: Id,
    /// The unit of all amounts.
    pub unit: Unit,
    /// When it was made.
    pub as_of: Instant,
    /// Below so many readers nobody is shown.
    pub minimum: Count,
    /// What is on it.
    pub rows: Rows,
}

impl Decode for Board {
    fn decode(value: &Value, at: &mut At) -> Option<Self> {
        let object = at.open(value)?;
        let (challenge, unit) = (at.get(&object, "challenge"), at.get(&object, "unit"));
        let (as_of, minimum) = (at.get(&object, "asOf"), at.get(&object, "minimum"));
        at.close(object)?;
        Some(Board { challenge, unit, as_of, minimum, rows: Rows::decode(value, at)? })
    }

    fn hole() -> Self {
        Board {
            challenge: Id::hole(),
            unit: Unit::hole(),
            as_of: Instant::hole(),
            minimum: Count::hole(),
            rows: Rows::hole(),
        }
    }
}

impl ReaderRow {
    fn to_json(&self) -> String {
        Record::new().number("rank", self.rank).text("nickname", &self.nickname).number("amount", self.amount).done()
    }
}

fn sums(record: Record, amount: u64, readers: u64, per_head: Hundredths) -> String {
    record.number("amount", amount).number("readers", readers).json("perHead", &per_head.to_json()).done()
}

impl Board {
    /// The document as JSON.
    pub fn to_json(&self) -> String {
        let mut record = Record::top("Board")
            .text("challenge", self.challenge.as_str())
            .text("unit", self.unit.word())
            .text("asOf", &self.as_of.text)
            .number("minimum", self.minimum.0.into())
            .maybe_truth("hidden", self.rows.hidden);
        if let Some(readers) = &self.rows.readers {
            record = record.list("readers", &mut readers.iter().map(ReaderRow::to_json));
        }
        if let Some(teams) = &self.rows.teams {
            let row = |team: &TeamRow| {
                let record = Record::new().number("rank", team.rank).text("name", &team.name);
                sums(record, team.amount, team.readers, team.per_head)
            };
            record = record.list("teams", &mut teams.iter().map(row));
        }
        if let Some(house) = self.rows.house {
            record = record.json("house", &sums(Record::new(), house.amount, house.readers, house.per_head));
        }
        record.done()
    }
}

#[cfg(feature = "schema")]
mod said {
    //! What a board may be.

    use super::{Board, Count, Hundredths, Id, Instant, Rows, Unit};
    use crate::schema::{Defs, FieldSchema, Node, Schema, object};

    impl Schema for Hundredths {
        const NAME: Option<&'static str> = None;

        fn schema(_: &mut Defs) -> Node {
            node!({ "type": "number", "minimum": 0, "maximum": (Node::Number("1e13".to_owned())) })
        }
    }

    impl Schema for Board {
        const NAME: Option<&'static str> = Some("Board");

        fn schema(defs: &mut Defs) -> Node {
            let head = object(
                "The boards of a challenge. Nothing in them leads to an account.".to_owned(),
                vec![
                    ("challenge", "The challenge.".to_owned(), true, Id::field(defs)),
                    ("unit", "The unit of all amounts.".to_owned(), true, Unit::field(defs)),
                    ("asOf", "When it was made.".to_owned(), true, Instant::field(defs)),
                    ("minimum", "Below so many readers nobody is shown.".to_owned(), true, Count::field(defs)),
                ],
            );
            head.joined(Rows::schema(defs))
        }
    }
}
