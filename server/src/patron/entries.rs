//! The lines of the ledger, one by one and many at once.

use super::fold::{self, kept};
use super::ledger::Ledger;
use super::profiles::{same, small};
use crate::clock::instant;
use crate::http::{Answer, Named, Patron, Sent};
use crate::metrics::metrics;
use crate::problem::{Answered, Kind, Problem, language};
use crate::state::{App, Shared};
use crate::store::{places, rows, sql};
use atrium_contract::day::Day;
use atrium_contract::entry::Entry;
use atrium_contract::json::{Record, Value};
use atrium_contract::merge;
use atrium_contract::uuid::is_uuid;
use axum::extract::State;
use axum::http::HeaderMap;
use sqlx::{AnyConnection, Row};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Entries at once.
const MOST_AT_ONCE: usize = 500;
/// Entries of one account.
const MOST: i64 = 200_000;
/// What they may have together: one that says as much as it may has some 14 KB, and all are read and written as one export.
const MOST_BYTES: i64 = 64 << 20;
/// Rows of one INSERT: its places stay well below what either database takes.
const ROWS: usize = 200;

/// What became of an entry: whether it is new, and what is kept.
type Outcome = Answered<(bool, Entry)>;

/// `PUT entry`.
pub async fn put(
    State(app): State<Shared>,
    Patron(who): Patron,
    Named(id): Named<String>,
    sent: Sent,
) -> Answered<Answer> {
    let entry = Entry::sent(sent.tree())?;
    same("/id", &small(&id), &small(&entry.id))?;
    let mut ledger = Ledger::open(&app, &who.account).await?;
    let (new, entry) =
        keep(&app, &mut ledger, vec![Ok(entry)]).await?.pop().unwrap_or_else(|| Err(Kind::Internal.into()))?;
    ledger.keep().await?;
    metrics().kept(usize::from(new));
    Ok(Answer::kept(new, entry.to_json()))
}

/// `GET entry`.
pub async fn get(State(app): State<Shared>, Patron(who): Patron, Named(id): Named<String>) -> Answered<Answer> {
    let json: Option<String> = sqlx::query_scalar("SELECT json FROM entries WHERE id = $1 AND account = $2")
        .bind(small(&id))
        .bind(&who.account)
        .fetch_optional(app.store.read())
        .await?;
    json.map(Answer::ok).ok_or_else(|| Kind::NotFound.into())
}

/// `PUT entries`: each for itself, all in one transaction.
pub async fn put_many(
    State(app): State<Shared>,
    Patron(who): Patron,
    headers: HeaderMap,
    sent: Sent,
) -> Answered<Answer> {
    let lines = match sent.tree().get("entries") {
        Some(Value::Array(lines)) => lines,
        Some(_) => return Err(Problem::field("/entries", "/entries should be a list")),
        None => return Err(Problem::field("/entries", "/entries is missing")),
    };
    if lines.len() > MOST_AT_ONCE {
        return Err(Kind::TooLarge.into());
    }
    let read = lines.iter().map(|line| Entry::sent(line).map_err(Problem::from)).collect();
    let mut ledger = Ledger::open(&app, &who.account).await?;
    let outcomes = keep(&app, &mut ledger, read).await?;
    ledger.keep().await?;
    metrics().kept(outcomes.iter().filter(|outcome| matches!(outcome, Ok((true, _)))).count());
    let language = language(&headers);
    let mut results = lines.iter().zip(outcomes).map(|(line, outcome)| {
        let id = line.get("id").and_then(Value::as_str).filter(|id| is_uuid(id));
        let record = match id {
            Some(id) => Record::new().text("id", &small(id)),
            None => Record::new().json("id", "null"),
        };
        match outcome {
            Ok((new, entry)) => record.json("status", if new { "201" } else { "200" }).json("entry", &entry.to_json()),
            Err(problem) => {
                record.json("status", &problem.kind.status().to_string()).json("problem", &problem.to_json(language))
            }
        }
        .done()
    });
    Ok(Answer::ok(Record::new().list("results", &mut results).done()))
}

