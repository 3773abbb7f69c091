//! The house without its doors: for verbs that work on what is kept.

use crate::config::Config;
use crate::house::House;
use crate::house::library::Library;
use crate::store::Store;
use atrium_contract::json::Value;
use std::sync::Arc;

/// Opens the database, brings its tables up to date, and reads what is public.
///
/// # Errors
/// A sentence.
pub async fn house(config: &Config) -> Result<Arc<House>, String> {
    House::open(config, library(config).await?, Value::default()).await
}

/// Opens the database and brings its tables up to date.
///
/// # Errors
/// A sentence.
pub async fn library(config: &Config) -> Result<Library, String> {
    let store = Store::open(&config.database).await.map_err(|error| super::check::unreachable(config, &error))?;
    Ok(Library::new(store))
}
