//! An answer that is ready before anybody asks: a body in three encodings, with all headers made.

use crate::problem::Kind;
use axum::body::Body;
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, Response, StatusCode};
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use std::io::Write;

/// A body below this is sent as it is: a packet is a packet.
const WORTH_IT: usize = 200;
/// Documents are asked for again each time and answered with 304: what is published is seen at once.
const CACHE: HeaderValue = HeaderValue::from_static("public, no-cache");
/// What another site's scripts may read of an answer.
pub const EXPOSED: HeaderValue = HeaderValue::from_static("ETag, Link, Location, Retry-After");
const METHODS: &str = "GET, HEAD, OPTIONS";
const ANYONE: HeaderValue = HeaderValue::from_static("*");

/// One form of a body, with its own validator.
#[derive(Clone, Debug)]
struct Form {
    body: Bytes,
    tag: HeaderValue,
    encoding: Option<HeaderValue>,
}

/// A public document, ready to be sent.
#[derive(Clone, Debug)]
pub struct Answer {
    kind: HeaderValue,
    plain: Form,
    brotli: Option<Form>,
    gzip: Option<Form>,
}

impl Answer {
    /// Makes all forms of a JSON document.
    pub fn json(body: String) -> Answer {
        Answer::new(body.into_bytes(), HeaderValue::from_static("application/json"))
    }

    /// Makes all forms of a body.
    pub fn new(body: Vec<u8>, kind: HeaderValue) -> Answer {
        let digest = short(&body);
        let form = |body: Vec<u8>, mark: &str, encoding: Option<&'static str>| Form {
            body: Bytes::from(body),
            tag: tag(&format!("{digest}{mark}")),
            encoding: encoding.map(HeaderValue::from_static),
        };
        let smaller = |small: Option<Vec<u8>>| small.filter(|small| body.len() >= WORTH_IT && small.len() < body.len());
        let brotli = smaller(brotli(&body, WHEN_PUBLISHED)).map(|small| form(small, "-br", Some("br")));
        let gzip = smaller(gzip(&body)).map(|small| form(small, "-gz", Some("gzip")));
        Answer { kind, brotli, gzip, plain: form(body, "", None) }
    }

    /// The body as it is.
    pub fn body(&self) -> &Bytes {
        &self.plain.body
    }

    /// The answer to a request for it.
    pub fn respond(&self, method: &Method, asked: &HeaderMap) -> Response<Body> {
        match *method {
            Method::GET | Method::HEAD => self.get(method, asked),
            Method::OPTIONS => preflight(),
            _ => not_allowed(asked),
        }
    }

    fn get(&self, method: &Method, asked: &HeaderMap) -> Response<Body> {
        let form = self.form(asked);
        let known = self.known(asked);
        let mut response = Response::new(Body::empty());
        if known.is_some() {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
        } else if method == Method::GET {
            *response.body_mut() = Body::from(form.body.clone());
        }
        let headers = response.headers_mut();
        headers.reserve(8);
        if known.is_none() {
            headers.insert(header::CONTENT_TYPE, self.kind.clone());
            if let Some(encoding) = &form.encoding {
                headers.insert(header::CONTENT_ENCODING, encoding.clone());
            }
            if method == Method::HEAD {
                headers.insert(header::CONTENT_LENGTH, HeaderValue::from(form.body.len()));
            }
        }
        headers.insert(header::ETAG, known.unwrap_or(&form.tag).clone());
        headers.insert(header::CACHE_CONTROL, CACHE);
        headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        share(headers);
        response
    }

    fn form(&self, asked: &HeaderMap) -> &Form {
        let Some(accepted) = asked.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()) else {
            return &self.plain;
        };
        [(&self.brotli, "br"), (&self.gzip, "gzip")]
            .into_iter()
            .find_map(|(form, name)| form.as_ref().filter(|_| takes(accepted, name)))
            .unwrap_or(&self.plain)
    }

    /// The validator by which whoever asks has it already, in whatever form.
    fn known(&self, asked: &HeaderMap) -> Option<&HeaderValue> {
        let asked = asked.get(header::IF_NONE_MATCH)?;
        let forms = [Some(&self.plain), self.brotli.as_ref(), self.gzip.as_ref()];
        forms.into_iter().flatten().map(|form| &form.tag).find(|tag| matches(asked, tag))
    }
}

