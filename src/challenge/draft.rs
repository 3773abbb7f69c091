//! What stands in the form, judged before anything is written: a draft of an entry, or the slip that keeps it from being one.

use atrium_contract::{
    challenge::{Amount, Unit},
    day::Day,
    decode::Count,
    entry::ReadWork,
    id::Id,
    isbn::{self, IsbnError},
};

/// The fields as they stand, all of them text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Fields {
    pub amount: String,
    pub day: String,
    pub title: String,
    pub author: String,
    pub isbn: String,
    pub note: String,
    /// The thing of a checklist; empty elsewhere.
    pub item: String,
}

/// An entry but for its name, its reader and its moment.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Draft {
    pub day: Day,
    pub amount: Amount,
    pub work: Option<ReadWork>,
    pub item: Option<Id>,
    pub note: Option<String>,
    /// The entry whose place it takes.
    pub corrects: Option<String>,
}

/// What keeps the fields from being an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slip {
    /// No whole number from 1 to a million.
    Amount,
    /// No date, or one outside the days that can be logged.
    Day,
    /// No thing of the checklist was chosen.
    Item,
    /// The ISBN.
    Isbn(IsbnError),
}

/// What the fields are to fit.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    pub unit: Unit,
    /// First and last day that can be logged.
    pub days: (Day, Day),
    /// A thing of a checklist must be named.
    pub checklist: bool,
}

/// Reads the fields.
pub(super) fn read(fields: &Fields, frame: Frame) -> Result<Draft, Slip> {
    let amount = if frame.checklist { 1 } else { amount(&fields.amount).ok_or(Slip::Amount)? };
    let day = Day::parse(fields.day.trim()).ok_or(Slip::Day)?;
    if day < frame.days.0 || day > frame.days.1 {
        return Err(Slip::Day);
    }
    let isbn = match filled(&fields.isbn) {
        Some(text) => Some(isbn::parse(&text).map_err(Slip::Isbn)?),
        None => None,
    };
    let work = ReadWork { title: filled(&fields.title), author: filled(&fields.author), isbn };
    let item = Id::new(&fields.item);
    if frame.checklist && item.is_none() {
        return Err(Slip::Item);
    }
    Ok(Draft {
        day,
        amount: Amount { amount: Count(amount), unit: frame.unit },
        work: (work.title.is_some() || work.author.is_some() || work.isbn.is_some()).then_some(work),
        item,
        note: filled(&fields.note),
        corrects: None,
    })
}

/// A whole number from 1 to a million, in the digits of any language a number field may give.
pub(super) fn amount(text: &str) -> Option<u32> {
    text.trim().parse().ok().filter(|amount| (1..=1_000_000).contains(amount))
}

fn filled(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn frame() -> Frame {
        let on = |text| Day::parse(text).unwrap();
        Frame { unit: Unit::Minutes, days: (on("2026-11-01"), on("2026-11-20")), checklist: false }
    }

    fn fields() -> Fields {
        Fields { amount: " 25 ".into(), day: "2026-11-20".into(), ..Fields::default() }
    }

    #[test]
    fn empty_fields_are_no_fields() {
        let draft = read(&Fields { note: "  ".into(), ..fields() }, frame()).unwrap();
        assert_eq!(draft.amount, Amount { amount: Count(25), unit: Unit::Minutes });
        assert_eq!((draft.work, draft.note, draft.item), (None, None, None));
    }

    #[test]
    fn each_slip_has_its_kind() {
        let slip = |fields: Fields| read(&fields, frame()).unwrap_err();
        for bad in ["", "0", "-5", "1.5", "1000001", "many"] {
            assert_eq!(slip(Fields { amount: bad.into(), ..fields() }), Slip::Amount, "{bad}");
        }
        for bad in ["", "2026-10-31", "2026-11-21", "20.11.2026"] {
            assert_eq!(slip(Fields { day: bad.into(), ..fields() }), Slip::Day, "{bad}");
        }
        let isbn = Fields { isbn: "9780142437248".into(), ..fields() };
        assert_eq!(slip(isbn), Slip::Isbn(IsbnError::Checksum));
    }

    #[test]
    fn an_isbn_is_kept_as_thirteen_digits() {
        let draft = read(&Fields { isbn: "0-8044-2957-X".into(), ..fields() }, frame()).unwrap();
        assert_eq!(draft.work.unwrap().isbn.as_deref(), Some("9780804429573"));
    }

    #[test]
    fn a_checklist_asks_for_a_thing_and_not_for_an_amount() {
        let frame = Frame { checklist: true, unit: Unit::Activities, ..frame() };
        let without = Fields { amount: String::new(), ..fields() };
        assert_eq!(read(&without, frame), Err(Slip::Item));
        let draft = read(&Fields { item: "walk".into(), ..without }, frame).unwrap();
        assert_eq!((draft.amount.amount, draft.item), (Count(1), Id::new("walk")));
    }
}
