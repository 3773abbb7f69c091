//! Entries for a challenge, dealt by chance around whatever its rules turn on: its days, caps, rates, works and things.

use atrium_contract::{challenge::Unit, day::Day, goal::Goal};
use serde_json::{Value, json};

use super::chance::Chance;
use super::entries::id;
use super::errors::put_in;
use super::{Field, Site};
use crate::time;

/// Entries of a deal.
pub const MANY: u32 = 54;
/// Most of them are of the last days, where caps and streaks meet them.
const DAYS: i32 = 12;
/// The turns of two days on which what a day must have is just there, or just not.
const ENOUGH: u32 = 1;
const TOO_LITTLE: u32 = 2;
const WORKS: [[&str; 3]; 8] = [
    ["Cosmos", "Carl Sagan", ""],
    [" COSMOS ", "carl sagan", ""],
    ["Cosmos", "", ""],
    ["Cosmos", "Ann Druyan", ""],
    ["Another title", "", "9780345539434"],
    ["Cosmos", "Carl Sagan", "9780345539434"],
    ["Momo", "Michael Ende", ""],
    ["", "Nobody", ""],
];

/// Deals, in an order that says nothing.
pub fn deal(site: &mut Site, field: &Field, profile: &str) -> Vec<Value> {
    let mut chance = Chance::of(&field.id);
    let mut dealt: Vec<Value> = Vec::new();
    for turn in 0..MANY {
        let (unit, amount) = amount(field, &mut chance, turn);
        let day = day(field, &mut chance, turn);
        let mut entry = site.maker.entry(&field.key, profile, day, &json!({ "amount": amount, "unit": unit.word() }));
        // Few moments of a day, so that some are written at the same one and their ids decide.
        let recorded = format!("{day}T{:02}:00:00Z", 8 + chance.below(4));
        put_in(&mut entry, "recordedAt", json!(recorded));
        if let Some(item) = item(field, &mut chance, turn) {
            put_in(&mut entry, "item", json!(item));
        }
        if let Some(work) = chance.one(&WORKS).filter(|_| turn % 3 != 0) {
            put_in(&mut entry, "work", work_of(work));
        }
        if turn % 8 == 6 {
            put_in(&mut entry, "voidedAt", json!(time::instant(time::now())));
        }
        let own = id(&entry);
        // Those of the edges stay as they are.
        let other = chance.one(dealt.get(9..).unwrap_or_default()).map(id).filter(|_| turn % 10 == 9);
        let corrected = if turn == 50 { Some(own) } else { other };
        if let Some(corrected) = corrected {
            put_in(&mut entry, "corrects", json!(corrected));
        }
        dealt.push(entry);
    }
    let mut shuffled = Vec::new();
    while !dealt.is_empty() {
        let place = chance.below(u32::try_from(dealt.len()).unwrap_or(u32::MAX));
        shuffled.push(dealt.swap_remove(usize::try_from(place).unwrap_or_default().min(dealt.len().saturating_sub(1))));
    }
    shuffled
}

fn work_of([title, author, isbn]: &[&str; 3]) -> Value {
    let mut work = json!({});
    for (name, value) in [("title", title), ("author", author), ("isbn", isbn)] {
        if !value.is_empty() {
            put_in(&mut work, name, json!(value));
        }
    }
    work
}

/// The edges of the challenge by turns, and days of late. Yesterday and the day before have one entry each.
fn day(field: &Field, chance: &mut Chance, turn: u32) -> Day {
    let challenge = &field.challenge;
    match turn {
        0 => challenge.starts.plus(-1),
        ENOUGH => field.today.plus(-1),
        TOO_LITTLE => field.today.plus(-2),
        3 => challenge.ends,
        4 => challenge.ends.plus(1),
        5 => field.today.plus(1),
        6 => challenge.starts,
        7 | 8 => field.today,
        _ => {
            let lived = field.today.since(challenge.starts).clamp(0, DAYS);
            let least = if lived > 2 { 3 } else { 0 };
            let back = chance.below((lived - least).unsigned_abs().saturating_add(1));
            field.today.plus(-least - i32::try_from(back).unwrap_or_default())
        }
    }
}

/// Around caps and what a day must have; by turns in a unit that converts, or in one that may not.
fn amount(field: &Field, chance: &mut Chance, turn: u32) -> (Unit, u32) {
    let challenge = &field.challenge;
    if let Some(least) = challenge.goal.at_least().filter(|_| matches!(turn, ENOUGH | TOO_LITTLE)) {
        let amount = if turn == ENOUGH { least.amount.0 } else { least.amount.0.saturating_sub(1).max(1) };
        return (least.unit, amount);
    }
    let mut unit = challenge.goal.logged_unit();
    if turn % 4 == 3 {
        unit = chance.one(&challenge.rates).map_or(unit, |rate| rate.from.unit);
    } else if turn % 9 == 5 {
        unit = chance.one(&Unit::ALL).copied().unwrap_or(unit);
    }
    let mut around: Vec<u32> = vec![1];
    for cap in challenge.caps.iter().filter(|cap| cap.unit == unit) {
        let cap = cap.amount.0;
        around.extend([cap / 3, cap.saturating_sub(1), cap, cap.saturating_add(1)]);
    }
    if let Some(least) = challenge.goal.at_least().filter(|least| least.unit == unit) {
        let least = least.amount.0;
        around.extend([least / 2, least.saturating_sub(1), least, least, least.saturating_add(1)]);
    }
    if let Goal::Total { unit: own, target } = &challenge.goal
        && *own == unit
    {
        around.extend([target / 25, target / 12]);
    }
    around.extend(challenge.usual.iter().filter(|usual| usual.unit == unit).map(|usual| usual.amount.0));
    (unit, chance.one(&around).copied().unwrap_or(1).clamp(1, 1_000_000))
}

/// A thing of the checklist, sometimes one that is on none, sometimes nothing.
fn item(field: &Field, chance: &mut Chance, turn: u32) -> Option<String> {
    let Goal::Checklist { items, .. } = &field.challenge.goal else { return None };
    match turn % 10 {
        4 => Some("conform-no-such-item".into()),
        7 => None,
        _ => chance.one(items).map(|item| item.id.to_string()),
    }
}
