//! A card against the document it shows.

use atrium_contract::{
    campaign::Campaign, card::Card, challenge::Challenge, day::Day, exhibit::Exhibit, list::ReadingList, text::Text,
    theme::Theme,
};

use super::Walk;
use crate::checks::read::{CARD, HOSTS, OWNER};
use crate::run::Run;

/// What a document says that its cards say too.
#[derive(Clone, Debug)]
pub struct Facts {
    id: String,
    title: Text,
    days: Option<(Day, Day, String)>,
}

impl From<&Campaign> for Facts {
    fn from(of: &Campaign) -> Facts {
        Facts { id: of.id.to_string(), title: of.title.clone(), days: Some((of.starts, of.ends, of.zone.clone())) }
    }
}

impl From<&Challenge> for Facts {
    fn from(of: &Challenge) -> Facts {
        Facts { id: of.id.to_string(), title: of.title.clone(), days: Some((of.starts, of.ends, of.zone.clone())) }
    }
}

impl From<&Exhibit> for Facts {
    fn from(of: &Exhibit) -> Facts {
        Facts { id: of.id.to_string(), title: of.title.clone(), days: None }
    }
}

impl From<&ReadingList> for Facts {
    fn from(of: &ReadingList) -> Facts {
        Facts { id: of.id.to_string(), title: of.title.clone(), days: None }
    }
}

impl From<&Theme> for Facts {
    fn from(of: &Theme) -> Facts {
        Facts { id: of.id.to_string(), title: of.title.clone(), days: None }
    }
}

/// Whether a card says what its document says.
pub fn agrees(run: &mut Run, place: &str, card: &Card, facts: &Facts) {
    let mut told = Vec::new();
    if card.id.as_str() != facts.id {
        told.push((format!("id {}", facts.id), format!("id {}", card.id)));
    }
    let other = card.title.languages().find(|language| {
        facts.title.languages().any(|other| other == *language)
            && card.title.pick(language) != facts.title.pick(language)
    });
    if let Some(language) = other {
        let words = |text: &Text| text.pick(language).paragraphs.join(" ");
        told.push((
            format!("the title of its document, `{}` ({language})", words(&facts.title)),
            format!("`{}`", words(&card.title)),
        ));
    }
    if let Some((starts, ends, zone)) = &facts.days {
        let differs = |mine: Option<Day>, theirs: Day| mine.is_some_and(|mine| mine != theirs);
        if differs(card.starts, *starts)
            || differs(card.ends, *ends)
            || card.zone.as_ref().is_some_and(|mine| mine != zone)
        {
            let day = |day: Option<Day>| day.map_or_else(|| "?".into(), |day| day.to_string());
            let mine = format!("{} to {} in {}", day(card.starts), day(card.ends), card.zone.as_deref().unwrap_or("?"));
            told.push((format!("{starts} to {ends} in {zone}"), mine));
        }
    }
    if told.is_empty() {
        run.report.pass(&CARD);
    }
    for (expected, came) in told {
        run.fail(&CARD, place, expected, came);
    }
}

/// Whether hosts are members of the alliance.
pub fn hosts(run: &mut Run, walk: &Walk, place: &str, hosts: &[atrium_contract::id::Id]) {
    let Some(members) = &walk.members else {
        if !hosts.is_empty() {
            run.report.skip(&HOSTS, "the walk began with a member; begin with the alliance document to check hosts");
        }
        return;
    };
    for host in hosts {
        if members.iter().any(|member| member == host.as_str()) {
            run.report.pass(&HOSTS);
        } else {
            run.fail(&HOSTS, place, format!("one of {}", members.join(", ")), host.as_str());
        }
    }
}

/// Whether the member that a card names is one.
pub fn owner(run: &mut Run, walk: &Walk, place: &str, card: &Card) {
    let (Some(member), Some(members)) = (&card.member, &walk.members) else { return };
    if members.iter().any(|other| other == member.as_str()) {
        run.report.pass(&OWNER);
    } else {
        run.fail(&OWNER, place, format!("one of {}", members.join(", ")), member.as_str());
    }
}
