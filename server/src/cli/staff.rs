//! `staff`: who may publish with a token.

use super::{Done, open};
use crate::clock::written;
use crate::config::Config;
use crate::house::staff;

fn told(error: sqlx::Error) -> String {
    format!("The database did not take it: {error}.")
}

/// `staff add`. The token is printed this once; only its hash is kept.
pub async fn add(config: &Config, name: &str, again: bool, token_only: bool) -> Done {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 100 {
        return Err("A name has 1 to 100 characters.".into());
    }
    let library = open::library(config).await?;
    let token = staff::token().map_err(|_| "This machine gives no random numbers.")?;
    if !library.add_staff(name, &staff::hash(&token), again).await.map_err(told)? {
        return Err(format!("`{name}` has a token already. Replace it with --again, or choose another name."));
    }
    if !token_only {
        println!("The token of `{name}`, said this once. Send it as `Authorization: Bearer …`, never in an address:\n");
    }
    println!("{token}");
    Ok(())
}

/// `staff list`.
pub async fn list(config: &Config) -> Done {
    let all = open::library_there(config).await?.staff().await.map_err(told)?;
    if all.is_empty() {
        println!("Nobody has a token. `atrium-server staff add NAME` gives one.");
    }
    for (name, added) in all {
        println!("{name}\tsince {}", written(added));
    }
    Ok(())
}

/// `staff remove`.
pub async fn remove(config: &Config, name: &str) -> Done {
    if !open::library_there(config).await?.remove_staff(name.trim()).await.map_err(told)? {
        return Err(format!("Nobody called `{name}` has a token. `atrium-server staff list` lists who has."));
    }
    println!("The token of `{name}` no longer works.");
    Ok(())
}
