//! The database: SQLite in one file, or PostgreSQL, with one SQL for both.
//!
//! Through sqlx's `Any`: every statement is written once, with `$1` for its values and with BIGINT and TEXT as the only types.
//! What differs stands in this file alone: how a connection is made ready, and how a writing transaction begins.

mod probe;

pub use probe::NotThere;

use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::migrate::Migrator;
use sqlx::{Any, AnyPool, AssertSqlSafe, Executor, Transaction};
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");
/// More readers than this would only wait for the disk.
const READERS: u32 = 8;
/// Connections of one server process to PostgreSQL.
const CONNECTIONS: u32 = 16;

/// How long a connection to SQLite waits for others.
const PATIENT: &str = "PRAGMA busy_timeout = 15000";
/// And where it is not worth it.
const IMPATIENT: &str = "PRAGMA busy_timeout = 100";

/// A transaction that may write.
pub type Writing = Transaction<'static, Any>;

/// The database.
#[derive(Clone, Debug)]
pub struct Store {
    read: AnyPool,
    /// SQLite has one writer at a time: waiting for the one connection is fair, waiting for its lock is not.
    write: AnyPool,
    sqlite: bool,
}

impl Store {
    /// Opens the database at `sqlite:FILE` or `postgres://…` and brings its tables up to date.
    ///
    /// # Errors
    /// What the database says.
    pub async fn open(address: &str) -> Result<Store, sqlx::Error> {
        sqlx::any::install_default_drivers();
        let sqlite = address.starts_with("sqlite:");
        let store = if sqlite { Store::sqlite(address).await? } else { Store::postgres(address).await? };
        MIGRATIONS.run(&store.write).await?;
        Ok(store)
    }

    /// Opens a database that is there. Nothing is made, and its tables stay as they are.
    ///
    /// # Errors
    /// [`NotThere`].
    pub async fn existing(address: &str) -> Result<Store, NotThere> {
        sqlx::any::install_default_drivers();
        let Some(file) = address.strip_prefix("sqlite:") else {
            probe::tables(address, &MIGRATIONS).await?;
            return Ok(Store::postgres(address).await?);
        };
        let file = file.split('?').next().unwrap_or(file);
        if !std::path::Path::new(file).is_file() {
            return Err(NotThere::Nothing);
        }
        let address = format!("sqlite:{file}?mode=rw");
        probe::tables(&address, &MIGRATIONS).await?;
        Ok(Store::sqlite(&address).await?)
    }

    /// Opens a database that is there, and whose tables are those of this version.
    ///
    /// # Errors
    /// [`NotThere`].
    pub async fn current(address: &str) -> Result<Store, NotThere> {
        let store = Store::existing(address).await?;
        probe::version(store.read(), &MIGRATIONS).await?;
        Ok(store)
    }

    async fn sqlite(address: &str) -> Result<Store, sqlx::Error> {
        if let Some(file) = address.strip_prefix("sqlite:").filter(|file| !file.contains('?')) {
            own(Path::new(file))?;
        }
        let address = if address.contains('?') { address.to_owned() } else { format!("{address}?mode=rwc") };
        let options = AnyConnectOptions::from_str(&address)?;
        // FULL: what was acknowledged outlives a power cut. 64 MB of pages are kept in memory. What is deleted is overwritten.
        let ready = "PRAGMA busy_timeout = 15000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
             PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 4000; \
             PRAGMA secure_delete = ON;";
        let pool = |most| {
            AnyPoolOptions::new()
                .max_connections(most)
                .min_connections(1)
                .idle_timeout(None)
                .max_lifetime(None)
                .acquire_timeout(Duration::from_secs(30))
                .after_connect(move |connection, _| {
                    Box::pin(async move { connection.execute(ready).await.map(|_| ()) })
                })
        };
        let write = pool(1).connect_with(options.clone()).await?;
        let read = pool(READERS).connect_with(options).await?;
        Ok(Store { read, write, sqlite: true })
    }

    async fn postgres(address: &str) -> Result<Store, sqlx::Error> {
        let pool = AnyPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(Duration::from_secs(30))
            .connect_with(AnyConnectOptions::from_str(address)?)
            .await?;
        Ok(Store { read: pool.clone(), write: pool, sqlite: false })
    }

