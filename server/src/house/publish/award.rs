//! A prize was handed out.

use super::{Named, Whole, admitted, answer, json, malformed_field};
use crate::house::House;
use crate::patron::awards;
use crate::problem::{Answered, Kind};
use atrium_contract::instant::Instant;
use atrium_contract::json::{Value, parse};
use axum::body::Body;
use axum::extract::State;
use axum::http::header::HeaderMap;
use axum::http::{Response, StatusCode};
use std::sync::Arc;

/// The word for the goal in the place of a milestone's id, which no id can be.
const GOAL: &str = "~";

/// `PUT award`.
pub async fn redeem(
    State(house): State<Arc<House>>,
    Named((challenge, profile, milestone)): Named<(String, String, String)>,
    headers: HeaderMap,
    Whole(body): Whole,
) -> Answered<Response<Body>> {
    admitted(&house, &headers).await?;
    let sent = json(&headers, &body, 0)?;
    let at = sent.get("redeemedAt").and_then(Value::as_str).and_then(Instant::parse);
    let at =
        at.ok_or_else(|| malformed_field("/redeemedAt", "should be an instant such as 2026-07-01T18:00:00+02:00"))?;
    let milestone = if milestone == GOAL { String::new() } else { milestone };
    let award = awards::redeem(&house.app, &challenge, &profile.to_ascii_lowercase(), &milestone, at.ms).await?;
    let value = parse(&award.to_json()).map_err(|_| Kind::Internal)?;
    Ok(answer(StatusCode::OK, &HeaderMap::new(), None, &value))
}
