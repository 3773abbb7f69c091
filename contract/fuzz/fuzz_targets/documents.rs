//! Every decoder on whatever bytes the fuzzer thinks of: none may panic, what is refused says why, what is written is read again,
//! and the parser judges a text as serde_json does.

#![no_main]

use atrium_contract::{
    account::{Account, SignIn},
    alliance::Alliance,
    award::Awards,
    batch,
    board::Board,
    campaign::Campaign,
    challenge::Challenge,
    changes::Changes,
    csv,
    day::Day,
    decode::{Decode, document, record, sent},
    draft::{Draft, Drafts, History, problems},
    entry::{Entry, Enrolment, Ledger, Profile},
    exhibit::Exhibit,
    instant::Instant,
    isbn,
    json::{self, Value},
    list::ReadingList,
    member::Member,
    merge,
    participation::Participation,
    problem_detail::ProblemDetail,
    progress::{in_time, phase, union},
    publication::{Collection, Publication},
    redemption::Redemption,
    standing::Standing,
    team::Team,
    theme::{
        Contrast, Scheme, Theme,
        pairs::pairs,
        tokens::{self, Token},
    },
};
use libfuzzer_sys::fuzz_target;

fn read<T: Decode>(text: &str, kind: &'static str) -> Option<T> {
    match document::<T>(text, kind) {
        Ok(decoded) => {
            assert!(decoded.problems.iter().all(|problem| problem.sentence().contains(' ')));
            Some(decoded.value)
        }
        Err(refused) => {
            assert!(!refused.sentences().is_empty());
            None
        }
    }
}

/// The parser agrees with serde_json, and what it writes it reads again.
fn judge(text: &str) -> Option<Value> {
    let mine = json::parse(text);
    match serde_json::from_str::<serde_json::Value>(text) {
        // What is too deep for a document is not too deep for serde_json.
        Ok(theirs) if deep(&theirs) > json::DEEPEST => {
            assert!(mine.is_err());
            None
        }
        Ok(theirs) => {
            let mine = mine.expect("serde_json reads it");
            // Numbers are kept as they were written, so that only a value without any is written the same.
            let written = mine.to_string();
            assert_eq!(serde_json::from_str::<serde_json::Value>(&written).ok(), Some(theirs));
            assert_eq!(json::parse(&written).as_ref(), Ok(&mine));
            assert_eq!(json::parse(&mine.to_pretty()).as_ref(), Ok(&mine));
            Some(mine)
        }
        Err(error) => {
            let out_of_range = error.to_string().starts_with("number out of range");
            assert!(mine.is_err() || out_of_range, "serde_json: {error}");
            if let Err(place) = mine {
                assert!(place.line >= 1 && place.column >= 1);
            }
            None
        }
    }
}

/// How deep lists and objects stand in each other.
fn deep(value: &serde_json::Value) -> usize {
    match value {
        serde_json::Value::Array(list) => 1 + list.iter().map(deep).max().unwrap_or(0),
        serde_json::Value::Object(map) => 1 + map.values().map(deep).max().unwrap_or(0),
        _ => 0,
    }
}

fn dressed(theme: &Theme) {
    for scheme in [Scheme::Light, Scheme::Dark] {
        for contrast in [Contrast::Normal, Contrast::More] {
            let look = theme.look(scheme, contrast);
            for token in Token::ALL {
                let css = look.get(token).map(|value| value.css()).unwrap_or_default();
                assert!(!css.contains([';', '{', '}', '\\', '<', '\n']) && !css.contains("NaN"), "{css}");
            }
            for pair in pairs() {
                assert!(pair.ratio(look).is_none_or(|ratio| (0.99..=21.01).contains(&ratio)));
            }
        }
    }
}

/// What a patron sends and what a backend answers: whatever is read can be written and read again.
fn taken_part(text: &str, value: &Value) {
    macro_rules! again {
        ($($kind:ident),* ; sent $($sent:ident),*) => {
            $(if let Some(it) = read::<$kind>(text, stringify!($kind)) {
                assert_eq!(read::<$kind>(&it.to_json(), stringify!($kind)), Some(it));
            })*
            $(if let Ok(it) = sent::<$sent>(text) {
                assert_eq!(record::<$sent>(&it.to_json()), Some(it));
            })*
        };
    }
    again!(Standing, Awards, Changes, Account, Board, Drafts, History ; sent Profile, Enrolment, Redemption, Team, SignIn, Draft, ProblemDetail);
    read::<Publication>(text, "Publication");
    if let Some(it) = read::<Participation>(text, "Participation") {
        let _ = it.standing.fill(&[("challenge", text), ("profile", text)]);
    }
    for line in batch::read(text).unwrap_or_default() {
        if let Ok(entry) = line.entry {
            assert_eq!(merge::entry(&entry, &entry), Ok(entry));
        }
    }
    for collection in Collection::ALL {
        assert!(problems(*collection, value).iter().all(|problem| problem.sentence().contains(' ')));
    }
}

fn kept(ledger: &Ledger, challenge: Option<&Challenge>) {
    assert_eq!(read::<Ledger>(&ledger.to_json(), "Ledger").as_ref(), Some(ledger));
    let _ = csv::table(ledger);
    let once = union(ledger.entries.clone(), Vec::new());
    assert_eq!(union(ledger.entries.clone(), once.clone()), once);
    let Some(challenge) = challenge else { return };
    let folded = in_time(challenge, Some(challenge.starts), &ledger.entries, challenge.ends);
    let backwards: Vec<Entry> = ledger.entries.iter().rev().cloned().collect();
    assert_eq!(in_time(challenge, Some(challenge.starts), &backwards, challenge.ends), folded);
    assert_eq!(in_time(challenge, Some(challenge.starts), &once, challenge.ends), folded);
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let _ = isbn::parse(text);
    let _ = Instant::parse(text);
    if let Some(day) = Day::parse(text) {
        assert_eq!(day.to_string(), text);
    }
    let Some(mut value) = judge(text) else { return };
    taken_part(text, &value);
    read::<Alliance>(text, "Alliance");
    read::<Campaign>(text, "Campaign");
    read::<Exhibit>(text, "Exhibit");
    read::<ReadingList>(text, "ReadingList");
    if let Some(member) = read::<Member>(text, "Member") {
        for template in member.catalogue.iter().filter_map(|catalogue| catalogue.search.as_ref()) {
            let _ = template.fill("query", text);
        }
        for picture in member.picture.iter().chain(member.exhibits.iter().filter_map(|card| card.picture.as_ref())) {
            let (x, y, w, h) = picture.view();
            assert!(x + w <= picture.width() && y + h <= picture.height());
            let _ = picture.service.as_ref().map(|service| service.full_sizes(picture.width()));
        }
        let _ = member.name.pick("zh-Hans-CN");
    }
    let challenge = read::<Challenge>(text, "Challenge");
    if let Some(challenge) = &challenge {
        let _ = phase(challenge, challenge.ends);
    }
    // A document in which a challenge stands beside the ledger is both.
    let challenge = challenge.or_else(|| Challenge::decode(value.get("challenge")?, &mut Default::default()));
    if let Some(theme) = read::<Theme>(text, "Theme") {
        dressed(&theme);
    }
    if let Some(ledger) = read::<Ledger>(text, "Ledger") {
        kept(&ledger, challenge.as_ref());
    }
    if let Some(tokens) = value.get_mut("tokens") {
        tokens::write(tokens, Some(("scheme", "dark")), Token::Surface, Value::from("#123456"));
        let _ = Theme::decode(&value, &mut Default::default());
    }
});