    /// For what only reads.
    pub fn read(&self) -> &AnyPool {
        &self.read
    }

    /// Whether it is SQLite.
    pub fn is_sqlite(&self) -> bool {
        self.sqlite
    }

    /// How texts are compared and ordered byte by byte: what an ordinary PostgreSQL does by itself follows the language of its
    /// machine, and passes over dashes.
    pub fn bytewise(&self) -> &'static str {
        if self.sqlite { "COLLATE BINARY" } else { "COLLATE \"C\"" }
    }

    /// Begins to write.
    ///
    /// # Errors
    /// What the database says.
    pub async fn begin(&self) -> Result<Writing, sqlx::Error> {
        // IMMEDIATE: a command line beside the server may write too, and a lock taken late cannot be waited for.
        if self.sqlite { self.write.begin_with("BEGIN IMMEDIATE").await } else { self.write.begin().await }
    }

    /// Begins to read: all that is read in it is of one moment.
    ///
    /// # Errors
    /// What the database says.
    pub async fn snapshot(&self) -> Result<Writing, sqlx::Error> {
        let begin = if self.sqlite { "BEGIN" } else { "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" };
        self.read.begin_with(begin).await
    }

    /// Holds a challenge until the transaction ends: whoever gives entries to it with others, whoever changes it alone. SQLite
    /// has one writer at a time, and needs no more.
    ///
    /// # Errors
    /// What the database says.
    pub async fn hold(&self, writing: &mut Writing, challenge: &str, alone: bool) -> Result<(), sqlx::Error> {
        if self.sqlite {
            return Ok(());
        }
        let statement = if alone {
            "SELECT CAST(pg_advisory_xact_lock(hashtextextended($1, 0)) AS TEXT)"
        } else {
            "SELECT CAST(pg_advisory_xact_lock_shared(hashtextextended($1, 0)) AS TEXT)"
        };
        sqlx::query(statement).bind(challenge).execute(&mut **writing).await.map(|_| ())
    }

    /// Takes what was deleted out of the journal too, which SQLite goes on writing over otherwise. Where others read all the while
    /// it gives up soon, because nobody writes meanwhile; the next time does it.
    pub async fn forget_traces(&self) {
        if self.sqlite {
            // Apart: whoever asked for it may hang up in the middle, and the connection would stay as impatient as it is here.
            let store = self.clone();
            let _ = tokio::spawn(async move { store.empty_journal().await }).await;
        }
    }

    async fn empty_journal(&self) {
        let Ok(mut connection) = self.write.acquire().await else { return };
        for statement in [IMPATIENT, "PRAGMA wal_checkpoint(TRUNCATE)", PATIENT] {
            if let Err(error) = sqlx::query(statement).execute(&mut *connection).await {
                tracing::warn!(%error, "the journal of the database could not be emptied");
            }
        }
    }

    /// Closes all connections, after what runs has ended.
    pub async fn close(&self) {
        self.read.close().await;
        self.write.close().await;
    }
}

/// Makes an empty file that nobody but its owner reads, where there is none; what SQLite puts beside it is as closed as it.
///
/// # Errors
/// The file system's.
pub fn own(file: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(file) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// SQL that was put together here, out of texts of this program and numbers of values.
pub fn sql(text: String) -> AssertSqlSafe<String> {
    AssertSqlSafe(text)
}

/// `($1,$2),($3,$4)`: places for so many rows of so many values.
pub fn rows(rows: usize, columns: usize) -> String {
    let row = |row: usize| {
        let places: Vec<String> = (1..=columns).map(|column| format!("${}", row * columns + column)).collect();
        format!("({})", places.join(","))
    };
    (0..rows).map(row).collect::<Vec<_>>().join(",")
}

/// `$2,$3`: so many places after the first ones.
pub fn places(after: usize, many: usize) -> String {
    (1..=many).map(|place| format!("${}", after + place)).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_numbered() {
        assert_eq!(rows(2, 3), "($1,$2,$3),($4,$5,$6)");
        assert_eq!(places(1, 2), "$2,$3");
    }
}
