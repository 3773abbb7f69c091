//! A case of entries: its challenge is published, version by version, and its entries are sent when they were received.

use atrium_contract::day::Day;
use serde_json::Value;

use super::super::Desk;
use super::codes::Codes;
use super::editions::Editions;
use super::game::Game;
use super::shift::Shift;
use super::{Played, id_of};
use crate::participate::Patron;
use crate::time;

/// Plays a case.
pub fn play(desk: &mut Desk, patron: &Patron, name: &str, case: &Value) -> Played {
    let then = || case.get("then").and_then(Value::as_array).into_iter().flatten();
    let entries = || std::iter::once(case).chain(then()).flat_map(entries_of);
    if case.get("now").is_some() || then().any(|step| step.get("now").is_some() || step.get("today").is_some()) {
        return Played::No("time goes on in them");
    }
    let Some(editions) = Editions::of(case) else { return Played::No("no challenge") };
    let first = editions.first();
    let (Some(today), Some(said)) = (now(desk, &text(first, "zone")), Day::parse(&text(case, "today"))) else {
        return Played::No("no today");
    };
    let dealt = match dealt(&editions, case, said) {
        Ok(dealt) => dealt,
        Err(why) => return Played::No(why),
    };
    let Some(codes) = Codes::of(first, entries()) else { return Played::No("a code for what is not on the list") };
    // Ids decide where everything else is alike: they are made in the order of the case's own.
    let mut short: Vec<String> = entries().map(|entry| text(entry, "id")).collect();
    short.sort();
    short.dedup();
    let ids = short.into_iter().map(|short| (short, desk.site.maker.id())).collect();
    let shift = Shift(today.since(said));
    let mut game = Game::new(name, id_of(name), shift, ids, editions, codes);
    for (place, entries) in dealt.iter().enumerate() {
        if !game.editions.publish(desk, name, &game.id, place, shift, &game.codes) {
            return Played::Yes;
        }
        if place == 0 {
            game.join(desk, patron, case);
        }
        game.send(desk, patron, entries);
    }
    game.editions.in_history(desk, &game.id);
    game.judge(desk, patron, case);
    for step in then() {
        game.redeem(desk, step);
        game.send(desk, patron, &entries_of(step).collect::<Vec<_>>());
        game.judge(desk, patron, step);
    }
    let url = desk.site.at("profile", &game.profile);
    desk.site.delete(patron, &url);
    Played::Yes
}

/// A text of a case, empty where there is none.
fn text(value: &Value, name: &str) -> String {
    value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn entries_of(step: &Value) -> impl Iterator<Item = &Value> {
    step.get("entries").and_then(Value::as_array).into_iter().flatten()
}

/// The entries that a case begins with, by the version in force when each was received; what follows comes under the last.
fn dealt<'c>(editions: &Editions, case: &'c Value, today: Day) -> Result<Vec<Vec<&'c Value>>, &'static str> {
    let mut dealt = vec![Vec::new(); editions.len()];
    for entry in entries_of(case) {
        let place = editions.place(entry, today)?;
        dealt.get_mut(place).into_iter().for_each(|list| list.push(entry));
    }
    let known = |entry: &Value| entries_of(case).any(|other| other.get("id") == entry.get("id"));
    for entry in case.get("then").and_then(Value::as_array).into_iter().flatten().flat_map(entries_of) {
        let place = editions.place(entry, today)?;
        // Another copy of an entry that was received before is received no more.
        if place + 1 < editions.len() && !known(entry) {
            return Err("entries that were received at another time");
        }
    }
    Ok(dealt)
}

/// The backend's today in a zone.
pub fn now(desk: &mut Desk, zone: &str) -> Option<Day> {
    let home = desk.home.clone();
    let answer = desk.site.run.client.send(&crate::http::Ask::new("HEAD", &home));
    time::day(zone, answer.header("date").and_then(time::of_header).unwrap_or_else(time::now))
}
