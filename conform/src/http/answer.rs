//! What came back, and how to say it in a sentence.

use serde_json::Value;
use ureq::http::HeaderMap;
use url::Url;

use super::{Ask, SetCookie, body};

/// Characters of a body that are shown.
const SHOWN: usize = 200;

/// An answer, or why there is none.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The request in a line.
    pub request: String,
    /// Where it was sent.
    pub url: Url,
    /// The status; 0 without an answer.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as it came.
    pub raw: Vec<u8>,
    /// The body, unpacked.
    pub body: Vec<u8>,
    /// What it says, `null` where it is not JSON.
    pub json: Value,
    /// Why this is no answer one can go by.
    pub trouble: Option<String>,
}

impl Answer {
    pub(super) fn new(ask: &Ask, status: u16, headers: HeaderMap, raw: Vec<u8>, cut: Option<String>) -> Answer {
        let encoding = headers.get("content-encoding").and_then(|value| value.to_str().ok()).unwrap_or_default();
        let (body, trouble) = match body::unpacked(encoding, &raw, ask.most) {
            // HEAD and 304 name an encoding and have no body.
            _ if raw.is_empty() => (Vec::new(), cut),
            Some(body) => (body, cut),
            None => (Vec::new(), cut.or_else(|| Some(format!("a body that is not the `{encoding}` it says it is")))),
        };
        let json = serde_json::from_slice(&body).unwrap_or(Value::Null);
        Answer { request: line(ask), url: ask.url.clone(), status, headers, raw, body, json, trouble }
    }

    pub(super) fn failed(ask: &Ask, trouble: String) -> Answer {
        Answer::new(ask, 0, HeaderMap::new(), Vec::new(), Some(trouble))
    }

    pub(super) fn in_trouble(self, trouble: String) -> Answer {
        Answer { trouble: Some(trouble), ..self }
    }

    /// A header, its lines joined.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The items of a header that is a list, in lower case.
    pub fn list(&self, name: &str) -> Vec<String> {
        let lines = self.headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
        lines
            .flat_map(|line| line.split(','))
            .map(|item| item.trim().to_ascii_lowercase())
            .filter(|item| !item.is_empty())
            .collect()
    }

    /// The media type without its parameters, in lower case.
    pub fn media_type(&self) -> String {
        let kind = self.header("content-type").unwrap_or_default();
        kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }

    /// The cookies it sets.
    pub fn cookies(&self) -> Vec<SetCookie> {
        let lines = self.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
        lines.filter_map(SetCookie::read).collect()
    }

    /// A text in its JSON.
    pub fn text(&self, pointer: &str) -> Option<&str> {
        self.json.pointer(pointer)?.as_str()
    }

    /// A list in its JSON.
    pub fn items(&self, pointer: &str) -> &[Value] {
        self.json.pointer(pointer).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
    }

    /// The word after `urn:atrium:problem:`, if it is a problem.
    pub fn problem(&self) -> Option<&str> {
        self.text("/type")?.strip_prefix("urn:atrium:problem:")
    }

    /// Whether it is an answer with this status.
    pub fn is(&self, status: u16) -> bool {
        self.trouble.is_none() && self.status == status
    }

    /// What came, in a line.
    pub fn came(&self) -> String {
        if let Some(trouble) = &self.trouble {
            return match self.status {
                0 => trouble.clone(),
                status => format!("{status}, and {trouble}"),
            };
        }
        let kind = self.media_type();
        let body = String::from_utf8_lossy(&self.body);
        let body: String = body.split_whitespace().collect::<Vec<_>>().join(" ");
        match (kind.as_str(), body.as_str()) {
            (_, "") => format!("{} without a body", self.status),
            ("application/json" | "application/problem+json", body) => format!("{} {}", self.status, short(body)),
            (kind, body) if kind.starts_with("text/") || kind.is_empty() => {
                format!("{} ({kind}) {}", self.status, short(body))
            }
            (kind, _) => format!("{} ({kind}, {} bytes)", self.status, self.body.len()),
        }
    }
}

/// A request in a line.
fn line(ask: &Ask) -> String {
    let mut line = format!("{} {}", ask.method, ask.url);
    for (name, value) in &ask.headers {
        // A cookie or a token is nobody's but its owner's: it stays out of reports.
        match *name {
            "Cookie" => line.push_str(" (signed in)"),
            "Authorization" => line.push_str(" (as staff)"),
            "Atrium-Client" | "Content-Type" => {}
            name => line.push_str(&format!(" {name}: {value}")),
        }
    }
    if let Some(body) = &ask.body {
        line.push(' ');
        line.push_str(&short(&String::from_utf8_lossy(body)));
    }
    line
}

/// The beginning of a long text.
pub fn short(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.split_at(end).0),
        None => text.to_owned(),
    }
}
