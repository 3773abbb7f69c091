//! A prize was handed out.

use super::admitted;
use crate::house::House;
use crate::problem::{Kind, Problem};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::Response;
use axum::http::header::HeaderMap;
use std::sync::Arc;

/// `PUT award`.
pub async fn redeem(
    State(house): State<Arc<House>>,
    Path((_challenge, _profile, _milestone)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Result<Response<Body>, Problem> {
    admitted(&house, &headers).await?;
    Err(Kind::NotFound.into())
}
