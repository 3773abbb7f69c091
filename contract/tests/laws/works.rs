//! When two works are the same, however they are spelt.

use super::any::{challenge, entries};
use crate::folded;
use atrium_contract::{entry::Entry, isbn};
use proptest::prelude::*;

proptest! {
    /// An ISBN may be typed in any way, and a false one might as well not be there.
    #[test]
    fn how_an_isbn_is_typed_does_not_matter(list in entries(), unit in prop::sample::select(&["books", "activities"][..])) {
        let challenge = challenge(&format!(r#"{{"kind":"total","unit":"{unit}","target":5}}"#), r#","distinct":true"#);
        let list = atrium_contract::progress::union(list, Vec::new());
        let normal: Vec<Entry> = list
            .iter()
            .cloned()
            .map(|mut entry| {
                if let Some(work) = &mut entry.work {
                    work.isbn = work.isbn.as_deref().and_then(|typed| isbn::parse(typed).ok());
                }
                entry
            })
            .collect();
        prop_assert_eq!(folded(&challenge, &list), folded(&challenge, &normal));
    }

    /// Nor do capitals and the blanks around.
    #[test]
    fn how_a_title_is_typed_does_not_matter(list in entries()) {
        let challenge = challenge(r#"{"kind":"total","unit":"books","target":5}"#, r#","distinct":true"#);
        let list = atrium_contract::progress::union(list, Vec::new());
        let loud: Vec<Entry> = list
            .iter()
            .cloned()
            .map(|mut entry| {
                for text in entry.work.iter_mut().flat_map(|work| [&mut work.title, &mut work.author]).flatten() {
                    *text = format!("\u{a0}{}\n", text.to_uppercase());
                }
                entry
            })
            .collect();
        prop_assert_eq!(folded(&challenge, &list), folded(&challenge, &loud));
    }
}
