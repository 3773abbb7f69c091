//! Devices: signing in and out, and the cookie of each.

use super::guesses::{self, Guess};
use super::{oidc, pairings, recovery};
use crate::clock::{self, DAY, MINUTE};
use crate::http::{Answer, Named, Patron, Sent};
use crate::problem::{Answered, Kind, Problem};
use crate::secret;
use crate::state::{App, Shared};
use crate::store::Writing;
use atrium_contract::account::{Proof, SignIn};
use atrium_contract::json::Record;
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, HeaderValue, header};
use sqlx::Row;
use std::net::SocketAddr;

/// A cookie lives for a year of use.
const YEAR_DAYS: i64 = 365;
/// Who came in as staff stays it for a working day; after that the provider is asked again, which knows who has left.
const STAFF_FOR: i64 = 12 * 60 * MINUTE;
/// Devices of one account.
const MOST_DEVICES: i64 = 50;

/// Who is signed in.
#[derive(Clone, Debug)]
pub struct Who {
    /// The account.
    pub account: String,
    /// The device.
    pub device: String,
    /// Whether this device came in as staff, not long ago.
    pub staff: bool,
    /// Its first request today: the cookie lives for a year from here.
    pub seen_anew: bool,
    pub(crate) token: String,
}

/// Who sends these headers. `None` without a cookie, or with one that no longer works.
///
/// # Errors
/// The database's.
pub async fn who(app: &App, headers: &HeaderMap) -> Answered<Option<Who>> {
    let Some(token) = token(app, headers) else { return Ok(None) };
    let row = sqlx::query("SELECT account, id, seen_on, staff_until, recovery FROM devices WHERE token = $1")
        .bind(secret::hashed(&token))
        .fetch_optional(app.store.read())
        .await?;
    let Some(row) = row else { return Ok(None) };
    let (device, seen_on): (String, String) = (row.try_get(1)?, row.try_get(2)?);
    let now = app.clock.now();
    let today = clock::day_in("UTC", now).to_string();
    if seen_on < clock::day_in("UTC", now - YEAR_DAYS * DAY).to_string() {
        return Ok(None);
    }
    let account: String = row.try_get(0)?;
    let (seen_anew, waits) = (seen_on != today, row.try_get::<Option<String>, _>(4)?);
    if seen_anew || waits.is_some() {
        let mut writing = app.store.begin().await?;
        sqlx::query("UPDATE devices SET seen_on = $1, recovery = NULL WHERE id = $2")
            .bind(today)
            .bind(&device)
            .execute(&mut *writing)
            .await?;
        if let Some(hash) = waits {
            recovery::renew(&mut writing, &account, &hash).await?;
        }
        writing.commit().await?;
    }
    Ok(Some(Who { account, device, staff: row.try_get::<i64, _>(3)? > now, seen_anew, token }))
}

fn token(app: &App, headers: &HeaderMap) -> Option<String> {
    named(headers, &app.cookie())
}

/// The value of a cookie.
pub fn named(headers: &HeaderMap, name: &str) -> Option<String> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(other, value)| *other == name && !value.is_empty()).map(|(_, value)| value.to_owned())
}

/// The cookie of a device, for the site that asks.
pub fn cookie(app: &App, headers: &HeaderMap, token: &str) -> Option<HeaderValue> {
    set(app, headers, token, YEAR_DAYS * DAY / 1000)
}

fn set(app: &App, headers: &HeaderMap, value: &str, seconds: i64) -> Option<HeaderValue> {
    // A browser says where its page stands; where it does not, no page of another site is asking.
    let elsewhere = headers.get("sec-fetch-site").is_some_and(|value| value == "cross-site");
    let site = if elsewhere { "SameSite=None; Partitioned" } else { "SameSite=Strict" };
    let name = app.cookie();
    HeaderValue::from_str(&format!("{name}={value}; HttpOnly; Secure; {site}; Path=/; Max-Age={seconds}")).ok()
}

