//! Sends a request with limits of time and size, and follows a redirect only where a check asks for it.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use url::Url;

use super::{Answer, Ask, body};

/// Bytes of a document that are read: a little more than it may have, to tell too much from enough.
pub const DOCUMENT: usize = 2_100_000;
/// Bytes of a picture that are read.
pub const PICTURE: usize = 30_000_000;
/// Bytes of an export that are read.
pub const EXPORT: usize = 33_000_000;
/// Redirects that are followed.
const MOST_REDIRECTS: usize = 5;
/// A wait that a 429 may ask for; a longer one is told.
const MOST_WAIT: u64 = 60;

/// Sends requests.
pub struct Client {
    agent: ureq::Agent,
    /// How many requests were sent.
    pub sent: usize,
}

impl Client {
    /// A client whose requests end after so long, whatever comes.
    pub fn new(timeout: Duration) -> Client {
        let tls = ureq::tls::TlsConfig::builder()
            .root_certs(ureq::tls::RootCerts::PlatformVerifier)
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .build();
        let config = ureq::Agent::config_builder()
            .tls_config(tls)
            .http_status_as_error(false)
            .max_redirects(0)
            .accept_encoding("identity")
            .user_agent(concat!("atrium-conform/", env!("CARGO_PKG_VERSION")))
            .timeout_global(Some(timeout))
            .build();
        Client { agent: config.new_agent(), sent: 0 }
    }

    /// Sends a request. Whatever goes wrong is in the answer.
    pub fn send(&mut self, ask: &Ask) -> Answer {
        let mut answer = self.once(ask);
        for _ in 0..3 {
            let wait = answer.header("retry-after").and_then(|text| text.trim().parse::<u64>().ok());
            match wait {
                Some(wait) if answer.status == 429 && ask.patient && wait <= MOST_WAIT => {
                    thread::sleep(Duration::from_secs(wait.max(1)));
                    answer = self.once(ask);
                }
                _ => break,
            }
        }
        answer
    }

    /// A `GET` that follows redirects as a browser does; the answer has the address where it ended.
    pub fn follow(&mut self, ask: &Ask) -> Answer {
        let (mut ask, mut seen) = (ask.clone(), BTreeSet::new());
        loop {
            let answer = self.send(&ask);
            let to = answer.header("location").filter(|_| matches!(answer.status, 301 | 302 | 303 | 307 | 308));
            let Some(to) = to else { return answer };
            let Some(next) = ask.url.join(to).ok().filter(|next| matches!(next.scheme(), "http" | "https")) else {
                let sentence = format!("a redirect to `{to}`, which is no http or https address");
                return answer.in_trouble(sentence);
            };
            if !seen.insert(next.clone()) || next == ask.url {
                return answer.in_trouble(format!("redirects in a circle: {next} comes again"));
            }
            if seen.len() > MOST_REDIRECTS {
                return answer.in_trouble(format!("more than {MOST_REDIRECTS} redirects, the last to {next}"));
            }
            ask.url = next;
        }
    }

    fn once(&mut self, ask: &Ask) -> Answer {
        self.sent += 1;
        let mut request = ureq::http::Request::builder().method(ask.method).uri(ask.url.as_str());
        for (name, value) in &ask.headers {
            request = request.header(*name, value);
        }
        let response = match &ask.body {
            Some(bytes) => request.body(bytes.as_slice()).map(|request| self.agent.run(request)),
            None => request.body(()).map(|request| self.agent.run(request)),
        };
        match response {
            Err(error) => Answer::failed(ask, format!("a request that cannot be sent: {error}")),
            Ok(Err(error)) => Answer::failed(ask, trouble(&error)),
            Ok(Ok(response)) => {
                let (parts, mut stream) = response.into_parts();
                let (bytes, cut) = body::read(stream.as_reader(), ask.most);
                Answer::new(ask, parts.status.as_u16(), parts.headers, bytes, cut)
            }
        }
    }
}

/// Why there is no answer, in words.
fn trouble(error: &ureq::Error) -> String {
    match error {
        ureq::Error::Timeout(_) => "no answer in time".into(),
        ureq::Error::HostNotFound => "no answer: the host's name is not known".into(),
        ureq::Error::ConnectionFailed => "no answer: nothing listens there".into(),
        ureq::Error::LargeResponseHeader(..) => "headers without end".into(),
        other => format!("no answer: {other}"),
    }
}

/// An address against the document it stands in.
pub fn resolve(base: &Url, href: &str) -> Option<Url> {
    base.join(href.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
}
