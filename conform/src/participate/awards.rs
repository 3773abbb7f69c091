//! Awards: the goal reached, lost again, and reached once more.

use atrium_contract::{challenge::Unit, goal::Goal};
use serde_json::{Value, json};

use super::enrolments::{of, reader};
use super::errors::put_in;
use super::standing::judged;
use super::{Field, Patron, Site, changes};
use crate::checks::participate::{AWARD, AWARD_AGAIN, AWARD_WITHDRAWN};
use crate::http::Answer;
use crate::time;

/// Reaches the goal, voids what reached it, and reaches it again.
pub fn all(site: &mut Site, one: &Patron, field: &Field) {
    let profile = reader(site, one, "Wins");
    let at = site.fill("enrolment", &[("challenge", &field.id), ("profile", &profile)]);
    site.put(one, &at, &of(field, &profile));
    let sent = enough(site, field, &profile);
    let wanted = judged(field, field.challenge.starts, &sent);
    let Some(on) = wanted.done_on else {
        site.run.report.skip(&AWARD, format!("the goal of {} cannot be reached by today", field.id));
        return;
    };
    write(site, one, &sent);
    let (answer, goal) = goal(site, one, field, &profile);
    site.run.that(&AWARD, &answer, goal.is_some(), "an award without milestone: the goal", answer.came());
    let Some(goal) = goal else { return };
    let day = goal.get("on").cloned().unwrap_or_default();
    site.run.that(&AWARD, &answer, day == json!(on.to_string()), &format!("on {on}"), day.to_string());
    let stands = goal.get("withdrawnAt").is_none_or(Value::is_null);
    site.run.that(&AWARD, &answer, stands, "no withdrawnAt", goal.to_string());
    let milestones = answer
        .items("/items")
        .iter()
        .filter(|award| {
            award.get("profile") == Some(&json!(profile)) && award.get("milestone").is_some_and(Value::is_string)
        })
        .count();
    site.run.that(
        &AWARD,
        &answer,
        milestones == wanted.reached.len(),
        &format!("{} milestones", wanted.reached.len()),
        format!("{milestones}"),
    );
    let feed = changes::all_of(site, one);
    let told =
        feed.things.iter().any(|(list, award)| *list == "awards" && award.get("profile") == Some(&json!(profile)));
    site.run.that(&AWARD, &feed.last, told, "the award in the changes too", "none");
    lost_and_found(site, one, field, &profile, sent, &goal);
    let url = site.at("profile", &profile);
    site.delete(one, &url);
}

fn lost_and_found(site: &mut Site, one: &Patron, field: &Field, profile: &str, mut sent: Vec<Value>, first: &Value) {
    for entry in &mut sent {
        put_in(entry, "voidedAt", json!(time::instant(time::now())));
    }
    write(site, one, &sent);
    let (answer, award) = goal(site, one, field, profile);
    let award = award.unwrap_or_default();
    let fits =
        award.get("withdrawnAt").is_some_and(Value::is_string) && award.get("because") == Some(&json!("entries"));
    site.run.that(
        &AWARD_WITHDRAWN,
        &answer,
        fits,
        "withdrawnAt and \"because\": \"entries\", since every entry was voided",
        award.to_string(),
    );
    let again = enough(site, field, profile);
    write(site, one, &again);
    let (answer, award) = goal(site, one, field, profile);
    let award = award.unwrap_or_default();
    let stands =
        award.get("withdrawnAt").is_none_or(Value::is_null) && award.get("awardedAt") == first.get("awardedAt");
    site.run.that(
        &AWARD_AGAIN,
        &answer,
        stands,
        &format!("no withdrawnAt, awardedAt {}", first.get("awardedAt").cloned().unwrap_or_default()),
        award.to_string(),
    );
}

/// The award for the goal.
fn goal(site: &mut Site, one: &Patron, field: &Field, profile: &str) -> (Answer, Option<Value>) {
    let url = site.href("awards");
    let answer = site.get(one, &url);
    let of_goal = |award: &&Value| {
        award.get("challenge") == Some(&json!(field.id))
            && award.get("profile") == Some(&json!(profile))
            && award.get("milestone").is_none_or(Value::is_null)
    };
    let found = answer.items("/items").iter().find(of_goal).cloned();
    (answer, found)
}

fn write(site: &mut Site, one: &Patron, entries: &[Value]) {
    let url = site.href("entries");
    for some in entries.chunks(500) {
        site.put(one, &url, &json!({ "entries": some }));
    }
}

/// Entries that reach the goal, as far as the days until today allow.
fn enough(site: &mut Site, field: &Field, profile: &str) -> Vec<Value> {
    let goal = &field.challenge.goal;
    let unit = goal.logged_unit();
    let entry = |site: &mut Site, on, amount: u32| {
        site.maker.entry(&field.key, profile, on, &json!({ "amount": amount, "unit": unit.word() }))
    };
    match goal {
        Goal::Total { unit, target } if *unit != Unit::Days => vec![entry(site, field.today, *target)],
        Goal::Checklist { .. } => {
            let items = field.items();
            items
                .iter()
                .map(|item| {
                    let mut entry = entry(site, field.today, 1);
                    put_in(&mut entry, "item", json!(item));
                    entry
                })
                .collect()
        }
        _ => {
            let least = goal.at_least().map_or(1, |least| least.amount.0);
            let days = field.today.since(field.challenge.starts).min(goal.target().min(5_000) as i32 - 1).max(0);
            (0..=days).map(|back| entry(site, field.today.plus(-back), least)).collect()
        }
    }
}
