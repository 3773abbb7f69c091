//! What staff work on: a document with what the public must not see.

use crate::{campaign::Campaign, challenge::Challenge, exhibit::Exhibit, list::ReadingList, theme::Theme};
use crate::{
    challenge::Amount,
    decode::{At, Count, Decode, Problem, ProblemKind, Refused, tree},
    form::{CODE, Form},
    href::Href,
    id::Id,
    instant::Instant,
    json::{Record, Value},
    problem_detail::FieldProblem,
    publication::Collection,
    text::Text,
};

words! {
    /// How far a draft has come.
    pub enum State expected "draft, published or unpublished" {
        /// Staff work on it.
        Draft = "draft",
        /// The public sees it, now or from a moment on.
        Published = "published",
        /// The public no longer sees it.
        Unpublished = "unpublished",
    }
}

record! {
    /// A code to be found, which the public must not see.
    #[derive(Eq)]
    pub struct Code check code_formed {
        /// The code.
        pub code: String = "code",
        /// The thing of a checklist that it ticks.
        pub item: Option<Id> = "item",
        /// Or how much it is worth.
        pub amount: Option<Amount> = "amount",
    }
}

fn code_formed(code: &Code, at: &mut At) -> Option<()> {
    let one = code.item.is_some() != code.amount.is_some();
    Form::new(at)
        .text("code", Some(&code.code), CODE)
        .also("item", one, "the thing the code ticks, or else its amount")
        .whole()
}

record! {
    /// A draft, as it is sent and answered. The document in it stays as it was written, unknown fields and all.
    pub struct Draft around 1 {
        /// How far it has come.
        pub state: State = "state",
        /// Published, but only from then on.
        pub publish_at: Option<Instant> = "publishAt",
        /// The document.
        pub document: Value = "document",
        /// Its codes.
        pub codes: Vec<Code> = "codes",
        /// 1, 2, …: said by the backend, as is all that follows.
        pub version: Option<Count> = "version",
        /// When it was changed last.
        pub changed_at: Option<Instant> = "changedAt",
        /// It is published, and its moment is still to come.
        pub scheduled: Option<bool> = "scheduled",
        /// Where the public document is, or will be.
        pub href: Option<Href> = "href",
        /// What a reader would have to leave out.
        pub problems: Vec<FieldProblem> = "problems",
    }
}

impl Draft {
    /// The draft as JSON.
    pub fn to_json(&self) -> String {
        let code = |code: &Code| {
            Record::new()
                .text("code", &code.code)
                .maybe("item", code.item.as_ref().map(Id::as_str))
                .maybe_json("amount", code.amount.map(|amount| amount.to_json()))
                .done()
        };
        Record::new()
            .text("state", self.state.word())
            .maybe("publishAt", self.publish_at.as_ref().map(|at| at.text.as_str()))
            .json("document", &self.document.to_string())
            .some("codes", &mut self.codes.iter().map(code))
            .maybe_json("version", self.version.map(|version| version.0.to_string()))
            .maybe("changedAt", self.changed_at.as_ref().map(|at| at.text.as_str()))
            .maybe_truth("scheduled", self.scheduled)
            .maybe("href", self.href.as_ref().map(Href::as_str))
            .some("problems", &mut self.problems.iter().map(FieldProblem::to_json))
            .done()
    }
}

/// What the public could not read of a document: what a reader would have to refuse or leave out, by pointers into it.
pub fn problems(collection: Collection, document: &Value) -> Vec<Problem> {
    match collection {
        Collection::Campaigns => of::<Campaign>(collection, document),
        Collection::Exhibits => of::<Exhibit>(collection, document),
        Collection::Challenges => of::<Challenge>(collection, document),
        Collection::Themes => of::<Theme>(collection, document),
        Collection::Lists => of::<ReadingList>(collection, document),
    }
}

fn of<T: Decode>(collection: Collection, document: &Value) -> Vec<Problem> {
    let wrong = |pointer: &str, what| {
        vec![Problem { pointer: pointer.to_owned(), kind: ProblemKind::Expected { what, found: "something else" } }]
    };
    match tree::<T>(document, collection.kind()) {
        Ok(decoded) => decoded.problems,
        Err(Refused::Problems(problems)) => problems,
        Err(Refused::Version) => wrong("/atrium", "\"1\""),
        Err(Refused::Type(kind)) => wrong("/type", kind),
        Err(Refused::Requires(_)) => wrong("/requires", "only what readers have"),
        Err(Refused::TooLarge | Refused::NotJson { .. }) => wrong("", "a JSON document of at most 2 MB"),
    }
}

record! {
    /// A draft as one of a list.
    #[derive(Eq)]
    pub struct DraftLine key Id {
        /// The document's id.
        pub id: Id = "id",
        /// Its title; a draft may still lack it.
        pub title: Option<Text> = "title",
        /// How far it has come.
        pub state: State = "state",
        /// Published, but only from then on.
        pub publish_at: Option<Instant> = "publishAt",
        /// 1, 2, ….
        pub version: Count = "version",
        /// When it was changed last.
        pub changed_at: Instant = "changedAt",
        /// It is published, and its moment is still to come.
        pub scheduled: bool = "scheduled",
        /// Where the public document is, or will be.
        pub href: Option<Href> = "href",
    }
}

