//! The staff's desk: drafts by collection and id, with the preconditions of each request.

use std::collections::BTreeSet;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use url::Url;

use crate::http::{Answer, Ask};
use crate::participate::{Links, Site};
use crate::read::House;

/// A change of the member's document is seen within so long.
pub const MINUTE: Duration = Duration::from_secs(65);

/// What a change expects to find.
#[derive(Clone, Copy)]
pub enum Pre<'t> {
    /// Nothing is said.
    None,
    /// Nothing is there.
    New,
    /// This version is there.
    Tag(&'t str),
}

/// Class Publish as staff use it.
pub struct Desk<'s, 'r, 'o> {
    /// Class Participate of the same backend.
    pub site: &'s mut Site<'r, 'o>,
    /// Where everything is.
    pub pubs: Links,
    /// Where the member's document is.
    pub home: Url,
    token: String,
    made: BTreeSet<(&'static str, String)>,
}

impl<'s, 'r, 'o> Desk<'s, 'r, 'o> {
    /// A desk.
    pub fn new(site: &'s mut Site<'r, 'o>, pubs: Links, token: String, house: &House) -> Self {
        Desk { site, pubs, home: house.url.clone(), token, made: BTreeSet::new() }
    }

    /// A request as staff.
    pub fn ask(&self, method: &'static str, url: &Url) -> Ask {
        self.site.ask(None, method, url).with("Authorization", format!("Bearer {}", self.token))
    }

    /// Sends a request.
    pub fn send(&mut self, ask: &Ask) -> Answer {
        self.site.send_any(ask)
    }

    /// The address of a draft.
    pub fn at(&self, collection: &str, id: &str) -> Url {
        self.pubs.fill("item", &[("collection", collection), ("id", id)]).unwrap_or_else(|| self.home.clone())
    }

    /// A draft as it is there.
    pub fn get(&mut self, collection: &str, id: &str) -> Answer {
        let ask = self.ask("GET", &self.at(collection, id));
        self.send(&ask)
    }

    /// Writes a draft.
    pub fn put(&mut self, collection: &'static str, id: &str, draft: &Value, pre: Pre) -> Answer {
        let ask = self.ask("PUT", &self.at(collection, id)).json(draft);
        let answer = self.send(&conditional(ask, pre));
        if matches!(answer.status, 200 | 201) {
            self.made.insert((collection, id.to_owned()));
        }
        answer
    }

    /// Writes a draft over whatever an earlier walk left there.
    pub fn keep(&mut self, collection: &'static str, id: &str, draft: &Value) -> Answer {
        let there = self.get(collection, id);
        match there.header("etag").filter(|_| there.is(200)).map(ToOwned::to_owned) {
            Some(tag) => self.put(collection, id, draft, Pre::Tag(&tag)),
            None => self.put(collection, id, draft, Pre::New),
        }
    }

    /// Deletes a draft.
    pub fn delete(&mut self, collection: &'static str, id: &str, pre: Pre) -> Answer {
        let ask = self.ask("DELETE", &self.at(collection, id));
        let answer = self.send(&conditional(ask, pre));
        if answer.status == 204 {
            self.made.remove(&(collection, id.to_owned()));
        }
        answer
    }

    /// Deletes a draft of an earlier walk, if there is one.
    pub fn clear(&mut self, collection: &'static str, id: &str) {
        let there = self.get(collection, id);
        if let Some(tag) = there.header("etag").filter(|_| there.is(200)).map(ToOwned::to_owned) {
            self.delete(collection, id, Pre::Tag(&tag));
        }
    }

    /// The public document that a draft's answer names.
    pub fn public(&mut self, draft: &Answer) -> Option<Answer> {
        let href = draft.text("/href").and_then(|href| crate::http::resolve(&draft.url, href))?;
        Some(self.site.run.client.follow(&Ask::get(&href)))
    }

    /// Waits until the member's document has a card, or has none.
    pub fn card(&mut self, list: &str, id: &str, wanted: bool) -> (Answer, bool) {
        let began = Instant::now();
        let url = self.home.clone();
        loop {
            let answer = self.site.run.client.follow(&Ask::get(&url));
            let there = answer.items(&format!("/{list}")).iter().any(|card| card.get("id") == Some(&json!(id)));
            if there == wanted || began.elapsed() > MINUTE {
                return (answer, there);
            }
            thread::sleep(Duration::from_millis(500));
        }
    }

    /// Takes away what this walk made: drafts are deleted, what was published is unpublished.
    pub fn tidy(&mut self) {
        for (collection, id) in std::mem::take(&mut self.made) {
            let there = self.get(collection, &id);
            let Some(tag) = there.header("etag").filter(|_| there.is(200)).map(ToOwned::to_owned) else { continue };
            if self.delete(collection, &id, Pre::Tag(&tag)).status == 204 {
                continue;
            }
            if there.text("/state") == Some("unpublished") {
                continue;
            }
            let draft = json!({ "state": "unpublished", "document": there.json.get("document") });
            let answer = self.put(collection, &id, &draft, Pre::Tag(&tag));
            if !answer.is(200) {
                self.site
                    .run
                    .report
                    .notes
                    .push(format!("{collection}/{id} that this walk made is still there: {}", answer.came()));
            }
        }
    }
}

fn conditional(ask: Ask, pre: Pre) -> Ask {
    match pre {
        Pre::None => ask,
        Pre::New => ask.with("If-None-Match", "*"),
        Pre::Tag(tag) => ask.with("If-Match", tag),
    }
}