/// Whether a list of validators names this one.
pub fn matches(asked: &HeaderValue, tag: &HeaderValue) -> bool {
    let (Ok(asked), Ok(tag)) = (asked.to_str(), tag.to_str()) else { return false };
    asked.split(',').map(str::trim).any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
}

/// Whether an encoding is accepted, and not with the weight nought.
pub fn takes(accepted: &str, name: &str) -> bool {
    accepted.split(',').any(|part| {
        let mut words = part.split(';').map(str::trim);
        words.next().is_some_and(|word| word.eq_ignore_ascii_case(name) || (word == "*" && name == "gzip"))
            && !words.any(|word| {
                let weight = word.strip_prefix("q=").or_else(|| word.strip_prefix("Q="));
                weight.and_then(|weight| weight.trim().parse::<f32>().ok()).is_some_and(|weight| weight <= 0.0)
            })
    })
}

/// For everyone: members' pages, and frames without an origin.
pub fn share(headers: &mut HeaderMap) {
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, ANYONE);
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
}

/// `If-None-Match` makes browsers ask first.
pub fn preflight() -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    let headers = response.headers_mut();
    share(headers);
    let set = |headers: &mut HeaderMap, name: HeaderName, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    set(headers, header::ALLOW, METHODS);
    set(headers, header::ACCESS_CONTROL_ALLOW_METHODS, METHODS);
    set(headers, header::ACCESS_CONTROL_ALLOW_HEADERS, "Accept, Accept-Language, If-None-Match, Range, Atrium-Client");
    set(headers, header::ACCESS_CONTROL_MAX_AGE, "86400");
    response
}

/// For a method that a public address does not know.
pub fn not_allowed(asked: &HeaderMap) -> Response<Body> {
    let mut response = super::refuse::plain(Kind::MethodNotAllowed, asked);
    response.headers_mut().insert(header::ALLOW, HeaderValue::from_static(METHODS));
    response
}

/// A strong validator as a header.
pub fn tag(digest: &str) -> HeaderValue {
    HeaderValue::from_str(&format!("\"{digest}\"")).unwrap_or_else(|_| HeaderValue::from_static("\"0\""))
}

/// Sixteen hexadecimal digits of a content's digest.
pub fn short(content: &[u8]) -> String {
    written(&Sha256::digest(content))
}

/// The same of what is read piece by piece, however much it is.
///
/// # Errors
/// The reader's.
pub fn short_of(mut content: impl std::io::Read) -> std::io::Result<String> {
    let (mut hash, mut piece) = (Sha256::new(), vec![0; 256 * 1024]);
    loop {
        match content.read(&mut piece)? {
            0 => return Ok(written(&hash.finalize())),
            read => hash.update(piece.get(..read).unwrap_or_default()),
        }
    }
}

fn written(digest: &[u8]) -> String {
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// A body in the form that is accepted, made while somebody waits, and what to call it.
pub fn made_small(body: Vec<u8>, asked: &HeaderMap) -> (Vec<u8>, Option<&'static str>) {
    let accepted = asked.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let small = if takes(accepted, "br") {
        brotli(&body, WHILE_ASKED).map(|small| (small, Some("br")))
    } else if takes(accepted, "gzip") {
        gzip(&body).map(|small| (small, Some("gzip")))
    } else {
        None
    };
    small.filter(|(small, _)| small.len() < body.len()).unwrap_or((body, None))
}

/// Documents are compressed when they are published; a page is made when it is asked for.
const WHEN_PUBLISHED: i32 = 9;
const WHILE_ASKED: i32 = 5;

fn brotli(body: &[u8], quality: i32) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let parameters =
        brotli::enc::BrotliEncoderParams { quality, lgwin: 20, size_hint: body.len(), ..Default::default() };
    brotli::BrotliCompress(&mut &*body, &mut out, &parameters).ok()?;
    Some(out)
}

fn gzip(body: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(body).ok()?;
    encoder.finish().ok()
}
