//! What the rules make of a reader's entries, as a backend answers it.

use crate::{
    challenge::{Challenge, Goal},
    day::Day,
    decode::{At, Count, Decode},
    id::Id,
    json::{Record, Value},
    progress::{Progress, Reached, Reason, Run, Verdict},
};

/// A reader's standing in a challenge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The challenge.
    pub challenge: Id,
    /// The reader.
    pub profile: String,
    /// The version of the challenge that is in force; 1 is the first.
    pub version: Count,
    /// Today in the challenge's zone.
    pub today: Day,
    /// The day of joining.
    pub enrolled_on: Option<Day>,
    /// There are things to tick off.
    pub ticks: bool,
    /// How far the reader has come.
    pub progress: Progress,
}

impl Standing {
    /// The standing that progress makes.
    pub fn new(
        challenge: &Challenge,
        version: Count,
        profile: &str,
        enrolled_on: Option<Day>,
        today: Day,
        progress: Progress,
    ) -> Standing {
        Standing {
            challenge: challenge.id.clone(),
            profile: profile.to_owned(),
            version,
            today,
            enrolled_on,
            ticks: matches!(challenge.goal, Goal::Checklist { .. }),
            progress,
        }
    }

    /// The document as JSON.
    pub fn to_json(&self) -> String {
        let it = &self.progress;
        let text = |text: &str| Value::from(text).to_string();
        let mut record = Record::top("Standing")
            .text("challenge", self.challenge.as_str())
            .text("profile", &self.profile)
            .number("version", self.version.0.into())
            .text("today", &self.today.to_string())
            .maybe("enrolledOn", self.enrolled_on.map(|on| on.to_string()).as_deref())
            .text("unit", it.unit.word())
            .number("amount", it.amount)
            .number("target", it.target)
            .truth("done", it.done)
            .maybe("doneOn", it.done_on.map(|on| on.to_string()).as_deref())
            .maybe_json("run", it.run.map(run))
            .list("days", &mut it.days.iter().map(|day| text(&day.to_string())));
        if self.ticks {
            record = record.list("ticked", &mut it.ticked.iter().map(|id| text(id.as_str())));
        }
        record
            .list("reached", &mut it.reached.iter().map(reached))
            .list("verdicts", &mut it.verdicts.iter().map(verdict))
            .done()
    }
}

fn run(run: Run) -> String {
    Record::new().number("longest", run.longest).number("current", run.current).number("frozen", run.frozen).done()
}

fn reached(reached: &Reached) -> String {
    Record::new().text("id", reached.id.as_str()).text("on", &reached.on.to_string()).done()
}

fn verdict(verdict: &Verdict) -> String {
    Record::new()
        .text("entry", &verdict.entry)
        .number("credited", verdict.credited)
        .maybe("reason", verdict.reason.map(Reason::word))
        .done()
}

impl Decode for Standing {
    fn decode(value: &Value, at: &mut At) -> Option<Self> {
        let object = at.open(value)?;
        let (challenge, profile) = (at.get(&object, "challenge"), at.get(&object, "profile"));
        let (version, today) = (at.get(&object, "version"), at.get(&object, "today"));
        let enrolled_on = at.get(&object, "enrolledOn");
        let whole = at.close(object);
        let progress = Progress::decode(value, at)?;
        let ticks = value.get("ticked").is_some_and(Value::is_array);
        whole?;
        Some(Standing { challenge, profile, version, today, enrolled_on, ticks, progress })
    }

    fn hole() -> Self {
        Standing {
            challenge: Id::hole(),
            profile: String::new(),
            version: Count::hole(),
            today: Day::hole(),
            enrolled_on: None,
            ticks: false,
            progress: Progress::hole(),
        }
    }
}

#[cfg(feature = "schema")]
impl crate::schema::Schema for Standing {
    const NAME: Option<&'static str> = Some("Standing");

    fn schema(defs: &mut crate::schema::Defs) -> crate::schema::Node {
        use crate::schema::{FieldSchema, object};
        let head = object(
            "What the rules make of a reader's entries.".to_owned(),
            vec![
                ("challenge", "The challenge.".to_owned(), true, Id::field(defs)),
                ("profile", "The reader.".to_owned(), true, String::field(defs)),
                ("version", "The version of the challenge that is in force.".to_owned(), true, Count::field(defs)),
                ("today", "Today in the challenge's zone.".to_owned(), true, Day::field(defs)),
                ("enrolledOn", "The day of joining.".to_owned(), false, <Option<Day>>::field(defs)),
            ],
        );
        head.joined(Progress::schema(defs))
    }
}
