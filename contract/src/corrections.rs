//! Which entries are corrected: of an entry and all that correct it, one after another or beside one another, one counts.
//!
//! What corrects what makes trees, and circles where somebody made them. Each link is followed twice at most, so that ten thousand
//! corrections take no longer than ten thousand entries.

use crate::{entry::Entry, sort};

/// Nobody came by.
const FREE: usize = 0;

/// Whether each of these entries, which come each once, is corrected. A late one corrects nothing.
pub fn corrected(entries: &[&Entry], late: &dyn Fn(&Entry) -> bool) -> Vec<bool> {
    // Also names that no entry here has: two entries that correct what is elsewhere are of one reading all the same.
    let mut names: Vec<&str> = Vec::new();
    for entry in entries {
        names.extend(entry.corrects.iter().flat_map(|corrects| [entry.id.as_str(), corrects]));
    }
    sort::by(&mut names, &|one, other| one < other);
    names.dedup();
    let place = |name: &str| names.binary_search(&name).ok();
    let mut links: Vec<Option<usize>> = vec![None; names.len()];
    let mut stand: Vec<(&Entry, usize)> = Vec::new();
    for entry in entries {
        let Some((from, to)) = place(&entry.id).zip(entry.corrects.as_deref().and_then(place)) else { continue };
        if let Some(link) = links.get_mut(from) {
            *link = Some(to);
        }
        if entry.voided_at.is_none() && !late(entry) {
            stand.push((entry, from));
        }
    }
    // An entry stands in the place of what it corrects, and of what that corrected.
    let mut replaced = vec![FREE; names.len()];
    for (_, from) in &stand {
        follow(&links, *from, &mut replaced, 1);
    }
    stand.retain(|(_, from)| replaced.get(*from) == Some(&FREE));
    // Those left of one reading were written down without knowing of each other: the last counts.
    sort::by(&mut stand, &|(one, _), (other, _)| (other.recorded_at.ms, &other.id) < (one.recorded_at.ms, &one.id));
    let mut taken = vec![FREE; names.len()];
    for (before, (_, from)) in stand.iter().enumerate() {
        let own = before.saturating_add(1);
        if let Some(mark) = replaced.get_mut(*from).filter(|_| follow(&links, *from, &mut taken, own) != own) {
            *mark = 1;
        }
    }
    let found = |entry: &&Entry| place(&entry.id).is_some_and(|place| replaced.get(place) != Some(&FREE));
    entries.iter().map(found).collect()
}

/// Leaves a mark at all places that follow on one, up to the first that has one already; whose mark that is.
fn follow(links: &[Option<usize>], from: usize, marks: &mut [usize], own: usize) -> usize {
    let mut place = from;
    while let Some(to) = links.get(place).copied().flatten() {
        match marks.get_mut(to) {
            Some(mark) if *mark == FREE => *mark = own,
            Some(mark) => return *mark,
            None => break,
        }
        place = to;
    }
    own
}
