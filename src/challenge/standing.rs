//! How far each reader has come: ring, number, words, milestones with their days, and who counted.

use crate::view::prelude::*;
use crate::{
    data::federation::use_federation,
    i18n::formats,
    t, t_count,
    ui::{amount, ring::ring, text},
};
use atrium_contract::{
    challenge::Unit,
    entry::Profile,
    progress::{Progress, Run},
    sort,
};

use super::{
    awards,
    desk::Desk,
    reckon::{By, Reckoned, is_gone},
    words,
};

pub(super) fn standing(desk: Desk) -> View {
    let list = move || {
        let readers = desk.readers();
        if readers.is_empty() {
            return ().into_view();
        }
        let several = readers.len() > 1;
        let rows: Vec<View> = readers.iter().map(|reader| one(desk, reader, several)).collect();
        view! { <ul class="standings" role="list">{rows}</ul> }
    };
    list.into_view()
}

fn one(desk: Desk, reader: &Profile, several: bool) -> View {
    let reckoned = desk.reckoned(&reader.id);
    let progress = &reckoned.progress;
    let days = progress.days.len() as u64;
    let name = several.then(|| reader.nickname.clone());
    let far = amount::progress(progress);
    let words = if reckoned.by == By::About { t!("standing.about", words = far) } else { far };
    let run = progress.run.filter(|_| !progress.days.is_empty()).map(|run| view! { <p>{in_a_row(run)}</p> });
    let who = match reckoned.by {
        By::Here => t!("challenge.counted-here"),
        By::About => t!("standing.estimate", name = house(desk)),
        By::Member => t!("standing.counted", name = house(desk)),
    };
    view! {
        <li class="standing">
            {ring(progress.permille(), formats::percent(progress.permille()))}
            <div>
                <h3>{name}</h3>
                <p class="standing__words">{words}</p>
                {run}
                {(days > 0).then(|| view! { <p class="quiet">{t_count!("challenge.on-days", days)}</p> })}
                <p class="standing__done">{progress.done.then(|| t!("cheer.goal"))}</p>
                <ul class="milestones" role="list">{milestones(desk, &reckoned)}</ul>
                {awards::changed(desk, &reader.id)}
                <p class="quiet">{who}</p>
            </div>
            {difference(desk, &reckoned)}
        </li>
    }
}

fn house(desk: Desk) -> String {
    let member = desk.key().member;
    use_federation().name(&member).map_or_else(|| member.to_string(), |name| text::words(&name))
}

/// The run that still goes on, and the longest.
fn in_a_row(run: Run) -> String {
    let days = |count| amount::amount(Unit::Days, count);
    let mut words = t!("standing.run", current = days(run.current), longest = days(run.longest));
    if run.frozen > 0 {
        words.push(' ');
        words.push_str(&t_count!("standing.frozen", run.frozen));
    }
    words
}

/// What the member counted otherwise than this device had reckoned, entry by entry.
fn difference(desk: Desk, reckoned: &Reckoned) -> View {
    let (theirs, ours) = (&reckoned.progress, &reckoned.here);
    if reckoned.by != By::Member {
        return ().into_view();
    }
    let document = desk.document();
    let entries = desk.store.entries_of(&desk.key(), &reckoned.reader);
    let (their_word, our_word) = (theirs.by_entry(), ours.by_entry());
    let rows: Vec<View> = entries
        .iter()
        .filter(|entry| {
            let (theirs, ours) = (their_word.get(entry.id.as_str()), our_word.get(entry.id.as_str()));
            // Undone before the member heard of it: there is no difference.
            theirs != ours && (theirs.is_some() || ours.is_none_or(|ours| !is_gone(ours)))
        })
        .map(|entry| {
            let what = amount::amount(entry.amount.unit, u64::from(entry.amount.amount.0));
            let day = formats::day(entry.occurred_on, formats::DateStyle::DayMonth);
            let why = match their_word.get(entry.id.as_str()) {
                Some(verdict) => words::verdict(&document.value, entry, verdict).unwrap_or_else(|| t!("credit.full")),
                None => t!("credit.not-there"),
            };
            view! { <li>{t!("standing.differs-row", what = what, day = day, why = why)}</li> }
        })
        .collect();
    // A run that still goes on is another one after midnight; the longest is not.
    let longest = |progress: &Progress| progress.run.map(|run| run.longest);
    let amounts = theirs.amount != ours.amount;
    let ends = theirs.done != ours.done || theirs.reached != ours.reached || longest(theirs) != longest(ours);
    if !amounts && !ends && rows.is_empty() {
        return ().into_view();
    }
    let unit = |count| amount::amount(theirs.unit, count);
    let words = || t!("standing.differs", name = house(desk), theirs = unit(theirs.amount), ours = unit(ours.amount));
    let words = amounts.then(|| view! { <p>{words()}</p> });
    // The same entries by other rules; which version this device has is not known.
    let rules = rows.is_empty().then(|| view! { <p>{t!("standing.differs-rules")}</p> });
    view! {
        <div class="standing__differs">
            {words}
            <ul>{rows}</ul>
            {rules}
        </div>
    }
}

/// Those reached with their day, and the next one.
fn milestones(desk: Desk, reckoned: &Reckoned) -> Vec<View> {
    let (document, progress) = (desk.document(), &reckoned.progress);
    let mut all: Vec<_> = document.value.milestones.iter().collect();
    sort::by(&mut all, &|one, other| one.at < other.at);
    let mut next = true;
    all.into_iter()
        .filter_map(|milestone| {
            let title = text::words(&milestone.title);
            let reached = progress.reached.iter().find(|it| it.id == milestone.id);
            let (class, words) = match reached {
                Some(reached) => {
                    let day = formats::day(reached.on, formats::DateStyle::DayMonth);
                    ("milestone milestone--reached", t!("milestone.reached", title = title, day = day))
                }
                None if std::mem::take(&mut next) => {
                    let at = amount::amount(progress.unit, u64::from(milestone.at.0));
                    ("milestone", t!("milestone.next", title = title, at = at))
                }
                None => return None,
            };
            Some(view! { <li class=class>{words}</li> })
        })
        .collect()
}
