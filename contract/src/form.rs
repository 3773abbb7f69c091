//! The form of what comes from outside. What a device kept itself is taken as it is.

use crate::{
    decode::{Asked, At, ProblemKind},
    instant::Instant,
    text::blank,
    uuid::is_uuid,
};

/// How long a text may be, and what is said when it is not.
pub(crate) struct Length {
    most: usize,
    least: usize,
    /// Control characters may not be in it: others see it, in a line.
    line: bool,
    what: &'static str,
}

#[cfg(feature = "schema")]
impl Length {
    /// The least and the most characters.
    pub(crate) fn limits(&self) -> (i32, i32) {
        let small = |number| i32::try_from(number).unwrap_or(i32::MAX);
        (small(self.least), small(self.most))
    }

    /// Whether control characters may not be in it.
    pub(crate) fn line(&self) -> bool {
        self.line
    }
}

/// Whether a character breaks a line of others: it controls, or turns the direction of what stands behind it.
fn turns(character: char) -> bool {
    character.is_control() || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A name.
pub(crate) const NAME: Length = Length {
    least: 1,
    most: 60,
    line: true,
    what: "a text of 1 to 60 characters, none of them control characters or marks of direction",
};
/// A note.
pub(crate) const NOTE: Length =
    Length { least: 0, most: 2_000, line: false, what: "a text of at most 2000 characters" };
/// A text about a work.
pub(crate) const WORK: Length = Length { least: 0, most: 500, line: false, what: "a text of at most 500 characters" };
/// An ISBN, with whatever stands between its digits.
pub(crate) const ISBN: Length = Length { least: 0, most: 40, line: false, what: "a text of at most 40 characters" };
/// The name of a zone.
pub(crate) const ZONE: Length = Length { least: 1, most: 100, line: false, what: "a text of 1 to 100 characters" };
/// A code, as it is kept.
pub(crate) const CODE: Length = Length { least: 4, most: 40, line: false, what: "a text of 4 to 40 characters" };
/// A code, phrase or key as somebody typed it.
pub(crate) const TYPED: Length = Length { least: 1, most: 200, line: false, what: "a text of 1 to 200 characters" };
/// A moment with more digits than this says nothing more.
const LONGEST_MOMENT: usize = 40;

/// Judges the fields of a record as far as is asked.
pub(crate) struct Form<'a> {
    at: &'a mut At,
    whole: bool,
}

impl Form<'_> {
    pub fn new(at: &mut At) -> Form<'_> {
        Form { at, whole: true }
    }

    #[inline(never)]
    fn judge(mut self, asked: Asked, name: &str, fits: bool, what: &'static str) -> Self {
        if self.at.asked() >= asked && !fits {
            self.at.problem_in(name, ProblemKind::Expected { what, found: "another text" });
            self.whole = false;
        }
        self
    }

    /// A UUID.
    pub fn id(self, name: &str, id: Option<&str>) -> Self {
        self.judge(Asked::Form, name, id.is_none_or(is_uuid), "a UUID")
    }

    /// An instant.
    pub fn moment(self, name: &str, moment: Option<&str>) -> Self {
        let fits = moment.is_none_or(|text| text.len() <= LONGEST_MOMENT && Instant::parse(text).is_some());
        self.judge(Asked::Form, name, fits, "an instant such as 2026-07-01T18:00:00Z")
    }

    /// A text of some length; one that must be there must be seen.
    pub fn text(self, name: &str, text: Option<&str>, length: Length) -> Self {
        let fits = text.is_none_or(|text| {
            let long = text.chars().nth(length.most).is_some();
            let short = length.least > 0 && (blank(text) || text.chars().nth(length.least - 1).is_none());
            let torn = length.line && text.chars().any(turns);
            !long && !short && !torn
        });
        self.judge(Asked::Length, name, fits, length.what)
    }

    /// Something else that a backend asks for.
    pub fn also(self, name: &str, fits: bool, what: &'static str) -> Self {
        self.judge(Asked::Length, name, fits, what)
    }

    /// Whether all was well.
    pub fn whole(self) -> Option<()> {
        self.whole.then_some(())
    }
}
