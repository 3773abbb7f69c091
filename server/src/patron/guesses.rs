//! Guessing held off. Attempts are counted in the database, so that several processes count together.
//!
//! An attempt is written down before it is looked at, and struck out when it was right: of a thousand that come at once, the
//! limit passes and not one more.

use crate::clock::MINUTE;
use crate::problem::{Answered, Problem};
use crate::secret;
use crate::state::App;
use axum::http::HeaderMap;
use std::net::{IpAddr, SocketAddr};

/// How often something may be tried.
pub struct Limit {
    kind: &'static str,
    of_one: i64,
    within: i64,
    /// Of all together in one minute.
    of_all: i64,
}

/// Phrases that turned out wrong, by one address. Twelve digits could be found by many together, so all of them are counted too.
pub const PHRASES: Limit = Limit { kind: "session", of_one: 10, within: 10 * MINUTE, of_all: 100 };
/// Recovery keys and codes of a sign-in, which nobody finds by trying: whoever tries cannot shut others out.
pub const KEYS: Limit = Limit { of_all: i64::MAX, ..PHRASES };
/// Codes to be found that turned out wrong, by one account.
pub const CODES: Limit = Limit { kind: "code", of_one: 10, within: 10 * MINUTE, of_all: i64::MAX };
/// The same by one address, for accounts are to be had for nothing; a branch full of children is one address too.
pub const CODES_HERE: Limit = Limit { kind: "code-here", of_one: 100, within: 10 * MINUTE, of_all: i64::MAX };
/// Ways to the identity provider begun by one address: each is a row until it is gone or too old.
pub const STARTS: Limit = Limit { kind: "start", of_one: 30, within: 10 * MINUTE, of_all: 600 };
/// Attempts are kept as long as any of them counts.
const LONGEST: i64 = 60 * MINUTE;

/// Accounts made from one address in an hour.
pub fn accounts(app: &App) -> Limit {
    // 0 is no limit.
    let most = i64::from(app.config.accounts_per_hour);
    Limit { kind: "account", of_one: if most == 0 { i64::MAX } else { most }, within: 60 * MINUTE, of_all: i64::MAX }
}

impl Limit {
    /// Seconds to wait where there were too many attempts, `own` of them the one that asks.
    async fn wait(&self, app: &App, who: &str, now: i64, own: i64) -> Answered<Option<i64>> {
        let here: (i64, i64) = sqlx::query_as(
            "SELECT COUNT(*), COALESCE(MIN(at), 0) FROM guesses WHERE kind = $1 AND who = $2 AND at > $3",
        )
        .bind(self.kind)
        .bind(who)
        .bind(now - self.within)
        .fetch_one(app.store.read())
        .await?;
        let all: (i64, i64) = if self.of_all == i64::MAX {
            (0, 0)
        } else {
            sqlx::query_as("SELECT COUNT(*), COALESCE(MIN(at), 0) FROM guesses WHERE kind = $1 AND at > $2")
                .bind(self.kind)
                .bind(now - MINUTE)
                .fetch_one(app.store.read())
                .await?
        };
        let wait = |most: i64, within: i64, (many, first): (i64, i64)| {
            (many - own >= most).then(|| (first + within - now + 999) / 1000)
        };
        Ok([wait(self.of_one, self.within, here), wait(self.of_all, MINUTE, all)].into_iter().flatten().max())
    }
}

/// Attempts that count no more, and ways to the provider that nobody came back from, are forgotten.
///
/// # Errors
/// The database's.
pub async fn sweep(app: &App) -> Answered<()> {
    let now = app.clock.now();
    let mut writing = app.store.begin().await?;
    for (statement, before) in [
        ("DELETE FROM guesses WHERE at < $1", now - LONGEST),
        ("DELETE FROM oidc_flows WHERE expires_at < $1", now),
        ("DELETE FROM oidc_codes WHERE expires_at < $1", now),
        ("DELETE FROM pairings WHERE expires_at < $1", now),
    ] {
        sqlx::query(statement).bind(before).execute(&mut *writing).await?;
    }
    writing.commit().await?;
    Ok(())
}

/// An attempt that is not known to be right yet.
pub struct Guess {
    id: String,
}

impl Guess {
    /// Writes an attempt down.
    ///
    /// # Errors
    /// `rate-limited`, when there were too many.
    pub async fn begin(app: &App, limit: &Limit, who: &str, account: Option<&str>) -> Answered<Guess> {
        let (id, now) = (secret::name()?, app.clock.now());
        // Most of a flood is refused by looking: writing is dear, and everybody waits for it.
        if let Some(seconds) = limit.wait(app, who, now, 0).await? {
            return Err(Problem::later(seconds));
        }
        let mut writing = app.store.begin().await?;
        sqlx::query("DELETE FROM guesses WHERE at < $1").bind(now - LONGEST).execute(&mut *writing).await?;
        sqlx::query("INSERT INTO guesses (id, who, kind, account, at) VALUES ($1, $2, $3, $4, $5)")
            .bind(&id)
            .bind(who)
            .bind(limit.kind)
            .bind(account)
            .bind(now)
            .execute(&mut *writing)
            .await?;
        writing.commit().await?;
        let guess = Guess { id };
        // Each sees at least those that were committed before, its own among them.
        match limit.wait(app, who, now, 1).await? {
            Some(seconds) => {
                // It was not tried, so it does not make the wait longer.
                guess.was_right(app).await?;
                Err(Problem::later(seconds))
            }
            None => Ok(guess),
        }
    }

    /// Strikes the attempt out.
    ///
    /// # Errors
    /// The database's.
    pub async fn was_right(self, app: &App) -> Answered<()> {
        let mut writing = app.store.begin().await?;
        sqlx::query("DELETE FROM guesses WHERE id = $1").bind(self.id).execute(&mut *writing).await?;
        writing.commit().await?;
        Ok(())
    }
}

/// What is kept of the address a request comes from: a hash with the key of this installation.
pub fn address(app: &App, from: Option<SocketAddr>, headers: &HeaderMap) -> String {
    let said = headers.get_all("x-forwarded-for").iter().next_back().filter(|_| app.config.behind_proxy);
    // The last one was written by our own proxy; those before it anybody may have written.
    let said = said.and_then(|value| value.to_str().ok()?.rsplit(',').next()?.trim().parse().ok());
    secret::keyed(&app.key, &["address", &network(said.or(from.map(|from| from.ip())))])
}

/// Whoever has a line with IPv6 has 2^72 addresses, most often.
fn network(address: Option<IpAddr>) -> String {
    match address.map(|address| address.to_canonical()) {
        Some(IpAddr::V4(address)) => address.to_string(),
        Some(IpAddr::V6(address)) => secret::hex(&address.octets()).chars().take(14).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::network;

    #[test]
    fn addresses_of_one_network_count_together() {
        let of = |text: &str| network(Some(text.parse().unwrap()));
        assert_eq!(of("2001:db8:0:7::1"), of("2001:db8:0:8:ffff::9"));
        assert_ne!(of("2001:db8:0:7::1"), of("2001:db8:0:107::1"));
        assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"));
    }
}
