//! Where everything of this member is found: its own layout of links, in one place.

use super::collection::Collection;
use url::Url;

/// Where documents stand, below the address of the server.
pub const PREFIX: &str = "/atrium/";
/// Where every alliance begins.
pub const ALLIANCE: &str = "/.well-known/cultural-alliance.json";

/// The addresses of one server.
#[derive(Clone, Debug)]
pub struct Addresses {
    root: Url,
}

impl Addresses {
    /// Of a server that the world finds here.
    pub fn new(public: &Url) -> Addresses {
        Addresses { root: public.clone() }
    }

    /// The path below which documents stand.
    pub fn prefix(&self) -> &'static str {
        PREFIX
    }

    /// Scheme, host and port.
    pub fn origin(&self) -> String {
        self.root.origin().ascii_serialization()
    }

    /// The whole address of a path that begins with a slash.
    pub fn at(&self, path: &str) -> Url {
        self.root.join(path).unwrap_or_else(|_| self.root.clone())
    }

    /// The whole address of a page of the app.
    pub fn page(&self, path: &str) -> String {
        self.at(path).to_string()
    }

    /// The member's document.
    pub fn member(&self) -> Url {
        self.at("/atrium/member.json")
    }

    /// The Participation document.
    pub fn participation(&self) -> Url {
        self.at("/atrium/participate.json")
    }

    /// The Publication document.
    pub fn publication(&self) -> Url {
        self.at("/atrium/publish.json")
    }

    /// A published document. An id needs no escaping.
    pub fn document(&self, collection: Collection, id: &str) -> Url {
        self.at(&format!("{PREFIX}{}/{id}.json", collection.word()))
    }

    /// A picture, or whatever else lies in the folder of files.
    pub fn file(&self, name: &str) -> Url {
        self.at(&format!("{PREFIX}files/{name}"))
    }

    /// The alliance document, where this server holds it.
    pub fn alliance(&self) -> Url {
        self.at(ALLIANCE)
    }
}
