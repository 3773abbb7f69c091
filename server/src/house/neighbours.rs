//! The other members of the alliance, as far as their documents can be had: only so that a link to something of theirs looks
//! like something. Fetched behind everybody's back, kept in memory, small.

use arc_swap::{ArcSwap, ArcSwapOption};
use atrium_contract::json::{Value, parse};
use futures_util::StreamExt;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use url::Url;

/// A document may have this many bytes, as everywhere in the contract.
const MOST_BYTES: usize = 2_000_000;
/// More members than this are not asked.
const MOST_MEMBERS: usize = 100;
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
    client: reqwest::Client,
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
        let own = own.map(|document| Arc::new(Found { document, address: address.clone() }));
        let client = reqwest::Client::builder()
            .timeout(PATIENCE)
            .redirect(reqwest::redirect::Policy::limited(3))
            .user_agent("atrium-server")
            .build()
            .unwrap_or_default();
        let known = Known { alliance: own.clone(), members: HashMap::new() };
        Neighbours {
            known: ArcSwap::from_pointee(known),
            client,
            address,
            own: ArcSwapOption::new(own),
            member: member.to_owned(),
        }
    }

    /// The alliance document, now that this server has made it.
    pub fn set_own(&self, document: Value) {
        let own = Arc::new(Found { document, address: self.address.clone() });
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
            None => self.fetch(&self.address).await.map(Arc::new).or_else(|| before.alliance.clone()),
        };
        let Some(alliance) = alliance else { return false };
        let others: Vec<(String, Url)> =
            links(&alliance).filter(|(id, _)| *id != self.member).take(MOST_MEMBERS).collect();
        let asked = others.len();
        let answers = futures_util::stream::iter(others)
            .map(|(id, url)| async move { (id, self.fetch(&url).await.map(Arc::new)) })
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

    async fn fetch(&self, address: &Url) -> Option<Found> {
        let response = self.client.get(address.clone()).header("accept", "application/json").send().await.ok()?;
        let response = response.error_for_status().ok()?;
        let address = response.url().clone();
        let mut body = Vec::new();
        let mut chunks = response.bytes_stream();
        while let Some(chunk) = chunks.next().await {
            body.extend_from_slice(&chunk.ok()?);
            if body.len() > MOST_BYTES {
                return None;
            }
        }
        let document = parse(std::str::from_utf8(&body).ok()?).ok()?;
        document.is_object().then_some(Found { document, address })
    }
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
