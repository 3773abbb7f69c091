//! The backend as a patron's device talks to it: every answer is looked at for what holds of all.

use serde_json::Value;
use url::Url;

use super::{Links, Maker, Patron};
use crate::checks::participate::{PRIVATE, PROBLEM};
use crate::http::{Answer, Ask};
use crate::read::House;
use crate::run::Run;

/// The backend of a member.
pub struct Site<'r, 'o> {
    /// The walk.
    pub run: &'r mut Run<'o>,
    /// Where everything is.
    pub links: Links,
    /// The member's id.
    pub member: String,
    /// Accounts to be deleted at the end.
    pub made: Vec<Patron>,
    /// Makes what is sent.
    pub maker: Maker,
    /// Phrases, keys and codes of sign-in that were wrong so far: they are counted there too.
    pub wrong: usize,
}

impl<'r, 'o> Site<'r, 'o> {
    /// The backend of a member.
    pub fn new(run: &'r mut Run<'o>, links: Links, house: &House) -> Site<'r, 'o> {
        Site { run, links, member: house.id.clone(), made: Vec::new(), maker: Maker::default(), wrong: 0 }
    }

    /// A request as an app sends it, signed in or not.
    pub fn ask(&self, who: Option<&Patron>, method: &'static str, url: &Url) -> Ask {
        let mut ask = Ask::new(method, url);
        if method != "GET" {
            ask = ask.with("Atrium-Client", "1");
        }
        if let Some(origin) = &self.run.options.origin {
            ask = ask.with("Origin", origin.clone());
        }
        match who {
            Some(who) => ask.with("Cookie", who.cookie.clone()),
            None => ask,
        }
    }

    /// Sends a request, and looks at what holds of every answer to a patron.
    pub fn send(&mut self, ask: &Ask) -> Answer {
        let answer = self.send_any(ask);
        if answer.status == 200 || answer.status == 201 {
            let said = answer.list("cache-control");
            let fits = said.iter().any(|word| word == "private") && said.iter().any(|word| word == "no-store");
            self.run.that(
                &PRIVATE,
                &answer,
                fits,
                "Cache-Control: private, no-store",
                format!("`{}`", said.join(", ")),
            );
        }
        answer
    }

    /// Sends a request, and looks at what holds of every answer.
    pub fn send_any(&mut self, ask: &Ask) -> Answer {
        let answer = self.run.client.send(ask);
        if answer.status >= 400 {
            let title = answer.text("/title").is_some_and(|title| !title.trim().is_empty());
            let status = answer.json.get("status").and_then(Value::as_u64) == Some(answer.status.into());
            let fits =
                answer.media_type() == "application/problem+json" && answer.problem().is_some() && title && status;
            let came = format!("{}: {}", answer.header("content-type").unwrap_or("no Content-Type"), answer.came());
            let expected = "application/problem+json with type urn:atrium:problem:…, title, status";
            self.run.that(&PROBLEM, &answer, fits, expected, came);
        }
        answer
    }

    /// A `GET` by a device.
    pub fn get(&mut self, who: &Patron, url: &Url) -> Answer {
        let ask = self.ask(Some(who), "GET", url);
        self.send(&ask)
    }

    /// A `PUT` by a device.
    pub fn put(&mut self, who: &Patron, url: &Url, body: &Value) -> Answer {
        let ask = self.ask(Some(who), "PUT", url).json(body);
        self.send(&ask)
    }

    /// A `POST` by a device, or by nobody yet.
    pub fn post(&mut self, who: Option<&Patron>, url: &Url, body: &Value) -> Answer {
        let ask = self.ask(who, "POST", url).json(body);
        self.send(&ask)
    }

    /// A `DELETE` by a device.
    pub fn delete(&mut self, who: &Patron, url: &Url) -> Answer {
        let ask = self.ask(Some(who), "DELETE", url);
        self.send(&ask)
    }

    /// A link that the document has; an address that is never answered where it lacks it, which was told with the document.
    pub fn href(&self, name: &str) -> Url {
        self.links.href(name).unwrap_or_else(|| self.nowhere())
    }

    /// A template, filled.
    pub fn fill(&self, name: &str, values: &[(&str, &str)]) -> Url {
        self.links.fill(name, values).unwrap_or_else(|| self.nowhere())
    }

    /// The address of a thing with an id.
    pub fn at(&self, name: &str, id: &str) -> Url {
        self.fill(name, &[("id", id)])
    }

    /// The member's own document: asking it for what a missing link stands for fails every check of it.
    fn nowhere(&self) -> Url {
        self.run.options.url.clone()
    }

    /// Deletes what this walk made, whatever happened in between.
    pub fn leave(&mut self) {
        let account = self.href("account");
        for patron in std::mem::take(&mut self.made) {
            let ask = self.ask(Some(&patron), "DELETE", &account);
            let answer = self.run.client.send(&ask);
            if !matches!(answer.status, 204 | 401) {
                let note = format!(
                    "The account {} that this walk made could not be deleted: {}",
                    patron.account,
                    answer.came()
                );
                self.run.report.notes.push(note);
            }
        }
    }
}
