//! Staff with tokens: a name and a hash, never the token.

use super::Library;
use sqlx::Row as _;

impl Library {
    /// Lets somebody publish. Says whether it was done: a name that is there is only replaced when that is wanted.
    pub async fn add_staff(&self, name: &str, hash: &str, again: bool) -> Result<bool, sqlx::Error> {
        let sql = if again {
            "INSERT INTO house_staff (name, token_hash, added_ms) VALUES ($1, $2, $3) \
             ON CONFLICT (name) DO UPDATE SET token_hash = excluded.token_hash, added_ms = excluded.added_ms"
        } else {
            "INSERT INTO house_staff (name, token_hash, added_ms) VALUES ($1, $2, $3) ON CONFLICT (name) DO NOTHING"
        };
        let mut writing = self.store().begin().await?;
        let done = sqlx::query(sql).bind(name).bind(hash).bind(self.clock.now()).execute(&mut *writing).await?;
        writing.commit().await?;
        Ok(done.rows_affected() == 1)
    }

    /// Who may publish, and since when (milliseconds since 1970).
    pub async fn staff(&self) -> Result<Vec<(String, i64)>, sqlx::Error> {
        let rows = sqlx::query("SELECT name, added_ms FROM house_staff ORDER BY name");
        let rows = rows.fetch_all(self.store().read()).await?;
        rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
    }

    /// Takes somebody's token away. Says whether there was one.
    pub async fn remove_staff(&self, name: &str) -> Result<bool, sqlx::Error> {
        let mut writing = self.store().begin().await?;
        let gone = sqlx::query("DELETE FROM house_staff WHERE name = $1").bind(name).execute(&mut *writing).await?;
        writing.commit().await?;
        Ok(gone.rows_affected() == 1)
    }

    /// Whether a token with this hash lets somebody publish.
    pub async fn is_staff(&self, hash: &str) -> Result<bool, sqlx::Error> {
        let found = sqlx::query("SELECT 1 FROM house_staff WHERE token_hash = $1").bind(hash);
        Ok(found.fetch_optional(self.store().read()).await?.is_some())
    }
}
