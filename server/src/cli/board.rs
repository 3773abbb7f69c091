//! `board`: the names that others see on a challenge's board, and a name taken off it.

use super::{Done, open};
use crate::config::Config;
use crate::patron::moderate;

/// `board`.
pub async fn run(config: &Config, challenge: &str, hide: Option<&str>) -> Done {
    let house = open::house_there(config).await?;
    let failed =
        |problem: crate::problem::Problem| format!("The database could not be used: {}", problem.kind.title("en"));
    let Some(name) = hide else {
        let names = moderate::names(&house.app, challenge).await.map_err(failed)?;
        if names.is_empty() {
            println!("Nobody stands on a board of `{challenge}`.");
        }
        for shown in names {
            println!("{}  {}", if shown.team { "team  " } else { "reader" }, shown.name);
        }
        return Ok(());
    };
    let (readers, teams) = moderate::hide(&house.app, challenge, name).await.map_err(failed)?;
    if readers == 0 && teams == 0 {
        return Err(format!(
            "Nobody is called `{name}` on a board of `{challenge}`; nothing was changed. Without --hide all names are listed."
        ));
    }
    println!(
        "Off the board: {readers} readers and {teams} teams. The readers keep what they logged, and may come back by another name."
    );
    println!("A server that is running shows it within a second.");
    Ok(())
}
