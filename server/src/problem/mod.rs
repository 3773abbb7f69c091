//! Answers that say what went wrong: RFC 9457, in the language that was asked for.

mod words;

use atrium_contract::decode::{Problem as Wrong, Refused};
use atrium_contract::json::{Record, Value};
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
pub use words::Kind;

/// What went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What it is.
    pub kind: Kind,
    /// For a developer, where there is more to say.
    pub detail: Option<String>,
    /// Which field, and what is wrong with it.
    pub errors: Vec<(String, String)>,
    /// Seconds until it may be tried again.
    pub retry_after: Option<i64>,
}

/// Of all a request may answer with.
pub type Answered<T> = Result<T, Problem>;

impl From<Kind> for Problem {
    fn from(kind: Kind) -> Problem {
        Problem { kind, detail: None, errors: Vec::new(), retry_after: None }
    }
}

impl From<sqlx::Error> for Problem {
    /// The database gave up: nothing was changed. What only collided with another request may be sent again.
    fn from(error: sqlx::Error) -> Problem {
        let passing = match &error {
            sqlx::Error::PoolTimedOut | sqlx::Error::Io(_) => true,
            // PostgreSQL: serialization failure, deadlock, going down. SQLite: busy, locked.
            // Two made the same thing at once, or one wrote to what the other deleted: who comes again sees which.
            sqlx::Error::Database(told) if told.is_unique_violation() || told.is_foreign_key_violation() => true,
            sqlx::Error::Database(told) => told.code().is_some_and(|code| {
                ["40001", "40P01", "57P01", "57P03", "5", "6", "261", "517"].contains(&code.as_ref())
            }),
            _ => false,
        };
        // PostgreSQL takes no text with U+0000 in it, and SQLite finds nothing by it: it is what was sent that is wrong.
        if let sqlx::Error::Database(told) = &error
            && told.code().is_some_and(|code| code == "22021")
        {
            return Problem::from(Kind::Malformed).because("U+0000 stands in no text here");
        }
        tracing::error!(%error, "the database");
        if passing { Problem { retry_after: Some(1), ..Kind::Unavailable.into() } } else { Kind::Internal.into() }
    }
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Problem {
        match &refused {
            Refused::NotJson { .. } => Problem { detail: refused.sentences().pop(), ..Kind::Malformed.into() },
            Refused::TooLarge => Kind::TooLarge.into(),
            Refused::Problems(problems) => problems.clone().into(),
            other => Problem { detail: other.sentences().pop(), ..Kind::Invalid.into() },
        }
    }
}

impl From<Vec<Wrong>> for Problem {
    fn from(wrong: Vec<Wrong>) -> Problem {
        let errors = wrong.into_iter().map(|it| (it.pointer.clone(), it.sentence())).collect();
        Problem { errors, ..Kind::Invalid.into() }
    }
}

impl Problem {
    /// Something that should not happen; it is logged, and not told.
    pub fn internal(error: impl std::fmt::Display) -> Problem {
        tracing::error!(%error, "internal");
        Kind::Internal.into()
    }

    /// One field is wrong.
    pub fn field(pointer: &str, detail: &str) -> Problem {
        Problem { errors: vec![(pointer.to_owned(), detail.to_owned())], ..Kind::Invalid.into() }
    }

    /// With more for a developer.
    #[must_use]
    pub fn because(self, detail: impl Into<String>) -> Problem {
        Problem { detail: Some(detail.into()), ..self }
    }

    /// Too often; again in so many seconds.
    pub fn later(seconds: i64) -> Problem {
        Problem { retry_after: Some(seconds.max(1)), ..Kind::RateLimited.into() }
    }

    /// As JSON, with its title in a language.
    pub fn to_json(&self, language: &str) -> String {
        let mut record = Record::new()
            .text("type", &["urn:atrium:problem:", self.kind.word()].concat())
            .text("title", self.kind.title(language))
            .json("status", &self.kind.status().to_string())
            .maybe("detail", self.detail.as_deref());
        if !self.errors.is_empty() {
            let error = |(pointer, detail): &(String, String)| {
                Record::new().text("pointer", pointer).text("detail", detail).done()
            };
            record = record.list("errors", &mut self.errors.iter().map(error));
        }
        record.done()
    }
}

impl IntoResponse for Problem {
    /// The body is written by [`written`], which knows the language.
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.kind.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = status.into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// The layer that writes problems in the language of the request.
pub async fn written(request: Request, next: Next) -> Response {
    let language = language(request.headers());
    let mut response = next.run(request).await;
    let Some(problem) = response.extensions_mut().remove::<Problem>() else { return response };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    headers.append(header::VARY, HeaderValue::from_static("Accept-Language"));
    headers.remove(header::CONTENT_LENGTH);
    *response.body_mut() = Body::from(problem.to_json(language));
    response
}

/// The best of our languages for `Accept-Language`.
pub fn language(headers: &HeaderMap) -> &'static str {
    let asked = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut wanted: Vec<(f32, &str)> = asked
        .split(',')
        .map(|item| {
            let (tag, parameters) = item.split_once(';').unwrap_or((item, ""));
            let weight = parameters.trim().strip_prefix("q=").and_then(|q| q.parse().ok()).unwrap_or(1.0);
            (weight, tag.trim())
        })
        .filter(|(weight, _)| *weight > 0.0)
        .collect();
    wanted.sort_by(|one, other| other.0.total_cmp(&one.0));
    let ours = |tag: &str| match tag.split('-').next().unwrap_or_default().to_ascii_lowercase().as_str() {
        "en" => Some("en"),
        "zh" => Some("zh-Hans"),
        "es" => Some("es"),
        "ar" => Some("ar"),
        _ => None,
    };
    wanted.iter().find_map(|(_, tag)| ours(tag)).unwrap_or("en")
}

/// A problem inside of another answer, as a batch has it.
pub fn nested(problem: &Problem, language: &str) -> Option<Value> {
    atrium_contract::json::parse(&problem.to_json(language)).ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_language_with_the_most_weight_that_we_have() {
        let of = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, text.parse().unwrap());
            language(&headers)
        };
        assert_eq!(of("fr, es-MX;q=0.7, ar;q=0.9"), "ar");
        assert_eq!(of("zh-CN"), "zh-Hans");
        assert_eq!(of("ar;q=0, *"), "en");
        assert_eq!(of(""), "en");
    }

    #[test]
    fn a_problem_says_its_type_and_its_fields() {
        let problem = Problem::field("/id", "is missing");
        assert_eq!(
            problem.to_json("en"),
            r#"{"type":"urn:atrium:problem:invalid","title":"A field is missing or wrong.","status":422,"errors":[{"pointer":"/id","detail":"is missing"}]}"#
        );
    }
}
