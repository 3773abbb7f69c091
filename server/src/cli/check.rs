//! `check`: says everything that is wrong at once. `migrate`: brings the tables up to date.

use super::{Done, open};
use crate::config::{Alliance, Config};
use crate::house::collection::{Collection, faults};
use crate::house::draft::State;
use crate::house::links;
use crate::house::{House, member};
use atrium_contract::json::parse;
use std::sync::Arc;

/// `migrate`.
pub async fn migrate(config: &Config) -> Done {
    open::library(config).await?;
    println!("The tables are those of this version.");
    Ok(())
}

/// `check`.
pub async fn run(config: &Config) -> Done {
    println!("The configuration can be read.");
    let mut wrong = Vec::new();
    warnings(config, &mut wrong);
    match open::house_there(config).await {
        Ok(house) => {
            println!("The database answers, and its tables are those of this version.");
            documents(&house, &mut wrong).await?;
            alliance(config, &house, &mut wrong).await;
        }
        // The rest can only be looked at in a database; what is wrong besides is said all the same.
        Err(sentence) => wrong.push(sentence),
    }
    if wrong.is_empty() {
        println!("Nothing is wrong.");
        return Ok(());
    }
    for sentence in &wrong {
        println!("- {sentence}");
    }
    Err(match wrong.len() {
        1 => "One thing is wrong.".into(),
        many => format!("{many} things are wrong."),
    })
}

/// What can be read and is still not meant.
fn warnings(config: &Config, wrong: &mut Vec<String>) {
    let local = matches!(config.public_url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    if config.public_url.scheme() == "http" && !local {
        wrong.push("`public_url` is http: cookies of patrons only travel over https. Put a proxy with a certificate in front, and say https here.".into());
    }
    if config.public_url.scheme() == "https" && config.listen.ip().is_loopback() && !config.behind_proxy {
        wrong.push("`public_url` is https and only this machine is listened to, so a proxy stands in front. Set `behind_proxy = true` and let it set X-Forwarded-For: else everybody has one address, and one who guesses wrong shuts everybody out.".into());
    }
    if let Some(app) = &config.app
        && !app.join("index.html").is_file()
    {
        wrong.push(format!(
            "`app.folder`: there is no index.html in {}. Make it with `cargo xtask build`.",
            app.display()
        ));
    }
    if config.oidc.is_none() && (!config.staff.subjects.is_empty() || config.staff.claim.is_some()) {
        wrong.push("`[staff]` names people who sign in by OIDC, and there is no `[oidc]`: nobody can.".into());
    }
}

/// Every document that is public: whether a reader would leave something out, and whether its links lead somewhere.
async fn documents(house: &Arc<House>, wrong: &mut Vec<String>) -> Done {
    let told = |error: sqlx::Error| format!("The database cannot be read: {error}.");
    let (version, own) = house.own().await.map_err(told)?;
    if version == 0 {
        wrong.push("The member has no document of its own yet: `import` one, or PUT it by class Publish.".into());
    }
    for fault in member::problems(&own, house.member_id()) {
        wrong.push(format!("member.json, {}: {}.", fault.pointer, fault.detail));
    }
    let shelf = house.shelf();
    let mut public = 0;
    for collection in Collection::ALL {
        let mut after = String::new();
        loop {
            let items = house.library.list(collection, None, &after, 500).await.map_err(told)?;
            let Some(last) = items.last() else { break };
            after.clone_from(&last.id);
            for item in items.iter().filter(|item| item.state == State::Published) {
                public += 1;
                let place = format!("{}/{}", collection.word(), item.id);
                let Ok(value) = parse(&item.document) else {
                    wrong.push(format!("{place}: is not JSON in the database."));
                    continue;
                };
                for fault in collection.problems(&value) {
                    wrong.push(format!("{place}, {}: {}.", fault.pointer, fault.detail));
                }
                let base = house.addresses.document(collection, &item.id);
                for (_, url) in links::all(&value, &base) {
                    lost(house, &shelf, &place, &url, wrong);
                }
            }
        }
    }
    for (_, url) in links::all(&own, &house.addresses.member()) {
        lost(house, &shelf, "member.json", &url, wrong);
    }
    println!("{public} documents are published.");
    Ok(())
}

/// A link to this server that leads to nothing.
fn lost(house: &House, shelf: &crate::house::shelf::Shelf, place: &str, url: &url::Url, wrong: &mut Vec<String>) {
    if url.origin().ascii_serialization() != house.addresses.origin() {
        return;
    }
    let path = url.path();
    let there = match path.strip_prefix("/atrium/files/").and_then(|_| crate::house::site::path::plain(path)) {
        Some(name) => name.strip_prefix("atrium/files/").is_some_and(|name| house.files.join(name).exists()),
        None => shelf.answer(path).is_some() || house.site.has(path),
    };
    if !there {
        let sentence = format!("{place}: links to {path}, and there is nothing.");
        if !wrong.contains(&sentence) {
            wrong.push(sentence);
        }
    }
}

/// Whether the alliance knows this member.
async fn alliance(config: &Config, house: &House, wrong: &mut Vec<String>) {
    if config.alliance == Alliance::Alone {
        return;
    }
    house.neighbours.ask().await;
    let known = house.neighbours.known();
    let Some(found) = &known.alliance else {
        wrong.push("`alliance.href`: the alliance document does not answer, or is not JSON.".into());
        return;
    };
    for fault in faults::<atrium_contract::alliance::Alliance>(&found.document.to_string(), "Alliance") {
        wrong.push(format!("The alliance document, {}: {}.", fault.pointer, fault.detail));
    }
    let links = crate::house::neighbours::links(found).collect::<Vec<_>>();
    match links.iter().find(|(id, _)| id == house.member_id()) {
        None => wrong.push(format!("The alliance document does not name the member `{}`.", house.member_id())),
        Some((_, url)) if *url != house.addresses.member() => wrong.push(format!(
            "The alliance document says that `{}` is at {url}; it is at {}.",
            house.member_id(),
            house.addresses.member()
        )),
        Some(_) => {}
    }
    for (id, url) in links.iter().filter(|(id, _)| id != house.member_id()) {
        if !known.members.contains_key(id) {
            wrong.push(format!("The member `{id}` does not answer at {url}."));
        }
    }
}
