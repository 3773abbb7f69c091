//! The challenges to play on: those of the member's that run today.

use atrium_contract::{
    challenge::{Challenge, CountFrom},
    day::Day,
    decode::document,
    goal::Goal,
};
use serde_json::{Value, json};
use url::Url;

use super::Site;
use crate::http::{Ask, resolve};
use crate::read::House;
use crate::time;

/// A challenge that runs.
pub struct Field {
    /// The document.
    pub challenge: Challenge,
    /// Where it is.
    pub url: Url,
    /// Its name for entries: member and id.
    pub key: Value,
    /// Its id.
    pub id: String,
    /// The backend's today in its zone.
    pub today: Day,
    /// Whether it has boards: one for children has them only where it says so.
    pub boards: bool,
}

impl Field {
    /// Opens a challenge, if it runs.
    pub fn open(site: &mut Site, url: &Url) -> Option<Field> {
        let answer = site.run.client.follow(&Ask::get(url));
        let text = String::from_utf8_lossy(&answer.body).into_owned();
        let challenge = document::<Challenge>(&text, "Challenge").ok()?.value;
        let now = answer.header("date").and_then(time::of_header).unwrap_or_else(time::now);
        let today = time::day(&challenge.zone, now)?;
        let id = challenge.id.to_string();
        let boards = atrium_contract::ranking::boards(&challenge).is_some();
        (challenge.starts <= today && today <= challenge.ends).then(|| Field {
            key: json!({ "member": site.member, "id": id }),
            url: url.clone(),
            challenge,
            id,
            today,
            boards,
        })
    }

    /// What an entry of the smallest kind has.
    pub fn amount(&self) -> Value {
        json!({ "amount": 1, "unit": self.challenge.goal.logged_unit().word() })
    }

    /// The items that an entry may tick without a code.
    pub fn items(&self) -> Vec<String> {
        match &self.challenge.goal {
            Goal::Checklist { items, .. } => {
                items.iter().filter(|item| item.code != Some(true)).map(|item| item.id.to_string()).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Makes an entry tick an item, where the challenge is a checklist.
    pub fn ticks(&self, entry: &mut Value) {
        if let Some(item) = self.items().first() {
            super::errors::put_in(entry, "item", json!(item));
        }
    }

    /// How simple it is: a total from the start comes first.
    fn rank(&self) -> u8 {
        let late = self.challenge.count_from == Some(CountFrom::Enrolment);
        match self.challenge.goal {
            Goal::Total { .. } if !late => 0,
            Goal::Total { .. } => 1,
            Goal::Checklist { .. } => 3,
            _ => 2,
        }
    }
}

/// The member's own that run today: the simplest first, then one of each other kind, so that a few of many are unlike.
pub fn running(site: &mut Site, house: &House) -> Vec<Field> {
    let cards = house.json.get("challenges").and_then(Value::as_array).cloned().unwrap_or_default();
    let mut found: Vec<Field> = Vec::new();
    for card in &cards {
        let own = card.get("member").and_then(Value::as_str).is_none_or(|member| member == house.id);
        let url = card.get("href").and_then(Value::as_str).and_then(|href| resolve(&house.url, href));
        if let Some(url) = url.filter(|_| own) {
            found.extend(Field::open(site, &url));
        }
    }
    found.sort_by_key(Field::rank);
    let mut turns: Vec<(usize, Field)> = Vec::new();
    for field in found {
        let kind = field.challenge.goal.kind();
        let turn = turns.iter().filter(|(_, other)| other.challenge.goal.kind() == kind).count();
        turns.push((turn, field));
    }
    turns.sort_by_key(|(turn, _)| *turn);
    turns.into_iter().map(|(_, field)| field).collect()
}
