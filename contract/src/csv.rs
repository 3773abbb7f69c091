//! The ledger as a table for a spreadsheet: RFC 4180, with a byte-order mark so that every spreadsheet reads UTF-8.

use crate::entry::Ledger;

const HEAD: &str = "date,reader,member,challenge,amount,unit,title,author,isbn,item,note,recorded,voided,id";

/// Every entry as a line, oldest day first.
pub fn table(ledger: &Ledger) -> String {
    let mut text = String::from("\u{feff}");
    text.push_str(HEAD);
    text.push_str("\r\n");
    let mut entries: Vec<_> = ledger.entries.iter().collect();
    entries.sort_by(|one, other| (one.occurred_on, &one.id).cmp(&(other.occurred_on, &other.id)));
    for entry in entries {
        let reader = ledger.profiles.iter().find(|profile| profile.id == entry.profile);
        let work = entry.work.as_ref();
        let line = [
            entry.occurred_on.to_string(),
            reader.map(|reader| reader.nickname.clone()).unwrap_or_default(),
            entry.challenge.member.to_string(),
            entry.challenge.id.to_string(),
            entry.amount.amount.0.to_string(),
            entry.amount.unit.word().to_owned(),
            work.and_then(|work| work.title.clone()).unwrap_or_default(),
            work.and_then(|work| work.author.clone()).unwrap_or_default(),
            work.and_then(|work| work.isbn.clone()).unwrap_or_default(),
            entry.item.as_ref().map(ToString::to_string).unwrap_or_default(),
            entry.note.clone().unwrap_or_default(),
            entry.recorded_at.text.clone(),
            entry.voided_at.clone().unwrap_or_default(),
            entry.id.clone(),
        ];
        let cells: Vec<String> = line.iter().map(|cell| quoted(cell)).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

/// A cell. A text that a spreadsheet would take for a formula gets an apostrophe before it.
fn quoted(cell: &str) -> String {
    let guarded = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() };
    if guarded.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", guarded.replace('"', "\"\"")) } else { guarded }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_cell_is_quoted_and_is_no_formula() {
        assert_eq!(quoted("a \"b\", c"), "\"a \"\"b\"\", c\"");
        assert_eq!(quoted("=HYPERLINK(1)"), "'=HYPERLINK(1)");
        assert_eq!(quoted("@x,\n"), "\"'@x,\n\"");
        assert_eq!(quoted("plain"), "plain");
    }
}
