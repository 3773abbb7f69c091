//! What is new since a cursor.

use super::fold;
use crate::http::{Answer, Patron, query};
use crate::problem::{Answered, Kind};
use crate::state::Shared;
use atrium_contract::json::{Record, Value};
use axum::extract::{RawQuery, State};
use axum::http::header;

/// Things of one answer.
const MOST: i64 = 500;
/// One statement, so that all of it is seen at one moment.
const SINCE: &str = "SELECT seq, kind, json FROM (
      SELECT seq, 'profile' AS kind, json FROM profiles WHERE account = $1 AND seq > $2
      UNION ALL SELECT seq, 'enrolment' AS kind, json FROM enrolments WHERE account = $3 AND seq > $4
      UNION ALL SELECT seq, 'entry' AS kind, json FROM entries WHERE account = $5 AND seq > $6
      UNION ALL SELECT seq, 'award' AS kind, json FROM awards WHERE account = $7 AND seq > $8
      UNION ALL SELECT seq, 'gone' AS kind, id AS json FROM gone WHERE account = $9 AND seq > $10
    ) AS things ORDER BY seq LIMIT $11";

/// `GET changes`.
pub async fn get(State(app): State<Shared>, Patron(who): Patron, RawQuery(asked): RawQuery) -> Answered<Answer> {
    let since = match query(asked.as_deref()).into_iter().find(|(name, _)| name == "cursor") {
        Some((_, cursor)) => place(&app.epoch, &cursor),
        None => Some(0),
    };
    let since = since.ok_or(Kind::Malformed)?;
    fold::refresh(&app, &who.account).await?;
    let last: Option<i64> = sqlx::query_scalar("SELECT seq FROM accounts WHERE id = $1")
        .bind(&who.account)
        .fetch_optional(app.store.read())
        .await?;
    if last.is_none_or(|last| since > last) {
        // Of nothing that ever was.
        return Err(Kind::Malformed.into());
    }
    let mut question = sqlx::query_as(SINCE);
    for _ in 0..5 {
        question = question.bind(&who.account).bind(since);
    }
    let mut things: Vec<(i64, String, String)> = question.bind(MOST + 1).fetch_all(app.store.read()).await?;
    let more = things.len() as i64 > MOST;
    things.truncate(MOST as usize);
    let reached = things.last().map_or(since, |(seq, _, _)| *seq);
    let next = format!("changes?cursor=c{reached}-{}", app.epoch);
    let of = |kind: &'static str| things.iter().filter(move |thing| thing.1 == kind).map(|thing| thing.2.clone());
    let body = Record::new()
        .text("atrium", "1")
        .text("type", "Changes")
        .list("profiles", &mut of("profile"))
        .list("enrolments", &mut of("enrolment"))
        .list("entries", &mut of("entry"))
        .list("awards", &mut of("award"))
        .list("gone", &mut of("gone").map(|id| Value::from(id).to_string()))
        .json("more", if more { "true" } else { "false" })
        .text("next", &next);
    Ok(Answer::ok(body.done()).with(header::LINK, &format!("<{next}>; rel=\"next\"")))
}

/// The number in a cursor of this database's life. One of another life would skip what came to be since the copy was made.
fn place(epoch: &str, cursor: &str) -> Option<i64> {
    let (number, of) = cursor.strip_prefix('c')?.split_once('-')?;
    number.parse().ok().filter(|at| *at >= 0 && of == epoch)
}
