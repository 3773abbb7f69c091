//! Looking things up.

use super::{Item, Library, Public, Row};
use crate::house::collection::Collection;
use crate::house::draft::State;
use atrium_contract::json::{Value, parse};
use sqlx::Row as _;
use sqlx::any::AnyRow;
use std::collections::BTreeMap;

/// A version as it stands in a row.
fn item(row: &AnyRow) -> Result<Item, sqlx::Error> {
    let collection: String = row.try_get("collection")?;
    let state: String = row.try_get("state")?;
    Ok(Item {
        collection: Collection::parse(&collection).ok_or_else(|| odd("collection"))?,
        id: row.try_get("id")?,
        version: row.try_get("version")?,
        state: State::parse(&state).ok_or_else(|| odd("state"))?,
        publish_at: row.try_get("publish_at")?,
        since_ms: row.try_get("since_ms")?,
        changed: row.try_get("changed_ms")?,
        document: row.try_get("document")?,
        codes: row.try_get("codes")?,
    })
}

/// A word in the database that this program does not write.
fn odd(column: &str) -> sqlx::Error {
    sqlx::Error::Decode(format!("an unknown word in the column {column}").into())
}

const LATEST: &str = "SELECT v.collection, v.id, v.version, v.state, v.publish_at, v.since_ms, v.changed_ms, v.document, v.codes \
    FROM house_items i JOIN house_versions v ON v.collection = i.collection AND v.id = i.id AND v.version = i.version \
    WHERE i.collection = $1 AND i.id = $2";
const LIST: &str = "SELECT v.collection, v.id, v.version, v.state, v.publish_at, v.since_ms, v.changed_ms, v.document, '[]' AS codes \
    FROM house_items i JOIN house_versions v ON v.collection = i.collection AND v.id = i.id AND v.version = i.version \
    WHERE i.collection = $1 AND i.id {bytewise} > $2 AND ($3 = '' OR v.state = $3) ORDER BY i.id {bytewise} LIMIT $4";
const HISTORY: &str = "SELECT collection, id, version, state, publish_at, since_ms, changed_ms, document, codes \
    FROM house_versions WHERE collection = $1 AND id = $2 ORDER BY version";
const HEADS: &str = "SELECT v.collection, v.id, v.version, v.state, v.since_ms, i.position \
    FROM house_versions v JOIN house_items i ON i.collection = v.collection AND i.id = v.id \
    WHERE v.state <> 'draft' ORDER BY i.position, v.version";
const DOCUMENT: &str = "SELECT document FROM house_versions WHERE collection = $1 AND id = $2 AND version = $3";

impl Library {
    /// The latest version of a document.
    pub async fn item(&self, collection: Collection, id: &str) -> Result<Option<Item>, sqlx::Error> {
        let row = sqlx::query(LATEST).bind(collection.word()).bind(id).fetch_optional(self.store().read()).await?;
        row.as_ref().map(item).transpose()
    }

    /// The latest versions of a collection, ordered by id.
    pub async fn list(
        &self,
        collection: Collection,
        state: Option<State>,
        after: &str,
        most: usize,
    ) -> Result<Vec<Item>, sqlx::Error> {
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let list = crate::store::sql(LIST.replace("{bytewise}", self.store().bytewise()));
        let listed =
            sqlx::query(list).bind(collection.word()).bind(after).bind(state.map_or("", State::word)).bind(most);
        listed.fetch_all(self.store().read()).await?.iter().map(item).collect()
    }

    /// Every version of a document, the first first.
    pub async fn history(&self, collection: Collection, id: &str) -> Result<Vec<Item>, sqlx::Error> {
        let all = sqlx::query(HISTORY).bind(collection.word()).bind(id);
        all.fetch_all(self.store().read()).await?.iter().map(item).collect()
    }

    /// What is public at a moment. Documents are not read again in the versions that are `known`.
    pub async fn public(
        &self,
        now: i64,
        known: &(dyn Fn(Collection, &str) -> Option<i64> + Sync),
    ) -> Result<Public, sqlx::Error> {
        // Codes come in force with their version.
        self.take_turns(now).await?;
        // First the number, then the rows: a change between the two is seen again by its number.
        let revision = self.revision().await?;
        let mut next: Option<i64> = None;
        let mut shown: BTreeMap<(i64, String, String), i64> = BTreeMap::new();
        for row in sqlx::query(HEADS).fetch_all(self.store().read()).await? {
            let key = (row.try_get("position")?, row.try_get("collection")?, row.try_get("id")?);
            let (state, since): (String, i64) = (row.try_get("state")?, row.try_get("since_ms")?);
            match State::parse(&state) {
                Some(State::Unpublished) => drop(shown.remove(&key)),
                // Scheduled: what was public before it stays until then.
                _ if since > now => next = Some(next.map_or(since, |next| next.min(since))),
                _ => drop(shown.insert(key, row.try_get("version")?)),
            }
        }
        let mut rows = Vec::new();
        for ((_, collection, id), version) in shown {
            let Some(collection) = Collection::parse(&collection) else { continue };
            let document = if known(collection, &id) == Some(version) {
                None
            } else {
                let text = sqlx::query_scalar(DOCUMENT).bind(collection.word()).bind(&id).bind(version);
                Some(text.fetch_one(self.store().read()).await?)
            };
            rows.push(Row { collection, id, version, document });
        }
        Ok(Public { revision, next, rows })
    }

    /// A number that grows with every change of what this library holds.
    pub async fn revision(&self) -> Result<i64, sqlx::Error> {
        let number = sqlx::query_scalar("SELECT revision FROM house_revision WHERE one = 1");
        number.fetch_one(self.store().read()).await
    }

    /// The member's document as its owner wrote it, and how often it was written.
    pub async fn member(&self) -> Result<Option<(i64, Value)>, sqlx::Error> {
        let row = sqlx::query("SELECT version, document FROM house_member WHERE one = 1");
        let Some(row) = row.fetch_optional(self.store().read()).await? else { return Ok(None) };
        let text: String = row.try_get(1)?;
        Ok(Some((row.try_get(0)?, parse(&text).unwrap_or_default())))
    }
}
