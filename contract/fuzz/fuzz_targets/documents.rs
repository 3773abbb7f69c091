//! Every decoder on whatever bytes the fuzzer thinks of: none may panic, and what is refused says why.

#![no_main]

use atrium_contract::{
    alliance::Alliance,
    campaign::Campaign,
    challenge::Challenge,
    csv,
    decode::{Decode, document},
    entry::Ledger,
    exhibit::Exhibit,
    isbn,
    list::ReadingList,
    member::Member,
    progress::{progress, union},
    theme::{Contrast, Scheme, Theme, tokens::Token},
};
use libfuzzer_sys::fuzz_target;

fn read<T: Decode>(text: &str, kind: &'static str) -> Option<T> {
    match document::<T>(text, kind) {
        Ok(decoded) => Some(decoded.value),
        Err(refused) => {
            assert!(!refused.sentences().is_empty());
            None
        }
    }
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let _ = isbn::parse(text);
    read::<Alliance>(text, "Alliance");
    read::<Member>(text, "Member");
    read::<Campaign>(text, "Campaign");
    read::<Exhibit>(text, "Exhibit");
    read::<ReadingList>(text, "ReadingList");
    if let Some(challenge) = read::<Challenge>(text, "Challenge") {
        let _ = progress(&challenge, Some(challenge.starts), &[]);
    }
    if let Some(theme) = read::<Theme>(text, "Theme") {
        let look = theme.look(Scheme::Dark, Contrast::More);
        for token in Token::ALL {
            let css = look.get(token).map(|value| value.css()).unwrap_or_default();
            assert!(!css.contains([';', '{', '}', '\\']));
        }
    }
    if let Some(ledger) = read::<Ledger>(text, "Ledger") {
        assert_eq!(read::<Ledger>(&ledger.to_json(), "Ledger").as_ref(), Some(&ledger));
        let _ = csv::table(&ledger);
        let once = union(ledger.entries.clone(), Vec::new());
        assert_eq!(union(ledger.entries, once.clone()), once);
    }
});
