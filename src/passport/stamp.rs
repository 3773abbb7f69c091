//! The stamps of one challenge: a milestone each, and the goal. What the house awarded is its word; what it has not awarded
//! this device reckons by the same rules.

use crate::data::outbox::reckoned::By;
use atrium_contract::{
    award::Award,
    challenge::{Challenge, Unit},
    day::Day,
    id::{Id, Key},
    progress::Progress,
    sort,
    text::Text,
};

/// What a stamp is for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum For {
    /// A milestone, by its name.
    Milestone(Id, Text),
    /// The goal of the challenge with this name.
    Goal(Text),
    /// Something awarded whose name is not at hand: the challenge was edited since, or its house is silent.
    Earlier(Option<Id>),
}

/// Whether the reader has it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Given {
    /// The house gave it.
    There(Day),
    /// This device reckons that it is reached.
    Here(Option<Day>),
    /// Still to come, at so much.
    ToCome(Unit, u64),
}

/// A stamp.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stamp {
    /// Of which challenge, and so of which house.
    pub challenge: Key,
    pub what: For,
    pub given: Given,
}

impl Stamp {
    /// Whether the reader has it.
    pub fn is_there(&self) -> bool {
        !matches!(self.given, Given::ToCome(..))
    }

    fn day(&self) -> Option<Day> {
        match self.given {
            Given::There(day) => Some(day),
            Given::Here(day) => day,
            Given::ToCome(..) => None,
        }
    }
}

/// What a challenge says, and how far a reader has come in it.
pub(super) struct Known<'a> {
    pub challenge: &'a Challenge,
    pub progress: &'a Progress,
    /// Who reckons so.
    pub by: By,
}

/// The stamps of a challenge: milestones by their height, then the goal. `awards` are those of one reader in it. Without its
/// document there are those that were awarded.
pub(super) fn stamps(key: &Key, known: Option<&Known>, awards: &[&Award]) -> Vec<Stamp> {
    let mut all: Vec<Stamp> = Vec::new();
    let mut add = |what, given| all.push(Stamp { challenge: key.clone(), what, given });
    // The house's word where it has said one, and else what is reckoned here.
    let given = |milestone: Option<&Id>, reckoned: Given| {
        let award = awards.iter().find(|award| award.milestone.as_ref() == milestone);
        match (award, reckoned) {
            (Some(award), _) if stands(award) => Given::There(award.on),
            // Also where it was withdrawn: what was logged since, the house may not have heard of.
            (_, reckoned) => reckoned,
        }
    };
    let mut named: Vec<Option<&Id>> = Vec::new();
    if let Some(Known { challenge, progress, by }) = known {
        let reached = |on: Option<Day>| match on {
            Some(on) if *by == By::Member => Given::There(on),
            on => Given::Here(on),
        };
        let mut milestones: Vec<_> = challenge.milestones.iter().collect();
        sort::by(&mut milestones, &|one, other| one.at < other.at);
        for milestone in milestones {
            let found = progress.reached.iter().find(|it| it.id == milestone.id);
            let reckoned = match found {
                Some(found) => reached(Some(found.on)),
                None => Given::ToCome(progress.unit, u64::from(milestone.at.0)),
            };
            named.push(Some(&milestone.id));
            add(For::Milestone(milestone.id.clone(), milestone.title.clone()), given(Some(&milestone.id), reckoned));
        }
        let reckoned =
            if progress.done { reached(progress.done_on) } else { Given::ToCome(progress.unit, progress.target) };
        named.push(None);
        add(For::Goal(challenge.title.clone()), given(None, reckoned));
    }
    for award in awards.iter().filter(|award| stands(award) && !named.contains(&award.milestone.as_ref())) {
        add(For::Earlier(award.milestone.clone()), Given::There(award.on));
    }
    all
}

/// Whether an award is still the reader's: one whose prize was handed out stays so.
fn stands(award: &Award) -> bool {
    award.withdrawn_at.is_none() || award.redeemed_at.is_some()
}

/// Puts the stamps of several challenges side by side: those that are there by their day, as they would stand in a booklet, then
/// those still to come in the order in which they were given here.
pub(super) fn side_by_side(stamps: Vec<Stamp>) -> Vec<Stamp> {
    let (mut there, to_come): (Vec<Stamp>, Vec<Stamp>) = stamps.into_iter().partition(Stamp::is_there);
    // One without a day was there before anybody wrote days down.
    sort::by(&mut there, &|one, other| one.day() < other.day());
    there.extend(to_come);
    there
}

