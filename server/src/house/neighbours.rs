//! The other members of the alliance, as far as their documents can be had: only so that a link to something of theirs looks
//! like something. Fetched behind everybody's back, kept in memory, small.
//!
//! Where they are is what others write, in the alliance document and in their answers. So nobody is followed to another host, and an
//! alliance document of the world leads to hosts of the world only.

use super::reach::{self, Outside};
use arc_swap::{ArcSwap, ArcSwapOption};
use atrium_contract::json::{Value, parse};
use futures_util::StreamExt;
use reqwest::redirect::Policy;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use url::Url;

/// A document may have this many bytes, as everywhere in the contract.
const MOST_BYTES: usize = 2_000_000;
/// More members than this are not asked.
const MOST_MEMBERS: usize = 100;
/// So often one address may lead to another.
const MOST_REDIRECTS: usize = 3;
/// So long a member may take to answer.
const PATIENCE: Duration = Duration::from_secs(8);
/// So often everybody is asked again.
const AGAIN: Duration = Duration::from_secs(600);
/// So soon, when somebody did not answer.
const SOON: Duration = Duration::from_secs(30);

/// A document and the address it was found at.
#[derive(Debug)]
pub struct Found {
    /// What it says.
    pub document: Value,
    /// What its links are relative to.
    pub address: Url,
    /// Whether it came from where only insiders are; then what it says may lead there.
    inner: bool,
}

/// What is known of the alliance.
#[derive(Default)]
pub struct Known {
    /// Its document.
    pub alliance: Option<Arc<Found>>,
    /// Its members by id.
    pub members: HashMap<String, Arc<Found>>,
}

/// The alliance around this member.
pub struct Neighbours {
    known: ArcSwap<Known>,
    /// Asks whomever the operator named.
    anybody: Option<reqwest::Client>,
    /// Asks nobody whom only insiders reach.
    outside: Option<reqwest::Client>,
    /// Where the alliance document is.
    address: Url,
    /// It, when it is this server's own.
    own: ArcSwapOption<Found>,
    /// This member, which is not asked.
    member: String,
}

impl Neighbours {
    /// Nobody has been asked yet; the alliance document is known where it is this server's own.
    pub fn new(address: Url, own: Option<Value>, member: &str) -> Neighbours {
        // What is this server's own, its operator wrote.
        let own = own.map(|document| Arc::new(Found { document, address: address.clone(), inner: true }));
        let client =
            || reqwest::Client::builder().timeout(PATIENCE).redirect(same_origin()).user_agent("atrium-server");
        let known = Known { alliance: own.clone(), members: HashMap::new() };
        Neighbours {
            known: ArcSwap::from_pointee(known),
            // One that cannot be made asks nobody: another one would be led anywhere.
            anybody: client().build().ok(),
            outside: client().dns_resolver(Arc::new(Outside)).build().ok(),
            address,
            own: ArcSwapOption::new(own),
            member: member.to_owned(),
        }
    }

    /// The alliance document, now that this server has made it.
    pub fn set_own(&self, document: Value) {
        let own = Arc::new(Found { document, address: self.address.clone(), inner: true });
        self.own.store(Some(own.clone()));
        let members = self.known().members.clone();
        self.known.store(Arc::new(Known { alliance: Some(own), members }));
    }

    /// What is known now.
    pub fn known(&self) -> Arc<Known> {
        self.known.load_full()
    }

    /// The hosts of the members, which pages must be allowed to ask.
    pub fn origins(&self) -> Vec<String> {
        let known = self.known();
        let Some(alliance) = &known.alliance else { return Vec::new() };
        let mut origins: Vec<String> = links(alliance).map(|(_, url)| url.origin().ascii_serialization()).collect();
        origins.push(self.address.origin().ascii_serialization());
        origins.sort();
        origins.dedup();
        origins
    }

    /// Asks everybody, again and again, for as long as the server runs.
    pub async fn keep_asking(self: Arc<Self>) {
        loop {
            let all = self.ask().await;
            tokio::time::sleep(if all { AGAIN } else { SOON }).await;
        }
    }

