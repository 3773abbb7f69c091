//! A standing against what a case expects of it: what is named must be so, what is not named is not looked at.

use serde_json::{Map, Value, json};

use super::super::Desk;
use super::game::Game;
use crate::checks::Check;
use crate::checks::publish::{ENTRIES, GOALS, REACHED};
use crate::http::Answer;

impl Game<'_> {
    /// Compares them, name by name; and the version in force, which every standing says.
    pub fn compare(&self, desk: &mut Desk, expect: &Map<String, Value>, answer: &Answer) {
        let verdicts = answer.items("/verdicts");
        let verdict = |short: &str| {
            let id = self.ids.get(short).cloned().unwrap_or_default();
            verdicts.iter().find(|verdict| verdict.get("entry") == Some(&json!(id))).cloned().unwrap_or_default()
        };
        let moved = |days: &Value| {
            json!(
                days.as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(Value::as_str)
                    .map(|day| self.shift.day(day))
                    .collect::<Vec<_>>()
            )
        };
        for (name, wanted) in expect {
            let (check, wanted, found): (&'static Check, Value, Value) = match name.as_str() {
                "credited" => {
                    let found: Map<String, Value> = wanted
                        .as_object()
                        .into_iter()
                        .flat_map(Map::keys)
                        .map(|short| (short.clone(), verdict(short).get("credited").cloned().unwrap_or_default()))
                        .collect();
                    (&ENTRIES, wanted.clone(), Value::Object(found))
                }
                "reasons" => {
                    let told = self
                        .ids
                        .keys()
                        .filter_map(|short| Some((short.clone(), verdict(short).get("reason")?.clone())));
                    (&ENTRIES, wanted.clone(), Value::Object(told.filter(|(_, reason)| !reason.is_null()).collect()))
                }
                "reached" => {
                    let wanted: Map<String, Value> = wanted
                        .as_object()
                        .into_iter()
                        .flatten()
                        .map(|(id, day)| (id.clone(), json!(self.shift.day(day.as_str().unwrap_or_default()))))
                        .collect();
                    let found = answer.items("/reached").iter().filter_map(|reached| {
                        Some((reached.get("id")?.as_str()?.to_owned(), reached.get("on")?.clone()))
                    });
                    (&REACHED, Value::Object(wanted), Value::Object(found.collect()))
                }
                "days" => (&GOALS, moved(wanted), answer.json.get("days").cloned().unwrap_or_default()),
                "awards" | "withdrawn" => continue,
                "doneOn" => {
                    let wanted = wanted.as_str().map(|day| self.shift.day(day));
                    (&GOALS, json!(wanted), answer.json.get("doneOn").cloned().unwrap_or_default())
                }
                name => {
                    let found = answer.json.get(name).cloned().unwrap_or_default();
                    // Of a run only what is named is looked at.
                    let found = match wanted.as_object() {
                        Some(wanted) => Value::Object(
                            wanted
                                .keys()
                                .map(|key| (key.clone(), found.get(key).cloned().unwrap_or_default()))
                                .collect(),
                        ),
                        None => found,
                    };
                    (&GOALS, wanted.clone(), found)
                }
            };
            desk.site.run.that(
                check,
                answer,
                wanted == found,
                &format!("{}: {name} {wanted}", self.name),
                format!("{name} {found}"),
            );
        }
        let day = answer.json.get("doneOn").is_some_and(Value::is_string);
        let done = answer.json.get("done") == Some(&json!(true));
        let expected = format!("{}: doneOn where it is done, and only there", self.name);
        desk.site.run.that(&GOALS, answer, day == done, &expected, format!("done {done}, doneOn {day}"));
        let last = self.editions.numbers.last();
        let found = answer.json.get("version").cloned().unwrap_or_default();
        let same = last.is_some_and(|last| found == json!(last));
        let expected = format!("{}: the version in force, {}", self.name, last.copied().unwrap_or_default());
        desk.site.run.that(&REACHED, answer, same, &expected, format!("version {found}"));
    }
}
