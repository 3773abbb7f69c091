//! What bounds the credit for what was logged, and what converts it.

use crate::{
    challenge::{Amount, Unit},
    decode::Count,
};

words! {
    /// What a cap bounds.
    pub enum CapPer expected "entry, day or all" {
        /// Each entry.
        Entry = "entry",
        /// The entries of a day together.
        Day = "day",
        /// All entries together.
        All = "all",
    }
}

record! {
    /// No more than so much is credited.
    #[derive(Copy, Eq)]
    pub struct Cap {
        /// For what.
        pub per: CapPer = "per",
        /// So much.
        pub amount: Count = "amount",
        /// Of this unit; it bears on entries logged in it.
        pub unit: Unit = "unit",
    }
}

record! {
    /// So much of one unit is worth so much of another.
    #[derive(Copy, Eq)]
    pub struct Rate {
        /// What is logged.
        pub from: Amount = "from",
        /// What it is worth, in the goal's unit.
        pub to: Amount = "to",
    }
}
