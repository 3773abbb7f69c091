//! The ledger as a table for a spreadsheet: RFC 4180, with a byte-order mark so that every spreadsheet reads UTF-8.

use crate::{
    entry::{Entry, Ledger},
    id::Id,
    sort,
};

const HEAD: &str = "date,reader,member,challenge,amount,unit,title,author,isbn,item,note,recorded,voided,id";

/// Every entry as a line, oldest day first.
pub fn table(ledger: &Ledger) -> String {
    let mut text = String::from("\u{feff}");
    text.push_str(HEAD);
    text.push_str("\r\n");
    let mut entries: Vec<&Entry> = ledger.entries.iter().collect();
    sort::by(&mut entries, &|one, other| (one.occurred_on, &one.id) < (other.occurred_on, &other.id));
    for entry in entries {
        let reader = ledger.profiles.iter().find(|profile| profile.id == entry.profile);
        let work = entry.work.as_ref();
        let (day, amount) = (entry.occurred_on.to_string(), entry.amount.amount.0.to_string());
        let line = [
            Some(day.as_str()),
            reader.map(|reader| reader.nickname.as_str()),
            Some(entry.challenge.member.as_str()),
            Some(entry.challenge.id.as_str()),
            Some(&amount),
            Some(entry.amount.unit.word()),
            work.and_then(|work| work.title.as_deref()),
            work.and_then(|work| work.author.as_deref()),
            work.and_then(|work| work.isbn.as_deref()),
            entry.item.as_ref().map(Id::as_str),
            entry.note.as_deref(),
            Some(&entry.recorded_at.text),
            entry.voided_at.as_deref(),
            Some(&entry.id),
        ];
        for (place, cell) in line.iter().enumerate() {
            if place > 0 {
                text.push(',');
            }
            quoted(&mut text, cell.unwrap_or_default());
        }
        text.push_str("\r\n");
    }
    text
}

/// Writes a cell. A text that a spreadsheet would take for a formula gets an apostrophe before it.
fn quoted(out: &mut String, cell: &str) {
    let marked = cell.contains(['"', ',', '\n', '\r']);
    if marked {
        out.push('"');
    }
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        out.push('\'');
    }
    for character in cell.chars() {
        if character == '"' {
            out.push('"');
        }
        out.push(character);
    }
    if marked {
        out.push('"');
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_cell_is_quoted_and_is_no_formula() {
        let quoted = |cell: &str| {
            let mut out = String::new();
            super::quoted(&mut out, cell);
            out
        };
        assert_eq!(quoted("a \"b\", c"), "\"a \"\"b\"\", c\"");
        assert_eq!(quoted("=HYPERLINK(1)"), "'=HYPERLINK(1)");
        assert_eq!(quoted("@x,\n"), "\"'@x,\n\"");
        assert_eq!(quoted("plain"), "plain");
        assert_eq!(quoted(""), "");
    }
}
