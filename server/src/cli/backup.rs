//! `backup`: a copy of the database while it is in use. `restored`: what has to be said of one that was put back.

use super::{Done, open};
use crate::config::Config;
use crate::state::begin_anew;
use crate::store::{Store, own};
use std::fs::File;
use std::path::{Path, PathBuf};

/// `backup`.
pub async fn run(config: &Config, to: &Path) -> Done {
    if to.exists() {
        return Err(format!("{} is there already, and nothing is written over. Name another file.", to.display()));
    }
    let store = open::store_there(config).await?;
    if !store.is_sqlite() {
        return Err("The database is PostgreSQL, which brings its own tool: pg_dump --format=custom --file=FILE \"$DATABASE_URL\". \
             After pg_restore, and before the server runs again: atrium-server restored.".into());
    }
    // Under another name until it is whole and on the disk: what has its name is a backup.
    let part = PathBuf::from([to.as_os_str(), ".part".as_ref()].join("".as_ref() as &std::ffi::OsStr));
    let done = written(&store, &part).await.and_then(|()| kept(&part, to));
    if done.is_err() {
        let _ = std::fs::remove_file(&part);
    }
    done?;
    println!("The database of this moment is in {}. Only you can read it.", to.display());
    println!("The member's files lie in {}; copy them too.", config.member.files.display());
    Ok(())
}

async fn written(store: &Store, part: &Path) -> Done {
    let failed = |error: &dyn std::fmt::Display| format!("The copy could not be written: {error}.");
    let name = part.to_str().ok_or("The name of the file has to be UTF-8.")?;
    let _ = std::fs::remove_file(part);
    own(part).map_err(|error| failed(&error))?;
    // A consistent copy of one moment, made by SQLite itself; who writes meanwhile is not held up.
    sqlx::query("VACUUM INTO $1").bind(name).execute(store.read()).await.map_err(|error| failed(&error))?;
    let copy = Store::existing(&format!("sqlite:{name}"))
        .await
        .map_err(|_| failed(&"what was written is no database of this server"))?;
    // Devices that heard more than the copy has begin again where it is put back.
    let anew = begin_anew(&copy).await.map_err(|problem| failed(&problem.kind.title("en")));
    let sound: Result<String, _> = sqlx::query_scalar("PRAGMA quick_check").fetch_one(copy.read()).await;
    copy.forget_traces().await;
    copy.close().await;
    anew?;
    match sound.map_err(|error| failed(&error))?.as_str() {
        "ok" => Ok(()),
        other => Err(failed(&other)),
    }
}

/// On the disk, and under its name.
fn kept(part: &Path, to: &Path) -> Done {
    let failed = |error: std::io::Error| format!("The copy could not be kept: {error}.");
    File::open(part).and_then(|file| file.sync_all()).map_err(failed)?;
    std::fs::rename(part, to).map_err(failed)?;
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed)
}

/// `restored`.
pub async fn restored(config: &Config) -> Done {
    let store = open::store_there(config).await?;
    begin_anew(&store)
        .await
        .map_err(|problem| format!("The database could not be written to: {}", problem.kind.title("en")))?;
    store.close().await;
    println!(
        "Devices that heard more than this database has will ask for everything once more. Start the server again."
    );
    Ok(())
}
