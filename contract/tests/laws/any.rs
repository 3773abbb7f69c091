//! Challenges and entries of every kind.

use atrium_contract::{
    challenge::{Amount, Challenge, Unit},
    day::Day,
    decode::{Count, document},
    entry::{Entry, ReadWork, Source},
    id::{Id, Key},
    instant::Instant,
};
use proptest::prelude::*;

/// Days since the first of June, or since 1970 when there are many.
pub fn day(number: i32) -> Day {
    let first = Day::parse("2026-06-01").unwrap();
    first.plus(if number > 10_000 { number - first.days_since_epoch() } else { number })
}

/// Noon of that day.
pub fn moment(number: i32) -> Instant {
    Instant::parse(&format!("{}T12:00:00Z", day(number))).unwrap()
}

pub fn challenge(goal: &str, more: &str) -> Challenge {
    let text = format!(
        r#"{{"atrium":"1","type":"Challenge","id":"c","title":"C","starts":"2026-06-03","ends":"2026-06-30","zone":"UTC","goal":{goal},
        "milestones":[{{"id":"two","at":2,"title":"Two"}},{{"id":"many","at":60,"title":"Many"}}]{more}}}"#
    );
    document::<Challenge>(&text, "Challenge").unwrap().value
}

const GOALS: &[&str] = &[
    r#"{"kind":"total","unit":"minutes","target":90}"#,
    r#"{"kind":"total","unit":"books","target":5}"#,
    r#"{"kind":"total","unit":"pages","target":200}"#,
    r#"{"kind":"total","unit":"days","target":6}"#,
    r#"{"kind":"total","unit":"activities","target":9}"#,
    r#"{"kind":"days","target":4}"#,
    r#"{"kind":"days","target":3,"within":5}"#,
    r#"{"kind":"days","target":3,"atLeast":{"amount":40,"unit":"minutes"}}"#,
    r#"{"kind":"streak","target":3}"#,
    r#"{"kind":"streak","target":4,"freezes":2}"#,
    r#"{"kind":"streak","target":2,"freezes":1,"atLeast":{"amount":30,"unit":"pages"}}"#,
    r#"{"kind":"checklist","items":[{"id":"i0","title":"0"},{"id":"i1","title":"1","code":true}]}"#,
];

const MORE: &[&str] = &[
    "",
    r#","distinct":true"#,
    r#","countFrom":"enrolment""#,
    r#","logUntil":"2026-07-15""#,
    r#","caps":[{"per":"day","amount":70,"unit":"minutes"},{"per":"entry","amount":50,"unit":"minutes"}]"#,
    r#","caps":[{"per":"all","amount":120,"unit":"pages"},{"per":"day","amount":40,"unit":"pages"},{"per":"day","amount":60,"unit":"pages"}]"#,
    r#","caps":[{"per":"day","amount":1,"unit":"books"},{"per":"all","amount":2,"unit":"days"}],"distinct":true"#,
    r#","rates":[{"from":{"amount":2,"unit":"pages"},"to":{"amount":3,"unit":"minutes"}},{"from":{"amount":40,"unit":"pages"},"to":{"amount":1,"unit":"books"}}]"#,
];

pub fn any_challenge() -> impl Strategy<Value = Challenge> {
    (prop::sample::select(GOALS), prop::sample::select(MORE)).prop_map(|(goal, more)| challenge(goal, more))
}

pub fn entry(id: u32, on: i32, amount: u32, unit: Unit) -> Entry {
    Entry {
        id: format!("e{id}"),
        challenge: Key { member: Id::new("m").unwrap(), id: Id::new("c").unwrap() },
        profile: "p".into(),
        occurred_on: day(on),
        zone: None,
        recorded_at: moment(on),
        amount: Amount { amount: Count(amount), unit },
        work: None,
        item: None,
        note: None,
        corrects: None,
        voided_at: None,
        received_at: None,
        source: None,
    }
}

/// Two works' ISBNs as they are typed: true in both lengths and false.
const ISBNS: &[&str] =
    &["9780345539434", "978-0-345-53943-4", "0345539435", "9780345539435", "080442957X", " 978 0804429573 ", "none"];

fn work() -> impl Strategy<Value = ReadWork> {
    let title = prop::option::of(prop::sample::select(&["W0", "w0 ", "W1", " "][..]));
    let author = prop::option::weighted(0.3, prop::sample::select(&["A", "a", "B", ""][..]));
    (title, author, prop::option::weighted(0.4, prop::sample::select(ISBNS))).prop_map(|(title, author, isbn)| {
        ReadWork { title: title.map(Into::into), author: author.map(Into::into), isbn: isbn.map(Into::into) }
    })
}

/// An entry of any kind; few ids, days, works and things, so that they meet.
pub fn reading() -> impl Strategy<Value = Entry> {
    let what = (0..12u32, 0..36i32, 1..90u32, prop::sample::select(Unit::ALL.to_vec()));
    let of = (prop::option::of(0..3u32), prop::option::of(work()), any::<bool>());
    let fate =
        (prop::option::weighted(0.4, 0..12u32), prop::option::weighted(0.2, 0..30i32), prop::option::of(0..45i32));
    (what, of, fate).prop_map(|((id, on, amount, unit), (item, work, code), (corrects, voided, received))| Entry {
        item: item.and_then(|item| Id::new(&format!("i{item}"))),
        work,
        source: code.then_some(Source::Code),
        corrects: corrects.map(|other| format!("e{other}")),
        voided_at: voided.map(|at| moment(at).text),
        received_at: received.map(moment),
        ..entry(id, on, amount, unit)
    })
}

pub fn entries() -> impl Strategy<Value = Vec<Entry>> {
    prop::collection::vec(reading(), 0..24)
}
