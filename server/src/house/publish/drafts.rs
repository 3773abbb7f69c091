//! Drafts: one by one, as a list, and their history.

use super::{Named, Precondition, Whole, admitted, answer, item, json, listed, malformed, precondition};
use crate::house::collection::{Collection, Fault};
use crate::house::draft::{self, State};
use crate::house::library::{Condition, Item, PutError};
use crate::house::{House, refuse};
use crate::patron::fold;
use crate::problem::{Kind, Problem};
use atrium_contract::id::Id;
use atrium_contract::json::{Value, parse};
use axum::body::Body;
use axum::extract::{Query, State as Shared};
use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::http::{Response, StatusCode};
use std::collections::HashMap;
use std::sync::Arc;

/// Drafts of one page of a list.
const PAGE: usize = 100;

type Answered = Result<Response<Body>, Problem>;

/// `GET item`.
pub async fn read(
    Shared(house): Shared<Arc<House>>,
    Named((collection, id)): Named<(String, String)>,
    headers: HeaderMap,
) -> Answered {
    let (collection, id) = item(&collection, &id)?;
    admitted(&house, &headers).await?;
    let item = house.library.item(collection, &id).await?.ok_or_else(|| Problem::from(Kind::NotFound))?;
    Ok(answer(StatusCode::OK, &headers, Some(&tag(&item, &house)), &whole(&house, &item, &[])))
}

/// `PUT item`.
pub async fn write(
    Shared(house): Shared<Arc<House>>,
    Named((collection, id)): Named<(String, String)>,
    headers: HeaderMap,
    Whole(body): Whole,
) -> Answered {
    let (collection, id) = item(&collection, &id)?;
    admitted(&house, &headers).await?;
    let wanted = precondition(&headers)?;
    let before = house.library.item(collection, &id).await?;
    let condition = match (&wanted, &before) {
        (Precondition::New, None) => Condition::New,
        (Precondition::Tags(tags), Some(before)) if fits(tags, before) => Condition::Version(before.version),
        (Precondition::Any, Some(before)) => Condition::Version(before.version),
        _ => return Err(Kind::PreconditionFailed.into()),
    };
    let asked = draft::read(&json(&headers, &body, 1)?, collection, &id).map_err(|wrong| refuse::invalid(&wrong))?;
    let kept = house.library.put(collection, &id, &asked, &condition).await.map_err(refused)?;
    house.refresh().await;
    let new = before.is_none();
    if collection == Collection::Challenges && !new && kept.state == State::Published {
        settle(&house, &id);
    }
    tracing::info!(
        collection = collection.word(),
        id,
        version = kept.version,
        state = kept.state.word(),
        "a document was put"
    );
    let status = if new { StatusCode::CREATED } else { StatusCode::OK };
    let mut response =
        answer(status, &HeaderMap::new(), Some(&tag(&kept, &house)), &whole(&house, &kept, &asked.problems));
    if new {
        let place = format!("{}publish/{}/{id}", house.addresses.prefix(), collection.word());
        response.headers_mut().extend(HeaderValue::from_str(&place).ok().map(|place| (header::LOCATION, place)));
    }
    Ok(response)
}

/// `DELETE item`.
pub async fn remove(
    Shared(house): Shared<Arc<House>>,
    Named((collection, id)): Named<(String, String)>,
    headers: HeaderMap,
) -> Answered {
    let (collection, id) = item(&collection, &id)?;
    admitted(&house, &headers).await?;
    let wanted = match precondition(&headers)? {
        Precondition::New => return Err(Problem::from(Kind::PreconditionRequired)),
        wanted => wanted,
    };
    let before = house.library.item(collection, &id).await?.ok_or_else(|| Problem::from(Kind::NotFound))?;
    if let Precondition::Tags(tags) = &wanted
        && !fits(tags, &before)
    {
        return Err(Kind::PreconditionFailed.into());
    }
    house.library.delete(collection, &id, before.version).await.map_err(refused)?;
    tracing::info!(collection = collection.word(), id, "a draft was deleted");
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    Ok(response)
}