/// Keeps entries, each for itself; the transaction is the caller's to end.
///
/// # Errors
/// The database's: then nothing is kept.
pub async fn keep(app: &App, ledger: &mut Ledger, sent: Vec<Answered<Entry>>) -> Answered<Vec<Outcome>> {
    let sent: Vec<Answered<Entry>> = sent.into_iter().map(|entry| entry.map(spelt)).collect();
    let mut desk = Desk::open(app, ledger, &sent).await?;
    let mut outcomes: Vec<Outcome> = Vec::with_capacity(sent.len());
    for entry in sent {
        outcomes.push(match entry {
            Ok(entry) => desk.take(ledger, entry),
            Err(problem) => Err(problem),
        });
    }
    let touched = desk.close(ledger, &mut outcomes).await?;
    for (profile, challenge) in touched {
        fold::settle(app, ledger, &profile, &challenge).await?;
    }
    Ok(outcomes)
}

/// What an entry adds to its account, as the database's LENGTH counts it. That it is voided later is not counted.
fn letters(entry: &Entry) -> i64 {
    i64::try_from(entry.to_json().chars().count()).unwrap_or(i64::MAX)
}

/// With its ids in small letters.
fn spelt(entry: Entry) -> Entry {
    Entry {
        id: small(&entry.id),
        profile: small(&entry.profile),
        corrects: entry.corrects.as_deref().map(small),
        ..entry
    }
}

/// What is known beforehand, and what is to be written.
struct Desk {
    member: String,
    readers: HashSet<String>,
    challenges: HashSet<String>,
    /// Of the ids that were sent, those that are here; `None` where another account has one.
    here: HashMap<String, Option<Entry>>,
    new: Vec<String>,
    changed: BTreeSet<String>,
}

impl Desk {
    async fn open(app: &App, ledger: &mut Ledger, sent: &[Answered<Entry>]) -> Answered<Desk> {
        let readers: Vec<String> = sqlx::query_scalar("SELECT id FROM profiles WHERE account = $1")
            .bind(&ledger.account)
            .fetch_all(&mut *ledger.writing)
            .await?;
        let mut desk = Desk {
            member: app.config.member.id.clone(),
            readers: readers.into_iter().collect(),
            challenges: HashSet::new(),
            here: HashMap::new(),
            new: Vec::new(),
            changed: BTreeSet::new(),
        };
        let named: BTreeSet<&str> = sent.iter().flatten().map(|entry| entry.challenge.id.as_str()).collect();
        for id in named {
            // What is counted there does not change before this is written.
            app.store.hold(&mut ledger.writing, id, false).await?;
            if !app.challenges.versions(&mut ledger.writing, id, ledger.now).await?.is_empty() {
                desk.challenges.insert(id.to_owned());
            }
        }
        let ids: Vec<&str> = sent.iter().flatten().map(|entry| entry.id.as_str()).collect();
        for ids in ids.chunks(MOST_AT_ONCE) {
            let text = format!("SELECT id, account, json FROM entries WHERE id IN ({})", places(0, ids.len()));
            let mut query = sqlx::query(sql(text));
            for id in ids {
                query = query.bind(*id);
            }
            for row in query.fetch_all(&mut *ledger.writing).await? {
                let (account, json): (String, String) = (row.try_get(1)?, row.try_get(2)?);
                let entry = if account == ledger.account { Some(kept(&json)?) } else { None };
                desk.here.insert(row.try_get(0)?, entry);
            }
        }
        Ok(desk)
    }

