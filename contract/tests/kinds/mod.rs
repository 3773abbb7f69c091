//! One document of every type, with every field of `API.md` in it, and what is done with a document once it is read.

use atrium_contract::{
    alliance::Alliance,
    campaign::Campaign,
    challenge::Challenge,
    csv,
    day::Day,
    decode::{Decode, Decoded, Problem, Refused, document},
    entry::Ledger,
    exhibit::Exhibit,
    list::ReadingList,
    member::Member,
    progress::{in_time, phase, union},
    theme::{Contrast, Scheme, Theme, pairs::pairs, tokens::Token},
};

/// A document: its name, its text, and how it is read.
pub struct Kind {
    pub name: &'static str,
    pub text: &'static str,
    pub read: fn(&str) -> Result<Vec<Problem>, Refused>,
}

macro_rules! kinds {
    ($($file:literal $kind:ident $use:path),* $(,)?) => {
        pub const KINDS: &[Kind] = &[$(Kind {
            name: $file,
            text: include_str!(concat!("../fixtures/", $file, ".json")),
            read: |text| read::<$kind>(text, stringify!($kind), $use),
        }),*];
    };
}

kinds! {
    "alliance" Alliance unused, "member" Member use_member, "campaign" Campaign unused, "exhibit" Exhibit use_exhibit,
    "challenge-total" Challenge use_challenge, "challenge-days" Challenge use_challenge, "challenge-checklist" Challenge use_challenge,
    "list" ReadingList unused, "theme" Theme use_theme, "ledger" Ledger use_ledger,
}

fn read<T: Decode>(text: &str, kind: &'static str, and_use: fn(&T)) -> Result<Vec<Problem>, Refused> {
    document::<T>(text, kind).map(|Decoded { value, problems }| {
        and_use(&value);
        problems
    })
}

fn unused<T>(_: &T) {}

fn use_member(member: &Member) {
    for tag in ["", "-", "zh-Hans-CN", "x-é", "en"] {
        let _ = member.name.pick(tag);
    }
    if let Some(picture) = &member.picture {
        let (x, y, w, h) = picture.view();
        assert!(x + w <= picture.width() && y + h <= picture.height());
        if let Some(service) = &picture.service {
            let _ = service.full_sizes(picture.width());
        }
    }
}

fn use_exhibit(exhibit: &Exhibit) {
    assert!(!exhibit.scenes.is_empty());
}

fn use_challenge(challenge: &Challenge) {
    assert!(challenge.starts <= challenge.ends && challenge.goal.target() >= 1);
    let ledger = document::<Ledger>(include_str!("../fixtures/ledger.json"), "Ledger").expect("the ledger").value;
    let folded = in_time(challenge, Day::parse("2026-11-02"), &ledger.entries, challenge.ends);
    assert_eq!(folded.verdicts.len(), ledger.entries.len());
    assert!(folded.permille() <= 1000);
    let _ = phase(challenge, challenge.ends.plus(1));
}

/// Whatever a document says, what comes out of a token is a value and ends no declaration.
fn use_theme(theme: &Theme) {
    for scheme in [Scheme::Light, Scheme::Dark] {
        for contrast in [Contrast::Normal, Contrast::More] {
            let look = theme.look(scheme, contrast);
            for token in Token::ALL {
                let css = look.get(token).map(|value| value.css()).unwrap_or_default();
                assert!(
                    !css.contains([';', '{', '}', '\\', '<', ':', '@', '/', '\n'])
                        || css.starts_with("oklch(")
                        || css.starts_with("color(srgb "),
                    "{css}"
                );
                assert!(!css.contains("NaN") && !css.contains("inf"), "{css}");
            }
            for pair in pairs() {
                assert!(pair.ratio(look).is_none_or(|ratio| (1.0..=21.01).contains(&ratio)));
            }
        }
    }
}

fn use_ledger(ledger: &Ledger) {
    let again = document::<Ledger>(&ledger.to_json(), "Ledger").expect("what was written");
    assert_eq!(&again.value, ledger);
    let table = csv::table(ledger);
    assert!(table.starts_with("\u{feff}date,") && table.ends_with("\r\n"));
    let formula = |cell: &str| cell.trim_start_matches('"').starts_with(['=', '+', '-', '@']);
    assert!(table.split("\r\n").skip(1).all(|line| !formula(line)), "{table}");
    let once = union(ledger.entries.clone(), Vec::new());
    assert_eq!(union(once.clone(), ledger.entries.clone()), once);
}
