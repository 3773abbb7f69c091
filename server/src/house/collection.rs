//! The collections a member publishes, and what a reader would say to a document of each.

use crate::clock::Zone;
use atrium_contract::campaign::Campaign;
use atrium_contract::challenge::Challenge;
use atrium_contract::decode::{self, Decode, Problem, Refused};
use atrium_contract::exhibit::Exhibit;
use atrium_contract::json::Value;
use atrium_contract::list::ReadingList;
use atrium_contract::theme::Theme;

/// A kind of document that staff publish.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Collection {
    /// Campaigns.
    Campaigns,
    /// Exhibits.
    Exhibits,
    /// Challenges.
    Challenges,
    /// Themes.
    Themes,
    /// Reading lists.
    Lists,
}

impl Collection {
    /// All of them.
    pub const ALL: [Collection; 5] =
        [Collection::Campaigns, Collection::Exhibits, Collection::Challenges, Collection::Themes, Collection::Lists];

    /// The word for it in addresses and in the Publication document.
    pub fn word(self) -> &'static str {
        match self {
            Collection::Campaigns => "campaigns",
            Collection::Exhibits => "exhibits",
            Collection::Challenges => "challenges",
            Collection::Themes => "themes",
            Collection::Lists => "lists",
        }
    }

    /// The collection with this word.
    pub fn parse(word: &str) -> Option<Collection> {
        Collection::ALL.into_iter().find(|collection| collection.word() == word)
    }

    /// The `type` of its documents.
    pub fn document_type(self) -> &'static str {
        match self {
            Collection::Campaigns => "Campaign",
            Collection::Exhibits => "Exhibit",
            Collection::Challenges => "Challenge",
            Collection::Themes => "Theme",
            Collection::Lists => "ReadingList",
        }
    }

    /// The collection whose documents have this `type`.
    pub fn of_type(kind: &str) -> Option<Collection> {
        Collection::ALL.into_iter().find(|collection| collection.document_type() == kind)
    }

    /// Whether the member's document shows a card for each of its documents.
    pub fn has_cards(self) -> bool {
        matches!(self, Collection::Campaigns | Collection::Exhibits | Collection::Challenges)
    }

    /// What a reader of the document would have to refuse or leave out: pointers, each with a sentence.
    pub fn problems(self, document: &Value) -> Vec<Fault> {
        let text = document.to_string();
        let kind = self.document_type();
        match self {
            Collection::Campaigns => with_zone(faults::<Campaign>(&text, kind), document),
            Collection::Exhibits => faults::<Exhibit>(&text, kind),
            Collection::Challenges => with_zone(faults::<Challenge>(&text, kind), document),
            Collection::Themes => faults::<Theme>(&text, kind),
            Collection::Lists => faults::<ReadingList>(&text, kind),
        }
    }
}

/// Also whether the zone is one: readers take another for UTC, so that its last day would end at an hour that nobody meant.
fn with_zone(mut faults: Vec<Fault>, document: &Value) -> Vec<Fault> {
    let said = faults.iter().any(|fault| fault.pointer == "/zone");
    if !said && document.get("zone").and_then(Value::as_str).is_some_and(|zone| !Zone::is_known(zone)) {
        let detail = "should be an IANA time zone such as Europe/Lisbon".to_owned();
        faults.push(Fault { pointer: "/zone".to_owned(), detail });
    }
    faults
}

/// One thing that is wrong with a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where, as a JSON Pointer into the document.
    pub pointer: String,
    /// What, in a sentence.
    pub detail: String,
}

/// What a reader would say to a document of a type.
pub fn faults<T: Decode>(text: &str, kind: &'static str) -> Vec<Fault> {
    match decode::document::<T>(text, kind) {
        Ok(read) => read.problems.iter().map(fault).collect(),
        Err(Refused::Problems(problems)) => problems.iter().map(fault).collect(),
        Err(refused) => {
            let pointer = match &refused {
                Refused::Version => "/atrium",
                Refused::Type(_) => "/type",
                Refused::Requires(_) => "/requires",
                _ => "",
            };
            let sentences = refused.sentences().into_iter();
            sentences.map(|detail| Fault { pointer: pointer.to_owned(), detail }).collect()
        }
    }
}

fn fault(problem: &Problem) -> Fault {
    Fault { pointer: problem.pointer.clone(), detail: problem.sentence() }
}
