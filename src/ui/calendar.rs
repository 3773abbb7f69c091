//! An event as a calendar file (RFC 5545): times in UTC, lines folded, text escaped.

use super::text;
use atrium_contract::event::Event;

/// The file. `stamp` is when it is written, an RFC 3339 instant in UTC.
pub(super) fn file(event: &Event, stamp: &str) -> String {
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".into(),
        "PRODID:-//Atrium//EN".into(),
        "BEGIN:VEVENT".into(),
        format!("UID:{}@atrium", event.id),
        format!("DTSTAMP:{}", basic(stamp)),
        format!("DTSTART:{}", utc(event.starts.ms)),
    ];
    if let Some(ends) = &event.ends {
        lines.push(format!("DTEND:{}", utc(ends.ms)));
    }
    lines.push(format!("SUMMARY:{}", escaped(&text::words(&event.title))));
    for (name, value) in [("LOCATION", &event.place), ("DESCRIPTION", &event.summary)] {
        if let Some(value) = value {
            lines.push(format!("{name}:{}", escaped(&text::words(value))));
        }
    }
    lines.push("END:VEVENT".into());
    lines.push("END:VCALENDAR".into());
    lines.iter().map(|line| folded(line)).collect::<Vec<_>>().join("\r\n") + "\r\n"
}

fn utc(ms: i64) -> String {
    #[allow(clippy::cast_precision_loss)]
    basic(&crate::platform::clock::instant(ms as f64))
}

/// `2026-11-23T18:00:00.000Z` as `20261123T180000Z`.
fn basic(instant: &str) -> String {
    let whole = instant.split('.').next().unwrap_or_default();
    let digits: String = whole.chars().filter(|character| !matches!(character, '-' | ':' | 'Z')).collect();
    digits + "Z"
}

fn escaped(words: &str) -> String {
    words.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n").replace('\r', "")
}

/// Lines of at most 75 bytes; the next begins with a space. Never inside a character.
fn folded(line: &str) -> String {
    let mut folded = String::new();
    let mut length = 0;
    for character in line.chars() {
        if length + character.len_utf8() > 74 {
            folded.push_str("\r\n ");
            length = 1;
        }
        folded.push(character);
        length += character.len_utf8();
    }
    folded
}