/// Makes a device of an account, and gives its id and its token.
///
/// # Errors
/// `too-many` above 50.
pub async fn device(app: &App, writing: &mut Writing, account: &str, name: Option<&str>) -> Answered<(String, String)> {
    let devices: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM devices WHERE account = $1")
        .bind(account)
        .fetch_one(&mut **writing)
        .await?;
    if devices >= MOST_DEVICES {
        return Err(Kind::TooMany.into());
    }
    let (id, token, now) = (secret::name()?, secret::token()?, app.clock.now());
    sqlx::query("INSERT INTO devices (id, account, name, token, created_at, seen_on) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(&id)
        .bind(account)
        .bind(name)
        .bind(secret::hashed(&token))
        .bind(now)
        .bind(clock::day_in("UTC", now).to_string())
        .execute(&mut **writing)
        .await?;
    Ok((id, token))
}

/// The answer to who has come in.
pub fn welcome(
    app: &App,
    headers: &HeaderMap,
    account: &str,
    device: (&str, &str),
    recovery: Option<&str>,
) -> Answered<Answer> {
    let cookie = cookie(app, headers, device.1).ok_or_else(|| Problem::internal("a cookie that cannot be written"))?;
    let cookie = cookie.to_str().map_err(Problem::internal)?.to_owned();
    let body = Record::new().text("account", account).text("device", device.0).maybe("recovery", recovery).done();
    Ok(Answer::kept(true, body).with(header::SET_COOKIE, &cookie))
}

/// `POST session`: a new device of an account.
pub async fn post(
    State(app): State<Shared>,
    from: Option<axum::Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
    sent: Sent,
) -> Answered<Answer> {
    let sign_in: SignIn = sent.read()?;
    let address = guesses::address(&app, from.map(|it| it.0.0), &headers);
    let limit = if matches!(sign_in.proof, Proof::Phrase(_)) { &guesses::PHRASES } else { &guesses::KEYS };
    let guess = Guess::begin(&app, limit, &address, None).await?;
    let mut writing = app.store.begin().await?;
    // Only who came from the provider can be staff.
    let patron = |account: Option<String>| account.map(|account| (account, false));
    let found = match &sign_in.proof {
        Proof::Phrase(phrase) => patron(pairings::redeem(&app, &mut writing, phrase).await?),
        Proof::Recovery(key) => patron(recovery::redeem(&mut writing, key).await?),
        Proof::Code { code, verifier } => oidc::redeem(&app, &mut writing, code, verifier).await?,
    };
    let Some((account, staff)) = found else {
        // What was tried is used up where it was good once, and nothing else is kept.
        writing.commit().await?;
        return Err(Kind::PhraseUnknown.into());
    };
    let (device, token) = match device(&app, &mut writing, &account, sign_in.device.as_deref()).await {
        Ok(made) => made,
        Err(problem) => {
            writing.rollback().await?;
            guess.was_right(&app).await?;
            return Err(problem);
        }
    };
    if staff {
        sqlx::query("UPDATE devices SET staff_until = $1 WHERE id = $2")
            .bind(app.clock.now() + STAFF_FOR)
            .bind(&device)
            .execute(&mut *writing)
            .await?;
    }
    let recovery = match sign_in.proof {
        Proof::Recovery(_) => {
            let (key, hash) = recovery::made()?;
            recovery::waits(&mut writing, &device, &hash).await?;
            Some(key)
        }
        _ => None,
    };
    writing.commit().await?;
    guess.was_right(&app).await?;
    welcome(&app, &headers, &account, (&device, &token), recovery.as_deref())
}

/// `DELETE session`: this device is signed out.
pub async fn delete(State(app): State<Shared>, Patron(who): Patron, headers: HeaderMap) -> Answered<Answer> {
    remove(&app, &who.account, &who.device).await?;
    Ok(forgotten(&app, &headers))
}

/// `DELETE device`.
pub async fn revoke(
    State(app): State<Shared>,
    Patron(who): Patron,
    headers: HeaderMap,
    Named(id): Named<String>,
) -> Answered<Answer> {
    if !remove(&app, &who.account, &id).await? {
        return Err(Kind::NotFound.into());
    }
    Ok(if id == who.device { forgotten(&app, &headers) } else { Answer::done() })
}

async fn remove(app: &App, account: &str, device: &str) -> Answered<bool> {
    let mut writing = app.store.begin().await?;
    let removed = sqlx::query("DELETE FROM devices WHERE id = $1 AND account = $2")
        .bind(device)
        .bind(account)
        .execute(&mut *writing)
        .await?;
    // Nor does anybody come in any more by a phrase that it shows.
    sqlx::query("DELETE FROM pairings WHERE account = $1 AND device = $2")
        .bind(account)
        .bind(device)
        .execute(&mut *writing)
        .await?;
    writing.commit().await?;
    Ok(removed.rows_affected() > 0)
}

/// Done, and the browser may forget the cookie.
pub fn forgotten(app: &App, headers: &HeaderMap) -> Answer {
    match set(app, headers, "", 0).as_ref().and_then(|value| value.to_str().ok()) {
        Some(cookie) => Answer::done().with(header::SET_COOKIE, cookie),
        None => Answer::done(),
    }
}
