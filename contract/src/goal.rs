//! What a challenge asks for.

use crate::{
    challenge::{Amount, Item, Unit},
    decode::{At, Count, Decode, Freezes, ProblemKind},
    json::Value,
};

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
        /// Within so many days in a row; within all of them where it is not said.
        within: Option<u32>,
    },
    /// So many active days in a run.
    Streak {
        /// So many.
        target: u32,
        /// So many days a run may miss.
        freezes: u32,
        /// As for days.
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
    /// The word for its kind in a document.
    pub fn kind(&self) -> &'static str {
        match self {
            Goal::Total { .. } => "total",
            Goal::Days { .. } => "days",
            Goal::Streak { .. } => "streak",
            Goal::Checklist { .. } => "checklist",
        }
    }

    /// The unit that progress is told in.
    pub fn unit(&self) -> Unit {
        match self {
            Goal::Total { unit, .. } => *unit,
            Goal::Days { .. } | Goal::Streak { .. } => Unit::Days,
            Goal::Checklist { .. } => Unit::Activities,
        }
    }

    /// How much is to be reached.
    pub fn target(&self) -> u32 {
        match self {
            Goal::Total { target, .. }
            | Goal::Days { target, .. }
            | Goal::Streak { target, .. }
            | Goal::Checklist { target, .. } => *target,
        }
    }

    /// What a day must have to count, where that is said.
    pub fn at_least(&self) -> Option<Amount> {
        match self {
            Goal::Days { at_least, .. } | Goal::Streak { at_least, .. } => *at_least,
            Goal::Total { .. } | Goal::Checklist { .. } => None,
        }
    }

    /// Whether days are counted and anything done on one is enough.
    pub fn takes_any_unit(&self) -> bool {
        self.unit() == Unit::Days && self.at_least().is_none()
    }

    /// The unit a reader logs in: a challenge of active days is logged in what its days ask for.
    pub fn logged_unit(&self) -> Unit {
        match self {
            Goal::Days { at_least, .. } | Goal::Streak { at_least, .. } => {
                at_least.map_or(Unit::Minutes, |least| least.unit)
            }
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
                let within: Option<Count> = at.get(&object, "within");
                Goal::Days { target, within: within.map(|within| within.0), at_least: at.get(&object, "atLeast") }
            }
            "streak" => {
                let target = at.get::<Count>(&object, "target").0;
                let freezes: Option<Freezes> = at.get(&object, "freezes");
                Goal::Streak { target, freezes: freezes.unwrap_or_default().0, at_least: at.get(&object, "atLeast") }
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
                    at.expected("total, days, streak or checklist", value.get("kind").unwrap_or(value));
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
impl crate::schema::Schema for Goal {
    const NAME: Option<&'static str> = Some("Goal");

    fn schema(defs: &mut crate::schema::Defs) -> crate::schema::Node {
        use crate::schema::{FieldSchema, Part, one_of_kind};
        let target: Part = ("target", "So much of it.", true, Count::field);
        let at_least: Part = (
            "atLeast",
            "A day counts from so much on; from anything on where it is not said.",
            false,
            <Option<Amount>>::field,
        );
        one_of_kind(
            defs,
            "What is to be reached.",
            true,
            &[
                ("total", &[("unit", "The unit it is counted in.", true, Unit::field), target]),
                (
                    "days",
                    &[target, ("within", "In any so many days in a row.", false, <Option<Count>>::field), at_least],
                ),
                (
                    "streak",
                    &[target, ("freezes", "Days that a run may miss.", false, <Option<Freezes>>::field), at_least],
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
