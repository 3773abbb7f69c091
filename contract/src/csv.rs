//! The ledger as a table for a spreadsheet: RFC 4180, UTF-8 with a byte order mark so that every spreadsheet reads it.

use crate::{entry::Ledger, isbn::Isbn};

const HEADER: [&str; 16] = [
    "Reader", "Institution", "Challenge", "Date", "Time zone", "Amount", "Unit", "Title", "Author", "ISBN", "Item", "Note",
    "Written at", "Voided at", "Corrects", "Entry",
];

/// The ledger as CSV, one row an entry, in the ledger's order.
pub fn csv(ledger: &Ledger) -> String {
    let mut out = "\u{feff}".to_owned();
    row(&mut out, &HEADER);
    for entry in &ledger.entries {
        let reader = ledger.profiles.iter().find(|profile| profile.id == entry.profile);
        let work = entry.work.as_ref();
        let text = |text: &'_ Option<String>| text.clone().unwrap_or_default();
        row(
            &mut out,
            &[
                reader.map_or(entry.profile.as_str(), |profile| &profile.nickname),
                entry.challenge.member.as_str(),
                entry.challenge.id.as_str(),
                &entry.occurred_on.to_string(),
                &text(&entry.zone),
                &entry.amount.map(|amount| amount.amount.to_string()).unwrap_or_default(),
                entry.amount.map_or("", |amount| amount.unit.word()),
                &work.map(|work| text(&work.title)).unwrap_or_default(),
                &work.map(|work| text(&work.author)).unwrap_or_default(),
                work.and_then(|work| work.isbn.as_ref()).map_or("", Isbn::as_str),
                entry.item.as_ref().map_or("", |item| item.as_str()),
                &text(&entry.note),
                &entry.recorded_at,
                &text(&entry.voided_at),
                &text(&entry.corrects),
                &entry.id,
            ],
        );
    }
    out
}

fn row(out: &mut String, cells: &[&str; 16]) {
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        out.push('"');
        // A cell that begins like a formula would be run by a spreadsheet; an apostrophe makes it text.
        if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
            out.push('\'');
        }
        out.push_str(&cell.replace('"', "\"\""));
        out.push('"');
    }
    out.push_str("\r\n");
}
