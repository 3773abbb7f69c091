//! The house without its doors: for verbs that work on what is kept.

use crate::clock::Clock;
use crate::config::Config;
use crate::house::House;
use crate::house::library::Library;
use crate::state::App;
use crate::store::{NotThere, Store};
use std::sync::Arc;

/// Opens the database, brings its tables up to date, and reads what is public.
///
/// # Errors
/// A sentence.
pub async fn house(config: &Config) -> Result<Arc<House>, String> {
    // First alone, because this error is one to be told in full.
    library(config).await?.store().close().await;
    opened(config).await
}

/// Reads what is public in a database that is there, and whose tables are those of this version.
///
/// # Errors
/// A sentence.
pub async fn house_there(config: &Config) -> Result<Arc<House>, String> {
    library_there(config).await?.store().close().await;
    opened(config).await
}

async fn opened(config: &Config) -> Result<Arc<House>, String> {
    let app = App::open(config.clone(), Clock::default()).await;
    House::open(app.map_err(|problem| format!("The database cannot be used: {}.", problem.kind.title("en")))?).await
}

/// Opens the database and brings its tables up to date.
///
/// # Errors
/// A sentence.
pub async fn library(config: &Config) -> Result<Library, String> {
    let store = Store::open(&config.database).await.map_err(|error| unreachable(config, &error))?;
    Ok(Library::new(store, Clock::default()))
}

/// Opens a database that is there, and whose tables are those of this version.
///
/// # Errors
/// A sentence.
pub async fn library_there(config: &Config) -> Result<Library, String> {
    let store = Store::current(&config.database).await.map_err(|why| not_there(config, &why))?;
    Ok(Library::new(store, Clock::default()))
}

/// Opens a database that is there, as it is: also one of an older version, before it is brought up to date.
///
/// # Errors
/// A sentence.
pub async fn store_there(config: &Config) -> Result<Store, String> {
    Store::existing(&config.database).await.map_err(|why| not_there(config, &why))
}

/// Says why a database cannot be used as it is, and what to do.
fn not_there(config: &Config, why: &NotThere) -> String {
    let place = place(config);
    match why {
        NotThere::Nothing => format!(
            "There is no database {place}, and none was made. Mend `database` in the configuration, or DATABASE_URL; \
             if it is to be a new one, `atrium-server migrate` makes it."
        ),
        NotThere::Strange => format!(
            "The database {place} is there, and it has no tables of this server; nothing was changed. Mend `database` \
             in the configuration, or DATABASE_URL; if it is to be used, `atrium-server migrate` makes the tables."
        ),
        NotThere::Older => format!(
            "The tables of the database {place} are those of an older version, and were left so. Make a copy with \
             `atrium-server backup`, and then bring them up to date with `atrium-server migrate`."
        ),
        NotThere::Newer => {
            format!("The tables of the database {place} are those of a newer version of this program. Use that one.")
        }
        NotThere::Database(error) => unreachable(config, error),
    }
}

/// Says that a database cannot be opened.
fn unreachable(config: &Config, error: &sqlx::Error) -> String {
    let place = place(config);
    format!("The database {place} cannot be opened: {error}. See `database` in the configuration, or DATABASE_URL.")
}

/// Where the database is, without the password that stands in its address.
fn place(config: &Config) -> String {
    match url::Url::parse(&config.database) {
        Ok(mut url) if url.scheme().starts_with("postgres") => {
            let _ = url.set_password(None);
            url.to_string()
        }
        _ => config.database.clone(),
    }
}