    fn take(&mut self, ledger: &mut Ledger, sent: Entry) -> Outcome {
        match self.here.get(&sent.id) {
            Some(None) => return Err(Kind::IdTaken.into()),
            Some(Some(here)) => {
                let merged = merge::entry(here, &sent).map_err(|_| Kind::EntryDiffers)?;
                // The moment stays as it was written first.
                let merged = Entry { recorded_at: here.recorded_at.clone(), ..merged };
                if merged != *here {
                    self.changed.insert(merged.id.clone());
                    self.here.insert(merged.id.clone(), Some(merged.clone()));
                }
                return Ok((false, merged));
            }
            None => {}
        }
        if sent.challenge.member.as_str() != self.member || !self.challenges.contains(sent.challenge.id.as_str()) {
            return Err(Kind::ChallengeUnknown.into());
        }
        if !self.readers.contains(&sent.profile) {
            return Err(Kind::ProfileUnknown.into());
        }
        // Ids and sources are the backend's to say; an entry a code makes has its source already.
        let entry = Entry { received_at: Some(instant(ledger.now)), ..sent };
        let bytes = letters(&entry);
        if ledger.entries >= MOST || ledger.bytes.saturating_add(bytes) > MOST_BYTES {
            return Err(Kind::TooMany.into());
        }
        ledger.entries += 1;
        ledger.bytes += bytes;
        self.new.push(entry.id.clone());
        self.here.insert(entry.id.clone(), Some(entry.clone()));
        Ok((true, entry))
    }

    /// Writes, and says whose awards may have changed.
    async fn close(self, ledger: &mut Ledger, outcomes: &mut [Outcome]) -> Answered<BTreeSet<(String, String)>> {
        let mut touched = BTreeSet::new();
        let entry = |id: &String| self.here.get(id).and_then(Option::as_ref);
        for ids in self.new.chunks(ROWS) {
            let entries: Vec<&Entry> = ids.iter().filter_map(entry).collect();
            let text = format!(
                "INSERT INTO entries (id, account, profile, challenge, seq, occurred_on, voided, json) VALUES {} ON CONFLICT (id) DO NOTHING RETURNING id",
                rows(entries.len(), 8)
            );
            let mut query = sqlx::query_scalar::<_, String>(sql(text));
            for entry in &entries {
                touched.insert((entry.profile.clone(), entry.challenge.id.to_string()));
                query = query
                    .bind(entry.id.clone())
                    .bind(ledger.account.clone())
                    .bind(entry.profile.clone())
                    .bind(entry.challenge.id.to_string())
                    .bind(ledger.number())
                    .bind(entry.occurred_on.to_string())
                    .bind(i64::from(entry.voided_at.is_some()))
                    .bind(entry.to_json());
            }
            let made = query.fetch_all(&mut *ledger.writing).await?;
            if made.len() < entries.len() {
                // Another account has made one since we looked.
                let made: HashSet<String> = made.into_iter().collect();
                for outcome in outcomes.iter_mut() {
                    let lost =
                        matches!(outcome, Ok((_, entry)) if ids.contains(&entry.id) && !made.contains(&entry.id));
                    if lost {
                        if let Ok((true, entry)) = outcome {
                            ledger.entries -= 1;
                            ledger.bytes -= letters(entry);
                        }
                        *outcome = Err(Kind::IdTaken.into());
                    }
                }
            }
        }
        for entry in self.changed.iter().filter(|id| !self.new.contains(id)).filter_map(entry) {
            touched.insert((entry.profile.clone(), entry.challenge.id.to_string()));
            let seq = ledger.number();
            sqlx::query("UPDATE entries SET seq = $1, voided = $2, json = $3 WHERE id = $4")
                .bind(seq)
                .bind(i64::from(entry.voided_at.is_some()))
                .bind(entry.to_json())
                .bind(&entry.id)
                .execute(&mut *ledger.writing)
                .await?;
        }
        Ok(touched)
    }
}

/// The first day of an entry for a challenge that was not voided: what of a running challenge can no longer change hangs on it.
///
/// # Errors
/// The database's.
pub async fn first_day(connection: &mut AnyConnection, challenge: &str) -> Answered<Option<Day>> {
    let day: Option<String> =
        sqlx::query_scalar("SELECT MIN(occurred_on) FROM entries WHERE challenge = $1 AND voided = 0")
            .bind(challenge)
            .fetch_one(connection)
            .await?;
    Ok(day.as_deref().and_then(Day::parse))
}
