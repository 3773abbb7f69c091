//! The form of the dialog: its fields as signals, opened empty or with an entry to be edited, and what it becomes.

use crate::{data::ledger::voided, i18n::formats, platform::dom, t, ui::amount::amount};
use atrium_contract::{
    challenge::{Challenge, Goal},
    entry::Entry,
};
use leptos::prelude::*;

use super::{
    desk::Desk,
    draft::{self, Draft, Fields, Frame},
    steps, words,
};

/// The dialog's id.
pub(super) const DIALOG: &str = "challenge-more";

/// The form. Copy it freely.
#[derive(Clone, Copy)]
pub(super) struct Form {
    pub fields: RwSignal<Fields>,
    /// The entry that is being edited.
    pub editing: RwSignal<Option<Entry>>,
    /// What is wrong with it, in words.
    pub wrong: RwSignal<String>,
    /// What the ISBN led to, in words.
    pub found: RwSignal<String>,
    pub pending: RwSignal<bool>,
}

impl Form {
    pub fn new() -> Form {
        Form {
            fields: RwSignal::new(Fields::default()),
            editing: RwSignal::new(None),
            wrong: RwSignal::new(String::new()),
            found: RwSignal::new(String::new()),
            pending: RwSignal::new(false),
        }
    }

    /// Opens the dialog: for a new entry with the usual amount on the last day that can be logged, or filled with an old one.
    pub fn start(self, desk: Desk, entry: Option<Entry>) {
        let fields = match &entry {
            Some(entry) => {
                let work = entry.work.clone();
                let of = |text: Option<String>| text.unwrap_or_default();
                let (title, author, isbn) =
                    work.map(|work| (of(work.title), of(work.author), of(work.isbn))).unwrap_or_default();
                Fields {
                    amount: entry.amount.amount.0.to_string(),
                    day: entry.occurred_on.to_string(),
                    title,
                    author,
                    isbn,
                    note: of(entry.note.clone()),
                    item: entry.item.as_ref().map(ToString::to_string).unwrap_or_default(),
                }
            }
            None => Fields {
                amount: steps::usual(&desk.document().value).amount.0.to_string(),
                day: desk.days().map(|(_, last)| last.to_string()).unwrap_or_default(),
                ..Fields::default()
            },
        };
        self.fields.set(fields);
        self.editing.set(entry);
        self.wrong.set(String::new());
        self.found.set(String::new());
        // What was said about the last write is not about this one.
        desk.said.set(None);
        dom::open_dialog(DIALOG);
    }

    /// Logs what stands in the form, or says what keeps it from being an entry.
    pub fn send(self, desk: Desk) {
        let document = desk.document();
        let old = self.editing.get_untracked();
        let Some(days) = desk.days() else {
            self.wrong.set(t!("log.not-today"));
            return;
        };
        let usual = steps::usual(&document.value);
        let frame = Frame {
            unit: old.as_ref().map_or(usual.unit, |old| old.amount.unit),
            days,
            checklist: matches!(document.value.goal, Goal::Checklist { .. }),
        };
        let draft = match self.fields.with_untracked(|fields| draft::read(fields, frame)) {
            Ok(draft) => draft,
            Err(slip) => {
                let full = |day| formats::day(day, formats::DateStyle::Full);
                self.wrong.set(words::slip(slip, &full(days.0), &full(days.1)));
                return;
            }
        };
        self.wrong.set(String::new());
        let what = what(&document.value, &draft);
        let close = || dom::close_dialog(DIALOG);
        match old {
            Some(old) => {
                let draft = Draft { corrects: Some(old.id.clone()), ..draft };
                let new = desk.entry(&draft, &old.profile);
                // One write: there is no moment at which both count, or neither.
                desk.write(self.pending, vec![voided(&old), new], t!("log.changed", what = what), Vec::new(), close);
            }
            None => desk.log(self.pending, &draft, &what, close),
        }
    }
}

/// What a draft is, in words: the thing of a checklist, or the amount.
fn what(challenge: &Challenge, draft: &Draft) -> String {
    let item = match &challenge.goal {
        Goal::Checklist { items, .. } => items.iter().find(|item| Some(&item.id) == draft.item.as_ref()),
        _ => None,
    };
    match item {
        Some(item) => crate::ui::text::words(&item.title),
        None => amount(draft.amount.unit, u64::from(draft.amount.amount.0)),
    }
}
