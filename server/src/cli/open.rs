//! The house without its doors: for verbs that work on what is kept.

use crate::clock::Clock;
use crate::config::Config;
use crate::house::House;
use crate::house::library::Library;
use crate::state::App;
use crate::store::Store;
use std::sync::Arc;

/// Opens the database, brings its tables up to date, and reads what is public.
///
/// # Errors
/// A sentence.
pub async fn house(config: &Config) -> Result<Arc<House>, String> {
    // First alone, because this error is one to be told in full.
    library(config).await?.store().close().await;
    let app = App::open(config.clone(), Clock::default()).await;
    House::open(app.map_err(|problem| format!("The database cannot be used: {}.", problem.kind.title("en")))?).await
}

/// Opens the database and brings its tables up to date.
///
/// # Errors
/// A sentence.
pub async fn library(config: &Config) -> Result<Library, String> {
    let store = Store::open(&config.database).await.map_err(|error| super::check::unreachable(config, &error))?;
    Ok(Library::new(store, Clock::default()))
}
