//! `export`: a live member becomes a static one, a folder that any web host can serve.

use super::{Done, open};
use crate::config::Config;
use crate::house::addresses::PREFIX;
use crate::house::collection::Collection;
use crate::house::{House, import, links, member};
use atrium_contract::json::Value;
use std::path::Path;
use url::Url;

/// `export`.
pub async fn run(config: &Config, to: &Path) -> Done {
    if std::fs::read_dir(to).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(format!("{} is not empty, and nothing is written over. Name another folder.", to.display()));
    }
    let house = open::house_there(config).await?;
    let shelf = house.shelf();
    // Files can be read and no more.
    let mut member = member::kept(&shelf.member);
    if let Some(fields) = member.as_object_mut() {
        fields.insert("offers", Value::from(vec!["read"]));
        for collection in Collection::ALL.into_iter().filter(|collection| collection.has_cards()) {
            fields.insert(collection.word(), shelf.member.get(collection.word()).cloned().unwrap_or_default());
        }
    }
    let mut count = 1;
    write(&house, to, &house.addresses.member(), member)?;
    for collection in Collection::ALL {
        for (id, document) in shelf.in_order(collection) {
            write(&house, to, &house.addresses.document(collection, id), document.clone())?;
            count += 1;
        }
    }
    let mut files = 0;
    if house.files.is_dir() {
        for path in import::files_of(&house.files)? {
            let Ok(inner) = path.strip_prefix(&house.files) else { continue };
            import::copy(&path, &to.join("files").join(inner)).map_err(|why| format!("{}: {why}.", inner.display()))?;
            files += 1;
        }
    }
    println!("{count} documents and {files} files are in {}.", to.display());
    println!("Serve the folder with any web host, and name its member.json in the alliance document.");
    Ok(())
}

/// Writes a document; links to what is exported beside it are relative, all others whole.
fn write(house: &House, to: &Path, at: &Url, mut document: Value) -> Done {
    links::change(&mut document, &mut |_, link| {
        let target = at.join(link).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
        let beside = target.origin() == at.origin() && target.path().starts_with(PREFIX);
        Some(if beside { links::relative(at, &target) } else { target.to_string() })
    });
    let name = at.path().strip_prefix(house.addresses.prefix()).unwrap_or(at.path());
    let path = to.join(name);
    let told = |error: std::io::Error| format!("{} cannot be written: {error}.", path.display());
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(told)?;
    }
    std::fs::write(&path, document.to_pretty() + "\n").map_err(told)
}
