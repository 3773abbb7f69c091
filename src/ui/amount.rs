//! Amounts and progress in words: "20 minutes", "140 of 600 minutes, 23%".

use crate::{i18n::formats, t, t_count};
use atrium_contract::{challenge::Unit, progress::Progress};

/// So much of a unit.
pub fn amount(unit: Unit, count: u64) -> String {
    match unit {
        Unit::Books => t_count!("unit.books", count),
        Unit::Pages => t_count!("unit.pages", count),
        Unit::Minutes => t_count!("unit.minutes", count),
        Unit::Days => t_count!("unit.days", count),
        Unit::Activities => t_count!("unit.activities", count),
    }
}

/// How far somebody has come.
pub fn progress(progress: &Progress) -> String {
    t!(
        "progress.words",
        amount = formats::number(progress.amount),
        goal = amount(progress.unit, progress.target),
        percent = formats::percent(progress.permille())
    )
}
