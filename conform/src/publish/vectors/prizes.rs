//! Awards against what a case expects: those that stand, each with its day and the version it was earned under, and those withdrawn.

use serde_json::{Value, json};

use super::super::Desk;
use super::game::Game;
use super::shift::Shift;
use crate::checks::publish::REACHED;
use crate::http::Answer;

impl Game<'_> {
    /// The awards that stand.
    pub fn awards(&self, desk: &mut Desk, wanted: &[Value], answer: &Answer) {
        // A challenge that was never edited has one version, whether a case names it or not.
        let named = self.editions.len() == 1 || wanted.iter().all(|award| award.get("version").is_some());
        let line = |award: &Value, shift: Shift, version: Option<u64>| {
            let milestone = award.get("milestone").and_then(Value::as_str).unwrap_or("the goal");
            let day = shift.day(award.get("on").and_then(Value::as_str).unwrap_or_default());
            let version = version.map_or_else(|| "of no version".to_owned(), |version| format!("of version {version}"));
            if named { format!("{milestone} on {day} {version}") } else { format!("{milestone} on {day}") }
        };
        let number = |award: &Value| {
            // Those of a case are counted from 1, the backend's only grow.
            let place = award.get("version").and_then(Value::as_u64).unwrap_or(1).checked_sub(1)?;
            self.editions.numbers.get(usize::try_from(place).ok()?).copied()
        };
        let mut wanted: Vec<String> = wanted.iter().map(|award| line(award, self.shift, number(award))).collect();
        let stands = |award: &&Value| self.mine(award) && award.get("withdrawnAt").is_none_or(Value::is_null);
        let said = |award: &Value| award.get("version").and_then(Value::as_u64);
        let mut found: Vec<String> =
            answer.items("/items").iter().filter(stands).map(|award| line(award, Shift(0), said(award))).collect();
        wanted.sort();
        found.sort();
        self.same(desk, answer, "awards", &wanted.join(", "), &found.join(", "));
    }

    /// Those that were withdrawn.
    pub fn withdrawn(&self, desk: &mut Desk, wanted: &[Value], answer: &Answer) {
        let gone = |award: &&Value| self.mine(award) && award.get("withdrawnAt").is_some_and(Value::is_string);
        let name = |award: &Value| award.get("milestone").and_then(Value::as_str).unwrap_or("goal").to_owned();
        let mut found: Vec<String> = answer.items("/items").iter().filter(gone).map(name).collect();
        let mut wanted: Vec<&str> = wanted.iter().filter_map(Value::as_str).collect();
        wanted.sort_unstable();
        found.sort_unstable();
        self.same(desk, answer, "withdrawn", &wanted.join(", "), &found.join(", "));
    }

    fn mine(&self, award: &Value) -> bool {
        award.get("challenge") == Some(&json!(self.id)) && award.get("profile") == Some(&json!(self.profile))
    }

    fn same(&self, desk: &mut Desk, answer: &Answer, what: &str, wanted: &str, found: &str) {
        let expected = format!("{}: {what} {wanted}", self.name);
        desk.site.run.that(&REACHED, answer, wanted == found, &expected, found);
    }
}
