//! Many entries at once, each answered for itself.

use crate::{
    decode::{At, Decode, MOST_SENT_BYTES, Problem, ProblemKind, Refused},
    entry::Entry,
    json::{NotJson, Record, Value, parse},
    problem_detail::{ProblemDetail, ProblemType},
};

/// So many entries go at once.
pub const MOST: usize = 500;

/// An entry of a batch as it was sent, or what is wrong with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The id it says it has; nothing where that is no text.
    pub id: String,
    /// The entry.
    pub entry: Result<Entry, Vec<Problem>>,
}

/// The body of a batch.
pub fn body(entries: &[Entry]) -> String {
    Record::new().list("entries", &mut entries.iter().map(Entry::to_json)).done()
}

/// Reads the body of a batch.
///
/// # Errors
/// The problem to answer, when it is not a batch at all. What is wrong with one entry stands in its line.
pub fn read(text: &str) -> Result<Vec<Line>, ProblemDetail> {
    if text.len() > MOST_SENT_BYTES {
        return Err((&Refused::TooLarge).into());
    }
    let value =
        parse(text).map_err(|NotJson { line, column }| ProblemDetail::from(&Refused::NotJson { line, column }))?;
    let missing = || {
        let problem = Problem { pointer: "/entries".into(), kind: ProblemKind::Missing };
        ProblemDetail::from(&[problem] as &[Problem])
    };
    let entries = value.get("entries").and_then(Value::as_array).ok_or_else(missing)?;
    if entries.len() > MOST {
        return Err(ProblemType::TooLarge.into());
    }
    let line = |value: &Value| Line {
        id: value.get("id").and_then(Value::as_str).unwrap_or_default().to_owned(),
        entry: Entry::sent(value),
    };
    Ok(entries.iter().map(line).collect())
}

/// What became of one entry of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The entry's id.
    pub id: String,
    /// As if it had been sent alone.
    pub status: u16,
    /// What is kept.
    pub entry: Option<Entry>,
    /// What was wrong.
    pub problem: Option<ProblemDetail>,
}

impl Outcome {
    /// Whether the backend has the entry now.
    pub fn is_kept(&self) -> bool {
        matches!(self.status, 200 | 201)
    }

    fn to_json(&self) -> String {
        Record::new()
            .text("id", &self.id)
            .number("status", self.status.into())
            .maybe_json("entry", self.entry.as_ref().map(Entry::to_json))
            .maybe_json("problem", self.problem.as_ref().map(ProblemDetail::to_json))
            .done()
    }
}

impl Decode for Outcome {
    fn decode(value: &Value, at: &mut At) -> Option<Self> {
        let object = at.open(value)?;
        let status: u64 = at.get(&object, "status");
        let read = Outcome {
            // Null where the entry has none that can be read.
            id: at.get::<Option<String>>(&object, "id").unwrap_or_default(),
            status: u16::try_from(status).unwrap_or_default(),
            entry: at.get(&object, "entry"),
            problem: at.get(&object, "problem"),
        };
        at.close(object)?;
        Some(read)
    }

    fn hole() -> Self {
        Outcome { id: String::new(), status: 0, entry: None, problem: None }
    }
}

record! {
    /// What a batch is answered with, in its order.
    #[derive(Eq)]
    pub struct Outcomes {
        /// One for each entry.
        pub results: Vec<Outcome> = "results",
    }
}

impl Outcomes {
    /// The answer as JSON.
    pub fn to_json(&self) -> String {
        Record::new().list("results", &mut self.results.iter().map(Outcome::to_json)).done()
    }
}

#[cfg(feature = "schema")]
impl crate::schema::Schema for Outcome {
    const NAME: Option<&'static str> = Some("Outcome");

    fn schema(defs: &mut crate::schema::Defs) -> crate::schema::Node {
        use crate::schema::{FieldSchema, object};
        let id = node!({ "type": ["string", "null"] });
        object(
            "What became of one entry of a batch.".to_owned(),
            vec![
                ("id", "The entry's id; null where it has none that can be read.".to_owned(), false, id),
                ("status", "As if it had been sent alone.".to_owned(), true, u64::field(defs)),
                ("entry", "What is kept.".to_owned(), false, <Option<Entry>>::field(defs)),
                ("problem", "What was wrong.".to_owned(), false, <Option<ProblemDetail>>::field(defs)),
            ],
        )
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const GOOD: &str = r#"{"id":"0193570a-0000-7000-8000-00000000000a","challenge":{"member":"m","id":"c"},
        "profile":"0193570a-0000-7000-8000-000000000001","occurredOn":"2026-11-03","recordedAt":"2026-11-03T20:00:00Z",
        "amount":{"amount":20,"unit":"minutes"}}"#;

    fn batch(lines: &[&str]) -> Result<Vec<Line>, ProblemDetail> {
        read(&format!(r#"{{"entries":[{}]}}"#, lines.join(",")))
    }

    #[test]
    fn what_one_entry_lacks_does_not_hinder_another() {
        let lines = batch(&[GOOD, r#"{"id":"x"}"#, "7", GOOD]).unwrap();
        assert_eq!(lines.iter().map(|line| line.entry.is_ok()).collect::<Vec<_>>(), [true, false, false, true]);
        assert_eq!(lines.get(1).map(|line| line.id.as_str()), Some("x"));
        let again = read(&body(&lines.into_iter().filter_map(|line| line.entry.ok()).collect::<Vec<_>>())).unwrap();
        assert_eq!(again.len(), 2);
    }

    #[test]
    fn what_is_no_batch_is_refused_as_a_whole() {
        let kind = |text: &str| read(text).unwrap_err().kind;
        assert_eq!(kind("{"), Some(ProblemType::Malformed));
        assert_eq!(kind("{}"), Some(ProblemType::Invalid));
        assert_eq!(kind(r#"{"entries":{}}"#), Some(ProblemType::Invalid));
        assert_eq!(kind(&" ".repeat(MOST_SENT_BYTES + 1)), Some(ProblemType::TooLarge));
        assert_eq!(batch(&["7"; MOST]).map(|lines| lines.len()), Ok(MOST));
        assert_eq!(batch(&["7"; MOST + 1]).unwrap_err().kind, Some(ProblemType::TooLarge));
    }
}
