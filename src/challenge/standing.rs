//! How far each reader has come: ring, number, words, milestones with their days.

use crate::view::prelude::*;
use crate::{
    i18n::formats,
    t, t_count,
    ui::{amount, ring::ring, text},
};
use atrium_contract::{entry::Profile, progress::Progress, sort};

use super::desk::Desk;

pub(super) fn standing(desk: Desk) -> View {
    let list = move || {
        let readers = desk.readers();
        if readers.is_empty() {
            return ().into_view();
        }
        let several = readers.len() > 1;
        let rows: Vec<View> = readers.iter().map(|reader| one(desk, reader, several)).collect();
        view! {
            <ul class="standings" role="list">{rows}</ul>
            <p class="quiet">{t!("challenge.counted-here")}</p>
        }
    };
    list.into_view()
}

fn one(desk: Desk, reader: &Profile, several: bool) -> View {
    let progress = desk.progress(&reader.id);
    let days = progress.days.len() as u64;
    let name = several.then(|| reader.nickname.clone());
    view! {
        <li class="standing">
            {ring(progress.permille(), formats::percent(progress.permille()))}
            <div>
                <h3>{name}</h3>
                <p class="standing__words">{amount::progress(&progress)}</p>
                {(days > 0).then(|| view! { <p class="quiet">{t_count!("challenge.on-days", days)}</p> })}
                <p class="standing__done">{progress.done.then(|| t!("cheer.goal"))}</p>
                <ul class="milestones" role="list">{milestones(desk, &progress)}</ul>
            </div>
        </li>
    }
}

/// Those reached with their day, and the next one.
fn milestones(desk: Desk, progress: &Progress) -> Vec<View> {
    let document = desk.document();
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
