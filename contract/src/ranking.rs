//! Who stands where on the boards of a challenge.

use crate::{
    board::{BoardKind, Boards, House, Hundredths, RankedBy, ReaderRow, Rows, TeamRow},
    challenge::Challenge,
    sort,
};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// A reader who takes part in a challenge.
#[derive(Clone, Copy, Debug)]
pub struct BoardReader<'r> {
    /// The name the enrolment gives for the board. Without one the reader is on none.
    pub nickname: Option<&'r str>,
    /// The reader's amount.
    pub amount: u64,
    /// The id of the reader's team.
    pub team: Option<&'r str>,
    /// Whether the enrolment says so.
    pub board: bool,
}

/// The boards of a challenge, if it has any. A challenge for children has them only where it says so.
pub fn boards(challenge: &Challenge) -> Option<&Boards> {
    let children = challenge.audience.iter().any(|it| it == "children");
    challenge.boards.as_ref().filter(|boards| !children || boards.children == Some(true))
}

/// What is on the boards, of all readers who take part and the ids and names of all teams.
pub fn rows(boards: &Boards, readers: &[BoardReader<'_>], teams: &[(&str, &str)]) -> Rows {
    let on: Vec<(&str, &BoardReader<'_>)> =
        readers.iter().filter(|it| it.board).filter_map(|it| Some((it.nickname?, it))).collect();
    let least = boards.minimum() as usize;
    if on.iter().filter(|(_, reader)| reader.amount > 0).count() < least {
        return Rows { hidden: Some(true), readers: None, teams: None, house: None };
    }
    let has = |kind: BoardKind| boards.kinds.contains(&kind);
    let house = Group::of(&mut on.iter().map(|(_, reader)| reader.amount));
    Rows {
        hidden: None,
        readers: has(BoardKind::Readers).then(|| ranked(&on)),
        teams: has(BoardKind::Teams).then(|| ranked_teams(boards, least, &on, teams)),
        house: has(BoardKind::House).then(|| House {
            amount: house.sum,
            readers: house.readers,
            per_head: house.per_head(),
        }),
    }
}

/// A sum, and by how many readers.
#[derive(Clone, Copy, Default)]
struct Group {
    sum: u64,
    readers: u64,
}

impl Group {
    fn of(amounts: &mut dyn Iterator<Item = u64>) -> Group {
        let mut group = Group::default();
        amounts.for_each(|amount| group.add(amount));
        group
    }

    /// With one more reader.
    fn add(&mut self, amount: u64) {
        self.sum = self.sum.saturating_add(amount);
        self.readers = self.readers.saturating_add(1);
    }

    /// The whole part of `sum ÷ readers`, and what is left.
    fn split(self) -> (u64, u64) {
        let readers = self.readers.max(1);
        (self.sum / readers, self.sum % readers)
    }

    fn per_head(self) -> Hundredths {
        let (whole, rest) = self.split();
        let part = rest.saturating_mul(100) / self.readers.max(1);
        Hundredths(whole.saturating_mul(100).saturating_add(part))
    }

    /// By the exact quotient: whole parts first, then what is left, crosswise.
    fn by_head(self, other: Group) -> Ordering {
        let ((mine, rest), (theirs, other_rest)) = (self.split(), other.split());
        let crosswise = rest.saturating_mul(other.readers).cmp(&other_rest.saturating_mul(self.readers));
        mine.cmp(&theirs).then(crosswise)
    }
}

fn ranked(on: &[(&str, &BoardReader<'_>)]) -> Vec<ReaderRow> {
    let mut list: Vec<(&str, u64)> =
        on.iter().map(|(name, reader)| (*name, reader.amount)).filter(|(_, amount)| *amount > 0).collect();
    sort::by(&mut list, &|one, other| (other.1, one.0) < (one.1, other.0));
    let mut rows: Vec<ReaderRow> = Vec::new();
    for ((name, amount), place) in list.into_iter().zip(1u64..) {
        let rank = rows.last().filter(|row| row.amount == amount).map_or(place, |row| row.rank);
        rows.push(ReaderRow { rank, nickname: name.to_owned(), amount });
    }
    rows
}

fn ranked_teams(
    boards: &Boards,
    least: usize,
    on: &[(&str, &BoardReader<'_>)],
    teams: &[(&str, &str)],
) -> Vec<TeamRow> {
    // One look at each reader, however many teams there are.
    let mut groups: BTreeMap<&str, Group> = BTreeMap::new();
    for (_, reader) in on {
        if let Some(team) = reader.team {
            groups.entry(team).or_default().add(reader.amount);
        }
    }
    let counts = |group: &&Group| group.sum > 0 && group.readers >= least as u64;
    let mut list: Vec<(&str, Group)> =
        teams.iter().filter_map(|(id, name)| Some((*name, *groups.get(id).filter(counts)?))).collect();
    let by = boards.by.unwrap_or(RankedBy::Sum);
    let compare = |one: Group, other: Group| match by {
        RankedBy::Sum => one.sum.cmp(&other.sum),
        RankedBy::Head => one.by_head(other),
    };
    sort::by(&mut list, &|one, other| match compare(one.1, other.1) {
        Ordering::Equal => one.0 < other.0,
        order => order == Ordering::Greater,
    });
    let mut rows: Vec<TeamRow> = Vec::new();
    let mut last: Option<Group> = None;
    for ((name, group), place) in list.into_iter().zip(1u64..) {
        let tie = last.is_some_and(|last| compare(last, group) == Ordering::Equal);
        let rank = rows.last().filter(|_| tie).map_or(place, |row| row.rank);
        last = Some(group);
        rows.push(TeamRow {
            rank,
            name: name.to_owned(),
            amount: group.sum,
            readers: group.readers,
            per_head: group.per_head(),
        });
    }
    rows
}
