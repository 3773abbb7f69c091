//! What a database is, before anything is done to it: a mistyped name must neither make one nor change another program's.

use sqlx::migrate::Migrator;
use sqlx::{AnyConnection, AnyPool, Connection};
use std::collections::BTreeSet;

const VERSIONS: &str = "SELECT version FROM _sqlx_migrations ORDER BY version";

/// Why a database cannot be used as it is.
#[derive(Debug)]
pub enum NotThere {
    /// There is no such file.
    Nothing,
    /// There is a database, and none of ours.
    Strange,
    /// Its tables are of an older version of this program.
    Older,
    /// Its tables are of a newer version of this program.
    Newer,
    /// It says something else.
    Database(sqlx::Error),
}

impl From<sqlx::Error> for NotThere {
    fn from(error: sqlx::Error) -> Self {
        // Both databases name the table they do not have.
        let strange = error.as_database_error().is_some_and(|error| error.message().contains("_sqlx_migrations"));
        if strange { NotThere::Strange } else { NotThere::Database(error) }
    }
}

/// Whether it has tables of ours, seen by a connection that sets nothing up.
pub(super) async fn tables(address: &str, ours: &Migrator) -> Result<(), NotThere> {
    let mut connection = AnyConnection::connect(address).await?;
    let versions: Vec<i64> = sqlx::query_scalar(VERSIONS).fetch_all(&mut connection).await?;
    connection.close().await?;
    let first = ours.iter().map(|migration| migration.version).min();
    // Other programs keep their migrations in a table of the same name, but not all of them begin it as we do.
    if versions.first().copied() == first { Ok(()) } else { Err(NotThere::Strange) }
}

/// Whether its tables are those of this version.
pub(super) async fn version(pool: &AnyPool, ours: &Migrator) -> Result<(), NotThere> {
    let there: Vec<i64> = sqlx::query_scalar(VERSIONS).fetch_all(pool).await?;
    let there: BTreeSet<i64> = there.into_iter().collect();
    let ours: BTreeSet<i64> = ours.iter().map(|migration| migration.version).collect();
    if !there.is_subset(&ours) {
        Err(NotThere::Newer)
    } else if there != ours {
        Err(NotThere::Older)
    } else {
        Ok(())
    }
}
