//! The member's own document, as its staff see and change it.

use super::{Precondition, Whole, admitted, answer, json, precondition};
use crate::house::{House, member, refuse};
use crate::problem::{Kind, Problem};
use atrium_contract::json::Value;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::HeaderMap;
use axum::http::{Response, StatusCode};
use std::sync::Arc;

/// `GET member`.
pub async fn read(State(house): State<Arc<House>>, headers: HeaderMap) -> Result<Response<Body>, Problem> {
    admitted(&house, &headers).await?;
    let (version, own) = house.own().await?;
    Ok(answer(StatusCode::OK, &headers, Some(&tag(version, &own)), &house.shelf_member(&own)))
}

/// `PUT member`. What stands in its lists of cards is made from what is published.
pub async fn write(
    State(house): State<Arc<House>>,
    headers: HeaderMap,
    Whole(body): Whole,
) -> Result<Response<Body>, Problem> {
    admitted(&house, &headers).await?;
    let wanted = precondition(&headers)?;
    let (version, before) = house.own().await?;
    let own = tag(version, &before);
    let fits = |tags: &[String]| tags.iter().any(|tag| tag.trim_matches('"') == own);
    match &wanted {
        Precondition::Tags(tags) if !fits(tags) => return Err(Kind::PreconditionFailed.into()),
        Precondition::New => return Err(Kind::PreconditionFailed.into()),
        _ => {}
    }
    let asked = json(&headers, &body, 0)?;
    let wrong = member::problems(&asked, house.member_id());
    if !wrong.is_empty() {
        return Err(refuse::invalid(&wrong));
    }
    let kept = member::kept(&asked);
    if !house.library.put_member(&kept, Some(version)).await? {
        return Err(Kind::PreconditionFailed.into());
    }
    house.refresh().await;
    tracing::info!("the member's document was put");
    let (version, own) = house.own().await?;
    Ok(answer(StatusCode::OK, &HeaderMap::new(), Some(&tag(version, &own)), &house.shelf_member(&own)))
}

/// By what its owner wrote: that a campaign was published meanwhile is no change of it.
fn tag(version: i64, own: &Value) -> String {
    super::super::answer::short(format!("{version} {own}").as_bytes())
}