/// `GET` of a collection.
pub async fn list(
    Shared(house): Shared<Arc<House>>,
    Named(collection): Named<String>,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Answered {
    let collection = Collection::parse(&collection).ok_or_else(|| Problem::from(Kind::NotFound))?;
    admitted(&house, &headers).await?;
    let state = match query.get("state").map(|word| State::parse(word)) {
        Some(None) => return Err(malformed("`state` is draft, published or unpublished")),
        state => state.flatten(),
    };
    let after = query.get("after").cloned().unwrap_or_default();
    if Id::new(&after).is_none() && !after.is_empty() {
        return Err(malformed("`after` is not from a page before"));
    }
    let mut items = house.library.list(collection, state, &after, PAGE + 1).await?;
    let more = items.len() > PAGE;
    items.truncate(PAGE);
    let next = items.last().filter(|_| more).map(|last| {
        let state = state.map(|state| format!("&state={}", state.word())).unwrap_or_default();
        format!("{}?after={}{state}", collection.word(), last.id)
    });
    let listed = Value::Array(items.iter().map(|item| named(&house, item)).collect());
    let mut body = Value::object([("atrium", Value::from("1")), ("type", Value::from("Drafts")), ("items", listed)]);
    if let (Some(next), Some(fields)) = (&next, body.as_object_mut()) {
        fields.insert("next", Value::from(next.as_str()));
    }
    let mut response = answer(StatusCode::OK, &headers, None, &body);
    let link = next.and_then(|next| HeaderValue::from_str(&format!("<{next}>; rel=\"next\"")).ok());
    response.headers_mut().extend(link.map(|link| (header::LINK, link)));
    Ok(response)
}

/// `GET history`.
pub async fn history(
    Shared(house): Shared<Arc<House>>,
    Named((collection, id)): Named<(String, String)>,
    headers: HeaderMap,
) -> Answered {
    let (collection, id) = item(&collection, &id)?;
    admitted(&house, &headers).await?;
    let versions = house.library.history(collection, &id).await?;
    if versions.is_empty() {
        return Err(Kind::NotFound.into());
    }
    let items = versions.iter().map(|version| {
        Value::object([
            ("version", number(version.version)),
            ("since", Value::from(version.since())),
            ("state", Value::from(version.state.word())),
            ("document", parse(&version.document).unwrap_or_default()),
        ])
    });
    let items = Value::Array(items.collect());
    let body = Value::object([("atrium", Value::from("1")), ("type", Value::from("History")), ("items", items)]);
    Ok(answer(StatusCode::OK, &headers, None, &body))
}

/// Brings what readers have to the version that is in force now, so that nobody has to wait for it who asks.
fn settle(house: &Arc<House>, challenge: &str) {
    let (app, challenge) = (Arc::clone(&house.app), challenge.to_owned());
    tokio::spawn(async move {
        if let Err(problem) = fold::refresh_all(&app, &challenge).await {
            tracing::warn!(
                challenge,
                kind = problem.kind.word(),
                "what readers have is brought to the new version when they ask"
            );
        }
    });
}

fn refused(error: PutError) -> Problem {
    match error {
        PutError::Changed => Kind::PreconditionFailed.into(),
        PutError::GoalFixed(detail) => Problem::from(Kind::GoalFixed).because(detail),
        PutError::PublishedOnce => Problem::from(Kind::PublishedOnce),
        PutError::CodeTaken(index) => {
            refuse::invalid(&[draft::fault(&format!("/codes/{index}/code"), "is a code of another challenge")])
        }
        PutError::Database(problem) => problem,
    }
}

/// Whether one of the validators is this version's. That a schedule came due in between is nobody's change.
fn fits(tags: &[String], item: &Item) -> bool {
    let own = validator(item);
    tags.iter().any(|tag| {
        let inner = tag.strip_prefix('"').and_then(|tag| tag.strip_suffix('"')).unwrap_or_default();
        inner == own || inner.strip_suffix("-s") == Some(own.as_str())
    })
}

fn validator(item: &Item) -> String {
    let all = format!("{} {} {} {} {}", item.version, item.changed, item.state.word(), item.document, item.codes);
    super::super::answer::short(all.as_bytes())
}

fn tag(item: &Item, house: &House) -> String {
    let mark = if item.scheduled(house.now()) { "-s" } else { "" };
    format!("{}{mark}", validator(item))
}

fn number(number: i64) -> Value {
    parse(&number.to_string()).unwrap_or_default()
}

/// What a list says of a Draft.
fn named(house: &House, item: &Item) -> Value {
    let mut fields = Value::object([
        ("id", Value::from(item.id.as_str())),
        ("state", Value::from(item.state.word())),
        ("version", number(item.version)),
        ("changedAt", Value::from(item.changed_at())),
        ("scheduled", Value::Bool(item.scheduled(house.now()))),
        ("href", Value::from(house.addresses.document(item.collection, &item.id).as_str())),
    ]);
    if let Some(map) = fields.as_object_mut() {
        if let Some(publish_at) = &item.publish_at {
            map.insert("publishAt", Value::from(publish_at.as_str()));
        }
        if let Some(title) = parse(&item.document).ok().and_then(|document| document.get("title").cloned()) {
            map.insert("title", title);
        }
    }
    fields
}

/// A Draft as it is answered with.
fn whole(house: &House, item: &Item, problems: &[Fault]) -> Value {
    let mut value = named(house, item);
    if let Some(map) = value.as_object_mut() {
        map.insert("document", parse(&item.document).unwrap_or_default());
        if item.collection == Collection::Challenges {
            map.insert("codes", parse(&item.codes).unwrap_or_default());
        }
        if !problems.is_empty() {
            let below: Vec<Fault> = problems.iter().map(draft::below).collect();
            map.insert("problems", listed(&below));
        }
    }
    value
}
