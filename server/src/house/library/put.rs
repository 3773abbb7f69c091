//! Changes, each in one transaction: a version, its codes, and the number by which other processes see it.

use super::{Condition, Item, Library, PutError, may_change, turn};
use crate::house::collection::Collection;
use crate::house::draft::{Asked, Code};
use atrium_contract::json::Value;

const POSITION: &str = "SELECT CAST(COALESCE(MAX(position), 0) + 1 AS BIGINT) FROM house_items";
const NEW: &str = "INSERT INTO house_items (collection, id, version, position) VALUES ($1, $2, 1, $3) \
    ON CONFLICT (collection, id) DO NOTHING";
const NEXT: &str = "UPDATE house_items SET version = version + 1 WHERE collection = $1 AND id = $2 AND version = $3";
const VERSION: &str = "INSERT INTO house_versions \
    (collection, id, version, state, publish_at, since_ms, changed_ms, document, codes) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const GONE: &str = "DELETE FROM house_items WHERE collection = $1 AND id = $2 AND version = $3 AND NOT EXISTS \
    (SELECT 1 FROM house_versions v WHERE v.collection = $1 AND v.id = $2 AND v.state = 'published')";
const ONCE: &str = "SELECT 1 FROM house_versions WHERE collection = $1 AND id = $2 AND state = 'published' LIMIT 1";
const TURN: &str = "UPDATE house_revision SET revision = revision + 1 WHERE one = 1";

impl Library {
    /// Keeps a version.
    ///
    /// # Errors
    /// [`PutError`]; nothing was changed then.
    pub async fn put(
        &self,
        collection: Collection,
        id: &str,
        asked: &Asked,
        condition: &Condition,
    ) -> Result<Item, PutError> {
        let now = self.clock.now();
        // What was is not changed: a moment that has passed is now. Else a version would take the place of those before it, and
        // what was earned under them would be withdrawn.
        let since = asked.publish_at.as_ref().map_or(now, |instant| instant.ms.max(now));
        let listed = Value::Array(asked.codes.iter().map(Code::to_value).collect()).to_string();
        let mut item = Item {
            collection,
            id: id.to_owned(),
            version: 1,
            state: asked.state,
            publish_at: asked.publish_at.as_ref().map(|instant| instant.text.clone()),
            since_ms: since,
            changed: now,
            document: asked.document.to_string(),
            codes: listed,
        };
        let mut writing = self.store().begin().await?;
        // First of all a write: two that change at once wait for each other here.
        sqlx::query(TURN).execute(&mut *writing).await?;
        if let (Collection::Challenges, Condition::Version(_)) = (collection, condition) {
            // Looked at from inside: an entry that was being written has been written by now.
            self.store().hold(&mut writing, id, true).await?;
            may_change::ask(&mut writing, id, asked, since > now, now).await?;
        }
        let changed = match condition {
            Condition::New => {
                let position: i64 = sqlx::query_scalar(POSITION).fetch_one(&mut *writing).await?;
                sqlx::query(NEW).bind(collection.word()).bind(id).bind(position).execute(&mut *writing).await?
            }
            Condition::Version(version) => {
                item.version = version + 1;
                sqlx::query(NEXT).bind(collection.word()).bind(id).bind(*version).execute(&mut *writing).await?
            }
        };
        if changed.rows_affected() != 1 {
            return Err(PutError::Changed);
        }
        sqlx::query(VERSION)
            .bind(collection.word())
            .bind(id)
            .bind(item.version)
            .bind(item.state.word())
            .bind(item.publish_at.clone())
            .bind(item.since_ms)
            .bind(item.changed)
            .bind(item.document.as_str())
            .bind(item.codes.as_str())
            .execute(&mut *writing)
            .await?;
        if collection == Collection::Challenges {
            // What came due by now stands before what is put now.
            turn::due(&mut writing, now).await?;
            turn::keep(&mut writing, &item, asked, now).await?;
        }
        writing.commit().await?;
        self.tell().await;
        Ok(item)
    }

    /// Deletes what was never published.
    ///
    /// # Errors
    /// [`PutError`]; nothing was changed then.
    pub async fn delete(&self, collection: Collection, id: &str, version: i64) -> Result<(), PutError> {
        let mut writing = self.store().begin().await?;
        sqlx::query(TURN).execute(&mut *writing).await?;
        let gone = sqlx::query(GONE).bind(collection.word()).bind(id).bind(version).execute(&mut *writing).await?;
        if gone.rows_affected() != 1 {
            let once = sqlx::query(ONCE).bind(collection.word()).bind(id).fetch_optional(&mut *writing).await?;
            return Err(if once.is_some() { PutError::PublishedOnce } else { PutError::Changed });
        }
        let versions = sqlx::query("DELETE FROM house_versions WHERE collection = $1 AND id = $2");
        versions.bind(collection.word()).bind(id).execute(&mut *writing).await?;
        if collection == Collection::Challenges {
            turn::free(&mut writing, id).await?;
        }
        writing.commit().await?;
        self.tell().await;
        Ok(())
    }

    /// Keeps the member's document; of a version, only if it still is that. Says whether it was kept.
    pub async fn put_member(&self, document: &Value, version: Option<i64>) -> Result<bool, sqlx::Error> {
        let text = document.to_string();
        let mut writing = self.store().begin().await?;
        sqlx::query(TURN).execute(&mut *writing).await?;
        let sql = match version {
            Some(0) => {
                "INSERT INTO house_member (one, version, document) VALUES (1, 1, $1) ON CONFLICT (one) DO NOTHING"
            }
            Some(_) => "UPDATE house_member SET document = $1, version = version + 1 WHERE one = 1 AND version = $2",
            None => {
                "INSERT INTO house_member (one, version, document) VALUES (1, 1, $1) \
                 ON CONFLICT (one) DO UPDATE SET document = excluded.document, version = house_member.version + 1"
            }
        };
        let mut put = sqlx::query(sql).bind(text.as_str());
        if let Some(version) = version.filter(|version| *version > 0) {
            put = put.bind(version);
        }
        let kept = put.execute(&mut *writing).await?.rows_affected() == 1;
        writing.commit().await?;
        self.tell().await;
        Ok(kept)
    }

    /// Tells other processes over the same PostgreSQL. Those that cannot hear look at the number.
    async fn tell(&self) {
        if !self.store().is_sqlite()
            && let Err(error) = sqlx::query("NOTIFY house_changed").execute(self.store().read()).await
        {
            tracing::warn!(%error, "other processes were not told of a change; they will see it a moment later");
        }
    }
}
