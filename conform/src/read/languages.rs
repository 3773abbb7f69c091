//! Titles: a language that one has, all should have.

use std::collections::BTreeSet;

use super::document::each;
use super::{Doc, Walk};
use crate::checks::read::LANGUAGES;
use crate::run::Run;

/// Remembers the languages of a document's titles and names.
pub fn collect(walk: &mut Walk, doc: &Doc) {
    each(&doc.answer.json, String::new(), &mut |pointer, name, value| {
        // A book is called what it is called, and so is a source.
        let own = !pointer.contains("/works/") && !pointer.contains("/sources/");
        let tags = value.as_object().filter(|_| own && matches!(name, "title" | "name"));
        let tags: BTreeSet<String> =
            tags.into_iter().flat_map(|map| map.keys()).filter(|tag| *tag != "none").cloned().collect();
        if !tags.is_empty() {
            walk.titles.push((doc.at(pointer), tags));
        }
    });
}

/// Tells what is missing where, and forgets.
pub fn tell(run: &mut Run, walk: &mut Walk) {
    let titles = std::mem::take(&mut walk.titles);
    let all: BTreeSet<&String> = titles.iter().flat_map(|(_, tags)| tags).collect();
    for (place, tags) in &titles {
        let missing: Vec<&str> = all.iter().filter(|tag| !tags.contains(**tag)).map(|tag| tag.as_str()).collect();
        if missing.is_empty() {
            run.report.pass(&LANGUAGES);
        } else {
            run.warn(
                &LANGUAGES,
                place,
                "the languages that other titles have",
                format!("none in {}", missing.join(", ")),
            );
        }
    }
}
