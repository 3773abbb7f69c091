//! Ranks, as counting finds them.

use atrium_contract::{
    board::{BoardKind, Boards, RankedBy},
    decode::Count,
    ranking::{BoardReader, rows},
};
use proptest::prelude::*;

proptest! {
    #[test]
    fn a_rank_is_one_more_than_those_who_have_more(
        readers in prop::collection::vec((prop::option::weighted(0.9, "[A-E]"), 0..6u64, prop::option::of(0..4usize), prop::bool::weighted(0.8)), 0..40),
        minimum in 1..6u32,
        head in any::<bool>(),
    ) {
        const TEAMS: [(&str, &str); 4] = [("a", "Foxes"), ("b", "Bears"), ("c", "Owls"), ("d", "Bears")];
        let by = Some(if head { RankedBy::Head } else { RankedBy::Sum });
        let boards = Boards { kinds: BoardKind::ALL.to_vec(), by, minimum: Some(Count(minimum)), children: None };
        let list: Vec<BoardReader<'_>> = readers
            .iter()
            .map(|(nickname, amount, team, board)| BoardReader {
                nickname: nickname.as_deref(),
                amount: *amount,
                team: team.map(|team| TEAMS[team].0),
                board: *board,
            })
            .collect();
        let rows = rows(&boards, &list, &TEAMS);
        let on: Vec<&BoardReader<'_>> = list.iter().filter(|it| it.board && it.nickname.is_some()).collect();
        let active = on.iter().filter(|it| it.amount > 0).count();
        let least = minimum.max(2) as usize;
        prop_assert_eq!(rows.hidden == Some(true), active < least);
        if active < least {
            prop_assert!(rows.readers.is_none() && rows.teams.is_none() && rows.house.is_none());
            return Ok(());
        }
        let of_readers = rows.readers.unwrap();
        prop_assert_eq!(of_readers.len(), active);
        for row in &of_readers {
            prop_assert_eq!(row.rank as usize, 1 + on.iter().filter(|it| it.amount > row.amount).count());
        }
        prop_assert!(of_readers.is_sorted_by_key(|row| (row.rank, row.nickname.clone())));
        let of_teams = rows.teams.unwrap();
        for row in &of_teams {
            prop_assert!(row.readers >= least as u64 && row.amount > 0);
            prop_assert_eq!(row.per_head.0, row.amount * 100 / row.readers);
            let before = of_teams.iter().filter(|it| {
                let (theirs, mine) = if head { (it.amount * row.readers, row.amount * it.readers) } else { (it.amount, row.amount) };
                theirs > mine
            });
            prop_assert_eq!(row.rank as usize, 1 + before.count());
        }
        let house = rows.house.unwrap();
        prop_assert_eq!((house.amount, house.readers), (on.iter().map(|it| it.amount).sum(), on.len() as u64));
    }
}
