//! A walk under way: the client, what was found so far, and the few ways in which a check is made.

use std::time::Duration;

use serde_json::Value;

use crate::checks::Check;
use crate::http::{Answer, Client};
use crate::options::Options;
use crate::report::{Report, Weight};

/// A walk under way.
pub struct Run<'o> {
    /// What was asked for.
    pub options: &'o Options,
    /// What sends requests.
    pub client: Client,
    /// What was found so far.
    pub report: Report,
    say: &'o mut dyn FnMut(&str),
}

impl<'o> Run<'o> {
    /// A walk that says what it does by `say`.
    pub fn new(options: &'o Options, say: &'o mut dyn FnMut(&str)) -> Run<'o> {
        let report = Report::new(&options.url, options.strict);
        Run { options, client: Client::new(Duration::from_secs(options.timeout)), report, say }
    }

    /// Says what is being done.
    pub fn say(&mut self, words: &str) {
        (self.say)(words);
    }

    /// It holds, or it is told with what was expected and what came.
    pub fn that(
        &mut self,
        check: &'static Check,
        answer: &Answer,
        holds: bool,
        expected: &str,
        came: impl Into<String>,
    ) -> bool {
        let holds = holds && answer.trouble.is_none();
        match (holds, &answer.trouble) {
            (true, _) => self.report.pass(check),
            (false, Some(_)) => self.fail(check, &answer.request, expected, answer.came()),
            (false, None) => self.fail(check, &answer.request, expected, came),
        }
        holds
    }

    /// It holds, or the whole answer is told.
    pub fn holds(&mut self, check: &'static Check, answer: &Answer, holds: bool, expected: &str) -> bool {
        self.that(check, answer, holds, expected, answer.came())
    }

    /// It holds, or it is warned of.
    pub fn better(
        &mut self,
        check: &'static Check,
        answer: &Answer,
        holds: bool,
        expected: &str,
        came: impl Into<String>,
    ) -> bool {
        if holds {
            self.report.pass(check);
        } else {
            self.report.find(check, Weight::Warning, &answer.request, expected.to_owned(), came.into());
        }
        holds
    }

    /// What a whole group of checks needs is not there. Whoever named the class asked for them: that is no pass.
    pub fn left_out(&mut self, check: &'static Check, url: &url::Url, why: impl Into<String>) {
        match self.options.class {
            Some(_) => {
                self.fail(check, &format!("GET {url}"), "what these checks need, since the class was named", why)
            }
            None => self.report.skip(check, why),
        }
    }

    /// It does not hold.
    pub fn fail(&mut self, check: &'static Check, request: &str, expected: impl Into<String>, came: impl Into<String>) {
        self.report.find(check, Weight::Failed, request, expected.into(), came.into());
    }

    /// It works, and could be better.
    pub fn warn(&mut self, check: &'static Check, request: &str, expected: impl Into<String>, came: impl Into<String>) {
        self.report.find(check, Weight::Warning, request, expected.into(), came.into());
    }

    /// One of these statuses.
    pub fn status(&mut self, check: &'static Check, answer: &Answer, wanted: &[u16]) -> bool {
        let words: Vec<String> = wanted.iter().map(u16::to_string).collect();
        self.holds(check, answer, wanted.contains(&answer.status), &words.join(" or "))
    }

    /// This problem, with this status.
    pub fn problem(&mut self, check: &'static Check, answer: &Answer, status: u16, kind: &str) -> bool {
        let fits = answer.status == status && answer.problem() == Some(kind);
        self.holds(check, answer, fits, &format!("{status} with \"type\": \"urn:atrium:problem:{kind}\""))
    }

    /// A problem `invalid` at this place of the body.
    pub fn invalid(&mut self, check: &'static Check, answer: &Answer, pointer: &str) -> bool {
        let at: Vec<&str> = answer.items("/errors").iter().filter_map(|error| error.get("pointer")?.as_str()).collect();
        let fits = answer.status == 422 && answer.problem() == Some("invalid") && at.contains(&pointer);
        let expected = format!("422 with \"type\": \"urn:atrium:problem:invalid\" and an error at \"{pointer}\"");
        self.holds(check, answer, fits, &expected)
    }

    /// This value at a place of the answer.
    pub fn same(&mut self, check: &'static Check, answer: &Answer, pointer: &str, wanted: &Value) -> bool {
        let found = answer.json.pointer(pointer);
        let came =
            found.map_or_else(|| format!("no {pointer} in {}", answer.came()), |found| format!("{pointer} is {found}"));
        self.that(check, answer, found == Some(wanted), &format!("{pointer} is {wanted}"), came)
    }
}
