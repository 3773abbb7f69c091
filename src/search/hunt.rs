//! A search: everything there is, held against words and filters a few milliseconds at a time, so that typing never waits.

use super::{
    asked::{Asked, FILTERS, Filter},
    entry::{Entry, SORTS, Sort},
    words::{self, Word},
};
use crate::{
    i18n::language,
    platform::{letters, task::Breath},
};
use atrium_contract::sort;
use std::{collections::HashMap, sync::Arc};

/// So many of one member's in a row, before the next member's turn.
const IN_A_ROW: usize = 5;

/// What was found.
pub struct Outcome {
    /// What it was asked for.
    pub asked: Asked,
    /// The words that were looked for.
    pub words: Vec<Word>,
    /// What was found of each sort, best first.
    pub groups: Vec<(Sort, Vec<Arc<Entry>>)>,
    /// How many in all.
    pub total: usize,
    /// Nothing was found as it was typed; these are alike.
    pub near: bool,
    /// For each filter how many there would be with each of its values.
    pub counts: [HashMap<Box<str>, usize>; 5],
    /// For each filter that is set how many there would be without it.
    pub without: Vec<(Filter, usize)>,
}

impl Outcome {
    /// How many there would be with a value of a filter.
    pub fn count(&self, filter: Filter, value: &str) -> usize {
        self.counts.get(filter as usize).and_then(|counts| counts.get(value)).copied().unwrap_or(0)
    }
}

/// Searches. `None` when it is not `wanted` any more.
pub async fn hunt(all: Arc<[Arc<Entry>]>, asked: Asked, wanted: &dyn Fn() -> bool) -> Option<Outcome> {
    let words = words::words(&asked.words, &letters::apart, &letters::segments);
    let as_typed = pass(&all, &asked, &words, false, wanted).await?;
    if as_typed.total > 0 || words.is_empty() || as_typed.without.iter().any(|(_, count)| *count > 0) {
        return Some(as_typed);
    }
    pass(&all, &asked, &words, true, wanted).await
}

async fn pass(
    all: &[Arc<Entry>],
    asked: &Asked,
    words: &[Word],
    near: bool,
    wanted: &dyn Fn() -> bool,
) -> Option<Outcome> {
    let filtered = asked.filtered();
    let mut found: Vec<(u32, Arc<Entry>)> = Vec::new();
    let mut counts = <[HashMap<Box<str>, usize>; 5]>::default();
    let mut without: Vec<(Filter, usize)> = filtered.iter().map(|filter| (*filter, 0)).collect();
    let mut breath = Breath::new();
    for entry in all {
        if breath.take().await && !wanted() {
            return None;
        }
        let Some(score) = words::score(words, &entry.fields, language(), near) else { continue };
        let mut failing = filtered.iter().copied().filter(|filter| !entry.has(*filter, asked.get(*filter)));
        let (first, second) = (failing.next(), failing.next());
        if second.is_some() {
            continue;
        }
        // What one filter alone keeps out is counted for what else that filter could say.
        for filter in FILTERS.into_iter().filter(|filter| first.is_none_or(|first| first == *filter)) {
            if let Some(counts) = counts.get_mut(filter as usize) {
                for value in entry.values(filter) {
                    match counts.get_mut(value) {
                        Some(count) => *count += 1,
                        None => drop(counts.insert(value.into(), 1)),
                    }
                }
            }
        }
        match without.iter_mut().find(|(filter, _)| Some(*filter) == first) {
            Some((_, count)) => *count += 1,
            None => found.push((score, entry.clone())),
        }
    }
    let total = found.len();
    let groups = SORTS.into_iter().map(|sort| (sort, ordered(&found, sort, words.is_empty())));
    let groups = groups.filter(|(_, entries)| !entries.is_empty()).collect();
    Some(Outcome {
        asked: asked.clone(),
        words: words.to_vec(),
        groups,
        total,
        near: near && total > 0,
        counts,
        without,
    })
}

/// The found ones of a sort: the best first, or what is on now where nothing was typed; a few of each member in turn.
fn ordered(found: &[(u32, Arc<Entry>)], sort: Sort, browsing: bool) -> Vec<Arc<Entry>> {
    // What is compared is worked out once for each, not for each comparison.
    let rank = |score: u32, entry: &Entry| (u32::MAX - score, time(entry), entry.days.filter(|_| browsing));
    let mut list: Vec<_> = found
        .iter()
        .filter(|(_, entry)| entry.sort == sort)
        .map(|(score, entry)| (rank(*score, entry), entry))
        .collect();
    sort::by(&mut list, &|(one, _), (other, _)| one < other);
    let mut had: HashMap<&str, usize> = HashMap::new();
    let mut turns: Vec<Vec<Arc<Entry>>> = Vec::new();
    for (_, entry) in list {
        let had = had.entry(entry.from.as_str()).or_default();
        let turn = *had / IN_A_ROW;
        *had += 1;
        if turns.len() <= turn {
            turns.resize_with(turn + 1, Vec::new);
        }
        turns.get_mut(turn).into_iter().for_each(|turn| turn.push(entry.clone()));
    }
    turns.concat()
}

/// What runs comes before what will, that before what has no days, and last what is over.
fn time(entry: &Entry) -> u8 {
    match entry.values(Filter::When).next() {
        Some("now") => 0,
        Some("soon") => 1,
        Some("past") => 3,
        _ => 2,
    }
}
