//! One document of every type, with every field of `API.md`, `PARTICIPATE.md` and `PUBLISH.md` in it, and what is done with a document once it is read.

use atrium_contract::{
    account::{Account, Phrase, SignIn, SignedIn},
    alliance::Alliance,
    award::Awards,
    awarding::{Version, awards as awards_of, settle},
    batch::Outcomes,
    board::Board,
    campaign::Campaign,
    challenge::Challenge,
    changes::Changes,
    csv,
    day::Day,
    decode::{Decode, Decoded, Problem, Refused, document, record, sent},
    draft::{Draft, Drafts, History},
    entry::{Entry, Ledger},
    exhibit::Exhibit,
    instant::Instant,
    list::ReadingList,
    member::Member,
    participation::Participation,
    problem_detail::ProblemDetail,
    progress::{Dates, in_time, phase, union},
    publication::Publication,
    ranking::{BoardReader, boards, rows},
    redemption::Redeemed,
    standing::Standing,
    team::Team,
    theme::{Contrast, Scheme, Theme, pairs::pairs, tokens::Token},
};

/// A document: its name, its text, and how it is read.
pub struct Kind {
    pub name: &'static str,
    pub text: &'static str,
    pub read: fn(&str) -> Result<Vec<Problem>, Refused>,
}

macro_rules! kinds {
    ($($file:literal $kind:ident $use:path),* ; sent $($sent_file:literal $sent:ident $sent_use:path),* $(,)?) => {
        pub const KINDS: &[Kind] = &[$(Kind {
            name: $file,
            text: include_str!(concat!("../fixtures/", $file, ".json")),
            read: |text| read::<$kind>(text, stringify!($kind), $use),
        },)* $(Kind {
            name: $sent_file,
            text: include_str!(concat!("../fixtures/", $sent_file, ".json")),
            read: |text| sent::<$sent>(text).map(|value| {
                $sent_use(&value);
                Vec::new()
            }),
        }),*];
    };
}

/// What is written is read again as it was.
macro_rules! written_again {
    ($($name:ident $kind:ident),* ; sent $($sent_name:ident $sent:ident),* $(,)?) => {
        $(fn $name(value: &$kind) {
            assert_eq!(&document::<$kind>(&value.to_json(), stringify!($kind)).expect("what was written").value, value);
        })*
        $(fn $sent_name(value: &$sent) {
            assert_eq!(record::<$sent>(&value.to_json()).as_ref(), Some(value));
        })*
    };
}

written_again! {
    standing Standing, awards Awards, changes Changes, account Account, board Board, drafts Drafts, history History ;
    sent draft Draft, team Team, redeemed Redeemed, sign_in SignIn, signed_in SignedIn, phrase Phrase, problem ProblemDetail,
    outcomes Outcomes
}

kinds! {
    "alliance" Alliance unused, "member" Member use_member, "campaign" Campaign unused, "exhibit" Exhibit use_exhibit,
    "challenge-total" Challenge use_challenge, "challenge-days" Challenge use_challenge, "challenge-checklist" Challenge use_challenge,
    "challenge-streak" Challenge use_challenge, "challenge-within" Challenge use_challenge,
    "list" ReadingList unused, "theme" Theme use_theme, "ledger" Ledger use_ledger,
    "participation" Participation use_participation, "publication" Publication unused, "standing" Standing standing,
    "awards" Awards awards, "changes" Changes changes, "account" Account account, "board" Board board, "drafts" Drafts drafts,
    "history" History history ;
    sent "draft" Draft draft, "team" Team team, "redeemed" Redeemed redeemed, "sign-in" SignIn sign_in, "signed-in" SignedIn signed_in,
    "phrase" Phrase phrase, "problem" ProblemDetail problem, "outcomes" Outcomes outcomes,
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

/// Whatever is filled in, what comes out is a link without a place left.
fn use_participation(participation: &Participation) {
    let filled = participation.enrolment.fill(&[("challenge", "a/{b}"), ("profile", "../é")]);
    assert!(!filled.contains("{challenge}") && !filled.contains("{profile}") && !filled.contains('é'), "{filled}");
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
    let now = Instant::parse("2026-11-23T18:00:00Z").expect("an instant");
    let received = |_: &Entry, _: &str| None;
    let dates = Dates { today: challenge.ends, received: &received };
    let version = Version { since: &now, challenge };
    let earned = awards_of(&[version, version], None, &ledger.entries, &dates);
    let settled = settle(&ledger.awards, &earned, &challenge.id, "p", &now);
    assert!(settled.len() >= earned.len());
    if let Some(boards) = boards(challenge) {
        let reader = BoardReader { nickname: Some("Owl"), amount: folded.amount, team: Some("t"), board: true };
        let rows = rows(boards, &[reader; 6], &[("t", "Foxes")]);
        assert!(rows.hidden == Some(true) || rows.house.is_none_or(|house| house.readers == 6));
    }
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