record! {
    /// What there is in a collection, page by page.
    #[derive(Eq)]
    pub struct Drafts {
        /// The drafts, by id.
        pub items: Vec<DraftLine> = "items",
        /// The next page.
        pub next: Option<Href> = "next",
    }
}

impl Drafts {
    /// The document as JSON.
    pub fn to_json(&self) -> String {
        let line = |line: &DraftLine| {
            Record::new()
                .text("id", line.id.as_str())
                .maybe_json("title", line.title.as_ref().map(Text::to_json))
                .text("state", line.state.word())
                .maybe("publishAt", line.publish_at.as_ref().map(|at| at.text.as_str()))
                .number("version", line.version.0.into())
                .text("changedAt", &line.changed_at.text)
                .truth("scheduled", line.scheduled)
                .maybe("href", line.href.as_ref().map(Href::as_str))
                .done()
        };
        Record::top("Drafts")
            .list("items", &mut self.items.iter().map(line))
            .maybe("next", self.next.as_ref().map(Href::as_str))
            .done()
    }
}

record! {
    /// A version of a published document.
    pub struct PastVersion {
        /// 1, 2, ….
        pub version: Count = "version",
        /// Since when it is in force.
        pub since: Instant = "since",
        /// What was asked for with it.
        pub state: State = "state",
        /// The document.
        pub document: Value = "document",
    }
}

record! {
    /// The versions of a published document, oldest first.
    pub struct History around 3 {
        /// The versions.
        pub items: Vec<PastVersion> = "items",
    }
}

impl History {
    /// The document as JSON.
    pub fn to_json(&self) -> String {
        let version = |it: &PastVersion| {
            Record::new()
                .number("version", it.version.0.into())
                .text("since", &it.since.text)
                .text("state", it.state.word())
                .json("document", &it.document.to_string())
                .done()
        };
        Record::top("History").list("items", &mut self.items.iter().map(version)).done()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{decode::sent, json::parse};

    #[test]
    fn the_document_in_a_draft_stays_as_it_was_written() {
        let text = r#"{"state":"draft","document":{"id":"x","number":2.50,"unheard-of":{"b":[1e3,null]}}}"#;
        let draft: Draft = sent(text).unwrap();
        assert!(draft.to_json().contains(r#""document":{"id":"x","number":2.50,"unheard-of":{"b":[1e3,null]}}"#));
    }

    #[test]
    fn a_document_is_64_levels_deep_wherever_it_stands() {
        for (depth, fits) in [(64, true), (65, false)] {
            // The document is the first level, a list in it the second.
            let document = format!("{{\"deep\":{}1{}}}", "[".repeat(depth - 1), "]".repeat(depth - 1));
            assert_eq!(parse(&document).is_ok(), fits, "{depth}");
            let draft = format!(r#"{{"state":"draft","document":{document}}}"#);
            assert_eq!(sent::<Draft>(&draft).is_ok(), fits, "{depth}");
            let history = format!(
                r#"{{"atrium":"1","type":"History","items":[{{"version":1,"since":"2026-11-01T00:00:00Z","state":"draft","document":{document}}}]}}"#
            );
            assert_eq!(crate::decode::document::<History>(&history, "History").is_ok(), fits, "{depth}");
        }
    }

    #[test]
    fn what_a_reader_would_leave_out_is_told_by_its_place_in_the_document() {
        let told = |text: &str| -> Vec<String> {
            problems(Collection::Lists, &parse(text).unwrap()).iter().map(ToString::to_string).collect()
        };
        let list =
            |more: &str| format!(r#"{{"atrium":"1","type":"ReadingList","id":"l","title":"L","works":[{more}]}}"#);
        assert_eq!(told(&list(r#"{"title":"W"}"#)), Vec::<String>::new());
        assert_eq!(told(&list(r#"{"title":"W"},{"isbn":"9780345539434"}"#)), ["/works/1/title is missing"]);
        assert_eq!(told("{}"), ["/atrium should be \"1\", but is something else"]);
        assert_eq!(told(r#"{"atrium":"1","type":"Theme"}"#), ["/type should be ReadingList, but is something else"]);
    }

    #[test]
    fn a_code_ticks_a_thing_or_has_an_amount() {
        let code = |fields: &str| {
            sent::<Draft>(&format!(r#"{{"state":"draft","document":{{}},"codes":[{{"code":"OWL 7"{fields}}}]}}"#))
                .is_ok()
        };
        assert!(code(r#","item":"owl""#) && code(r#","amount":{"amount":1,"unit":"activities"}"#));
        assert!(!code("") && !code(r#","item":"owl","amount":{"amount":1,"unit":"activities"}"#));
    }
}
