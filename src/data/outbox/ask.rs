//! One request to a member on a patron's behalf, and what its answer means.

use super::item::Problem;
use crate::{
    data::fetch::MOST_BYTES,
    i18n,
    platform::{clock, media, net},
};
use atrium_contract::decode::{self, MOST_LEDGER_BYTES};
use gloo_net::http::{Method, RequestBuilder, Response};

/// Longer than for a document: a batch of five hundred entries goes over a poor line too.
const TIME_LIMIT_MS: u32 = 30_000;
/// Five hundred things of 16 KB.
const MOST_OF_A_PAGE: usize = 8_000_000;
/// What every known problem's `type` begins with.
const PROBLEM: &str = "urn:atrium:problem:";

/// What is sent.
struct Ask<'a> {
    /// The method.
    method: Method,
    /// The address.
    address: &'a str,
    /// The body, as JSON.
    body: Option<&'a str>,
    /// The version that is here already.
    etag: Option<&'a str>,
    /// More than this is not read.
    most: usize,
}

/// What came back.
pub enum Answer {
    /// It is done; the body, and its version.
    Done {
        /// The status, from 200 to 299.
        status: u16,
        /// The body.
        text: String,
        /// The version of it.
        etag: Option<String>,
    },
    /// What is here already is still so.
    Same,
    /// The member knows this request, and will not do it: asking again would not help.
    Refused(u16, Problem),
    /// Nobody is signed in.
    SignIn,
    /// It did not go well this time.
    Later {
        /// After so many seconds, where the member says so.
        after: Option<f64>,
        /// What the member said.
        why: Option<String>,
        /// It was asked too often, and not only busy.
        often: bool,
        /// An answer came, of a server that failed at this request and did not say that it is busy.
        itself: bool,
    },
}

impl Answer {
    /// It did not go well, and nobody says why.
    pub fn later() -> Answer {
        Answer::Later { after: None, why: None, often: false, itself: false }
    }
}

/// A request with the cookie that no script can read.
async fn ask(ask: Ask<'_>) -> Answer {
    if !media::online() {
        return Answer::later();
    }
    let limit = net::time_limit(TIME_LIMIT_MS);
    let get = matches!(ask.method, Method::GET);
    let mut request = RequestBuilder::new(ask.address)
        .method(ask.method)
        .credentials(net::WITH_COOKIES)
        .cache(net::PAST_CACHES)
        .abort_signal(Some(&limit))
        .header("Accept", "application/json")
        .header("Accept-Language", i18n::language());
    if !get {
        request = request.header("Atrium-Client", "1");
    }
    if let Some(etag) = ask.etag {
        request = request.header("If-None-Match", etag);
    }
    let sent = match ask.body {
        Some(body) => match request.header("Content-Type", "application/json").body(body.to_owned()) {
            Ok(request) => request.send().await,
            Err(_) => return Answer::later(),
        },
        None => request.send().await,
    };
    match sent {
        Ok(response) => answer(response, ask.most).await,
        Err(_) => Answer::later(),
    }
}

/// Asks for what is a patron's own, which grows with the years.
pub async fn patrons_own(address: &str, etag: Option<&str>) -> Answer {
    ask(Ask { method: Method::GET, address, body: None, etag, most: MOST_LEDGER_BYTES }).await
}

/// Asks for a page of what is new: five hundred things.
pub async fn a_page(address: &str) -> Answer {
    ask(Ask { method: Method::GET, address, body: None, etag: None, most: MOST_OF_A_PAGE }).await
}

/// As [`ask`], without a body.
pub async fn plain(method: Method, address: &str) -> Answer {
    ask(Ask { method, address, body: None, etag: None, most: MOST_BYTES }).await
}

/// As [`ask`], with a body.
pub async fn with_body(method: Method, address: &str, body: &str) -> Answer {
    ask(Ask { method, address, body: Some(body), etag: None, most: MOST_BYTES }).await
}

async fn answer(response: Response, most: usize) -> Answer {
    let status = response.status();
    let after = response.headers().get("retry-after").and_then(|text| seconds(text.trim()));
    let etag = response.headers().get("etag");
    if status == 304 {
        return Answer::Same;
    }
    let raw: net::Raw = response.into();
    // A body that is cut off proves nothing: what was asked may be done, and is asked again.
    let Ok(text) = net::text(&raw, most).await else { return Answer::later() };
    match status {
        200..=299 => Answer::Done { status, text, etag },
        401 => Answer::SignIn,
        _ => {
            let problem: Option<Problem> = decode::record(&text);
            let why = problem.as_ref().and_then(|problem| problem.title.clone());
            // Known by its type alone: a page of a proxy in between is no word of the member's.
            let known = problem.filter(|it| it.kind.as_deref().is_some_and(|kind| kind.starts_with(PROBLEM)));
            match known {
                Some(problem) if is_final(status) => Answer::Refused(status, problem),
                _ => {
                    let itself = status == 500 && after.is_none();
                    Answer::Later { after, why, often: status == 429, itself }
                }
            }
        }
    }
}

/// So many seconds, or until a date.
fn seconds(text: &str) -> Option<f64> {
    text.parse().ok().or_else(|| clock::parse(text).map(|until| ((until - clock::now_ms()) / 1_000.0).max(1.0)))
}

/// Whether a refusal with this status stays one.
pub(super) fn is_final(status: u16) -> bool {
    matches!(status, 400..=499) && !matches!(status, 401 | 403 | 408 | 425 | 429)
}