/// How many are there.
pub(super) fn count(stamps: &[Stamp]) -> usize {
    stamps.iter().filter(|stamp| stamp.is_there()).count()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, clippy::unwrap_used)]
    use super::*;
    use atrium_contract::{decode, entry::Entry, progress};

    fn id(text: &str) -> Id {
        Id::new(text).unwrap()
    }

    fn key(member: &str, challenge: &str) -> Key {
        Key { member: id(member), id: id(challenge) }
    }

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn challenge(id: &str) -> Challenge {
        let text = format!(
            r#"{{"atrium":"1","type":"Challenge","id":"{id}","title":"{id}","goal":{{"kind":"total","unit":"books","target":5}},
            "starts":"2026-11-01","ends":"2026-11-30","zone":"UTC","milestones":[
            {{"id":"three","at":3,"title":"Three"}},{{"id":"one","at":1,"title":"One"}}]}}"#
        );
        decode::document::<Challenge>(&text, "Challenge").unwrap().value
    }

    fn books(days: &[&str]) -> Progress {
        let entries: Vec<Entry> = days
            .iter()
            .enumerate()
            .map(|(at, day)| {
                decode::record(&format!(
                    r#"{{"id":"e{at}","challenge":{{"member":"m","id":"c"}},"profile":"p","occurredOn":"{day}",
                    "recordedAt":"{day}T10:00:00Z","amount":{{"amount":1,"unit":"books"}}}}"#
                ))
                .unwrap()
            })
            .collect();
        progress::in_time(&challenge("c"), None, &entries, day("2026-11-20"))
    }

    fn award(milestone: &str, on: &str, more: &str) -> Award {
        let milestone = if milestone.is_empty() { String::new() } else { format!(r#""milestone":"{milestone}","#) };
        decode::record(&format!(
            r#"{{"challenge":"c","profile":"p",{milestone}"on":"{on}","version":1,"awardedAt":"2026-11-20T10:00:00Z"{more}}}"#
        ))
        .unwrap()
    }

    fn of(progress: &Progress, awards: &[Award]) -> Vec<(String, Given)> {
        by(By::Here, progress, awards)
    }

    fn by(by: By, progress: &Progress, awards: &[Award]) -> Vec<(String, Given)> {
        let challenge = challenge("c");
        let awards: Vec<&Award> = awards.iter().collect();
        let all = stamps(&key("m", "c"), Some(&Known { challenge: &challenge, progress, by }), &awards);
        let name = |what| match what {
            For::Milestone(id, _) => id.to_string(),
            For::Goal(_) => "goal".to_owned(),
            For::Earlier(id) => format!("earlier {}", id.map(|id| id.to_string()).unwrap_or_default()),
        };
        all.into_iter().map(|it| (name(it.what), it.given)).collect()
    }

    fn named(all: &[(&str, Given)]) -> Vec<(String, Given)> {
        all.iter().map(|(name, given)| ((*name).to_owned(), *given)).collect()
    }

    #[test]
    fn one_for_each_milestone_by_its_height_and_one_for_the_goal() {
        let to_come = |at| Given::ToCome(Unit::Books, at);
        assert_eq!(of(&books(&[]), &[]), named(&[("one", to_come(1)), ("three", to_come(3)), ("goal", to_come(5))]));
    }

    #[test]
    fn what_is_reached_here_has_its_day_and_says_where_it_was_reckoned() {
        let far = books(&["2026-11-02", "2026-11-03", "2026-11-05", "2026-11-06", "2026-11-09"]);
        let here = |on| Given::Here(Some(day(on)));
        assert_eq!(
            of(&far, &[]),
            named(&[("one", here("2026-11-02")), ("three", here("2026-11-05")), ("goal", here("2026-11-09"))])
        );
    }

    #[test]
    fn what_the_house_has_counted_is_its_word_and_not_this_devices() {
        let far = books(&["2026-11-02"]);
        assert_eq!(by(By::Member, &far, &[])[0].1, Given::There(day("2026-11-02")));
        assert_eq!(by(By::About, &far, &[])[0].1, Given::Here(Some(day("2026-11-02"))));
    }

    #[test]
    fn the_house_has_the_first_word() {
        let far = books(&["2026-11-02", "2026-11-03", "2026-11-05"]);
        let found = of(&far, &[award("one", "2026-11-04", ""), award("", "2026-11-06", "")]);
        let expected = [
            ("one", Given::There(day("2026-11-04"))),
            ("three", Given::Here(Some(day("2026-11-05")))),
            ("goal", Given::There(day("2026-11-06"))),
        ];
        assert_eq!(found, named(&expected));
    }

    #[test]
    fn what_was_withdrawn_is_to_come_unless_its_prize_was_handed_out() {
        let gone = r#","withdrawnAt":"2026-11-21T10:00:00Z","because":"entries""#;
        let handed = format!(r#"{gone},"redeemedAt":"2026-11-20T12:00:00Z""#);
        let found = of(&books(&[]), &[award("one", "2026-11-04", gone), award("three", "2026-11-04", &handed)]);
        assert_eq!(found[0].1, Given::ToCome(Unit::Books, 1));
        assert_eq!(found[1].1, Given::There(day("2026-11-04")));
        // Logged again, and the house has not heard of it.
        let again = of(&books(&["2026-11-08"]), &[award("one", "2026-11-04", gone)]);
        assert_eq!(again[0].1, Given::Here(Some(day("2026-11-08"))));
    }

    #[test]
    fn an_award_is_kept_when_its_milestone_or_the_whole_document_is_not_at_hand() {
        let old = award("two", "2026-11-04", "");
        assert_eq!(of(&books(&[]), std::slice::from_ref(&old))[3].0, "earlier two");
        let alone = stamps(&key("m", "c"), None, &[&old, &award("", "2026-11-05", "")]);
        assert_eq!(count(&alone), 2);
        assert_eq!(alone[1].what, For::Earlier(None));
        assert!(stamps(&key("m", "c"), None, &[]).is_empty());
    }

    #[test]
    fn stamps_of_several_houses_stand_side_by_side_by_their_days() {
        let stamp = |member: &str, given| Stamp { challenge: key(member, "c"), what: For::Earlier(None), given };
        let to_come = Given::ToCome(Unit::Books, 1);
        let all = side_by_side(vec![
            stamp("a", Given::There(day("2026-11-09"))),
            stamp("a", to_come),
            stamp("b", Given::Here(Some(day("2026-11-02")))),
            stamp("b", to_come),
            stamp("c", Given::Here(None)),
        ]);
        let members: Vec<&str> = all.iter().map(|it| it.challenge.member.as_str()).collect();
        assert_eq!(members, ["c", "b", "a", "a", "b"]);
        assert_eq!(count(&all), 3);
    }
}
