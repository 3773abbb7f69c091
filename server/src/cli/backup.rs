//! `backup`: a copy of the database while it is in use.

use super::{Done, open};
use crate::config::Config;
use std::path::Path;

/// `backup`.
pub async fn run(config: &Config, to: &Path) -> Done {
    if to.exists() {
        return Err(format!("{} is there already, and nothing is written over. Name another file.", to.display()));
    }
    let store = open::store_there(config).await?;
    if !store.is_sqlite() {
        return Err("The database is PostgreSQL, which brings its own tool: pg_dump --format=custom --file=FILE \"$DATABASE_URL\".".into());
    }
    let name = to.to_str().ok_or("The name of the file has to be UTF-8.")?;
    // A consistent copy of one moment, made by SQLite itself; who writes meanwhile is not held up.
    let made = sqlx::query("VACUUM INTO $1").bind(name).execute(store.read()).await;
    made.map_err(|error| format!("The copy could not be written: {error}."))?;
    println!("The database of this moment is in {}.", to.display());
    println!("The member's files lie in {}; copy them too.", config.member.files.display());
    Ok(())
}