    /// Asks everybody once; whoever does not answer is kept as they were. Says whether everybody answered.
    pub async fn ask(&self) -> bool {
        let before = self.known();
        let alliance = match self.own.load_full() {
            Some(own) => Some(own),
            None => self.fetch(&self.address, true).await.map(Arc::new).or_else(|| before.alliance.clone()),
        };
        let Some(alliance) = alliance else { return false };
        let others: Vec<(String, Url)> =
            links(&alliance).filter(|(id, _)| *id != self.member).take(MOST_MEMBERS).collect();
        let asked = others.len();
        let inner = alliance.inner;
        let answers = futures_util::stream::iter(others)
            .map(|(id, url)| async move { (id, self.fetch(&url, inner).await.map(Arc::new)) })
            .buffer_unordered(4)
            .collect::<Vec<_>>()
            .await;
        let mut members = HashMap::new();
        let mut answered = 0;
        for (id, answer) in answers {
            answered += usize::from(answer.is_some());
            if let Some(found) = answer.or_else(|| before.members.get(&id).cloned()) {
                members.insert(id, found);
            }
        }
        tracing::debug!(asked, answered, "the other members were asked for their documents");
        self.known.store(Arc::new(Known { alliance: Some(alliance), members }));
        answered == asked
    }

    async fn fetch(&self, address: &Url, inner: bool) -> Option<Found> {
        if !inner && reach::says_inner(address) {
            return None;
        }
        let client = if inner { &self.anybody } else { &self.outside }.as_ref()?;
        let response = client.get(address.clone()).header("accept", "application/json").send().await.ok()?;
        let response = Some(response).filter(|response| response.status().is_success())?;
        let address = response.url().clone();
        // By whom it really came from: what a name means is for its owner to say, and may be another thing next time.
        let inner = response.remote_addr().is_some_and(|from| reach::is_inner(from.ip()));
        let mut body = Vec::new();
        let mut chunks = response.bytes_stream();
        while let Some(chunk) = chunks.next().await {
            body.extend_from_slice(&chunk.ok()?);
            if body.len() > MOST_BYTES {
                return None;
            }
        }
        let document = parse(std::str::from_utf8(&body).ok()?).ok()?;
        document.is_object().then_some(Found { document, address, inner })
    }
}

/// Whoever is asked may move a document, and not send this server to somebody else.
fn same_origin() -> Policy {
    Policy::custom(|attempt| {
        let asked = attempt.previous().first();
        if attempt.previous().len() > MOST_REDIRECTS {
            attempt.error("it leads from one address to the next")
        } else if asked.is_some_and(|asked| asked.origin() == attempt.url().origin()) {
            attempt.follow()
        } else {
            attempt.stop()
        }
    })
}

/// The members an alliance document names, with the addresses of their documents.
pub fn links(alliance: &Found) -> impl Iterator<Item = (String, Url)> {
    let members = alliance.document.get("members").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    members.iter().filter_map(|member| {
        let id = member.get("id")?.as_str()?.to_owned();
        let url = alliance.address.join(member.get("href")?.as_str()?).ok()?;
        matches!(url.scheme(), "http" | "https").then_some((id, url))
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[tokio::test]
    async fn an_alliance_of_the_world_leads_to_no_inner_host() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let own = Url::parse("https://library.example/atrium/alliance.json").unwrap();
        let neighbours = Neighbours::new(own, None, "library");
        for host in ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433"] {
            let url = Url::parse(&format!("http://{host}:{port}/member.json")).unwrap();
            assert!(neighbours.fetch(&url, false).await.is_none(), "{host}");
        }
        let nobody = tokio::time::timeout(Duration::from_millis(50), listener.accept()).await;
        assert!(nobody.is_err(), "the inner host was never asked");
        // The same client finds it when the operator's own words lead there.
        let url = Url::parse(&format!("http://127.0.0.1:{port}/member.json")).unwrap();
        let asked = tokio::join!(neighbours.fetch(&url, true), async { drop(listener.accept().await.unwrap()) });
        assert!(asked.0.is_none());
    }
}
