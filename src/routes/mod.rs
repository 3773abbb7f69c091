//! Every address of the app, once: an enum with a way in and a way out.

mod navigator;

pub use navigator::{Navigator, arrive, here, use_navigator};

use crate::platform::url;
use atrium_contract::id::{Id, Key};

/// A page of the app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// What is on now.
    Home,
    /// A campaign.
    Campaign(Key),
    /// An exhibit, and the scene it is opened at.
    Exhibit(Key, Option<Id>),
    /// A challenge.
    Challenge(Key),
    /// A member of the alliance.
    Member(Id),
    /// What this device keeps: readers, history, export, import.
    Reader,
    /// Everything there is, searched and filtered: by what stands behind the question mark of the address.
    Search(String),
    /// The account at a member.
    Account(Id),
    /// The snippet for another site.
    Share(Shared, Key),
    /// No page has this address.
    NotFound,
}

/// What can stand in another site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shared {
    /// A campaign's card.
    Campaign,
    /// A challenge's card.
    Challenge,
}

impl Shared {
    /// The word for it in an address.
    pub fn word(self) -> &'static str {
        match self {
            Shared::Campaign => "campaign",
            Shared::Challenge => "challenge",
        }
    }
}

impl Route {
    /// Reads a path below the app's base. Anything unknown is [`Route::NotFound`].
    pub fn parse(path: &str) -> Route {
        Self::known(path).unwrap_or(Route::NotFound)
    }

    fn known(path: &str) -> Option<Route> {
        let path = path.split('#').next().unwrap_or_default();
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let mut parts = path.split('/').filter(|part| !part.is_empty()).map(url::decode);
        let mut next = || parts.next();
        let Some(first) = next() else { return Some(Route::Home) };
        let id = |part: Option<Option<String>>| Id::new(&part??);
        let route = match first?.as_str() {
            "index.html" => Route::Home,
            "campaign" => Route::Campaign(Key { member: id(next())?, id: id(next())? }),
            "exhibit" => {
                let key = Key { member: id(next())?, id: id(next())? };
                match next() {
                    None => Route::Exhibit(key, None),
                    scene => Route::Exhibit(key, Some(id(scene)?)),
                }
            }
            "challenge" => Route::Challenge(Key { member: id(next())?, id: id(next())? }),
            "member" => Route::Member(id(next())?),
            "reader" => Route::Reader,
            "search" => Route::Search(query.to_owned()),
            "account" => Route::Account(id(next())?),
            "share" => {
                let kind = match next()??.as_str() {
                    "campaign" => Shared::Campaign,
                    "challenge" => Shared::Challenge,
                    _ => return None,
                };
                Route::Share(kind, Key { member: id(next())?, id: id(next())? })
            }
            _ => return None,
        };
        next().is_none().then_some(route)
    }

    /// The path below the app's base, without a slash at its start.
    pub fn path(&self) -> String {
        let key = |word: &str, key: &Key| format!("{word}/{}/{}", key.member, key.id);
        match self {
            Route::Home | Route::NotFound => String::new(),
            Route::Campaign(campaign) => key("campaign", campaign),
            Route::Exhibit(exhibit, None) => key("exhibit", exhibit),
            Route::Exhibit(exhibit, Some(scene)) => format!("{}/{scene}", key("exhibit", exhibit)),
            Route::Challenge(challenge) => key("challenge", challenge),
            Route::Member(member) => format!("member/{member}"),
            Route::Reader => "reader".into(),
            Route::Search(query) if query.is_empty() => "search".into(),
            Route::Search(query) => format!("search?{query}"),
            Route::Account(member) => format!("account/{member}"),
            Route::Share(kind, shared) => format!("share/{}", key(kind.word(), shared)),
        }
    }

    /// The page this address belongs to: scenes of an exhibit are one page, and so is whatever is searched for.
    #[must_use]
    pub fn page(&self) -> Route {
        match self {
            Route::Exhibit(key, _) => Route::Exhibit(key.clone(), None),
            Route::Search(_) => Route::Search(String::new()),
            other => other.clone(),
        }
    }

    /// The address for a link inside the app: the path with the app's base before it.
    pub fn href(&self) -> String {
        url::base_path() + &self.path()
    }

    /// The address to give to somebody else.
    pub fn address(&self) -> String {
        url::resolve(&self.href(), &url::base()).unwrap_or_default()
    }
}
